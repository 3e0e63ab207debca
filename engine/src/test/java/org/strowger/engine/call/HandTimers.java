package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.HandClock;

/// Timers of an event loop that go by the wall's clock, and at once when the test has let its own
/// clock pass their time.
final class HandTimers {
    private final HandClock clock;
    private final SortedMap<Long, Due> timers = new TreeMap<>();
    private long count;

    private record Due(Instant at, Loop.Timer byTheWall, Runnable then) {}

    HandTimers(HandClock clock) {
        this.clock = clock;
    }

    /// As the given one, but for its timers.
    Loop in(Loop loop) {
        return new Loop() {
            @Override
            public void soon(Runnable task) {
                loop.soon(task);
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                return set(loop, delay, () -> loop.soon(task));
            }
        };
    }

    private synchronized Loop.Timer set(Loop loop, Duration delay, Runnable then) {
        count++;
        long id = count;
        // The timer cannot ring before it is known: that takes this lock, too.
        Loop.Timer byTheWall = loop.after(delay, () -> ring(id));
        timers.put(id, new Due(clock.instant().plus(delay), byTheWall, then));
        return () -> cancel(id);
    }

    private synchronized void cancel(long id) {
        Due timer = timers.remove(id);
        if (timer != null) {
            timer.byTheWall().cancel();
        }
    }

    private synchronized void ring(long id) {
        Due timer = timers.remove(id);
        if (timer != null) {
            timer.then().run();
        }
    }

    /// Rings those whose time has come.
    void ring() {
        due().forEach(
                        (id, timer) -> {
                            timer.byTheWall().cancel();
                            ring(id);
                        });
    }

    private synchronized SortedMap<Long, Due> due() {
        Instant now = clock.instant();
        SortedMap<Long, Due> due = new TreeMap<>(timers);
        due.values().removeIf(timer -> timer.at().isAfter(now));
        return due;
    }
}
