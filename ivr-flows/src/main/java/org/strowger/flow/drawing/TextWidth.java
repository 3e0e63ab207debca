package org.strowger.flow.drawing;

import java.util.ArrayList;
import java.util.List;

/// How wide words are on screen, more or less.
///
/// Which font a viewer has is not known here, so this is an estimate, on the wide side of common
/// sans-serif fonts.
final class TextWidth {
    private static final double NARROW = 0.34;
    private static final double USUAL = 0.57;
    private static final double CAPITAL = 0.72;
    private static final double BROAD = 0.92;
    private static final double FULL = 1.05;

    private TextWidth() {}

    static double of(String words, double size) {
        return size * words.codePoints().mapToDouble(TextWidth::ofOne).sum();
    }

    private static double ofOne(int c) {
        if ("iljftr.,:;'|!()[] ".indexOf(c) >= 0) {
            return NARROW;
        }
        if ("mwMW@%".indexOf(c) >= 0) {
            return BROAD;
        }
        if (isCombining(c)) {
            return 0;
        }
        // Scripts from here on (Hangul, CJK, Kana) and pictures fill a square.
        if ((c >= 0x1100 && c <= 0x11ff) || c >= 0x2e80) {
            return FULL;
        }
        return Character.isUpperCase(c) ? CAPITAL : USUAL;
    }

    private static boolean isCombining(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.FORMAT;
    }

    /// At most so many characters, the last a sign that something is left out.
    static String cut(String words, int most) {
        if (words.codePointCount(0, words.length()) <= most) {
            return words;
        }
        return words.substring(0, words.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
    }

    /// As much as fits.
    static String fitting(String words, double size, double width) {
        String fitting = words;
        int length = words.codePointCount(0, words.length());
        while (length > 1 && of(fitting, size) > width) {
            length--;
            fitting = cut(words, length);
        }
        return fitting;
    }

    /// Broken into lines at spaces; what is too long for the last line is cut.
    static List<String> lines(String words, double size, double width, int most) {
        List<String> lines = new ArrayList<>();
        String rest = words;
        while (!rest.isEmpty() && lines.size() < most - 1 && of(rest, size) > width) {
            int end = lastSpaceThatFits(rest, size, width);
            if (end < 0) {
                break;
            }
            lines.add(rest.substring(0, end));
            rest = rest.substring(end + 1);
        }
        lines.add(fitting(rest, size, width));
        return lines;
    }

    private static int lastSpaceThatFits(String words, double size, double width) {
        int fits = -1;
        for (int space = words.indexOf(' '); space > 0; space = words.indexOf(' ', space + 1)) {
            if (of(words.substring(0, space), size) > width) {
                return fits;
            }
            fits = space;
        }
        return fits;
    }
}
