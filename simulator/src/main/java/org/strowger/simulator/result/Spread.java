package org.strowger.simulator.result;

import java.util.Arrays;
import java.util.OptionalDouble;

/// How the times of all days together are spread: their histograms, added up.
///
/// What it says of a time is right to the width of its class, a 32nd of the time at most; within a
/// class times are taken to lie evenly.
public final class Spread {
    private static final long[] NONE = {};

    private long count;
    private double most;
    private long[] histogram = NONE;

    void add(Times times) {
        count += times.count();
        most = Math.max(most, times.most());
        long[] more = times.histogram();
        if (more.length > histogram.length) {
            histogram = Arrays.copyOf(histogram, more.length);
        }
        for (int i = 0; i < more.length; i++) {
            histogram[i] += more[i];
        }
    }

    /// How many times there were.
    public long count() {
        return count;
    }

    /// The longest, in seconds; 0 when there were none.
    public double most() {
        return most;
    }

    /// The time that a share of them does not exceed, in seconds; absent when there were none.
    ///
    /// @param share above 0, at most 1
    public OptionalDouble quantile(double share) {
        if (count == 0) {
            return OptionalDouble.empty();
        }
        double wanted = share * count;
        double below = 0;
        for (int i = 0; i < histogram.length; i++) {
            if (histogram[i] > 0 && below + histogram[i] >= wanted) {
                double from = TimeClasses.from(i);
                double width = TimeClasses.from(i + 1) - from;
                double at = from + width * (wanted - below) / histogram[i];
                return OptionalDouble.of(Math.min(most, at));
            }
            below += histogram[i];
        }
        return OptionalDouble.of(most);
    }

    /// How many of them were at most so long.
    ///
    /// @param seconds zero or more
    public double within(double seconds) {
        return within(histogram, most, seconds);
    }

    /// How many of one day's times were at most so long.
    static double within(Times times, double seconds) {
        return within(times.histogram(), times.most(), seconds);
    }

    private static double within(long[] histogram, double most, double seconds) {
        int reached = TimeClasses.of(seconds);
        double count = 0;
        for (int i = 0; i < Math.min(reached, histogram.length); i++) {
            count += histogram[i];
        }
        if (reached >= histogram.length) {
            return count;
        }
        double from = TimeClasses.from(reached);
        double width = TimeClasses.from(reached + 1) - from;
        double part = seconds >= most ? 1 : (seconds - from) / width;
        return count + histogram[reached] * part;
    }
}
