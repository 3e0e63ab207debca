package org.strowger.flow.exchange;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Conditions of other products, written as expressions of ours.
final class Cel {
    private Cel() {}

    /// Text as a literal.
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("'");
        text.codePoints()
                .forEach(
                        c -> {
                            if (c == '\'' || c == '\\') {
                                literal.append('\\');
                            }
                            literal.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
                        });
        return literal.append('\'').toString();
    }

    static String equal(String value, String text) {
        return value + " == " + literal(text);
    }

    static String oneOf(String value, List<String> texts) {
        String all = texts.stream().map(Cel::literal).collect(Collectors.joining(", "));
        return value + " in [" + all + "]";
    }

    static String call(String value, String function, String text) {
        return value + "." + function + "(" + literal(text) + ")";
    }

    /// A comparison of numbers, of text that is one; text that is none compares as false.
    static Optional<String> compared(String value, String operator, String number) {
        if (!number.strip().matches("-?[0-9]{1,12}(\\.[0-9]{1,6})?")) {
            return Optional.empty();
        }
        String plain = number.strip().contains(".") ? number.strip() : number.strip() + ".0";
        String isNumber = value + ".matches('^-?[0-9]{1,12}([.][0-9]{1,6})?$')";
        return Optional.of(isNumber + " && double(" + value + ") " + operator + " " + plain);
    }
}
