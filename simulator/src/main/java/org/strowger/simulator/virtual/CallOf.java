package org.strowger.simulator.virtual;

import java.util.Optional;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingEvent;

/// Which call an event is of.
final class CallOf {
    private CallOf() {}

    /// The call; nothing for what is of an agent, a queue or a command.
    static Optional<CallId> event(RoutingEvent event) {
        return switch (event) {
            case RoutingEvent.CallQueued e -> Optional.of(e.call());
            case RoutingEvent.CallOffered e -> Optional.of(e.call());
            case RoutingEvent.CallConnected e -> Optional.of(e.call());
            case RoutingEvent.CallEnded e -> Optional.of(e.call());
            case RoutingEvent.CallLeftQueue e -> Optional.of(e.call());
            case RoutingEvent.OfferEnded e -> Optional.of(e.call());
            case RoutingEvent.CallMoved e -> Optional.of(e.call());
            case RoutingEvent.WrapUpEnded e -> Optional.of(e.call());
            case RoutingEvent.WrapUpExtended e -> Optional.of(e.call());
            case RoutingEvent.CallReprioritized e -> Optional.of(e.call());
            case RoutingEvent.CallGivenBack e -> Optional.of(e.call());
            case RoutingEvent.StepReached e -> Optional.of(e.call());
            case RoutingEvent.PlaceKept e -> Optional.of(e.call());
            case RoutingEvent.PlaceDeferred e -> Optional.of(e.call());
            case RoutingEvent.DeferralEnded e -> Optional.of(e.call());
            case RoutingEvent.PlaceRetried e -> Optional.of(e.call());
            case RoutingEvent.CallHandedOver e -> Optional.of(e.call());
            case RoutingEvent.CommandRejected _,
                    RoutingEvent.AgentSignedIn _,
                    RoutingEvent.AgentSignedOut _,
                    RoutingEvent.AgentPaused _,
                    RoutingEvent.AgentResumed _,
                    RoutingEvent.RestEnded _,
                    RoutingEvent.PauseDeferred _,
                    RoutingEvent.SignOutDeferred _,
                    RoutingEvent.StaffingChanged _,
                    RoutingEvent.PolicyApplied _,
                    RoutingEvent.QueueOpened _,
                    RoutingEvent.QueueClosed _,
                    RoutingEvent.ProfileChanged _,
                    RoutingEvent.OtherCallBegan _,
                    RoutingEvent.OtherCallEnded _ ->
                    Optional.empty();
        };
    }
}
