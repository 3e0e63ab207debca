package org.strowger.engine.routing;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.DecisionRecord.Standing;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.ChangeProfile;
import org.strowger.engine.routing.RoutingCommand.DeferPlace;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EndWrapUp;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.EnqueuePlace;
import org.strowger.engine.routing.RoutingCommand.ExtendWrapUp;
import org.strowger.engine.routing.RoutingCommand.GiveBack;
import org.strowger.engine.routing.RoutingCommand.HandOver;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.MoveCall;
import org.strowger.engine.routing.RoutingCommand.OpenQueue;
import org.strowger.engine.routing.RoutingCommand.PassTime;
import org.strowger.engine.routing.RoutingCommand.PauseAfterCall;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.PullCall;
import org.strowger.engine.routing.RoutingCommand.Readmit;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingCommand.ReportOtherCall;
import org.strowger.engine.routing.RoutingCommand.Reprioritize;
import org.strowger.engine.routing.RoutingCommand.ResumeAgent;
import org.strowger.engine.routing.RoutingCommand.RetryPlace;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;
import org.strowger.engine.routing.RoutingCommand.TakePlace;
import org.strowger.engine.routing.RoutingCommand.TakeUp;
import org.strowger.engine.routing.RoutingCommand.TransferCall;
import org.strowger.engine.routing.RoutingEvent.CommandRejected.Reason;
import org.strowger.engine.routing.RoutingEvent.PolicyApplied;
import org.strowger.engine.routing.RoutingEvent.QueueClosed;
import org.strowger.engine.routing.RoutingEvent.QueueOpened;

/// Decides which agent is offered which call. Commands in, events out.
///
/// After each command no call waits that an agent who is ready could be offered. The rules are in
/// docs/reference/routing.md.
///
/// Not thread safe: one thread owns a core.
public final class RoutingCore {
    private final RoutingState state;
    private final Recorder recorder;
    private final OfferRules offers;
    private final AgentRules agents;
    private final CallRules calls;
    private final TalkRules talks;
    private final Consequences consequences;

    public RoutingCore() {
        this(new RoutingState());
    }

    private RoutingCore(RoutingState state) {
        this.state = state;
        recorder = new Recorder(state);
        offers = new OfferRules(state, recorder);
        Entrance entrance = new Entrance(state);
        agents = new AgentRules(state, recorder, offers);
        calls = new CallRules(state, recorder, offers, entrance);
        talks = new TalkRules(state, recorder, offers, entrance);
        consequences = new Consequences(state, recorder, offers, entrance);
    }

    /// Rebuilds a core from the events of an earlier one.
    public static RoutingCore replay(Iterable<RoutingEvent> events) {
        RoutingCore core = new RoutingCore();
        core.catchUp(events);
        return core;
    }

    /// Rebuilds a core from the snapshot of an earlier one; see [#catchUp] for what happened since.
    public static RoutingCore restore(RoutingSnapshot snapshot) {
        return new RoutingCore(RoutingState.of(snapshot));
    }

    /// Takes over what another core went through after the state this one is in.
    public void catchUp(Iterable<RoutingEvent> events) {
        for (RoutingEvent event : events) {
            state.apply(event);
            state.followUps.forget(); // what followed is among the events
        }
    }

    /// Carries out one command and returns what happened, in order.
    ///
    /// First everything is done whose deadline has come, in the order of the deadlines. All events
    /// carry the time of the command: what was due earlier happened when the core was told that
    /// time had passed.
    ///
    /// @throws IllegalArgumentException if the command is older than the last one, or of a year
    ///   before 1970 or after 2199
    public List<RoutingEvent> handle(RoutingCommand command) {
        Limits.time(command.at());
        if (Moment.of(command.at()) < state.reached()) {
            throw new IllegalArgumentException(
                    "time went back: command at %s after one at %s".formatted(command.at(), now()));
        }
        state.reach(Moment.of(command.at()));
        consequences.ofTime(command.at());
        Reason obstacle = carryOut(command);
        if (obstacle != null) {
            recorder.reject(command, obstacle);
        }
        consequences.ofEvents(command.at());
        consequences.ofTime(command.at());
        offers.offerWaitingCalls(command.at());
        return recorder.taken();
    }

    private @Nullable Reason carryOut(RoutingCommand command) {
        return switch (command) {
            case AcceptOffer c -> calls.accept(c);
            case EndCall c -> talks.end(c);
            case EnqueueCall c -> calls.enqueue(c);
            case RefuseOffer c -> calls.refuse(c);
            case LeaveQueue c -> calls.leave(c);
            case KeepPlace c -> calls.keepPlace(c);
            case EnqueuePlace c -> calls.enqueuePlace(c);
            case TakePlace c -> calls.takePlace(c);
            case Reprioritize c -> calls.reprioritize(c);
            case MoveCall c -> calls.move(c);
            case PullCall c -> calls.pull(c);
            case TransferCall c -> talks.transfer(c);
            case HandOver c -> talks.handOver(c);
            case GiveBack c -> talks.giveBack(c);
            case Readmit c -> talks.readmit(c);
            case TakeUp c -> calls.takeUp(c);
            case RetryPlace c -> talks.retryPlace(c);
            case DeferPlace c -> calls.deferPlace(c);
            case PassTime _ -> null;
            case SignInAgent c -> agents.signIn(c);
            case SignOutAgent c -> agents.signOut(c);
            case ChangeProfile c -> agents.changeProfile(c);
            case PauseAgent c -> agents.pause(c);
            case PauseAfterCall c -> agents.pauseAfterCall(c);
            case ResumeAgent c -> agents.resume(c);
            case EndWrapUp c -> agents.endWrapUp(c);
            case ExtendWrapUp c -> agents.extendWrapUp(c);
            case ReportOtherCall c -> agents.reportOtherCall(c);
            case ApplyPolicy c -> applyPolicy(c);
            case OpenQueue c -> openQueue(c);
        };
    }

