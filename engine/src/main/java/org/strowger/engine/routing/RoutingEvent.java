package org.strowger.engine.routing;

import java.time.Instant;
import java.util.Optional;

/// What happened in the routing core. Events alone rebuild its state: see [RoutingCore#replay].
///
/// The times of a core's events never go back.
public sealed interface RoutingEvent {
    Instant at();

    record PolicyApplied(Instant at, RoutingPolicy policy) implements RoutingEvent {}

    record QueueOpened(Instant at, QueueId queue) implements RoutingEvent {}

    record QueueClosed(Instant at, QueueId queue) implements RoutingEvent {}

    /// Somebody whom the queue's callers may wait for is there again, or nobody any more. Only for
    /// queues with such a rule.
    record StaffingChanged(Instant at, QueueId queue, boolean staffed) implements RoutingEvent {}

    // Agents.

    /// The agent is here, idle and not paused; or still talking, when they had signed out in a
    /// talk.
    record AgentSignedIn(Instant at, AgentId agent, RoutingProfile profile)
            implements RoutingEvent {}

    /// The agent asked to leave while talking, and leaves when the talk is over.
    record SignOutDeferred(Instant at, AgentId agent) implements RoutingEvent {}

    record AgentSignedOut(Instant at, AgentId agent) implements RoutingEvent {}

    record ProfileChanged(Instant at, AgentId agent, RoutingProfile profile)
            implements RoutingEvent {}

    record AgentPaused(Instant at, AgentId agent, String reason) implements RoutingEvent {
        /// The reason of a pause that followed from missed offers.
        public static final String MISSED_CALLS = "missed calls";
    }

    /// The agent will be paused when what they do is over.
    record PauseDeferred(Instant at, AgentId agent, String reason) implements RoutingEvent {}

    record AgentResumed(Instant at, AgentId agent) implements RoutingEvent {}

    record OtherCallBegan(Instant at, AgentId agent) implements RoutingEvent {}

    record OtherCallEnded(Instant at, AgentId agent) implements RoutingEvent {}

    record WrapUpExtended(Instant at, AgentId agent, CallId call, Instant until)
            implements RoutingEvent {}

    record WrapUpEnded(Instant at, AgentId agent, CallId call) implements RoutingEvent {}

    record RestEnded(Instant at, AgentId agent) implements RoutingEvent {}

    // Calls.

    /// The call is in line: in the queue that was asked for or in one that takes its overflow.
    ///
    /// @param since when it began to wait
    /// @param takenUpBy the agent with whom it began, and to whom alone it is offered; absent for a
    ///   call that waits for whoever is next
    /// @param readmitted whether its customer was let in before and left by an agent, so that no
    ///   queue was too long for them
    record CallQueued(
            Instant at,
            CallId call,
            QueueId queue,
            int priority,
            SkillNeed need,
            Optional<Preferred> preferred,
            Instant since,
            Optional<AgentId> takenUpBy,
            boolean readmitted)
            implements RoutingEvent {
        /// A call that every queue may refuse which it comes into.
        public CallQueued(
                Instant at,
                CallId call,
                QueueId queue,
                int priority,
                SkillNeed need,
                Optional<Preferred> preferred,
                Instant since,
                Optional<AgentId> takenUpBy) {
            this(at, call, queue, priority, need, preferred, since, takenUpBy, false);
        }

        /// A call that waits for whoever is next.
        public CallQueued(
                Instant at,
                CallId call,
                QueueId queue,
                int priority,
                SkillNeed need,
                Optional<Preferred> preferred,
                Instant since) {
            this(at, call, queue, priority, need, preferred, since, Optional.empty(), false);
        }
    }

    /// Less, or somebody else, is asked for from now on.
    ///
    /// @param step the step of the queue, 0 for the first
    record StepReached(Instant at, CallId call, QueueId queue, int step, StepReached.Why why)
            implements RoutingEvent {
        /// Why a call went to the next step.
        public enum Why {
            /// It was in the one before for as long as that lasts.
            EXPIRED,
            /// Nobody signed in meets what the one before asks.
            NOBODY
        }
    }

    record CallReprioritized(Instant at, CallId call, QueueId queue, int priority)
            implements RoutingEvent {}

    /// The call is in another queue now, or in the same one anew, in its first step.
    ///
    /// @param since when it began to wait, by what counts from now on
    record CallMoved(
            Instant at, CallId call, QueueId from, QueueId queue, Instant since, CallMoved.Why why)
            implements RoutingEvent {
        /// Why a call was moved.
        public enum Why {
            COMMANDED,
            MAX_WAIT,
            EMPTY
        }
    }

    record PlaceKept(Instant at, CallId call, QueueId queue, String callbackNumber)
            implements RoutingEvent {}

