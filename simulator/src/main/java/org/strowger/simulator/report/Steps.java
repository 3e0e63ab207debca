package org.strowger.simulator.report;

import java.util.ArrayList;
import java.util.List;

/// Round numbers along an axis.
final class Steps {
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};
    private static final double MOST = 6;
    private static final int MOST_WHOLE = 12;

    private Steps() {}

    /// The end of an axis on which a value has its place: a round number of steps.
    static double upTo(double value) {
        if (value <= 0) {
            return 1;
        }
        double step = step(value);
        return step * Math.ceil(value / step - 1e-9);
    }

    /// The marks of an axis from 0 to a round end.
    static List<Double> of(double end) {
        double step = step(end);
        List<Double> steps = new ArrayList<>();
        for (int i = 0; i * step <= end * (1 + 1e-9); i++) {
            steps.add(i * step);
        }
        return steps;
    }

    /// Whole marks from 0, less than an end, evenly apart.
    static List<Double> whole(int end) {
        int step = Math.max(1, (end + MOST_WHOLE - 1) / MOST_WHOLE);
        List<Double> steps = new ArrayList<>();
        for (int i = 0; i < end; i += step) {
            steps.add((double) i);
        }
        return steps;
    }

    private static double step(double end) {
        double power = 1;
        while (power > end / MOST) {
            power /= 10;
        }
        while (power * 10 <= end / MOST) {
            power *= 10;
        }
        for (double round : ROUND) {
            if (round * power >= end / MOST) {
                return round * power;
            }
        }
        return 10 * power;
    }
}
