package org.strowger.engine.routing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.DecisionRecord.Basis;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.DeferPlace;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.EnqueuePlace;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.MoveCall;
import org.strowger.engine.routing.RoutingCommand.PullCall;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingCommand.Reprioritize;
import org.strowger.engine.routing.RoutingCommand.TakePlace;
import org.strowger.engine.routing.RoutingCommand.TakeUp;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CallReprioritized;
import org.strowger.engine.routing.RoutingEvent.CommandRejected.Reason;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
import org.strowger.engine.routing.RoutingEvent.PlaceDeferred;
import org.strowger.engine.routing.RoutingEvent.PlaceKept;

/// What commands do to calls in line. Each method returns why the command does not apply, if it
/// does not.
final class CallRules {
    private final RoutingState state;
    private final Recorder recorder;
    private final OfferRules offers;
    private final Entrance entrance;

    CallRules(RoutingState state, Recorder recorder, OfferRules offers, Entrance entrance) {
        this.state = state;
        this.recorder = recorder;
        this.offers = offers;
        this.entrance = entrance;
    }

    @Nullable Reason enqueue(EnqueueCall c) {
        if (state.knows(c.call())) {
            return Reason.ALREADY_KNOWN;
        }
        return switch (entrance.wayIn(c.queue(), c.need(), c.preferred(), null)) {
            case Entrance.Refused(var reason) -> reason;
            case Entrance.Into(var line) -> {
                recorder.emit(
                        new CallQueued(
                                c.at(),
                                c.call(),
                                line.id(),
                                c.priority(),
                                c.need(),
                                c.preferred(),
                                c.since().orElse(c.at())));
                yield null;
            }
        };
    }

    @Nullable Reason leave(LeaveQueue c) {
        WaitingCall call = state.findCall(c.call());
        if (call == null) {
            return notInLine(c.call());
        }
        offers.withdraw(call, c.at());
        recorder.emit(new CallLeftQueue(c.at(), c.call(), call.line.id(), c.reason()));
        return null;
    }

    @Nullable Reason keepPlace(KeepPlace c) {
        WaitingCall call = state.findCall(c.call());
        if (call == null) {
            return notInLine(c.call());
        }
        if (call.isTakenUp()) {
            return Reason.NOT_WAITING;
        }
        if (call.callbackNumber != null) {
            return Reason.ALREADY_KEPT;
        }
        offers.withdraw(call, c.at());
        recorder.emit(new PlaceKept(c.at(), c.call(), call.line.id(), c.callbackNumber()));
        return null;
    }

    @Nullable Reason enqueuePlace(EnqueuePlace c) {
        Reason obstacle = enqueue(c.entry());
        return obstacle == null
                ? keepPlace(new KeepPlace(c.at(), c.entry().call(), c.callbackNumber()))
                : obstacle;
    }

    /// To the queue the place leaves and a caller comes. One that is closing takes nobody, and is
    /// gone with the last who leaves it.
    @Nullable Reason takePlace(TakePlace c) {
        WaitingCall call = state.findCall(c.call());
        if (call == null) {
            return notInLine(c.call());
        }
        if (call.callbackNumber == null) {
            return Reason.NOT_KEPT;
        }
        if (call.line.isClosing()) {
            return Reason.UNKNOWN_QUEUE;
        }
        offers.withdraw(call, c.at());
        recorder.emit(new CallLeftQueue(c.at(), c.call(), call.line.id(), LeaveReason.DIALLED));
        recorder.emit(
                new CallQueued(
                        c.at(),
                        c.call(),
                        call.line.id(),
                        call.priority,
                        call.need,
                        Optional.ofNullable(call.preferred),
                        Moment.instant(call.since)));
        return null;
    }

    @Nullable Reason deferPlace(DeferPlace c) {
        WaitingCall call = state.findCall(c.call());
        if (call == null) {
            return notInLine(c.call());
        }
        if (call.callbackNumber == null) {
            return Reason.NOT_KEPT;
        }
        long until = Moment.of(c.notBefore());
        if (call.isDeferred() ? call.notBefore == until : until <= Moment.of(c.at())) {
            return Reason.ALREADY_SO;
        }
        offers.withdraw(call, c.at());
        recorder.emit(new PlaceDeferred(c.at(), c.call(), call.line.id(), c.notBefore()));
        return null;
    }

