package org.strowger.telephony;

/// Who is at one end of a call, as that end says: data from outside, shown and never trusted.
///
/// Control characters and the marks that reverse the direction of text are replaced by spaces once,
/// here, so that no name can forge a log line or hide what follows it.
///
/// @param number the number or user name, at most 64 characters, empty when withheld
/// @param name the display name, at most 64 characters, empty when there is none
public record Party(String number, String name) {
    private static final int LONGEST = 64;

    public static final Party UNKNOWN = new Party("", "");

    public Party {
        number = clean(number);
        name = clean(name);
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), LONGEST));
        text.codePoints().limit(LONGEST).map(Party::harmless).forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    private static int harmless(int c) {
        boolean control = Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
        boolean bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        boolean mark = c == 0x061C || c == 0x200E || c == 0x200F;
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return control || bidi || mark || half ? ' ' : c;
    }
}
