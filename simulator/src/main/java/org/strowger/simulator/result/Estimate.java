package org.strowger.simulator.result;

import java.util.OptionalDouble;

/// What a figure is over all days, and how far the truth may be from it.
///
/// @param value the estimate
/// @param reach half the width of the 95 % confidence interval, which lies around the value; absent
///   for less than two days
public record Estimate(double value, OptionalDouble reach) {

    /// The lower end of the interval; the value itself where there is none.
    public double low() {
        return value - reach.orElse(0);
    }

    /// The upper end of the interval; the value itself where there is none.
    public double high() {
        return value + reach.orElse(0);
    }
}
