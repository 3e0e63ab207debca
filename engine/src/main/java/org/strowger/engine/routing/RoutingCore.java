package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EndWrapUp;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.PassTime;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingCommand.ResumeAgent;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;
import org.strowger.engine.routing.RoutingEvent.AgentPaused;
import org.strowger.engine.routing.RoutingEvent.AgentResumed;
import org.strowger.engine.routing.RoutingEvent.AgentSignedIn;
import org.strowger.engine.routing.RoutingEvent.AgentSignedOut;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingEvent.CommandRejected.Reason;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
import org.strowger.engine.routing.RoutingEvent.PlaceKept;
import org.strowger.engine.routing.RoutingEvent.PolicyApplied;
import org.strowger.engine.routing.RoutingEvent.RestEnded;
import org.strowger.engine.routing.RoutingEvent.SignOutDeferred;
import org.strowger.engine.routing.RoutingEvent.WrapUpEnded;
import org.strowger.engine.routing.RoutingSnapshot.Activity.Idle;
import org.strowger.engine.routing.RoutingSnapshot.Activity.Offered;
import org.strowger.engine.routing.RoutingSnapshot.Activity.Resting;
import org.strowger.engine.routing.RoutingSnapshot.Activity.Talking;
import org.strowger.engine.routing.RoutingSnapshot.Activity.WrapUp;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;

/// Decides which agent is offered which call. Commands in, events out.
///
/// The most urgent call that anyone ready can serve goes first (priority, then enqueue time, then
/// id), to the agent who was idle longest (then id). After each command no call waits that an agent
/// who is ready could serve.
///
/// Not thread safe: one thread owns a core.
public final class RoutingCore {
    private final RoutingState state;
    private final AgentSelection selection;
    private final List<RoutingEvent> emitted = new ArrayList<>();

    public RoutingCore() {
        this(new RoutingState());
    }

    private RoutingCore(RoutingState state) {
        this.state = state;
        this.selection = new AgentSelection(state);
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
        events.forEach(state::apply);
    }

    /// Carries out one command and returns what happened, in order.
    ///
    /// First everything is done whose deadline has come, in the order of the deadlines. All events
    /// carry the time of the command: what was due earlier happened when the core was told that
    /// time had passed.
    ///
    /// @throws IllegalArgumentException if the command is older than the last event
    public List<RoutingEvent> handle(RoutingCommand command) {
        if (command.at().isBefore(state.now())) {
            throw new IllegalArgumentException(
                    "time went back: command at "
                            + command.at()
                            + " after an event at "
                            + state.now());
        }
        emitted.clear();
        passDeadlines(command.at());
        switch (command) {
            case ApplyPolicy c -> applyPolicy(c);
            case SignInAgent c -> signIn(c);
            case SignOutAgent c -> signOut(c);
            case PauseAgent c -> pause(c);
            case ResumeAgent c -> resume(c);
            case EndWrapUp c -> endWrapUp(c);
            case EnqueueCall c -> enqueue(c);
            case LeaveQueue c -> leave(c);
            case KeepPlace c -> keepPlace(c);
            case AcceptOffer c -> accept(c);
            case RefuseOffer c -> refuse(c);
            case EndCall c -> endCall(c);
            case PassTime _ -> {}
        }
        offerWaitingCalls(command.at());
        return List.copyOf(emitted);
    }

    /// The next time at which the core must hear [PassTime] if it hears nothing else before.
    public Optional<Instant> nextDeadline() {
        RoutingState.Deadline first = state.firstDeadline();
        return first == null ? Optional.empty() : Optional.of(first.at());
    }

    /// The call's place in its queue: 1 is next. Kept places count, and so do calls in an offer, so
    /// that nobody's place gets worse when an offer is not answered. Empty if the call is not in
    /// line.
    public OptionalInt place(CallId id) {
        CallInLine call = state.callInLine(id);
        if (call == null) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(lineOf(call.queue()).calls.place(call));
    }

    /// The time of the last event.
    public Instant now() {
        return state.now();
    }

    public RoutingSnapshot snapshot() {
        return state.snapshot();
    }

    /// Whether both cores would answer every further command alike.
    public boolean sameStateAs(RoutingCore other) {
        return snapshot().equals(other.snapshot());
    }

