package org.strowger.simulator.chance;

/// What numbers of distributions may be. Each check is written so that what is not a number fails
/// it.
final class Bounds {
    /// About thirty years, in seconds.
    static final double LONGEST = 1e9;

    private Bounds() {}

    static void time(String what, double seconds) {
        range(what, seconds, 0, LONGEST);
    }

    static void positiveTime(String what, double seconds) {
        aboveZero(what, seconds, LONGEST);
    }

    static void aboveZero(String what, double value, double most) {
        if (!(value > 0 && value <= most)) {
            throw new IllegalArgumentException(
                    "%s must be above 0, at most %s, but is %s"
                            .formatted(what, plain(most), plain(value)));
        }
    }

    static void range(String what, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s must be %s to %s, but is %s"
                            .formatted(what, plain(least), plain(most), plain(value)));
        }
    }

    /// Whole numbers without a point.
    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
