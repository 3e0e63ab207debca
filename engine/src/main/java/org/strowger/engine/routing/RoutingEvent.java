package org.strowger.engine.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What happened in the routing core. Events alone rebuild its state: see [RoutingCore#replay].
///
/// The times of a core's events never go back.
public sealed interface RoutingEvent {
    Instant at();

    record PolicyApplied(Instant at, RoutingPolicy policy) implements RoutingEvent {}

    /// The agent is here, idle and not paused; or still talking, when they had signed out in a
    /// talk.
    record AgentSignedIn(Instant at, AgentId agent, SortedMap<String, Integer> skills)
            implements RoutingEvent {
        public AgentSignedIn {
            skills = Limits.skills(skills);
        }
    }

    /// The agent asked to leave while talking, and leaves when the talk is over.
    record SignOutDeferred(Instant at, AgentId agent) implements RoutingEvent {}

    record AgentSignedOut(Instant at, AgentId agent) implements RoutingEvent {}

    record AgentPaused(Instant at, AgentId agent, String reason) implements RoutingEvent {}

    record AgentResumed(Instant at, AgentId agent) implements RoutingEvent {}

    record WrapUpEnded(Instant at, AgentId agent) implements RoutingEvent {}

    record RestEnded(Instant at, AgentId agent) implements RoutingEvent {}

    record CallQueued(Instant at, CallId call, QueueId queue, int priority, List<SkillNeed> needs)
            implements RoutingEvent {
        public CallQueued {
            needs = SkillNeed.inOrder(needs);
        }
    }

    record PlaceKept(Instant at, CallId call, QueueId queue, String callbackNumber)
            implements RoutingEvent {}

    record CallLeftQueue(Instant at, CallId call, QueueId queue, LeaveReason reason)
            implements RoutingEvent {}

    /// The agent's telephone is to ring.
    ///
    /// @param callbackNumber of a kept place: whom the agent is to call
    /// @param expiresAt an answer at this time is too late
    record CallOffered(
            Instant at,
            CallId call,
            QueueId queue,
            AgentId agent,
            Optional<String> callbackNumber,
            Instant expiresAt,
            DecisionRecord decision)
            implements RoutingEvent {}

    /// The agent's telephone is to stop ringing; the call is back in its place.
    ///
    /// @param restsUntil no offer goes to the agent before; absent when the agent is idle at once
    record OfferEnded(
            Instant at,
            CallId call,
            QueueId queue,
            AgentId agent,
            Outcome outcome,
            Optional<Instant> restsUntil)
            implements RoutingEvent {
        /// How an offer ended that was not accepted.
        public enum Outcome {
            BUSY,
            REJECTED,
            UNREACHABLE,
            FAILED,
            /// Not answered in time.
            EXPIRED,
            /// Taken back through no doing of the agent, who keeps their idle time.
            WITHDRAWN
        }
    }

    record CallConnected(Instant at, CallId call, QueueId queue, AgentId agent)
            implements RoutingEvent {}

    /// The talk is over.
    ///
    /// @param wrapUpUntil the end of the agent's after-call work; absent when there is none
    record CallEnded(
            Instant at, CallId call, QueueId queue, AgentId agent, Optional<Instant> wrapUpUntil)
            implements RoutingEvent {}

    /// The command did not apply, typically because it lost a race; nothing changed.
    record CommandRejected(Instant at, RoutingCommand command, Reason reason)
            implements RoutingEvent {
        /// Why a command did not apply.
        public enum Reason {
            UNKNOWN_CALL,
            UNKNOWN_AGENT,
            UNKNOWN_QUEUE,
            QUEUE_FULL,
            ALREADY_KNOWN,
            ALREADY_SIGNED_IN,
            ALREADY_SIGNING_OUT,
            ALREADY_PAUSED,
            ALREADY_KEPT,
            ALREADY_APPLIED,
            NOT_PAUSED,
            NOT_WRAPPING_UP,
            NOT_WAITING,
            NOT_OFFERED,
            NOT_TALKING
        }
    }
}
