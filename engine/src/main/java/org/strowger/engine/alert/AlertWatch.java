package org.strowger.engine.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallGivenBack;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.PlaceKept;
import org.strowger.engine.routing.RoutingEvent.PlaceRetried;

/// The alerts of a centre: rules and what happens in, alerts that begin and end out.
///
/// Pure: times come in as values. A time that lies before one already heard is taken for that one,
/// since what happens and what is looked at may come from two clocks.
///
/// A wait counts from when the call was first put in line, through all queues it is moved through,
/// for the queue that answers or loses it. An answer of an agent who was gone before the talk is
/// none, and the wait goes on. Who asked to be called back is served, for a service level, at that
/// moment, and counts no more. What an agent began counts nowhere.
public final class AlertWatch {
    /// Calls whose waits are followed at once; those beyond count in no service level.
    static final int MOST_CALLS = 100_000;

    /// @param countedBy rules that came later know nothing of it
    private record Answered(Instant since, Instant at, QueueId queue, List<Watched> countedBy) {
        void takeBack() {
            Duration wait = Duration.between(since, at);
            countedBy.forEach(each -> each.sight().answerTakenBack(at, queue, wait));
        }
    }

    private record Watched(Sight sight, Latch latch) {
        Optional<AlertEvent> settle(Instant now) {
            return latch.settle(now, sight.read(now));
        }

        Stream<Instant> deadlines() {
            return Stream.of(latch.due(), sight.nextChange()).flatMap(Optional::stream);
        }
    }

    private final SequencedMap<AlertRule, Watched> rules = new LinkedHashMap<>();
    private List<Watched> watched = List.of();
    private final Map<CallId, Instant> inLineSince = new HashMap<>();

    /// The calls whose answer may be taken back, until their talks are over.
    private final Map<CallId, Answered> answered = new HashMap<>();

    private final int mostCalls;
    private long unfollowed;
    private Instant now = Instant.MIN;

    public AlertWatch() {
        this(MOST_CALLS);
    }

    AlertWatch(int mostCalls) {
        this.mostCalls = mostCalls;
    }

    /// Takes what happened, and says which alerts begin and end by it, in the order of the rules.
    public List<AlertEvent> handle(AlertInput input) {
        now = input.at().isAfter(now) ? input.at() : now;
        List<AlertEvent> events = new ArrayList<>();
        switch (input) {
            case AlertInput.Routed(var event) -> count(event);
            case AlertInput.Looked(_, var figures) ->
                    rules.values().forEach(each -> each.sight().look(now, figures));
            case AlertInput.RulesReplaced(_, var wanted) -> events.addAll(replace(wanted));
            case AlertInput.TimePassed _ -> {}
        }
        rules.values().forEach(each -> each.settle(now).ifPresent(events::add));
        return events;
    }

    /// The next time at which it must hear [AlertInput.TimePassed] if it hears nothing else before.
    public Optional<Instant> nextDeadline() {
        return rules.values().stream().flatMap(Watched::deadlines).min(Instant::compareTo);
    }

    /// The alerts that stand, in the order of the rules, as they were raised.
    public List<AlertEvent.Raised> standing() {
        return rules.values().stream().flatMap(each -> each.latch().standing().stream()).toList();
    }

    /// How many calls count in no service level, because too many were in line.
    public long unfollowed() {
        return unfollowed;
    }

    private List<AlertEvent> replace(List<AlertRule> wanted) {
        SequencedMap<AlertRule, Watched> kept = new LinkedHashMap<>();
        for (AlertRule rule : wanted) {
            Watched known = rules.remove(rule);
            if (known != null) {
                kept.put(rule, known);
            } else {
                kept.putIfAbsent(rule, new Watched(Sight.of(rule, now), new Latch(rule)));
            }
        }
        List<AlertEvent> gone =
                rules.values().stream()
                        .flatMap(each -> each.latch().dissolve(now).stream())
                        .toList();
        rules.clear();
        rules.putAll(kept);
        watched = List.copyOf(kept.values());
        return gone;
    }

    private void count(RoutingEvent event) {
        switch (event) {
            case CallQueued e when e.takenUpBy().isPresent() -> {}
            case CallQueued e -> follow(e.call());
            case PlaceKept e -> inLineSince.remove(e.call());
            case CallConnected e -> answered(e.call(), e.queue());
            case CallGivenBack e -> waitsOn(e.call());
            case CallEnded e -> answered.remove(e.call());
            case CallHandedOver e -> answered.remove(e.call());
            case PlaceRetried e -> answered.remove(e.call());
            case CallLeftQueue e when e.reason() == LeaveReason.ABANDONED ->
                    ended(e.call(), e.queue(), false);
            case CallLeftQueue e -> inLineSince.remove(e.call());
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
                    RoutingEvent.StepReached _,
                    RoutingEvent.CallReprioritized _,
                    RoutingEvent.CallMoved _,
                    RoutingEvent.PlaceDeferred _,
                    RoutingEvent.DeferralEnded _,
                    RoutingEvent.CallOffered _,
                    RoutingEvent.OfferEnded _,
                    RoutingEvent.CommandRejected _ -> {}
        }
    }

    private void follow(CallId call) {
        if (inLineSince.size() + answered.size() >= mostCalls && !inLineSince.containsKey(call)) {
            unfollowed++;
            return;
        }
        inLineSince.put(call, now);
    }

    private void answered(CallId call, QueueId queue) {
        Instant since = inLineSince.get(call);
        if (since != null) {
            ended(call, queue, true);
            answered.put(call, new Answered(since, now, queue, watched));
        }
    }

    private void waitsOn(CallId call) {
        Answered undone = answered.remove(call);
        if (undone != null) {
            undone.takeBack();
            inLineSince.put(call, undone.since());
        }
    }

    private void ended(CallId call, QueueId queue, boolean isAnswered) {
        Instant since = inLineSince.remove(call);
        if (since == null) {
            return;
        }
        Duration wait = Duration.between(since, now);
        rules.values().forEach(each -> each.sight().ended(now, queue, wait, isAnswered));
    }
}
