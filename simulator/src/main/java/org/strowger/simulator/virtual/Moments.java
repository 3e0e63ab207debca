package org.strowger.simulator.virtual;

import java.time.Duration;
import java.time.Instant;

/// Times as nanoseconds since 1970, which is how days are played.
final class Moments {
    static final long SECOND = 1_000_000_000;

    /// About thirty years: nothing lasts longer, and no sum of two overflows.
    private static final double LONGEST = 1e9;

    private Moments() {}

    static long of(Instant at) {
        return at.getEpochSecond() * SECOND + at.getNano();
    }

    static long of(Duration duration) {
        return duration.toNanos();
    }

    static Instant instant(long moment) {
        return Instant.ofEpochSecond(Math.floorDiv(moment, SECOND), Math.floorMod(moment, SECOND));
    }

    /// @param seconds zero or more
    static long nanos(double seconds) {
        return (long) (Math.min(seconds, LONGEST) * SECOND);
    }

    static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
