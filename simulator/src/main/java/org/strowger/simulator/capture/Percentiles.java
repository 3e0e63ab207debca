package org.strowger.simulator.capture;

import java.util.List;

/// A set of times in milliseconds, by rank.
record Percentiles(List<Double> sorted) {

    static Percentiles of(List<Double> values) {
        return new Percentiles(values.stream().sorted().toList());
    }

    /// The least value that `percent` of all values do not exceed; NaN of none.
    double at(double percent) {
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }

    @Override
    public String toString() {
        return "n %d, median %.1f ms, p90 %.1f, p99 %.1f, max %.1f"
                .formatted(sorted.size(), at(50), at(90), at(99), at(100));
    }
}
