package org.strowger.engine.estimate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;

/// The estimates of a centre as it runs: whose wait is to be estimated next, what came of it, and
/// how good it was.
///
/// Estimates are made in rounds, of 50 calls at most, from one snapshot: [#begin] says what is to
/// be estimated, [Round#estimate] does it on any thread, and [#end] takes what came of it, which
/// may be of some calls only if it took too long. A call is estimated when it comes into a queue,
/// and then again every 30 s; those that have none yet go first. Of more than 1,000 calls that
/// wait, those that came last are skipped.
///
/// It has one owner, who lets it hear every event in order; a [Round] and a [View] can be handed
/// on.
public final class WaitForecasts {
    static final int MOST_FOLLOWED = 1_000;
    static final int MOST_AT_ONCE = 50;
    static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

    private final TrafficModel traffic = new TrafficModel();
    private final EstimateErrors errors = new EstimateErrors();
    private final SequencedMap<CallId, QueueId> firsts = new LinkedHashMap<>();
    private final SequencedMap<CallId, Again> agains = new LinkedHashMap<>();
    private final SequencedMap<CallId, QueueId> asked = new LinkedHashMap<>();
    private final SortedMap<CallId, Forecast> forecasts = new TreeMap<>();
    private final List<RoutingEvent> heldBack = new ArrayList<>();
    private @Nullable Round underWay;
    private boolean knowsPolicy;
    private long made;
    private long silent;
    private long skipped;

    /// A call that was asked for, and when it is to be again: soonest first.
    private record Again(QueueId queue, Instant due) {}

    /// What was estimated for a call in a queue.
    ///
    /// @param at from when on the wait counts
    public record Forecast(QueueId queue, Instant at, WaitEstimate estimate) {}

    /// What is to be estimated, and from what.
    public record Round(
            RoutingSnapshot snapshot,
            Instant at,
            SortedMap<QueueId, Traffic> traffic,
            SequencedMap<CallId, QueueId> calls) {
        public Round {
            traffic = Collections.unmodifiableSortedMap(traffic);
            calls = Collections.unmodifiableSequencedMap(calls);
        }

        /// Takes a while.
        public Optional<WaitEstimate> estimate(WaitEstimator estimator, CallId call) {
            return estimator.estimate(snapshot, call, at, traffic);
        }
    }

    /// What there is to show.
    ///
    /// @param calls what callers may be told; none of queues whose estimates are not trustworthy
    /// @param queues how good the estimates were
    /// @param made how many estimates were made
    /// @param silent how often there was none
    /// @param skipped how many calls were not followed, because too many were already
    public record View(
            SortedMap<CallId, Forecast> calls,
            SortedMap<QueueId, QueueErrors> queues,
            long made,
            long silent,
            long skipped) {
        /// Before there is anything.
        public static final View NOTHING = new View(new TreeMap<>(), new TreeMap<>(), 0, 0, 0);

        public View {
            calls = Collections.unmodifiableSortedMap(calls);
            queues = Collections.unmodifiableSortedMap(queues);
        }

        /// The wait of a call that is in a queue now.
        public Optional<Forecast> of(CallId call, QueueId queue) {
            return Optional.ofNullable(calls.get(call)).filter(f -> f.queue().equals(queue));
        }
    }

    public void on(List<RoutingEvent> events) {
        traffic.on(events);
        events.forEach(this::on);
    }