    private void applyPolicy(ApplyPolicy c) {
        if (c.policy().equals(state.policy())) {
            reject(c, Reason.ALREADY_APPLIED);
        } else {
            emit(new PolicyApplied(c.at(), c.policy()));
        }
    }

    private void signIn(SignInAgent c) {
        Agent agent = state.agent(c.agent());
        if (agent == null || agent.signingOut()) {
            emit(new AgentSignedIn(c.at(), c.agent(), c.skills()));
        } else {
            reject(c, Reason.ALREADY_SIGNED_IN);
        }
    }

    private void signOut(SignOutAgent c) {
        Agent agent = state.agent(c.agent());
        if (agent == null) {
            reject(c, Reason.UNKNOWN_AGENT);
            return;
        }
        if (agent.signingOut()) {
            reject(c, Reason.ALREADY_SIGNING_OUT);
            return;
        }
        switch (agent.activity()) {
            case Talking _ -> emit(new SignOutDeferred(c.at(), c.agent()));
            case Offered(var call, _, _) -> {
                withdraw(call, agent, c.at());
                emit(new AgentSignedOut(c.at(), c.agent()));
            }
            case Idle _, WrapUp _, Resting _ -> emit(new AgentSignedOut(c.at(), c.agent()));
        }
    }

    private void pause(PauseAgent c) {
        Agent agent = state.agent(c.agent());
        if (agent == null) {
            reject(c, Reason.UNKNOWN_AGENT);
        } else if (agent.pauseReason().equals(Optional.of(c.reason()))) {
            reject(c, Reason.ALREADY_PAUSED);
        } else {
            emit(new AgentPaused(c.at(), c.agent(), c.reason()));
        }
    }

    private void resume(ResumeAgent c) {
        Agent agent = state.agent(c.agent());
        if (agent == null) {
            reject(c, Reason.UNKNOWN_AGENT);
        } else if (agent.pauseReason().isEmpty()) {
            reject(c, Reason.NOT_PAUSED);
        } else {
            emit(new AgentResumed(c.at(), c.agent()));
        }
    }

    private void endWrapUp(EndWrapUp c) {
        Agent agent = state.agent(c.agent());
        if (agent == null) {
            reject(c, Reason.UNKNOWN_AGENT);
        } else if (agent.activity() instanceof WrapUp) {
            emit(new WrapUpEnded(c.at(), c.agent()));
        } else {
            reject(c, Reason.NOT_WRAPPING_UP);
        }
    }

    private void enqueue(EnqueueCall c) {
        Line line = state.line(c.queue());
        if (state.knows(c.call())) {
            reject(c, Reason.ALREADY_KNOWN);
        } else if (line == null || line.isClosing()) {
            reject(c, Reason.UNKNOWN_QUEUE);
        } else if (line.isFull()) {
            reject(c, Reason.QUEUE_FULL);
        } else {
            emit(new CallQueued(c.at(), c.call(), c.queue(), c.priority(), c.needs()));
        }
    }

    private void leave(LeaveQueue c) {
        CallInLine call = state.callInLine(c.call());
        if (call == null) {
            reject(c, notInLine(c.call()));
            return;
        }
        withdrawOffer(call, c.at());
        emit(new CallLeftQueue(c.at(), c.call(), call.queue(), c.reason()));
    }

    private void keepPlace(KeepPlace c) {
        CallInLine call = state.callInLine(c.call());
        if (call == null) {
            reject(c, notInLine(c.call()));
        } else if (call.callbackNumber().isPresent()) {
            reject(c, Reason.ALREADY_KEPT);
        } else {
            withdrawOffer(call, c.at());
            emit(new PlaceKept(c.at(), c.call(), call.queue(), c.callbackNumber()));
        }
    }

    private Reason notInLine(CallId call) {
        return state.knows(call) ? Reason.NOT_WAITING : Reason.UNKNOWN_CALL;
    }

    private void accept(AcceptOffer c) {
        if (isOffered(c.call(), c.agent())) {
            emit(new CallConnected(c.at(), c.call(), queueOf(c.call()), c.agent()));
        } else {
            reject(c, Reason.NOT_OFFERED);
        }
    }

