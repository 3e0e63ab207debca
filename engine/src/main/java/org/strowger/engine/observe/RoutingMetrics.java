package org.strowger.engine.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallGivenBack;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CallReprioritized;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.PlaceDeferred;
import org.strowger.engine.routing.RoutingEvent.PlaceRetried;
import org.strowger.engine.routing.RoutingEvent.StepReached;

/// Counts and times of the queues, since the start of this node.
///
/// - `strowger.queue.offered`: calls put in line
/// - `strowger.queue.answered`: calls connected to an agent
/// - `strowger.queue.given.back`: calls whose agent was gone before the two could talk, which count
///   among the answered and wait again
/// - `strowger.queue.left{reason}`: calls that left without an agent
/// - `strowger.queue.moved.out{reason}`, `strowger.queue.moved.in{reason}`: calls that went from
///   this queue to another, or came from another to this one; their wait goes on
/// - `strowger.queue.wait`: time in line of answered calls, in this queue and those before (the
///   time in the flow before is not in it)
/// - `strowger.queue.steps{why}`: calls for which less, or somebody else, was asked
/// - `strowger.queue.reprioritized`: calls that were given another priority
/// - `strowger.queue.retried`: kept places that are in line again because the customer was not
///   reached
/// - `strowger.queue.deferred`: kept places that are not to be offered before a time
/// - `strowger.queue.handed.over`: talks that an agent gave to a colleague whom this queue had been
///   asked for
/// - `strowger.queue.taken.up`, `strowger.queue.taken.up.answered`: calls that began with an agent
///   of the queue, and those of them that the agent took; they are in none of the counts above
/// - `strowger.offers{basis}`: offers made, by what decided
/// - `strowger.offers.unanswered{outcome}`: offers that no agent took
/// - `strowger.routing.rejected{reason}`: commands that lost a race
///
/// A queue's offered, moved in, retried and given back are its answered, left and moved out, and
/// those that are in it.
///
/// Fed by one thread at a time.
public final class RoutingMetrics {
    private final MeterRegistry meters;
    private final Map<CallId, Instant> queuedAt = new HashMap<>();

    /// The calls that began with an agent who has not answered yet.
    private final Set<CallId> takenUp = new HashSet<>();

    public RoutingMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /// Takes what a routing core published.
    public void on(List<RoutingEvent> events) {
        events.forEach(this::on);
    }

    private void on(RoutingEvent event) {
        switch (event) {
            case CallQueued e when e.takenUpBy().isPresent() -> {
                takenUp.add(e.call());
                queue("strowger.queue.taken.up", e.queue()).increment();
            }
            case CallQueued e -> {
                queuedAt.put(e.call(), e.at());
                queue("strowger.queue.offered", e.queue()).increment();
            }
            case CallConnected e when takenUp.remove(e.call()) ->
                    queue("strowger.queue.taken.up.answered", e.queue()).increment();
            case CallConnected e -> {
                queue("strowger.queue.answered", e.queue()).increment();
                waited(e.queue(), queuedAt.remove(e.call()), e.at());
            }
            case CallLeftQueue e when takenUp.remove(e.call()) -> {}
            case CallLeftQueue e -> {
                queuedAt.remove(e.call());
                queue("strowger.queue.left", e.queue(), "reason", e.reason()).increment();
            }
            case CallMoved e -> {
                queue("strowger.queue.moved.out", e.from(), "reason", e.why()).increment();
                queue("strowger.queue.moved.in", e.queue(), "reason", e.why()).increment();
            }
            case PlaceRetried e -> {
                queuedAt.put(e.call(), e.at());
                queue("strowger.queue.retried", e.queue()).increment();
            }
            case CallGivenBack e -> {
                queuedAt.put(e.call(), e.since());
                queue("strowger.queue.given.back", e.queue()).increment();
            }
            case PlaceDeferred e -> queue("strowger.queue.deferred", e.queue()).increment();
            case CallHandedOver e -> queue("strowger.queue.handed.over", e.queue()).increment();
            case StepReached e ->
                    queue("strowger.queue.steps", e.queue(), "why", e.why()).increment();
            case CallReprioritized e ->
                    queue("strowger.queue.reprioritized", e.queue()).increment();
            case CallOffered e ->
                    queue("strowger.offers", e.queue(), "basis", e.decision().basis()).increment();
            case OfferEnded e ->
                    queue("strowger.offers.unanswered", e.queue(), "outcome", e.outcome())
                            .increment();
            case CommandRejected e ->
                    meters.counter("strowger.routing.rejected", "reason", e.reason().name())
                            .increment();
            case RoutingEvent.PolicyApplied _,
                    RoutingEvent.QueueOpened _,
                    RoutingEvent.QueueClosed _,
                    RoutingEvent.StaffingChanged _,
                    RoutingEvent.AgentSignedIn _,
                    RoutingEvent.SignOutDeferred _,
                    RoutingEvent.AgentSignedOut _,
                    RoutingEvent.ProfileChanged _,
                    RoutingEvent.AgentPaused _,
                    RoutingEvent.PauseDeferred _,
                    RoutingEvent.AgentResumed _,
                    RoutingEvent.OtherCallBegan _,
                    RoutingEvent.OtherCallEnded _,
                    RoutingEvent.WrapUpExtended _,
                    RoutingEvent.WrapUpEnded _,
                    RoutingEvent.RestEnded _,
                    RoutingEvent.PlaceKept _,
                    RoutingEvent.DeferralEnded _,
                    RoutingEvent.CallEnded _ -> {}
        }
    }

    private Counter queue(String name, QueueId queue) {
        return meters.counter(name, "queue", queue.value());
    }

    private Counter queue(String name, QueueId queue, String tag, Enum<?> value) {
        return meters.counter(name, "queue", queue.value(), tag, value.name());
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
        return (long) queue("strowger.queue.left", queue, "reason", LeaveReason.ABANDONED).count();
    }
}
