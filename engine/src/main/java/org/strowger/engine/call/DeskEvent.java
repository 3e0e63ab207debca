package org.strowger.engine.call;

import java.time.Instant;
import java.util.List;
import org.strowger.engine.contact.Disposition;
import org.strowger.engine.contact.OfferCard;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;

/// What people at their desks are shown as it happens. An agent is shown what concerns themselves,
/// a supervisor what concerns the agents of their teams.
///
/// Told in the order in which it happened, on the event loop of calls, so whoever hears it may not
/// wait.
public sealed interface DeskEvent {
    Instant at();

    /// Whom it concerns.
    AgentId agent();

    // A call comes.

    /// Told before the agent's telephone rings.
    ///
    /// @param expiresAt when the ring ends unanswered
    record Offered(Instant at, AgentId agent, OfferCard card, Instant expiresAt)
            implements DeskEvent {}

    /// The card can be taken away.
    ///
    /// @param taken whether the agent has the call
    record OfferOver(Instant at, AgentId agent, CallId call, boolean taken) implements DeskEvent {}

    /// The agent's telephone rang for nothing, or could not be rung.
    record MissedCall(
            Instant at, AgentId agent, CallId call, QueueId queue, OfferEnded.Outcome outcome)
            implements DeskEvent {}

    // A talk.

    /// The customer of the call is the agent's from now on.
    record TalkBegan(Instant at, AgentId agent, CallId call, QueueId queue) implements DeskEvent {}

    record TalkChanged(Instant at, AgentId agent, CallId call, CallView.State state)
            implements DeskEvent {}

    record TalkOver(Instant at, AgentId agent, CallId call) implements DeskEvent {}

    // What comes after.

    /// The agent's after-call work has begun, or has another end.
    ///
    /// @param until when it ends by itself, unless a disposition is missing then
    /// @param reasons those to choose from; empty when nothing is asked or all is said
    /// @param required whether it goes on until one is chosen
    record WrapUpBegan(
            Instant at,
            AgentId agent,
            CallId call,
            QueueId queue,
            Instant until,
            List<String> reasons,
            boolean required)
            implements DeskEvent {
        public WrapUpBegan {
            reasons = List.copyOf(reasons);
        }
    }

    record WrapUpOver(Instant at, AgentId agent, CallId call) implements DeskEvent {}

    /// The agent has said what came of a call that is over; may be told again, with other words.
    record Disposed(Instant at, AgentId agent, CallId call, QueueId queue, Disposition disposition)
            implements DeskEvent {}

    /// After-call work ended without the disposition that the queue requires.
    ///
    /// @param by who ended it
    record DispositionWaived(Instant at, AgentId agent, CallId call, Actor by)
            implements DeskEvent {}

    // The agent.

    record AgentChanged(Instant at, AgentView view) implements DeskEvent {
        @Override
        public AgentId agent() {
            return view.id();
        }
    }
}