    private void on(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.PolicyApplied _ -> knowsPolicy = true;
            case RoutingEvent.CallQueued queued -> {
                if (queued.takenUpBy().isEmpty()) {
                    follow(queued.call(), queued.queue());
                }
            }
            case RoutingEvent.CallMoved moved -> {
                waitEnded(moved.call(), moved);
                if (forget(moved.call())) {
                    follow(moved.call(), moved.queue());
                }
            }
            case RoutingEvent.CallConnected connected -> {
                waitEnded(connected.call(), connected);
                forget(connected.call());
            }
            case RoutingEvent.CallLeftQueue left -> {
                waitEnded(left.call(), left);
                forget(left.call());
            }
            case RoutingEvent.PlaceKept kept -> forget(kept.call());
            case RoutingEvent.QueueOpened _,
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
                    RoutingEvent.StepReached _,
                    RoutingEvent.CallReprioritized _,
                    RoutingEvent.CallOffered _,
                    RoutingEvent.OfferEnded _,
                    RoutingEvent.CallEnded _,
                    RoutingEvent.CallHandedOver _,
                    RoutingEvent.PlaceDeferred _,
                    RoutingEvent.DeferralEnded _,
                    RoutingEvent.PlaceRetried _,
                    RoutingEvent.CallGivenBack _,
                    RoutingEvent.CommandRejected _ -> {}
        }
    }

    private void follow(CallId call, QueueId queue) {
        if (firsts.size() + agains.size() + asked.size() >= MOST_FOLLOWED) {
            skipped++;
        } else {
            firsts.put(call, queue);
        }
    }

    /// Whether it was followed.
    private boolean forget(CallId call) {
        boolean wasFollowed =
                firsts.containsKey(call) || agains.containsKey(call) || asked.containsKey(call);
        firsts.remove(call);
        agains.remove(call);
        asked.remove(call);
        forecasts.remove(call);
        return wasFollowed;
    }

    /// What became of a call is compared with what was estimated, so it must not be heard before
    /// the estimate that is being made is there: else short waits would not count.
    private void waitEnded(CallId call, RoutingEvent event) {
        if (underWay != null && underWay.calls().containsKey(call)) {
            heldBack.add(event);
        } else {
            errors.on(List.of(event));
        }
    }

    /// When a round should begin: empty while one is under way, or nobody waits; long ago for a
    /// call that has no estimate.
    public Optional<Instant> nextRound() {
        if (underWay != null) {
            return Optional.empty();
        }
        if (!firsts.isEmpty()) {
            return Optional.of(Instant.EPOCH);
        }
        return Optional.ofNullable(agains.firstEntry()).map(again -> again.getValue().due());
    }

    /// What to estimate; empty if it is no call's time. Nothing else begins before [#end].
    ///
    /// @param now no later than the snapshot was taken
    public Optional<Round> begin(RoutingSnapshot snapshot, Instant now) {
        if (underWay != null) {
            throw new IllegalStateException("a round is under way already");
        }
        Instant at = now.isBefore(snapshot.at()) ? snapshot.at() : now;
        presume(snapshot, at);
        while (asked.size() < MOST_AT_ONCE && !firsts.isEmpty()) {
            Map.Entry<CallId, QueueId> first = firsts.pollFirstEntry();
            asked.put(first.getKey(), first.getValue());
        }
        while (asked.size() < MOST_AT_ONCE && isDue(agains.firstEntry(), now)) {
            Map.Entry<CallId, Again> again = agains.pollFirstEntry();
            asked.put(again.getKey(), again.getValue().queue());
        }
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        underWay = new Round(snapshot, at, traffic.traffic(at), new LinkedHashMap<>(asked));
        return Optional.of(underWay);
    }

    private static boolean isDue(Map.@Nullable Entry<CallId, Again> again, Instant now) {
        return again != null && !again.getValue().due().isAfter(now);
    }

    /// After a restart the policy is in force already, and no event says so.
    private void presume(RoutingSnapshot snapshot, Instant at) {
        if (!knowsPolicy) {
            traffic.presume(snapshot.policy(), at);
            knowsPolicy = true;
        }
    }

    /// Takes what the round that is under way has come to; calls that it did not come to are the
    /// first of the next.
    ///
    /// @param estimates empty for a call of which nothing can be said
    public void end(SortedMap<CallId, Optional<WaitEstimate>> estimates) {
        Round round = underWay;
        if (round == null) {
            throw new IllegalStateException("no round is under way");
        }
        estimates.forEach(
                (call, estimate) ->
                        estimate.ifPresentOrElse(
                                wait -> predicted(round, call, wait), () -> silent++));
        underWay = null;
        errors.on(heldBack);
        heldBack.clear();
        SequencedMap<CallId, QueueId> later = new LinkedHashMap<>(firsts);
        firsts.clear();
        asked.forEach((call, queue) -> goOn(round, call, queue, estimates));
        firsts.putAll(later);
        asked.clear();
    }

    private void predicted(Round round, CallId call, WaitEstimate estimate) {
        QueueId queue = round.calls().get(call);
        if (queue == null) {
            throw new IllegalArgumentException(call + " was not asked for");
        }
        errors.predicted(call, queue, round.at(), estimate);
        made++;
    }

    private void goOn(
            Round round,
            CallId call,
            QueueId queue,
            SortedMap<CallId, Optional<WaitEstimate>> estimates) {
        if (!estimates.containsKey(call)) {
            firsts.put(call, queue);
            return;
        }
        agains.put(call, new Again(queue, round.at().plus(AGAIN_AFTER)));
        forecasts.remove(call);
        estimates
                .getOrDefault(call, Optional.empty())
                .ifPresent(wait -> forecasts.put(call, new Forecast(queue, round.at(), wait)));
    }

    public View view() {
        SortedMap<QueueId, QueueErrors> queues = errors.byQueue();
        SortedMap<CallId, Forecast> calls = new TreeMap<>();
        forecasts.forEach(
                (call, forecast) -> {
                    QueueErrors sofar = queues.get(forecast.queue());
                    if (sofar == null || sofar.isTrustworthy()) {
                        calls.put(call, forecast);
                    }
                });
        return new View(calls, queues, made, silent, skipped);
    }
}
