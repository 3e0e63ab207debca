package org.strowger.engine.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;

/// Counts and times of the queues, since the start of this node.
///
/// - `strowger.queue.offered`: calls put in line
/// - `strowger.queue.answered`: calls connected to an agent
/// - `strowger.queue.left{reason}`: calls that left without an agent
/// - `strowger.queue.wait`: time in line of answered calls (the time in the flow before is not in
///   it)
/// - `strowger.offers.unanswered{outcome}`: offers that no agent took
/// - `strowger.routing.rejected{reason}`: commands that lost a race
///
/// Fed by one thread at a time.
public final class RoutingMetrics {
    private final MeterRegistry meters;
    private final Map<CallId, Instant> queuedAt = new HashMap<>();

    public RoutingMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /// Takes what a routing core published.
    public void on(List<RoutingEvent> events) {
        events.forEach(this::on);
    }

    private void on(RoutingEvent event) {
        switch (event) {
            case CallQueued e -> {
                queuedAt.put(e.call(), e.at());
                queue("strowger.queue.offered", e.queue()).increment();
            }
            case CallConnected e -> {
                queue("strowger.queue.answered", e.queue()).increment();
                waited(e.queue(), queuedAt.remove(e.call()), e.at());
            }
            case CallLeftQueue e -> {
                queuedAt.remove(e.call());
                left(e.queue(), e.reason());
            }
            case OfferEnded e ->
                    meters.counter(
                                    "strowger.offers.unanswered",
                                    "queue",
                                    e.queue().value(),
                                    "outcome",
                                    e.outcome().name())
                            .increment();
            case CommandRejected e ->
                    meters.counter("strowger.routing.rejected", "reason", e.reason().name())
                            .increment();
            case RoutingEvent.PolicyApplied _,
                    RoutingEvent.AgentSignedIn _,
                    RoutingEvent.SignOutDeferred _,
                    RoutingEvent.AgentSignedOut _,
                    RoutingEvent.AgentPaused _,
                    RoutingEvent.AgentResumed _,
                    RoutingEvent.WrapUpEnded _,
                    RoutingEvent.RestEnded _,
                    RoutingEvent.PlaceKept _,
                    RoutingEvent.CallOffered _,
                    RoutingEvent.CallEnded _ -> {}
        }
    }

    private Counter queue(String name, QueueId queue) {
        return meters.counter(name, "queue", queue.value());
    }

    private void left(QueueId queue, LeaveReason reason) {
        meters.counter("strowger.queue.left", "queue", queue.value(), "reason", reason.name())
                .increment();
    }

    private void waited(QueueId queue, @Nullable Instant since, Instant at) {
        if (since != null) {
            Timer.builder("strowger.queue.wait")
                    .tag("queue", queue.value())
                    .publishPercentileHistogram()
                    .register(meters)
                    .record(Duration.between(since, at));
        }
    }

    /// Calls of a queue connected to an agent so far.
    public long answered(QueueId queue) {
        return (long) queue("strowger.queue.answered", queue).count();
    }

    /// Calls of a queue whose callers gave up so far.
    public long abandoned(QueueId queue) {
        return (long)
                meters.counter(
                                "strowger.queue.left",
                                "queue",
                                queue.value(),
                                "reason",
                                LeaveReason.ABANDONED.name())
                        .count();
    }
}
