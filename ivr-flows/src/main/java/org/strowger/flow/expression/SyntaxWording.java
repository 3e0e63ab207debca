package org.strowger.flow.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.yaml.Quoted;

/// What CEL's parser says, in words for people who do not know what a token is.
///
/// The parser is made by ANTLR 4 and words its errors as ANTLR does ("mismatched input ...").
final class SyntaxWording {
    private static final Pattern UNEXPECTED =
            Pattern.compile("(?:mismatched|extraneous) input '(.*?)' expecting .*", Pattern.DOTALL);
    private static final Pattern NO_WAY_ON =
            Pattern.compile("no viable alternative at input '(.*)'", Pattern.DOTALL);
    private static final Pattern MISSING =
            Pattern.compile("missing (.+?) at '(.*)'", Pattern.DOTALL);
    private static final Pattern NOT_A_TOKEN =
            Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);
    private static final Pattern RESERVED = Pattern.compile("reserved identifier: (\\w+)");
    private static final String END = "<EOF>";

    private SyntaxWording() {}

    static String worded(String message) {
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (unexpected.matches()) {
            return unexpected(unexpected.group(1));
        }
        Matcher missing = MISSING.matcher(message);
        if (missing.matches()) {
            return "missing " + missing.group(1);
        }
        Matcher noToken = NOT_A_TOKEN.matcher(message);
        if (noToken.matches()) {
            return noToken(noToken.group(1));
        }
        Matcher noWayOn = NO_WAY_ON.matcher(message);
        if (noWayOn.matches()) {
            return "cannot be read here: " + Quoted.quoted(noWayOn.group(1));
        }
        return others(message);
    }

    private static String others(String message) {
        Matcher reserved = RESERVED.matcher(message);
        if (reserved.matches()) {
            return "'" + reserved.group(1) + "' is a reserved word of CEL";
        }
        if (message.startsWith("For input string") || message.contains("exceeds range")) {
            return "the number is out of range";
        }
        if (message.contains("recursion limit")) {
            return "nested deeper than " + Dialect.DEEPEST + " levels";
        }
        if (message.contains("must be a simple name")) {
            return "expects a name for the items of the list";
        }
        if (message.startsWith("String literal")) {
            return "the text that begins here does not end well";
        }
        if (message.startsWith("Illegal escape") || message.startsWith("Invalid unicode")) {
            return "the text that begins here holds an escape for no character";
        }
        return message.lines().findFirst().orElse("cannot be read");
    }

    private static String unexpected(String token) {
        return switch (token) {
            case END -> "something is missing at the end";
            case "and" -> "unexpected 'and'; it is written '&&'";
            case "or" -> "unexpected 'or'; it is written '||'";
            case "not" -> "unexpected 'not'; it is written '!'";
            case ")" -> "unexpected ')'";
            default -> "unexpected " + Quoted.quoted(token);
        };
    }

    private static String noToken(String token) {
        return switch (token.isEmpty() ? ' ' : token.charAt(0)) {
            case '\'', '"' -> text(token);
            case '=' ->
                    token.startsWith("=>")
                            ? "unexpected '=>'; it is written '>='"
                            : "unexpected '='; to compare, write '=='";
            case '&' -> "unexpected '&'; 'and' is written '&&'";
            case '|' -> "unexpected '|'; 'or' is written '||'";
            case '\u2018', '\u2019', '\u201c', '\u201d' ->
                    "unexpected curly quote; text is written in straight ones: 'gold'";
            default ->
                    "unexpected "
                            + Quoted.quoted(token.substring(0, token.offsetByCodePoints(0, 1)));
        };
    }

    private static String text(String token) {
        int beforeLast = token.length() - 2;
        boolean escape = beforeLast > 0 && token.charAt(beforeLast) == '\\';
        return escape && !token.endsWith("'") && !token.endsWith("\"")
                ? "no such escape: "
                        + Quoted.quoted(token.substring(beforeLast))
                        + "; for a backslash write '\\\\', or r'...' for the whole text"
                : "the text that begins here has no closing quote";
    }
}
