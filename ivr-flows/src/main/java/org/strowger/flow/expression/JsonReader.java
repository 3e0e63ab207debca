package org.strowger.flow.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads some fields of one JSON object, strictly by RFC 8259: what other readers might understand
/// otherwise (comments, single quotes, a field twice, text after the end) is not JSON here.
final class JsonReader {
    private static final int DEEPEST = 50;

    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

    private final String text;
    private final Set<String> wanted;
    private int at;

    /// @param wanted the fields to read; of others only the form is looked at
    JsonReader(String text, Set<String> wanted) {
        this.text = text;
        this.wanted = wanted;
    }

    /// The text is not JSON.
    @SuppressWarnings("serial")
    static final class NotJson extends RuntimeException {
        NotJson(String message) {
            super(message, null, false, false);
        }
    }

    SortedMap<String, Json> fields() {
        SortedMap<String, Json> fields = new TreeMap<>();
        skipSpace();
        readObject(1, fields);
        skipSpace();
        if (at < text.length()) {
            throw wrong("text after its end");
        }
        return fields;
    }

    private void readObject(int depth, SortedMap<String, Json> fields) {
        expect('{');
        skipSpace();
        if (take('}')) {
            return;
        }
        do {
            skipSpace();
            String name = string();
            skipSpace();
            expect(':');
            Json value = value(depth + 1);
            if (depth == 1 && wanted.contains(name) && fields.put(name, value) != null) {
                throw new NotJson("field '" + name + "' is given twice");
            }
        } while (take(','));
        expect('}');
    }

    private Json value(int depth) {
        if (depth > DEEPEST) {
            throw wrong("nested deeper than " + DEEPEST + " levels");
        }
        skipSpace();
        Json value =
                switch (peek()) {
                    case '{' -> inner(depth);
                    case '[' -> items(depth);
                    case '"' -> new Json.Text(string());
                    case 't' -> word("true", new Json.Flag(true));
                    case 'f' -> word("false", new Json.Flag(false));
                    case 'n' -> word("null", new Json.Nothing());
                    default -> number();
                };
        skipSpace();
        return value;
    }

    private Json inner(int depth) {
        readObject(depth, new TreeMap<>());
        return new Json.Inner();
    }

    private Json items(int depth) {
        expect('[');
        skipSpace();
        List<Json> items = new ArrayList<>();
        if (take(']')) {
            return new Json.Items(items);
        }
        do {
            items.add(value(depth + 1));
        } while (take(','));
        expect(']');
        return new Json.Items(items);
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw wrong("an unknown word");
        }
        at += word.length();
        return value;
    }

    private Json number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw wrong("no value");
        }
        at = number.end();
        return new Json.Numeral(number.group());
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char c = next();
            if (c < ' ') {
                throw wrong("a control character in a string");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw wrong("an unknown escape");
        };
    }

    private char hex() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = next();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw wrong("an unknown escape");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean take(char wantedNext) {
        boolean there = at < text.length() && text.charAt(at) == wantedNext;
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(char wantedNext) {
        if (!take(wantedNext)) {
            throw wrong("no '" + wantedNext + "'");
        }
    }

    private char peek() {
        if (at == text.length()) {
            throw wrong("its end");
        }
        return text.charAt(at);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private NotJson wrong(String what) {
        return new NotJson("the answer is not JSON: " + what + " at character " + (at + 1));
    }
}
