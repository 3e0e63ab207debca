package org.strowger.yaml;

/// Text out of a file, made fit for a message: short, on one line, without control characters.
public final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    /// The text in single quotes; past 60 characters it is cut and ends in dots.
    public static String quoted(String text) {
        StringBuilder shown = new StringBuilder("'");
        text.codePoints()
                .limit(LONGEST)
                .forEach(
                        c -> {
                            if (Character.isISOControl(c)) {
                                shown.append("\\u%04x".formatted(c));
                            } else {
                                shown.appendCodePoint(c);
                            }
                        });
        boolean cut = text.codePointCount(0, text.length()) > LONGEST;
        return shown.append(cut ? "...'" : "'").toString();
    }
}
