package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.DecisionRecord.Basis;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.HandOver;
import org.strowger.engine.routing.RoutingCommand.RetryPlace;
import org.strowger.engine.routing.RoutingCommand.TransferCall;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CommandRejected.Reason;
import org.strowger.engine.routing.RoutingEvent.PlaceRetried;
import org.strowger.engine.routing.RoutingSnapshot.Contact;

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
        Agent agent = state.talkerWith(c.call());
        if (agent == null) {
            return notTalking(c.call());
        }
        end(talk(agent, c.call()), agent, c.at());
        return null;
    }

    private Reason notTalking(CallId call) {
        return state.knows(call) ? Reason.NOT_TALKING : Reason.UNKNOWN_CALL;
    }

    private static Contact talk(Agent agent, CallId call) {
        return Objects.requireNonNull(agent.talkWith(call));
    }

    private void end(Contact talk, Agent agent, Instant at) {
        recorder.emit(
                new CallEnded(
                        at, talk.call(), talk.queue(), agent.id, wrapUpUntil(talk, agent, at)));
    }

    /// The end of the work that follows the talk; absent when there is none.
    private Optional<Instant> wrapUpUntil(Contact talk, Agent agent, Instant at) {
        Duration usual = state.line(talk.queue()).policy().wrapUp();
        return after(agent.profile.wrapUp().orElse(usual), agent, at);
    }

    private static Optional<Instant> after(Duration wrapUp, Agent agent, Instant at) {
        return agent.signingOut || wrapUp.isZero()
                ? Optional.empty()
                : Optional.of(at.plus(wrapUp));
    }

    @Nullable Reason transfer(TransferCall c) {
        Agent agent = state.talkerWith(c.call());
        if (agent == null) {
            return notTalking(c.call());
        }
        AgentId chosen = c.to().orElse(null);
        if (agent.id.equals(chosen)) {
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
                transfer(c, talk(agent, c.call()), agent, line, to);
                yield null;
            }
        };
    }

    /// The colleague counts as there, whatever their skills.
    private static Optional<Preferred> named(@Nullable AgentId to) {
        return Optional.ofNullable(to).map(agent -> new Preferred(agent, Duration.ZERO));
    }

    private void transfer(
            TransferCall c, Contact talk, Agent agent, Line line, @Nullable Agent to) {
        end(talk, agent, c.at());
        recorder.emit(
                new CallQueued(
                        c.at(),
                        c.call(),
                        line.id(),
                        c.priority(),
                        c.need(),
                        Optional.empty(),
                        c.keepsWait() ? talk.since() : c.at()));
        if (to != null) {
            offers.offerByName(state.call(c.call()), to, Basis.TRANSFERRED, c.at());
        }
    }

    @Nullable Reason handOver(HandOver c) {
        Agent from = state.talkerWith(c.call());
        if (from == null) {
            return notTalking(c.call());
        }
        Agent to = state.talkerWith(c.consult());
        if (to == null) {
            return notTalking(c.consult());
        }
        if (from == to) {
            return Reason.ALREADY_SO;
        }
        recorder.emit(
                new CallHandedOver(
                        c.at(),
                        c.call(),
                        talk(to, c.consult()).queue(),
                        from.id,
                        to.id,
                        c.consult(),
                        wrapUpUntil(talk(from, c.call()), from, c.at())));
        return null;
    }

    /// An agent's own time for after-call work is for talks: here there was none.
    @Nullable Reason retryPlace(RetryPlace c) {
        Agent agent = state.talkerWith(c.call());
        if (agent == null) {
            return notTalking(c.call());
        }
        Contact talk = talk(agent, c.call());
        if (talk.place().isEmpty()) {
            return Reason.NOT_KEPT;
        }
        recorder.emit(
                new PlaceRetried(
                        c.at(),
                        c.call(),
                        talk.queue(),
                        agent.id,
                        talk.since(),
                        c.notBefore(),
                        after(state.line(talk.queue()).policy().wrapUp(), agent, c.at())));
        return null;
    }
}
