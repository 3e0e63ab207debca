package org.strowger.engine.contact;

import java.util.Optional;
import java.util.regex.Pattern;

/// A telephone number in the one form in which two are compared: digits, with a `+` in front where
/// it is international.
///
/// What people write between digits is left out: the visual separators of RFC 3966, section 5.1.1,
/// blanks and slashes. A number that is withheld is no number, and equals none: no digits at all
/// (`anonymous`), or zeros alone, which some networks send instead.
public record CallerNumber(String digits) implements Comparable<CallerNumber> {
    private static final Pattern SEPARATORS = Pattern.compile("[-.()/\\s\\u00a0]+");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{2,32}");
    private static final Pattern ZEROS = Pattern.compile("\\+?0+");

    /// The number that a text stands for, if it is one.
    public static Optional<CallerNumber> of(String written) {
        String bare = SEPARATORS.matcher(written).replaceAll("");
        return NUMBER.matcher(bare).matches() && !ZEROS.matcher(bare).matches()
                ? Optional.of(new CallerNumber(bare))
                : Optional.empty();
    }

    @Override
    public int compareTo(CallerNumber other) {
        return digits.compareTo(other.digits);
    }

    /// Numbers of callers are not logged.
    @Override
    public String toString() {
        return "a number";
    }
}
