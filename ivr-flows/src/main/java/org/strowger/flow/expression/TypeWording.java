package org.strowger.flow.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What CEL's type checker says, in words for people who write phone menus.
final class TypeWording {
    private static final Pattern NO_OVERLOAD =
            Pattern.compile(
                    "found no matching overload for '(.+?)' applied to '(.*?)'"
                            + "(?: \\(candidates: (.*)\\))?",
                    Pattern.DOTALL);
    private static final Pattern PAIR = Pattern.compile("\\(((?:[^(),]|\\([^()]*\\))+), (.+)\\)");
    private static final Pattern NO_FIELDS =
            Pattern.compile("type '(.+)' does not support field selection");
    private static final Pattern NO_RANGE =
            Pattern.compile("expression of type '(.+?)' cannot be (?:the )?range .*");
    private static final Pattern NOT_AS_EXPECTED =
            Pattern.compile("expected type '(.+)' but found '(.+)'");
    private static final Pattern TYPE_PARAMETER = Pattern.compile("%?[A-Z][0-9]+");
    private static final int LONGEST_CANDIDATES = 200;

    private TypeWording() {}

    /// @param atCall whether it stands at a call's parenthesis: an operator that has no place there
    ///   comes out of `exists` and the like
    static String worded(String celMessage, boolean atCall) {
        String message = plain(celMessage);
        Matcher noOverload = NO_OVERLOAD.matcher(message);
        if (noOverload.matches()) {
            String candidates = noOverload.group(3) == null ? "" : noOverload.group(3);
            return atCall && noOverload.group(1).startsWith("_")
                    ? condition(noOverload.group(2))
                    : noOverload(noOverload.group(1), noOverload.group(2), candidates);
        }
        Matcher noFields = NO_FIELDS.matcher(message);
        if (noFields.matches()) {
            return noFields.group(1) + " has no fields to pick with '.'";
        }
        Matcher noRange = NO_RANGE.matcher(message);
        if (noRange.matches()) {
            return "expects a list, found " + noRange.group(1);
        }
        Matcher other = NOT_AS_EXPECTED.matcher(message);
        return other.matches()
                ? "expects " + other.group(1) + ", found " + other.group(2)
                : message.lines().findFirst().orElse("cannot be checked");
    }

    /// A type as flow files call it.
    static String worded(CelType type) {
        if (type instanceof ListType list && list.hasElemType()) {
            return list.elemType().equals(SimpleType.STRING)
                    ? ValueType.LIST.word()
                    : "a list of " + plain(list.elemType().name());
        }
        return plain(type.name());
    }

    static String expected(ValueType type) {
        return type == ValueType.LIST ? "a list of strings" : type.word();
    }

    private static String plain(String message) {
        String named =
                message.replace("google.protobuf.Timestamp", "timestamp")
                        .replace("google.protobuf.Duration", "duration")
                        .replace("null_type", "null")
                        .replace("*error*", "unknown");
        return TYPE_PARAMETER.matcher(named).replaceAll("any");
    }

    /// `(bool, string)` of `||` and `&&`, `(string, int, int)` of `? :`.
    private static String condition(String applied) {
        String found = applied.replaceFirst("^\\(bool, ", "(").replaceAll("^\\(|[,)].*", "");
        return "expects bool for each item, found " + found;
    }

    private static String noOverload(String function, String applied, String candidates) {
        Matcher pair = PAIR.matcher(applied);
        boolean isPair = pair.matches();
        return switch (function) {
            case "!_" -> "'!' expects bool, found " + alone(applied);
            case "-_" -> "'-' expects a number, found " + alone(applied);
            case "_?_:_" -> choice(applied);
            case "_[_]" -> "[...] cannot pick from " + (isPair ? byType(pair) : applied);
            case "_==_", "_!=_" ->
                    operator(function) + " cannot compare " + (isPair ? with(pair) : applied);
            case "_&&_", "_||_" ->
                    operator(function) + " expects bool on both sides, found " + alone(applied);
            case "@in" -> "'in' cannot look for " + (isPair ? inType(pair) : applied);
            default ->
                    isPair && function.startsWith("_")
                            ? operator(function) + " cannot be used between " + and(pair)
                            : function(function, applied, candidates);
        };
    }

    private static String operator(String function) {
        return "'" + function.replace("_", "") + "'";
    }

    private static String alone(String applied) {
        return applied.substring(1, applied.length() - 1);
    }

    private static String and(Matcher pair) {
        return pair.group(1) + " and " + pair.group(2) + hint(pair);
    }

    private static String with(Matcher pair) {
        return pair.group(1) + " with " + pair.group(2) + hint(pair);
    }

    private static String byType(Matcher pair) {
        return pair.group(1) + " by " + pair.group(2);
    }

    private static String inType(Matcher pair) {
        return pair.group(1) + " in " + pair.group(2);
    }

    /// What people trip over most: a whole number beside one with decimals or beside text.
    private static String hint(Matcher pair) {
        List<String> types = List.of(pair.group(1), pair.group(2));
        if (types.contains("duration") && (types.contains("int") || types.contains("string"))) {
            return "; a duration is written duration('2m')";
        }
        if (types.contains("timestamp") && types.contains("string")) {
            return "; a time is written timestamp('2026-11-22T09:30:00Z')";
        }
        if (types.contains("int") && types.contains("double")) {
            return "; write whole numbers with a point (2.0), or double(...)";
        }
        return types.contains("int") && types.contains("string")
                ? "; text is written in quotes ('2'), or string(...)"
                : "";
    }

    private static String choice(String applied) {
        return applied.startsWith("(bool, ")
                ? "'? :' expects two values of one type, found "
                        + applied.substring("(bool, ".length(), applied.length() - 1)
                : "'?' expects bool before it, found " + applied.substring(1, applied.indexOf(','));
    }

    private static String function(String function, String applied, String candidates) {
        String takes =
                candidates.isEmpty() || candidates.length() > LONGEST_CANDIDATES
                        ? ""
                        : ", it takes " + candidates.replace("),", ") or ");
        return "'" + function + "' does not take " + applied + takes;
    }
}
