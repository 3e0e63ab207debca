package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.strowger.engine.HandClock;

/// An event loop that turns when the test has it turn, with timers that go by the test's clock: so
/// a run of a centre is the same each time, and takes no time.
final class HandLoop implements Loop {
    private final HandClock clock;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final TreeMap<Long, Due> timers = new TreeMap<>();
    private long count;

    private record Due(Instant at, Runnable then) {}

    HandLoop(HandClock clock) {
        this.clock = clock;
    }

    @Override
    public void soon(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        count++;
        long id = count;
        timers.put(id, new Due(clock.instant().plus(delay), task));
        return () -> timers.remove(id);
    }

    /// Does all that is to be done now.
    void turn() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    Optional<Instant> nextTimer() {
        return timers.values().stream().map(Due::at).min(Comparator.naturalOrder());
    }

    /// Has the timers go off whose time has come, the earliest first.
    void ring() {
        for (Optional<Long> next = due(); next.isPresent(); next = due()) {
            Objects.requireNonNull(timers.remove(next.get())).then().run();
            turn();
        }
    }

    private Optional<Long> due() {
        return timers.entrySet().stream()
                .filter(timer -> !timer.getValue().at().isAfter(clock.instant()))
                .min(Comparator.comparing(timer -> timer.getValue().at()))
                .map(Map.Entry::getKey);
    }
}