    /// The place is offered to nobody until [DeferralEnded].
    record PlaceDeferred(Instant at, CallId call, QueueId queue, Instant notBefore)
            implements RoutingEvent {}

    /// The place waits again, as it did before it was deferred.
    record DeferralEnded(Instant at, CallId call, QueueId queue) implements RoutingEvent {}

    /// The agent who took the place did not reach the customer: their talk is over, and the place
    /// is in the same queue again, in its first step, but is offered to nobody until
    /// [DeferralEnded].
    ///
    /// @param since when it began to wait, as it was
    /// @param wrapUpUntil the end of the agent's after-call work; absent when there is none
    record PlaceRetried(
            Instant at,
            CallId call,
            QueueId queue,
            AgentId agent,
            Instant since,
            Instant notBefore,
            Optional<Instant> wrapUpUntil)
            implements RoutingEvent {}

    record CallLeftQueue(Instant at, CallId call, QueueId queue, LeaveReason reason)
            implements RoutingEvent {}

    /// The agent's telephone is to ring.
    ///
    /// @param callbackNumber of a kept place, or of a call on behalf of a queue: whom the agent is
    ///   to call
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

    /// The agent's telephone is to stop ringing. If no other rings for the call, it is back in its
    /// place.
    ///
    /// @param restsUntil no offer goes to the agent before; absent when there is no rest
    /// @param notAgainBefore this call is not offered to this agent before; absent when it may be
    record OfferEnded(
            Instant at,
            CallId call,
            QueueId queue,
            AgentId agent,
            Outcome outcome,
            Optional<Instant> restsUntil,
            Optional<Instant> notAgainBefore)
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
            WITHDRAWN;

            /// Whether nobody was at the telephone.
            boolean isMissed() {
                return this == EXPIRED || this == UNREACHABLE;
            }
        }
    }

    record CallConnected(Instant at, CallId call, QueueId queue, AgentId agent)
            implements RoutingEvent {}

    /// The agent was gone before they and the caller could hear each other: there was no talk, and
    /// the call waits as it did before it was connected, its rank in line, its step and its
    /// refusals included.
    ///
    /// @param since when it began to wait, as it was
    /// @param restsUntil no offer goes to the agent before; absent when there is no rest
    /// @param notAgainBefore this call is not offered to this agent before; absent when it may be
    record CallGivenBack(
            Instant at,
            CallId call,
            QueueId queue,
            AgentId agent,
            Instant since,
            Optional<Instant> restsUntil,
            Optional<Instant> notAgainBefore)
            implements RoutingEvent {}

    /// The talk is over.
    ///
    /// @param wrapUpUntil the end of the agent's after-call work; absent when there is none
    record CallEnded(
            Instant at, CallId call, QueueId queue, AgentId agent, Optional<Instant> wrapUpUntil)
            implements RoutingEvent {}

    /// The call goes on with the agent who was consulted about it: their talk in the consultation
    /// is their talk with the call from now on. The consultation and the talk before are over.
    ///
    /// @param queue of the consultation, to which the talk now counts
    /// @param from the agent who had the call
    /// @param to the agent who has it now
    /// @param wrapUpUntil the end of the after-call work of the agent who had the call, which
    ///   counts to the queue it had before; absent when there is none
    record CallHandedOver(
            Instant at,
            CallId call,
            QueueId queue,
            AgentId from,
            AgentId to,
            CallId consult,
            Optional<Instant> wrapUpUntil)
            implements RoutingEvent {}

    /// The command did not apply, typically because it lost a race; nothing changed.
    record CommandRejected(Instant at, RoutingCommand command, Reason reason)
            implements RoutingEvent {
        /// Why a command did not apply.
        public enum Reason {
            UNKNOWN_CALL,
            UNKNOWN_AGENT,
            UNKNOWN_QUEUE,
            QUEUE_CLOSED,
            QUEUE_FULL,
            /// Nobody is there whom the call could wait for.
            QUEUE_EMPTY,
            ALREADY_KNOWN,
            ALREADY_SIGNED_IN,
            ALREADY_SIGNING_OUT,
            ALREADY_PAUSED,
            ALREADY_KEPT,
            ALREADY_APPLIED,
            /// The call or the agent or the queue is as the command would have it.
            ALREADY_SO,
            NOT_PAUSED,
            NOT_WRAPPING_UP,
            NOT_WAITING,
            NOT_OFFERED,
            NOT_TALKING,
            /// No place in line led to the talk, or none that was kept.
            NOT_KEPT,
            /// The agent has no room for the call.
            AGENT_BUSY,
            /// Wrap-up would last longer than a day from now.
            TOO_LONG
        }
    }
}
