package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    /// What timers that have rung want done; one that has rung cannot be cancelled any more.
    private final Deque<Runnable> rung = new ArrayDeque<>();

    private final List<String> woken = new ArrayList<>();
    private final Alarms alarms =
            new Alarms(new Late(), InstantSource.fixed(NOW), new SimpleMeterRegistry());

    /// A loop whose timers ring at once, and are heard late.
    private final class Late implements Loop {
        @Override
        public void soon(Runnable task) {
            rung.add(task);
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            if (delay.isZero()) {
                rung.add(task);
            }
            return () -> {};
        }
    }

    private Runnable rings() {
        return rung.remove();
    }

    @Test
    void whoIsToBeWokenLaterIsNotWokenByATimerThatHasRung() {
        Desk.Sleeper sleeper = () -> woken.add("woken");
        alarms.wake(sleeper, Optional.of(NOW));
        Runnable first = rings();
        alarms.wake(sleeper, Optional.of(NOW.plus(Duration.ofHours(1))));
        first.run();
        assertEquals(List.of(), woken);
        assertEquals(1, alarms.count());
        alarms.wake(sleeper, Optional.of(NOW));
        rings().run();
        assertEquals(List.of("woken"), woken);
        assertEquals(0, alarms.count());
    }

    @Test
    void whoIsNotToBeWokenAnyMoreIsNot() {
        Desk.Sleeper sleeper = () -> woken.add("woken");
        alarms.wake(sleeper, Optional.of(NOW));
        Runnable first = rings();
        alarms.wake(sleeper, Optional.empty());
        first.run();
        assertEquals(List.of(), woken);
    }
}