    private void refuse(RefuseOffer c) {
        if (!isOffered(c.call(), c.agent())) {
            reject(c, Reason.NOT_OFFERED);
            return;
        }
        switch (c.refusal()) {
            case BUSY -> failOffer(c.call(), c.agent(), Outcome.BUSY, c.at());
            case REJECTED -> failOffer(c.call(), c.agent(), Outcome.REJECTED, c.at());
            case UNREACHABLE -> failOffer(c.call(), c.agent(), Outcome.UNREACHABLE, c.at());
            case FAILED -> failOffer(c.call(), c.agent(), Outcome.FAILED, c.at());
        }
    }

    private void endCall(EndCall c) {
        Agent agent = state.handlerOf(c.call());
        if (agent == null || !(agent.activity() instanceof Talking(_, var queue))) {
            reject(c, state.knows(c.call()) ? Reason.NOT_TALKING : Reason.UNKNOWN_CALL);
            return;
        }
        Duration wrapUp = agent.signingOut() ? Duration.ZERO : lineOf(queue).policy().wrapUp();
        emit(new CallEnded(c.at(), c.call(), queue, agent.id(), after(c.at(), wrapUp)));
        if (agent.signingOut()) {
            emit(new AgentSignedOut(c.at(), agent.id()));
        }
    }

    /// An agent has one deadline at most, so this ends however much time went by.
    private void passDeadlines(Instant now) {
        RoutingState.Deadline next = state.firstDeadline();
        while (next != null && !next.at().isAfter(now)) {
            passDeadline(Objects.requireNonNull(state.agent(next.agent())), now);
            next = state.firstDeadline();
        }
    }

    private void passDeadline(Agent agent, Instant now) {
        switch (agent.activity()) {
            case Offered(var call, _, _) -> failOffer(call, agent.id(), Outcome.EXPIRED, now);
            case WrapUp _ -> emit(new WrapUpEnded(now, agent.id()));
            case Resting _ -> emit(new RestEnded(now, agent.id()));
            case Idle _, Talking _ ->
                    throw new IllegalStateException("no deadline belongs to " + agent.activity());
        }
    }

    private void failOffer(CallId call, AgentId agent, Outcome outcome, Instant at) {
        QueueId queue = queueOf(call);
        Duration rest = lineOf(queue).policy().retryDelay();
        emit(new OfferEnded(at, call, queue, agent, outcome, after(at, rest)));
    }

    private void withdrawOffer(CallInLine call, Instant at) {
        Agent agent = state.handlerOf(call.id());
        if (agent != null) {
            withdraw(call.id(), agent, at);
        }
    }

    private void withdraw(CallId call, Agent agent, Instant at) {
        emit(
                new OfferEnded(
                        at, call, queueOf(call), agent.id(), Outcome.WITHDRAWN, Optional.empty()));
    }

    private void offerWaitingCalls(Instant now) {
        NavigableSet<Lane> candidates = selection.candidates();
        for (Lane lane = candidates.pollFirst(); lane != null; lane = candidates.pollFirst()) {
            Agent agent = selection.longestIdle(lane);
            if (agent != null) {
                emit(offer(lane, agent, now));
                if (!lane.isEmpty()) {
                    candidates.add(lane);
                }
            }
        }
        state.settled();
    }

    private CallOffered offer(Lane lane, Agent agent, Instant now) {
        CallInLine call = lane.head();
        Instant expiresAt = now.plus(lineOf(call.queue()).policy().ringTime());
        DecisionRecord decision = selection.explain(lane, agent, now);
        return new CallOffered(
                now,
                call.id(),
                call.queue(),
                agent.id(),
                call.callbackNumber(),
                expiresAt,
                decision);
    }

    private boolean isOffered(CallId call, AgentId agent) {
        Agent handler = state.handlerOf(call);
        return handler != null
                && handler.id().equals(agent)
                && handler.activity() instanceof Offered;
    }

    private QueueId queueOf(CallId call) {
        return Objects.requireNonNull(state.callInLine(call)).queue();
    }

    private Line lineOf(QueueId queue) {
        return Objects.requireNonNull(state.line(queue));
    }

    private static Optional<Instant> after(Instant at, Duration delay) {
        return delay.isZero() ? Optional.empty() : Optional.of(at.plus(delay));
    }

    private void reject(RoutingCommand command, Reason reason) {
        emit(new CommandRejected(command.at(), command, reason));
    }

    private void emit(RoutingEvent event) {
        state.apply(event);
        emitted.add(event);
    }
}
