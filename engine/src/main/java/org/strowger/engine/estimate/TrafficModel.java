package org.strowger.engine.estimate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingPolicy;

/// Learns from what happens in a centre what its traffic is like: how long contacts take, how soon
/// callers give up, how many calls come.
///
/// What was a while ago counts for less: 1/e for each `memory`, and for each quarter of it where
/// arrivals are concerned. Where little was seen, what the queue's policy says
/// ([org.strowger.engine.routing.QueuePolicy.WaitingCost#handleTime], `wrapUp`) counts as much as
/// five contacts, and callers are presumed to give up after 20 minutes.
///
/// It must hear every event of a centre in order, and has one owner; [#traffic] can be handed on.
/// It keeps a few numbers for each queue and a line for each call and each agent at after-call
/// work.
public final class TrafficModel {
    /// How soon what was is forgotten, unless said otherwise.
    public static final Duration MEMORY = Duration.ofHours(2);

    /// So many calls are followed at once; more are not learnt from.
    static final int MOST_CALLS = 300_000;

    private final double memory;
    private final SortedMap<QueueId, QueueTraffic> queues = new TreeMap<>();
    private final Map<CallId, InLine> inLine = new HashMap<>(); // never gone through in order
    private final Map<CallId, QueueId> talks = new HashMap<>(); // neither
    // An agent may have several of one call, which was transferred and came back.
    private final SortedMap<AgentId, SortedMap<CallId, Deque<QueueId>>> wrapUps = new TreeMap<>();
    private long notFollowed;

    /// A call in line, by how many telephones ring for it.
    private record InLine(QueueId queue, Instant enteredAt, boolean isKept, int telephones) {
        InLine ringing(int atOnce) {
            return new InLine(queue, enteredAt, isKept, atOnce);
        }
    }

    public TrafficModel() {
        this(MEMORY);
    }

    /// @param memory after which a contact counts for 1/e of what it did
    public TrafficModel(Duration memory) {
        if (memory.isZero() || memory.isNegative()) {
            throw new IllegalArgumentException("memory must be more than zero, but is " + memory);
        }
        this.memory = Seconds.of(memory);
    }

    /// What is known of each queue by now.
    public SortedMap<QueueId, Traffic> traffic(Instant now) {
        SortedMap<QueueId, Traffic> traffic = new TreeMap<>();
        queues.forEach(
                (id, queue) -> {
                    queue.advance(now);
                    traffic.put(id, queue.toTraffic(id));
                });
        return traffic;
    }

    /// How many calls were not learnt from, because there were too many at once.
    public long notFollowed() {
        return notFollowed;
    }

    public void on(List<RoutingEvent> events) {
        events.forEach(this::on);
    }

