package org.strowger.engine.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.call.AgentView.State;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.AgentPaused;
import org.strowger.engine.routing.RoutingEvent.AgentResumed;
import org.strowger.engine.routing.RoutingEvent.AgentSignedIn;
import org.strowger.engine.routing.RoutingEvent.AgentSignedOut;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallGivenBack;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.OtherCallBegan;
import org.strowger.engine.routing.RoutingEvent.OtherCallEnded;
import org.strowger.engine.routing.RoutingEvent.PauseDeferred;
import org.strowger.engine.routing.RoutingEvent.PlaceRetried;
import org.strowger.engine.routing.RoutingEvent.RestEnded;
import org.strowger.engine.routing.RoutingEvent.SignOutDeferred;
import org.strowger.engine.routing.RoutingEvent.WrapUpEnded;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;

/// What one agent does, as far as the routing core has told it.
final class AtWork {
    private final SequencedSet<CallId> ringing = new LinkedHashSet<>();
    private final SequencedSet<CallId> talking = new LinkedHashSet<>();

    /// A call twice that was transferred away twice.
    private final List<CallId> wrappingUp = new ArrayList<>();

    private boolean signedIn;
    private boolean leaving;
    private boolean inOtherCall;
    private boolean resting;
    private @Nullable String pause;
    private @Nullable String pauseToCome;
    private Instant since;

    AtWork(Instant since) {
        this.since = since;
    }

    /// As a core has it that remembers more than was told.
    static AtWork as(SignedInAgent agent, Instant at) {
        AtWork work = new AtWork(at);
        work.signedIn = true;
        work.leaving = agent.signingOut();
        work.inOtherCall = agent.otherCall();
        work.resting = agent.restsUntil().isPresent();
        work.pause = agent.pauseReason().orElse(null);
        work.pauseToCome = agent.pauseDeferred().orElse(null);
        agent.contacts()
                .forEach(
                        contact -> {
                            switch (contact.phase()) {
                                case Phase.Ringing _ -> work.ringing.add(contact.call());
                                case Phase.Talking _ -> work.talking.add(contact.call());
                                case Phase.WrapUp _ -> work.wrappingUp.add(contact.call());
                            }
                        });
        return work;
    }

    boolean isSignedIn() {
        return signedIn && !leaving;
    }

    boolean isTalking() {
        return !talking.isEmpty();
    }

    boolean isRinging() {
        return !ringing.isEmpty();
    }

    boolean isWrappingUp() {
        return !wrappingUp.isEmpty();
    }

    /// The calls after which the agent has work to do, in the order of their ends.
    List<CallId> wrappingUp() {
        return List.copyOf(wrappingUp);
    }

    /// Whether a pause goes on, or was asked for.
    boolean isPaused() {
        return pause != null || pauseToCome != null;
    }

    /// Whether the agent could take a call at once.
    boolean isFree() {
        return !inOtherCall && talking.isEmpty() && ringing.isEmpty();
    }

    Optional<String> pause() {
        return Optional.ofNullable(pause);
    }

    Instant since() {
        return since;
    }

    State state() {
        if (!signedIn) {
            return State.SIGNED_OUT;
        }
        if (isTalking()) {
            return State.TALKING;
        }
        if (isRinging()) {
            return State.RINGING;
        }
        if (isWrappingUp()) {
            return State.WRAP_UP;
        }
        if (inOtherCall) {
            return State.OTHER_CALL;
        }
        if (pause != null) {
            return State.PAUSED;
        }
        return resting ? State.RESTING : State.READY;
    }

    Optional<CallId> call() {
        SequencedCollection<CallId> calls =
                isTalking() ? talking : isRinging() ? ringing : wrappingUp;
        return calls.isEmpty() ? Optional.empty() : Optional.of(calls.getLast());
    }

    /// Takes in what happened to the agent.
    void heard(RoutingEvent event) {
        State before = state();
        take(event);
        if (state() != before) {
            since = event.at();
        }
    }

    private void take(RoutingEvent event) {
        switch (event) {
            case AgentSignedIn _ -> {
                signedIn = true;
                leaving = false;
            }
            case SignOutDeferred _ -> leaving = true;
            case AgentSignedOut _ -> signedOut();
            case AgentPaused(_, _, var reason) -> {
                pause = reason;
                pauseToCome = null;
            }
            case PauseDeferred(_, _, var reason) -> pauseToCome = reason;
            case AgentResumed _ -> {
                pause = null;
                pauseToCome = null;
            }
            case OtherCallBegan _ -> inOtherCall = true;
            case OtherCallEnded _ -> inOtherCall = false;
            case RestEnded _ -> resting = false;
            case WrapUpEnded(_, _, var call) -> wrappingUp.remove(call);
            case CallOffered offer -> ringing.add(offer.call());
            case OfferEnded offer -> {
                ringing.remove(offer.call());
                resting |= offer.restsUntil().isPresent();
            }
            case CallConnected(_, var call, _, _) -> {
                ringing.remove(call);
                talking.add(call);
            }
            case CallEnded(_, var call, _, _, var until) -> talked(call, until);
            case CallGivenBack back -> {
                talking.remove(back.call());
                resting |= back.restsUntil().isPresent();
            }
            case PlaceRetried retried -> talked(retried.call(), retried.wrapUpUntil());
            case RoutingEvent _ -> {}
        }
    }

    private void talked(CallId call, Optional<Instant> wrapUpUntil) {
        talking.remove(call);
        wrapUpUntil.ifPresent(_ -> wrappingUp.add(call));
    }

    private void signedOut() {
        signedIn = false;
        leaving = false;
        inOtherCall = false;
        resting = false;
        pause = null;
        pauseToCome = null;
        ringing.clear();
        talking.clear();
        wrappingUp.clear();
    }

    /// The agent gave the call to a colleague.
    void gaveAway(CallHandedOver event) {
        State before = state();
        talked(event.call(), event.wrapUpUntil());
        if (state() != before) {
            since = event.at();
        }
    }

    /// The agent has the call of the colleague who asked them.
    void tookOver(CallHandedOver event) {
        talking.remove(event.consult());
        talking.add(event.call());
    }
}
