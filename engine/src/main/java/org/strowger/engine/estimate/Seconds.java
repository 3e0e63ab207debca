package org.strowger.engine.estimate;

import java.time.Duration;
import java.time.Instant;

/// Times as sums and rates need them: seconds with a fraction.
final class Seconds {
    private static final double NANOS = 1e9;

    /// Longer than anything here is about, and yet it can be added to any time.
    private static final double LONGEST = 30 * 86_400;

    private Seconds() {}

    static double of(Duration time) {
        return time.getSeconds() + time.getNano() / NANOS;
    }

    static double between(Instant from, Instant to) {
        return of(Duration.between(from, to));
    }

    static Duration toDuration(double seconds) {
        return Duration.ofNanos(Math.round(Math.clamp(seconds, -LONGEST, LONGEST) * NANOS));
    }
}
