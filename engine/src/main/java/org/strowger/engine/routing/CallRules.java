package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.MoveCall;
import org.strowger.engine.routing.RoutingCommand.PullCall;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingCommand.Reprioritize;
import org.strowger.engine.routing.RoutingCommand.TransferCall;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CallReprioritized;
import org.strowger.engine.routing.RoutingEvent.CommandRejected.Reason;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
import org.strowger.engine.routing.RoutingEvent.PlaceKept;
import org.strowger.engine.routing.RoutingSnapshot.Contact;

/// What commands do to calls. Each method returns why the command does not apply, if it does not.
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
        if (call.callbackNumber != null) {
            return Reason.ALREADY_KEPT;
        }
        offers.withdraw(call, c.at());
        recorder.emit(new PlaceKept(c.at(), c.call(), call.line.id(), c.callbackNumber()));
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

    @Nullable Reason end(EndCall c) {
        Agent agent = state.talkerWith(c.call());
        if (agent == null) {
            return notTalking(c.call());
        }
        end(c.call(), agent, c.at());
        return null;
    }

    private Reason notTalking(CallId call) {
        return state.knows(call) ? Reason.NOT_TALKING : Reason.UNKNOWN_CALL;
    }

    private Contact end(CallId call, Agent agent, Instant at) {
        Contact talk = Objects.requireNonNull(agent.talkWith(call));
        Duration wrapUp =
                agent.signingOut
                        ? Duration.ZERO
                        : agent.profile
                                .wrapUp()
                                .orElseGet(() -> state.line(talk.queue()).policy().wrapUp());
        recorder.emit(
                new CallEnded(
                        at,
                        call,
                        talk.queue(),
                        agent.id,
                        wrapUp.isZero() ? Optional.empty() : Optional.of(at.plus(wrapUp))));
        return talk;
    }

    @Nullable Reason transfer(TransferCall c) {
        Agent agent = state.talkerWith(c.call());
        if (agent == null) {
            return notTalking(c.call());
        }
        return switch (entrance.wayIn(c.queue(), c.need(), Optional.empty(), null)) {
            case Entrance.Refused(var reason) -> reason;
            case Entrance.Into(var line) -> {
                Contact talk = end(c.call(), agent, c.at());
                recorder.emit(
                        new CallQueued(
                                c.at(),
                                c.call(),
                                line.id(),
                                c.priority(),
                                c.need(),
                                Optional.empty(),
                                c.keepsWait() ? talk.since() : c.at()));
                yield null;
            }
        };
    }

    @Nullable Reason reprioritize(Reprioritize c) {
        WaitingCall call = state.findCall(c.call());
        if (call == null) {
            return notInLine(c.call());
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
        if (agent.otherCall
                || agent.ringing() != null
                || agent.signingOut
                || !agent.load.hasRoom(call.line.policy().work(), agent.profile)) {
            return Reason.AGENT_BUSY;
        }
        offers.withdraw(call, c.at());
        offers.pull(call, agent, c.at());
        return null;
    }
}
