package org.strowger.flow.speech;

/// XML's characters and how they are written (XML 1.0, sections 2.2, 2.4 and 4.6).
final class XmlText {
    private XmlText() {}

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    static boolean isCharacter(int c) {
        return (c >= 0x20 && c <= 0xD7FF)
                || isBlank(c)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }

    /// The character that a reference names, written without `&` and `;`, or -1.
    static int character(String reference) {
        return switch (reference) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> reference.startsWith("#") ? numbered(reference.substring(1)) : -1;
        };
    }

    private static int numbered(String number) {
        boolean hexadecimal = number.startsWith("x");
        String digits = hexadecimal ? number.substring(1) : number;
        int radix = hexadecimal ? 16 : 10;
        int value = 0;
        for (int i = 0; i < digits.length() && value <= Character.MAX_CODE_POINT; i++) {
            int digit = digits.charAt(i) < 0x80 ? Character.digit(digits.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return !digits.isEmpty() && isCharacter(value) ? value : -1;
    }

    static void escape(int c, StringBuilder to) {
        switch (c) {
            case '&' -> to.append("&amp;");
            case '<' -> to.append("&lt;");
            case '>' -> to.append("&gt;");
            case '"' -> to.append("&quot;");
            default -> to.appendCodePoint(c);
        }
    }
}
