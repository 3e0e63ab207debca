package org.strowger.simulator.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.call.QueueHandling;
import org.strowger.engine.routing.QueueId;

/// What calls are counted by, queue by queue. It is no part of a routing policy: days under two
/// policies are beside each other only when one yardstick counts both.
///
/// @param queues of which something is said; all others are counted as a queue of which settings
///   say nothing
public record Yardstick(SortedMap<QueueId, Limits> queues) {
    private static final Limits STANDARD = Limits.of(QueueHandling.standard());

    /// By what a queue counts.
    ///
    /// @param inTime a wait up to this is in time
    /// @param shortAbandon who hangs up sooner is a short abandon
    public record Limits(Duration inTime, Duration shortAbandon) {
        private static Limits of(QueueHandling handling) {
            return new Limits(handling.serviceLevel().within(), handling.shortAbandon());
        }
    }

    public Yardstick {
        queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
    }

    /// That of queues of which nothing is said: 20 s are in time, less than 5 s short.
    public static Yardstick standard() {
        return new Yardstick(Collections.emptySortedMap());
    }

    /// What a centre promises its callers.
    public static Yardstick of(EngineSettings centre) {
        SortedMap<QueueId, Limits> queues = new TreeMap<>();
        for (QueueId queue : centre.policy().queues().keySet()) {
            queues.put(queue, Limits.of(centre.rules().handling(queue)));
        }
        return new Yardstick(queues);
    }

    /// What the centre of a scenario promises its callers.
    public static Yardstick of(Scenario scenario) {
        return scenario.centre().map(Yardstick::of).orElseGet(Yardstick::standard);
    }

    /// This one, and another's for queues of which this says nothing.
    public Yardstick orElse(Yardstick other) {
        SortedMap<QueueId, Limits> both = new TreeMap<>(other.queues);
        both.putAll(queues);
        return new Yardstick(both);
    }

    /// Of a queue.
    public Limits of(QueueId queue) {
        return queues.getOrDefault(queue, STANDARD);
    }
}
