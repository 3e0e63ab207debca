package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MonotonicClockTest {
    @Test
    void timeNeverGoesBackAndGoesOn() {
        MonotonicClock clock = new MonotonicClock();
        Instant first = clock.instant();
        Instant last = first;
        for (int i = 0; i < 100_000; i++) {
            Instant now = clock.instant();
            assertFalse(now.isBefore(last));
            last = now;
        }
        assertTrue(last.isAfter(first));
    }

    @Test
    void itBeginsAtTheTimeOfDay() {
        Instant before = Instant.now();
        Instant shown = new MonotonicClock().instant();
        assertTrue(Duration.between(before, shown).abs().compareTo(Duration.ofMinutes(1)) < 0);
    }
}