    private void on(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.PolicyApplied(var at, var policy) -> presume(policy, at);
            case RoutingEvent.CallQueued queued -> queued(queued);
            case RoutingEvent.CallMoved moved -> moved(moved);
            case RoutingEvent.PlaceKept kept -> placeKept(kept);
            case RoutingEvent.CallLeftQueue left -> left(left);
            case RoutingEvent.CallOffered offered -> offered(offered);
            case RoutingEvent.OfferEnded ended -> offerEnded(ended);
            case RoutingEvent.CallConnected connected -> connected(connected);
            case RoutingEvent.CallEnded(var at, var call, _, var agent, var wrapUpUntil) ->
                    talkEnded(at, call, agent, wrapUpUntil.isPresent());
            case RoutingEvent.CallHandedOver over -> handedOver(over);
            case RoutingEvent.PlaceRetried retried -> placeRetried(retried);
            case RoutingEvent.CallGivenBack back -> givenBack(back);
            case RoutingEvent.DeferralEnded(var at, var call, _) -> waitsAgain(at, call);
            case RoutingEvent.WrapUpEnded ended ->
                    wrapUpEnded(ended.at(), ended.agent(), ended.call());
            case RoutingEvent.AgentSignedOut out -> signedOut(out);
            case RoutingEvent.QueueOpened _,
                    RoutingEvent.QueueClosed _,
                    RoutingEvent.StaffingChanged _,
                    RoutingEvent.AgentSignedIn _,
                    RoutingEvent.SignOutDeferred _,
                    RoutingEvent.ProfileChanged _,
                    RoutingEvent.AgentPaused _,
                    RoutingEvent.PauseDeferred _,
                    RoutingEvent.AgentResumed _,
                    RoutingEvent.OtherCallBegan _,
                    RoutingEvent.OtherCallEnded _,
                    RoutingEvent.WrapUpExtended _,
                    RoutingEvent.RestEnded _,
                    RoutingEvent.StepReached _,
                    RoutingEvent.PlaceDeferred _,
                    RoutingEvent.CallReprioritized _,
                    RoutingEvent.CommandRejected _ -> {}
        }
    }

    /// Presumes what a policy says where little is seen. The event of its coming into force does
    /// this too, but after a restart there is none.
    public void presume(RoutingPolicy policy, Instant at) {
        policy.queues().forEach((id, rules) -> queue(id, at).presume(rules));
        queues.entrySet()
                .removeIf(
                        queue ->
                                !policy.queues().containsKey(queue.getKey())
                                        && queue.getValue().isEmpty());
    }

    /// Calls that begin with an agent are no callers of the queue.
    private void queued(RoutingEvent.CallQueued event) {
        if (event.takenUpBy().isPresent()) {
            return;
        }
        queue(event.queue(), event.at()).arrived(event.priority(), event.need());
        if (inLine.size() + talks.size() >= MOST_CALLS) {
            notFollowed++;
            return;
        }
        enter(event.at(), event.call(), event.queue());
    }

    private void enter(Instant at, CallId call, QueueId queue) {
        inLine.put(call, new InLine(queue, at, false, 0));
        queue(queue, at).waiting.begin();
    }

    private void moved(RoutingEvent.CallMoved event) {
        InLine was = inLine.remove(event.call());
        if (was == null) {
            return;
        }
        endWait(was, event.at());
        if (was.isKept()) {
            inLine.put(event.call(), new InLine(event.queue(), event.at(), true, 0));
        } else {
            enter(event.at(), event.call(), event.queue());
        }
    }

    private void placeKept(RoutingEvent.PlaceKept event) {
        InLine was = inLine.get(event.call());
        if (was == null) {
            return;
        }
        endWait(was, event.at());
        inLine.put(event.call(), new InLine(was.queue(), was.enteredAt(), true, 0));
    }

    private void left(RoutingEvent.CallLeftQueue event) {
        InLine was = inLine.remove(event.call());
        if (was == null) {
            return;
        }
        if (!was.isKept() && isByOwnWill(event.reason())) {
            queue(was.queue(), event.at()).waiting.happen();
        } else {
            endWait(was, event.at());
        }
    }

    private static boolean isByOwnWill(LeaveReason reason) {
        return switch (reason) {
            case ABANDONED, CHOSE_TO_LEAVE, TIMED_OUT -> true;
            case MOVED,
                    CALLBACK_GIVEN_UP,
                    NODE_LOST,
                    MAX_WAIT,
                    EMPTY,
                    NOT_TAKEN,
                    CALLED_AGAIN,
                    EXPIRED,
                    DIALLED ->
                    false;
        };
    }

    /// Only callers give up: a kept place is not at risk.
    private void endWait(InLine call, Instant at) {
        if (!call.isKept()) {
            queue(call.queue(), at).waiting.end();
        }
    }

    private void offered(RoutingEvent.CallOffered event) {
        InLine call = inLine.get(event.call());
        if (call == null) {
            return;
        }
        if (call.telephones() == 0) {
            queue(call.queue(), event.at()).ringing.begin();
        }
        inLine.put(event.call(), call.ringing(call.telephones() + 1));
    }

    private void offerEnded(RoutingEvent.OfferEnded event) {
        InLine call = inLine.get(event.call());
        if (call == null || call.telephones() == 0) {
            return;
        }
        if (call.telephones() == 1) {
            queue(call.queue(), event.at()).ringing.end();
        }
        inLine.put(event.call(), call.ringing(call.telephones() - 1));
    }

    private void connected(RoutingEvent.CallConnected event) {
        InLine was = inLine.remove(event.call());
        if (was == null) {
            return;
        }
        endWait(was, event.at());
        QueueTraffic queue = queue(was.queue(), event.at());
        if (was.telephones() > 0) {
            queue.ringing.happen();
        }
        queue.enteredService(Duration.between(was.enteredAt(), event.at()));
        queue.talking.begin();
        talks.put(event.call(), was.queue());
    }

    private void talkEnded(Instant at, CallId call, AgentId agent, boolean wrapsUp) {
        QueueId was = talks.remove(call);
        if (was == null) {
            return;
        }
        QueueTraffic queue = queue(was, at);
        queue.talking.happen();
        if (wrapsUp) {
            queue.wrappingUp.begin();
            wrapUps.computeIfAbsent(agent, _ -> new TreeMap<>())
                    .computeIfAbsent(call, _ -> new ArrayDeque<>())
                    .add(was);
        }
    }

    /// The talk of the consultation goes on under the name of the call.
    private void handedOver(RoutingEvent.CallHandedOver event) {
        talkEnded(event.at(), event.call(), event.from(), event.wrapUpUntil().isPresent());
        QueueId consultation = talks.remove(event.consult());
        if (consultation != null) {
            talks.put(event.call(), consultation);
        }
    }

    /// How long it was deferred says nothing of how long callers wait.
    private void waitsAgain(Instant at, CallId call) {
        inLine.computeIfPresent(call, (_, was) -> new InLine(was.queue(), at, was.isKept(), 0));
    }

    private void placeRetried(RoutingEvent.PlaceRetried event) {
        boolean isFollowed = talks.containsKey(event.call());
        talkEnded(event.at(), event.call(), event.agent(), event.wrapUpUntil().isPresent());
        if (isFollowed) {
            inLine.put(event.call(), new InLine(event.queue(), event.at(), true, 0));
        }
    }

    /// It counts as a short talk: the agent was taken for as long.
    private void givenBack(RoutingEvent.CallGivenBack event) {
        boolean isFollowed = talks.containsKey(event.call());
        talkEnded(event.at(), event.call(), event.agent(), false);
        if (isFollowed) {
            enter(event.at(), event.call(), event.queue());
        }
    }

    private void wrapUpEnded(Instant at, AgentId agent, CallId call) {
        SortedMap<CallId, Deque<QueueId>> ofAgent = wrapUps.get(agent);
        Deque<QueueId> ofCall = ofAgent == null ? null : ofAgent.get(call);
        if (ofAgent == null || ofCall == null) {
            return;
        }
        queue(ofCall.remove(), at).wrappingUp.happen();
        if (ofCall.isEmpty()) {
            ofAgent.remove(call);
        }
        if (ofAgent.isEmpty()) {
            wrapUps.remove(agent);
        }
    }

    private void signedOut(RoutingEvent.AgentSignedOut event) {
        SortedMap<CallId, Deque<QueueId>> ofAgent = wrapUps.remove(event.agent());
        if (ofAgent != null) {
            ofAgent.values().stream()
                    .flatMap(Deque::stream)
                    .forEach(id -> queue(id, event.at()).wrappingUp.end());
        }
    }

    private QueueTraffic queue(QueueId id, Instant at) {
        QueueTraffic queue = queues.computeIfAbsent(id, _ -> new QueueTraffic(memory, at));
        queue.advance(at);
        return queue;
    }
}
