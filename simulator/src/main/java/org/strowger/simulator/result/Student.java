package org.strowger.simulator.result;

/// Student's distribution: how far the mean of some independent days is from the truth, in standard
/// errors.
///
/// The sums for whole degrees of freedom are 26.7.3 and 26.7.4 of Abramowitz and Stegun, Handbook
/// of Mathematical Functions (1964).
final class Student {
    private static final int HALVINGS = 200;

    private Student() {}

    /// The probability of being at most so far from zero, to either side.
    ///
    /// @param distance 0 or more
    /// @param freedom degrees of freedom, 1 or more
    static double within(double distance, long freedom) {
        double sine = distance / Math.sqrt(freedom + distance * distance);
        double square = freedom / (freedom + distance * distance);
        if (Double.isNaN(sine)) {
            return 1;
        }
        return freedom % 2 == 0
                ? even(sine, square, freedom)
                : odd(distance, sine, square, freedom);
    }

    private static double even(double sine, double square, long freedom) {
        double term = 1;
        double sum = 1;
        for (long k = 2; k <= freedom - 2 && term > 0; k += 2) {
            term *= square * (k - 1) / k;
            sum += term;
        }
        return Math.min(1, sine * sum);
    }

    private static double odd(double distance, double sine, double square, long freedom) {
        double term = Math.sqrt(square);
        double sum = freedom == 1 ? 0 : term;
        for (long k = 3; k <= freedom - 2 && term > 0; k += 2) {
            term *= square * (k - 1) / k;
            sum += term;
        }
        double angle = StrictMath.atan(distance / Math.sqrt((double) freedom));
        return Math.min(1, 2 / Math.PI * (angle + sine * sum));
    }

    /// How far from zero it is at most, to either side, with a probability.
    ///
    /// @param probability above 0, less than 1
    /// @param freedom degrees of freedom, 1 or more
    static double reach(double probability, long freedom) {
        double high = 1;
        while (within(high, freedom) < probability) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = low + (high - low) / 2;
            if (middle == low || middle == high) {
                return high;
            }
            if (within(middle, freedom) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
