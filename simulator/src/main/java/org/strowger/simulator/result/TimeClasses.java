package org.strowger.simulator.result;

/// The classes into which times are counted: one for each millisecond below 32 ms, then 32 for each
/// doubling. So a class is never wider than a 32nd of the times in it, and thirty years take 1,152
/// classes.
public final class TimeClasses {
    private static final int BITS = 5;
    private static final int IN_A_DOUBLING = 1 << BITS;
    private static final double MILLIS_OF_A_SECOND = 1_000;

    private TimeClasses() {}

    /// The class of a time.
    ///
    /// @param seconds zero or more; parts of a millisecond do not count
    public static int of(double seconds) {
        long millis = (long) (seconds * MILLIS_OF_A_SECOND);
        if (millis < IN_A_DOUBLING) {
            return (int) millis;
        }
        int doublings = Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(millis);
        return doublings * IN_A_DOUBLING + (int) (millis >>> doublings);
    }

    /// The shortest time of a class, in seconds; the times of the class before are shorter.
    public static double from(int timeClass) {
        if (timeClass < 2 * IN_A_DOUBLING) {
            return timeClass / MILLIS_OF_A_SECOND;
        }
        int doublings = timeClass / IN_A_DOUBLING - 1;
        long millis = (long) (timeClass - doublings * IN_A_DOUBLING) << doublings;
        return millis / MILLIS_OF_A_SECOND;
    }
}