    @Nullable Reason takeUp(TakeUp c) {
        if (state.knows(c.call())) {
            return Reason.ALREADY_KNOWN;
        }
        Line line = state.findLine(c.queue());
        if (line == null || line.isClosing()) {
            return Reason.UNKNOWN_QUEUE;
        }
        Agent agent = state.findAgent(c.agent());
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        if (!agent.isFreeFor(line.policy().work(), c.callbackNumber().isPresent())) {
            return Reason.AGENT_BUSY;
        }
        recorder.emit(
                new CallQueued(
                        c.at(),
                        c.call(),
                        c.queue(),
                        c.priority(),
                        SkillNeed.none(),
                        Optional.empty(),
                        c.at(),
                        Optional.of(c.agent())));
        offers.offerTakenUp(state.call(c.call()), agent, c.callbackNumber(), c.at());
        return null;
    }

    private Reason notInLine(CallId call) {
        return state.knows(call) ? Reason.NOT_WAITING : Reason.UNKNOWN_CALL;
    }

    @Nullable Reason accept(AcceptOffer c) {
        WaitingCall call = state.findCall(c.call());
        Agent agent = state.findAgent(c.agent());
        if (call == null || agent == null || !call.ringing.contains(agent)) {
            return Reason.NOT_OFFERED;
        }
        offers.withdrawFromOthers(call, agent, c.at());
        recorder.emit(new CallConnected(c.at(), c.call(), call.line.id(), c.agent()));
        return null;
    }

    @Nullable Reason refuse(RefuseOffer c) {
        WaitingCall call = state.findCall(c.call());
        Agent agent = state.findAgent(c.agent());
        if (call == null || agent == null || !call.ringing.contains(agent)) {
            return Reason.NOT_OFFERED;
        }
        Outcome outcome =
                switch (c.refusal()) {
                    case BUSY -> Outcome.BUSY;
                    case REJECTED -> Outcome.REJECTED;
                    case UNREACHABLE -> Outcome.UNREACHABLE;
                    case FAILED -> Outcome.FAILED;
                };
        offers.fail(call, agent, outcome, c.at());
        return null;
    }

    @Nullable Reason reprioritize(Reprioritize c) {
        WaitingCall call = state.findCall(c.call());
        if (call == null) {
            return notInLine(c.call());
        }
        if (call.isTakenUp()) {
            return Reason.NOT_WAITING;
        }
        if (call.priority == c.priority()) {
            return Reason.ALREADY_SO;
        }
        recorder.emit(new CallReprioritized(c.at(), c.call(), call.line.id(), c.priority()));
        return null;
    }

    @Nullable Reason move(MoveCall c) {
        WaitingCall call = state.findCall(c.call());
        if (call == null) {
            return notInLine(c.call());
        }
        if (call.isTakenUp()) {
            return Reason.NOT_WAITING;
        }
        Line to = state.findLine(c.queue());
        if (to == null || to.isClosing()) {
            return Reason.UNKNOWN_QUEUE;
        }
        if (!to.isOpen()) {
            return Reason.QUEUE_CLOSED;
        }
        if (to == call.line ? c.keepsWait() : to.isFull()) {
            return to == call.line ? Reason.ALREADY_SO : Reason.QUEUE_FULL;
        }
        offers.withdraw(call, c.at());
        recorder.emit(
                new CallMoved(
                        c.at(),
                        c.call(),
                        call.line.id(),
                        c.queue(),
                        c.keepsWait() ? Moment.instant(call.since) : c.at(),
                        CallMoved.Why.COMMANDED));
        return null;
    }

    @Nullable Reason pull(PullCall c) {
        Agent agent = state.findAgent(c.agent());
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        WaitingCall call = state.findCall(c.call());
        if (call == null) {
            return notInLine(c.call());
        }
        if (call.isTakenUp() || call.isDeferred()) {
            return Reason.NOT_WAITING;
        }
        if (!agent.isFreeFor(call.line.policy().work(), true)) {
            return Reason.AGENT_BUSY;
        }
        offers.withdraw(call, c.at());
        offers.offerByName(call, agent, Basis.PULLED, c.at());
        return null;
    }
}
