package org.strowger.simulator.result;

/// How the service levels of single days are spread: a mean of 80 % is made of good days and bad
/// ones. Days without calls are not among them.
public final class GoodDays {
    /// How many classes there are, of one hundredth each; a whole belongs to the last.
    public static final int CLASSES = 100;

    private final long[] counts = new long[CLASSES];
    private long days;

    /// @param reached of those asked; 29 of 100 are in the class of 29, which their quotient is not
    ///   always
    void add(long reached, long asked) {
        days++;
        counts[(int) Math.min(CLASSES - 1, reached * CLASSES / asked)]++;
    }

    /// How many days there were.
    public long days() {
        return days;
    }

    /// How many days had a service level from so many hundredths to the next.
    ///
    /// @param hundredths 0 to 99
    public long in(int hundredths) {
        return counts[hundredths];
    }
}
