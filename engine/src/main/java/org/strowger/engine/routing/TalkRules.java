package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.DecisionRecord.Basis;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.GiveBack;
import org.strowger.engine.routing.RoutingCommand.HandOver;
import org.strowger.engine.routing.RoutingCommand.Readmit;
import org.strowger.engine.routing.RoutingCommand.RetryPlace;
import org.strowger.engine.routing.RoutingCommand.TransferCall;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallGivenBack;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CommandRejected.Reason;
import org.strowger.engine.routing.RoutingEvent.PlaceRetried;

/// What commands do to talks. Each method returns why the command does not apply, if it does not.
final class TalkRules {
    private final RoutingState state;
    private final Recorder recorder;
    private final OfferRules offers;
    private final Entrance entrance;

    TalkRules(RoutingState state, Recorder recorder, OfferRules offers, Entrance entrance) {
        this.state = state;
        this.recorder = recorder;
        this.offers = offers;
        this.entrance = entrance;
    }

    @Nullable Reason end(EndCall c) {
        Known.Talk talk = state.findTalk(c.call());
        if (talk == null) {
            return notTalking(c.call());
        }
        end(c.call(), talk, c.at());
        return null;
    }

    private Reason notTalking(CallId call) {
        return state.knows(call) ? Reason.NOT_TALKING : Reason.UNKNOWN_CALL;
    }

    private void end(CallId call, Known.Talk talk, Instant at) {
        recorder.emit(
                new CallEnded(at, call, talk.line().id(), talk.agent().id, wrapUpUntil(talk, at)));
    }

    /// The end of the work that follows the talk; absent when there is none.
    private static Optional<Instant> wrapUpUntil(Known.Talk talk, Instant at) {
        Duration usual = talk.line().policy().wrapUp();
        return after(talk.agent().profile.wrapUp().orElse(usual), talk.agent(), at);
    }

    private static Optional<Instant> after(Duration wrapUp, Agent agent, Instant at) {
        return agent.signingOut || wrapUp.isZero()
                ? Optional.empty()
                : Optional.of(at.plus(wrapUp));
    }

    @Nullable Reason transfer(TransferCall c) {
        Known.Talk talk = state.findTalk(c.call());
        if (talk == null) {
            return notTalking(c.call());
        }
        AgentId chosen = c.to().orElse(null);
        if (talk.agent().id.equals(chosen)) {
            return Reason.ALREADY_SO;
        }
        Agent to = chosen == null ? null : state.findAgent(chosen);
        if (chosen != null && to == null) {
            return Reason.UNKNOWN_AGENT;
        }
        return switch (entrance.wayIn(c.queue(), c.need(), named(chosen), null)) {
            case Entrance.Refused(var reason) -> reason;
            case Entrance.Into(var line) -> {
                if (to != null && !to.isFreeFor(line.policy().work(), false)) {
                    yield Reason.AGENT_BUSY;
                }
                transfer(c, talk, line, to);
                yield null;
            }
        };
    }

    /// The colleague counts as there, whatever their skills.
    private static Optional<Preferred> named(@Nullable AgentId to) {
        return Optional.ofNullable(to).map(agent -> new Preferred(agent, Duration.ZERO));
    }

    private void transfer(TransferCall c, Known.Talk talk, Line line, @Nullable Agent to) {
        end(c.call(), talk, c.at());
        recorder.emit(
                new CallQueued(
                        c.at(),
                        c.call(),
                        line.id(),
                        c.priority(),
                        c.need(),
                        Optional.empty(),
                        c.keepsWait() ? talk.contact().since() : c.at()));
        if (to != null) {
            offers.offerByName(state.call(c.call()), to, Basis.TRANSFERRED, c.at());
        }
    }

    @Nullable Reason handOver(HandOver c) {
        Known.Talk talk = state.findTalk(c.call());
        if (talk == null) {
            return notTalking(c.call());
        }
        Known.Talk consult = state.findTalk(c.consult());
        if (consult == null) {
            return notTalking(c.consult());
        }
        if (talk.agent() == consult.agent()) {
            return Reason.ALREADY_SO;
        }
        recorder.emit(
                new CallHandedOver(
                        c.at(),
                        c.call(),
                        consult.line().id(),
                        talk.agent().id,
                        consult.agent().id,
                        c.consult(),
                        wrapUpUntil(talk, c.at())));
        return null;
    }

    /// The agent is as after an offer that they turned down: they were there, so it counts to no
    /// row of missed offers.
    @Nullable Reason giveBack(GiveBack c) {
        Known.Talk talk = state.findTalk(c.call());
        if (talk == null) {
            return notTalking(c.call());
        }
        if (talk.from() == null) {
            return Reason.NOT_KEPT;
        }
        QueuePolicy.Missed missed = talk.line().policy().missed();
        recorder.emit(
                new CallGivenBack(
                        c.at(),
                        c.call(),
                        talk.line().id(),
                        talk.agent().id,
                        talk.contact().since(),
                        OfferRules.after(c.at(), missed.rest()),
                        OfferRules.after(c.at(), missed.notAgainFor())));
        return null;
    }

    /// As with a place that is taken, a queue that is closing takes nobody.
    @Nullable Reason readmit(Readmit c) {
        Known.Talk talk = state.findTalk(c.call());
        if (talk == null && state.knows(c.call())) {
            return Reason.NOT_TALKING;
        }
        Line line = state.findLine(c.queue());
        if (line == null || line.isClosing()) {
            return Reason.UNKNOWN_QUEUE;
        }
        Instant since = c.since().orElse(c.at());
        if (talk != null) {
            since = talk.contact().since();
            end(c.call(), talk, c.at());
        }
        recorder.emit(
                new CallQueued(
                        c.at(),
                        c.call(),
                        line.id(),
                        c.priority(),
                        c.need(),
                        Optional.empty(),
                        since,
                        Optional.empty(),
                        true));
        return null;
    }

    /// An agent's own time for after-call work is for talks: here there was none.
    @Nullable Reason retryPlace(RetryPlace c) {
        Known.Talk talk = state.findTalk(c.call());
        if (talk == null) {
            return notTalking(c.call());
        }
        if (talk.from() == null || talk.from().callbackNumber == null) {
            return Reason.NOT_KEPT;
        }
        recorder.emit(
                new PlaceRetried(
                        c.at(),
                        c.call(),
                        talk.line().id(),
                        talk.agent().id,
                        talk.contact().since(),
                        c.notBefore(),
                        after(talk.line().policy().wrapUp(), talk.agent(), c.at())));
        return null;
    }
}
