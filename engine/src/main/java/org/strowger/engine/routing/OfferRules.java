package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.routing.DecisionRecord.Basis;
import org.strowger.engine.routing.RoutingEvent.AgentPaused;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
import org.strowger.engine.routing.RoutingSnapshot.Contact;

/// How offers begin, and how they end without an answer.
final class OfferRules {
    private final RoutingState state;
    private final Recorder recorder;
    private final CallChoice calls;
    private final AgentChoice agents;
    private final Explanation explanation;

    OfferRules(RoutingState state, Recorder recorder) {
        this.state = state;
        this.recorder = recorder;
        this.agents = new AgentChoice(state);
        this.calls = new CallChoice(state, agents);
        this.explanation = new Explanation(state, calls, agents);
    }

    Explanation explanation() {
        return explanation;
    }

    /// Offers calls until no call that waits and no agent who is ready may come together.
    void offerWaitingCalls(Instant at) {
        long now = Moment.of(at);
        for (Lane lane = calls.next(now); lane != null; lane = calls.next(now)) {
            offerHead(lane, at, now);
        }
        state.floor.settled();
    }

    private void offerHead(Lane lane, Instant at, long now) {
        WaitingCall call = lane.first();
        List<Agent> chosen = agents.agentsFor(lane, now);
        if (chosen.size() == 1) {
            Agent agent = chosen.getFirst();
            offer(call, agent, explanation.ofOffer(lane, agent, now), at);
            return;
        }
        List<DecisionRecord> decisions =
                chosen.stream().map(agent -> explanation.ofOffer(lane, agent, now)).toList();
        for (int i = 0; i < chosen.size(); i++) {
            offer(call, chosen.get(i), decisions.get(i), at);
        }
    }

    /// Offers a call that waits to an agent, whoever may be ready for it.
    void offerByName(WaitingCall call, Agent agent, Basis basis, Instant at) {
        offer(call, agent, explanation.ofChoice(call, agent, basis, Moment.of(at)), at);
    }

    /// Offers a call to the agent with whom it begins.
    void offerTakenUp(WaitingCall call, Agent agent, Optional<String> callbackNumber, Instant at) {
        DecisionRecord decision = explanation.ofChoice(call, agent, Basis.TAKEN_UP, Moment.of(at));
        offer(call, agent, callbackNumber, decision, at);
    }

    private void offer(WaitingCall call, Agent agent, DecisionRecord decision, Instant at) {
        offer(call, agent, Optional.ofNullable(call.callbackNumber), decision, at);
    }

    private void offer(
            WaitingCall call,
            Agent agent,
            Optional<String> callbackNumber,
            DecisionRecord decision,
            Instant at) {
        recorder.emit(
                new CallOffered(
                        at,
                        call.id,
                        call.line.id(),
                        agent.id,
                        callbackNumber,
                        at.plus(call.line.policy().ringTime()),
                        decision));
    }

    /// Ends an offer that was refused or not answered.
    void fail(WaitingCall call, Agent agent, Outcome outcome, Instant at) {
        QueuePolicy.Missed missed = call.line.policy().missed();
        recorder.emit(
                new OfferEnded(
                        at,
                        call.id,
                        call.line.id(),
                        agent.id,
                        outcome,
                        after(at, missed.rest()),
                        after(at, missed.notAgainFor())));
        if (outcome.isMissed()
                && missed.pauseAfter() > 0
                && agent.missed >= missed.pauseAfter()
                && agent.pauseReason == null) {
            recorder.emit(new AgentPaused(at, agent.id, AgentPaused.MISSED_CALLS));
        }
        leaveIfTakenUp(call, at);
    }

    /// A call that began with an agent waits for nobody else.
    private void leaveIfTakenUp(WaitingCall call, Instant at) {
        if (call.isTakenUp()) {
            recorder.emit(new CallLeftQueue(at, call.id, call.line.id(), LeaveReason.NOT_TAKEN));
        }
    }

    /// The end of a delay; absent when there is none.
    static Optional<Instant> after(Instant at, Duration delay) {
        return delay.isZero() ? Optional.empty() : Optional.of(at.plus(delay));
    }

    /// Has the telephones of all agents stop to ring for a call.
    void withdraw(WaitingCall call, Instant at) {
        if (call.isRinging()) {
            call.ringing.stream()
                    .sorted(Comparator.comparing(agent -> agent.id))
                    .forEach(agent -> withdraw(call, agent, at));
        }
    }

    /// Has the telephones of all agents but one stop to ring for a call.
    void withdrawFromOthers(WaitingCall call, Agent winner, Instant at) {
        if (call.ringing.size() > 1) {
            call.ringing.stream()
                    .filter(agent -> agent != winner)
                    .sorted(Comparator.comparing(agent -> agent.id))
                    .forEach(agent -> withdraw(call, agent, at));
        }
    }

    /// Has an agent's telephone stop to ring, if it does.
    void withdraw(Agent agent, Instant at) {
        Contact contact = agent.ringing();
        if (contact != null) {
            WaitingCall call = state.call(contact.call());
            withdraw(call, agent, at);
            leaveIfTakenUp(call, at);
        }
    }

    private void withdraw(WaitingCall call, Agent agent, Instant at) {
        recorder.emit(
                new OfferEnded(
                        at,
                        call.id,
                        call.line.id(),
                        agent.id,
                        Outcome.WITHDRAWN,
                        Optional.empty(),
                        Optional.empty()));
    }
}
