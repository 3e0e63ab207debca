package org.strowger.engine.estimate;

import java.time.Duration;

/// How good the estimates of a queue were, lately: about the last 500 whose calls left the line.
///
/// Squared errors are relative: their mean divided by the square of the mean wait, the RASE of
/// Ibrahim and Whitt. A guess that always says the mean wait has about 1 where waits are
/// exponential. Callers who left are made up for: see [EstimateErrors].
///
/// @param counted how many estimates came true, all in all
/// @param left how many callers left without an agent, so that nobody knows what they would have
///   waited
/// @param meanWait what callers waited from the estimate on
/// @param bias by how much the estimates were longer than the waits, on the average
/// @param meanError how far they were off, on the average
/// @param squaredError of the estimates
/// @param squaredErrorByHeadOfLine of the cross-check
/// @param squaredErrorByLastToEnter of the other cross-check; 0 where it was never known
/// @param withinP50 the share of waits that were no longer than the P50: ought to be 0.5
/// @param withinP80 the share of waits that were no longer than the P80: ought to be 0.8
public record QueueErrors(
        long counted,
        long left,
        Duration meanWait,
        Duration bias,
        Duration meanError,
        double squaredError,
        double squaredErrorByHeadOfLine,
        double squaredErrorByLastToEnter,
        double withinP50,
        double withinP80) {
    private static final int ENOUGH = 30;
    private static final double LEAST_WITHIN_P80 = 0.6;
    private static final Duration NEGLIGIBLE = Duration.ofSeconds(10);

    /// Whether callers should be told. They should not when, after 30 estimates that came true,
    /// more than two in five waited longer than the P80, or the error is as large as the wait: a
    /// squared error above 1, and more than 10 s off on the average.
    public boolean isTrustworthy() {
        if (counted < ENOUGH) {
            return true;
        }
        boolean isOff = squaredError > 1 && meanError.compareTo(NEGLIGIBLE) > 0;
        return !isOff && withinP80 >= LEAST_WITHIN_P80;
    }
}
