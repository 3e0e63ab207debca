package org.strowger.simulator.soak;

import java.util.List;
import java.util.Locale;

/// The engine's process at a moment.
///
/// @param seconds since its first sample
/// @param heap bytes in use after a full collection
/// @param threads platform threads
record Sample(double seconds, long heap, int threads) {
    private static final double MIB = 1024 * 1024;

    /// As one line, which [#parse] reads.
    String line() {
        return String.format(Locale.ROOT, "sample %.1f %d %d", seconds, heap, threads);
    }

    static Sample parse(String line) {
        List<String> words = List.of(line.split(" ", -1));
        return new Sample(
                Double.parseDouble(words.get(1)),
                Long.parseLong(words.get(2)),
                Integer.parseInt(words.get(3)));
    }

    double mebibytes() {
        return heap / MIB;
    }
}
