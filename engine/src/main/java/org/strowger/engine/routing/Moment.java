package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;

/// Times as nanoseconds since 1970, which compare faster than [Instant]s.
final class Moment {
    /// Later than every time.
    static final long NEVER = Long.MAX_VALUE;

    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;

    private Moment() {}

    static long of(Instant at) {
        return at.getEpochSecond() * SECOND + at.getNano();
    }

    static Instant instant(long moment) {
        return Instant.ofEpochSecond(Math.floorDiv(moment, SECOND), Math.floorMod(moment, SECOND));
    }

    static long after(long moment, Duration delay) {
        return moment + delay.toNanos();
    }

    /// Never, for what is later than any time can be.
    static long ofMillis(long millis) {
        return millis > NEVER / MILLI ? NEVER : millis * MILLI;
    }

    static long millis(long moment) {
        return Math.floorDiv(moment, MILLI);
    }

    static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