    private @Nullable Reason applyPolicy(ApplyPolicy c) {
        if (c.policy().equals(state.policy())) {
            return Reason.ALREADY_APPLIED;
        }
        recorder.emit(new PolicyApplied(c.at(), c.policy()));
        return null;
    }

    private @Nullable Reason openQueue(OpenQueue c) {
        Line line = state.findLine(c.queue());
        if (line == null || line.isClosing()) {
            return Reason.UNKNOWN_QUEUE;
        }
        if (line.isOpen() == c.open()) {
            return Reason.ALREADY_SO;
        }
        recorder.emit(
                c.open() ? new QueueOpened(c.at(), c.queue()) : new QueueClosed(c.at(), c.queue()));
        return null;
    }

    /// The next time at which the core must hear [PassTime] if it hears nothing else before.
    public Optional<Instant> nextDeadline() {
        return state.nextDeadline();
    }

    /// The call's place in its queue as of the last event: 1 is next. Kept places count, and so do
    /// calls in an offer, so that nobody's place gets worse when an offer is not answered; not
    /// places that are deferred, nor calls that began with an agent. Empty if the call is not in
    /// line, or began with an agent.
    ///
    /// It looks at every call of the queue.
    public OptionalInt place(CallId id) {
        WaitingCall call = state.findCall(id);
        if (call == null || call.isTakenUp()) {
            return OptionalInt.empty();
        }
        long millis = Moment.millis(state.moment());
        int place = 1;
        for (WaitingCall other : call.line.ringing) {
            place += other != call && other.goesBefore(call, millis) ? 1 : 0;
        }
        for (Lane lane : call.line.lanes) {
            place += lane.countBefore(call, millis);
        }
        return OptionalInt.of(place);
    }

    /// The places of those of the calls that are in line, as [#place] tells one: each queue is put
    /// in order once, however many of its calls are asked for.
    public SortedMap<CallId, Integer> places(Collection<CallId> ids) {
        Set<WaitingCall> asked = new HashSet<>();
        Set<Line> lines = new HashSet<>();
        SortedMap<CallId, Integer> places = new TreeMap<>();
        for (CallId id : ids) {
            WaitingCall call = state.findCall(id);
            if (call != null && call.isDeferred()) {
                places.put(id, place(id).orElseThrow());
            } else if (call != null) {
                asked.add(call);
                lines.add(call.line);
            }
        }
        for (Line line : lines) {
            int place = 0;
            for (WaitingCall call : line.inOrder(Moment.millis(state.moment()))) {
                place++;
                if (asked.contains(call)) {
                    places.put(call.id, place);
                }
            }
        }
        return places;
    }

    /// How a queue stands as of the last event; empty for one that the policy does not have.
    ///
    /// It looks at every call of the queue.
    public Optional<QueueStanding> standing(QueueId id) {
        Line line = state.findLine(id);
        return line == null || line.isClosing()
                ? Optional.empty()
                : Optional.of(
                        new QueueStanding(
                                line.size(), state.floor.readyFor(line), line.longestSince()));
    }

    /// Why a call waits: what goes before it, and how everybody who is signed in stands to it.
    /// Empty if it does not wait.
    ///
    /// @param at the time up to which waits count; everything else is as of the last command
    public Optional<DecisionRecord> explain(CallId id, Instant at) {
        WaitingCall call = state.findCall(id);
        if (call == null || call.lane == null) {
            return Optional.empty();
        }
        Limits.time(at);
        long now = Math.max(Moment.of(at), state.reached());
        return Optional.of(offers.explanation().ofWaiting(call, now));
    }

    /// How each agent who is signed in stands to a call that waits; nothing if it does not wait.
    ///
    /// What a decision record counts is told agent by agent here. For an offer of the past, ask a
    /// core that was brought by [#replay] to the event before it.
    public SortedMap<AgentId, Standing> standings(CallId id) {
        WaitingCall call = state.findCall(id);
        if (call == null || call.lane == null) {
            return Collections.emptySortedMap();
        }
        return offers.explanation().standings().ofEach(call, state.reached());
    }

    /// The time of the last command, or of the last event where events were replayed.
    public Instant now() {
        return Moment.instant(state.reached());
    }

    public RoutingSnapshot snapshot() {
        return state.snapshot();
    }

    /// Whether both cores would answer every further command alike.
    public boolean sameStateAs(RoutingCore other) {
        return snapshot().equals(other.snapshot());
    }
}
