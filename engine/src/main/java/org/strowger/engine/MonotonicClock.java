package org.strowger.engine;

import java.time.Instant;
import java.time.InstantSource;

/// The time of day at the start, and from then on only what the monotonic clock adds to it.
///
/// A machine whose clock is set, back or forth, must not end a wait early or make a talk last less
/// than nothing.
final class MonotonicClock implements InstantSource {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
