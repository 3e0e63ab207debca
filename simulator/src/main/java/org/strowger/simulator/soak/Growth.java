package org.strowger.simulator.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Whether heap and threads of the engine grew.
///
/// The line through the second half of the samples decides: the first half fills what has a bound.
///
/// @param mostHeap bytes that the engine may use
record Growth(List<Sample> samples, long mostHeap) {
    /// The heap may grow by so many of a hundred parts of its size in ten minutes.
    private static final double PERCENT_IN_TEN_MINUTES = 1;

    /// A shorter run says nothing about growth: the figures are given, and decide nothing.
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);

    /// The virtual machine's own compilers and collectors come and go.
    private static final int THREADS_OF_THE_MACHINE = 5;

    private static final double MIB = 1024 * 1024;

    Growth {
        samples = List.copyOf(samples);
    }

    private List<Sample> secondHalf() {
        return samples.subList(samples.size() / 2, samples.size());
    }

    /// In MiB for ten minutes.
    double slope() {
        return 10
                * Trend.of(
                                secondHalf().stream()
                                        .map(s -> new Trend.Point(s.seconds() / 60, s.mebibytes()))
                                        .toList())
                        .slope();
    }

    private double allowed() {
        return mostHeap / MIB * PERCENT_IN_TEN_MINUTES / 100;
    }

    private int mostThreads(List<Sample> of) {
        return of.stream().mapToInt(Sample::threads).max().orElse(0);
    }

    private boolean decides() {
        return !samples.isEmpty() && samples.getLast().seconds() >= LONG_ENOUGH.toSeconds();
    }

    List<String> findings() {
        List<String> found = new ArrayList<>();
        if (samples.isEmpty()) {
            found.add("the engine gave no figures of its own");
        }
        if (decides() && slope() > allowed()) {
            found.add(
                    String.format(
                            Locale.ROOT,
                            "the heap grows by %.2f MiB in ten minutes, more than %.2f",
                            slope(),
                            allowed()));
        }
        int before = mostThreads(samples.subList(0, samples.size() / 2));
        if (decides() && mostThreads(secondHalf()) > before + THREADS_OF_THE_MACHINE) {
            found.add(
                    "%d threads after %d in the first half"
                            .formatted(mostThreads(secondHalf()), before));
        }
        return found;
    }

    @Override
    public String toString() {
        if (samples.isEmpty()) {
            return "no samples";
        }
        return String.format(
                Locale.ROOT,
                "heap after collection %.1f MiB first, %.1f last, %.1f most; in the second half %+.2f"
                        + " MiB in ten minutes (at most %.2f%s); threads %d first, %d last, %d most",
                samples.getFirst().mebibytes(),
                samples.getLast().mebibytes(),
                samples.stream().mapToDouble(Sample::mebibytes).max().orElse(0),
                slope(),
                allowed(),
                decides() ? "" : ", not judged below ten minutes",
                samples.getFirst().threads(),
                samples.getLast().threads(),
                mostThreads(samples));
    }
}
