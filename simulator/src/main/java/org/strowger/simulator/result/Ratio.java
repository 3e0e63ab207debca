package org.strowger.simulator.result;

import java.util.Optional;
import java.util.OptionalDouble;

/// Something over something else, of all days together: calls answered in time over calls, seconds
/// waited over calls. With 1 below, it is a mean over days.
///
/// The days' sums are divided, not each day's quotient averaged: a quiet day counts as much as it
/// has calls. The interval is that of the ratio estimator (Cochran, Sampling Techniques, 3rd
/// edition 1977, chapter 6), with Student's distribution of one degree of freedom less than days.
final class Ratio {
    static final double CONFIDENCE = 0.95;

    private final Joint days = new Joint(2);

    void add(double over, double under) {
        days.add(over, under);
    }

    /// Absent when there is nothing to divide by.
    Optional<Estimate> estimate() {
        double under = days.mean(1);
        if (under == 0) {
            return Optional.empty();
        }
        double value = days.mean(0) / under;
        if (days.days() < 2) {
            return Optional.of(new Estimate(value, OptionalDouble.empty()));
        }
        double error = days.error(1 / under, -value / under);
        double reach = Student.reach(CONFIDENCE, days.days() - 1) * error;
        return Optional.of(new Estimate(value, OptionalDouble.of(reach)));
    }
}
