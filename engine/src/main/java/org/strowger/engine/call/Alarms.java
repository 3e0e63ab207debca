package org.strowger.engine.call;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// When whom to wake: at most one time for each. Owned by the calls' event loop.
final class Alarms {
    private final Loop loop;
    private final InstantSource clock;

    /// Concurrent only so that a meter can count it.
    private final Map<Desk.Sleeper, Alarm> set = new ConcurrentHashMap<>();

    /// One time; another alarm for the same time is another one.
    private static final class Alarm {
        private final Instant at;
        private Loop.Timer timer = () -> {};

        Alarm(Instant at) {
            this.at = at;
        }
    }

    Alarms(Loop loop, InstantSource clock, MeterRegistry meters) {
        this.loop = loop;
        this.clock = clock;
        meters.gaugeMapSize("strowger.calls.alarms", List.of(), set);
    }

    /// Wakes somebody at a time, in place of the time that was set before, or not at all.
    void wake(Desk.Sleeper sleeper, Optional<Instant> at) {
        Alarm before = set.get(sleeper);
        if (before != null) {
            if (at.isPresent() && at.get().equals(before.at)) {
                return;
            }
            before.timer.cancel();
            set.remove(sleeper);
        }
        at.ifPresent(time -> set.put(sleeper, alarm(sleeper, time)));
    }

    private Alarm alarm(Desk.Sleeper sleeper, Instant at) {
        Duration left = Duration.between(clock.instant(), at);
        Alarm alarm = new Alarm(at);
        alarm.timer =
                loop.after(left.isNegative() ? Duration.ZERO : left, () -> rang(sleeper, alarm));
        return alarm;
    }

    /// Until it is brought to the loop, another time may have been set in place of this one.
    private void rang(Desk.Sleeper sleeper, Alarm alarm) {
        if (set.remove(sleeper, alarm)) {
            sleeper.timePassed();
        }
    }

    int count() {
        return set.size();
    }
}
