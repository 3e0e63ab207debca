package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the outside world asks of the routing core, with the time it was asked.
public sealed interface RoutingCommand {
    Instant at();

    /// Replaces the policy in force. Waiting calls are looked at anew by it at once.
    record ApplyPolicy(Instant at, RoutingPolicy policy) implements RoutingCommand {}

    /// Opens or closes a queue, until the next policy is applied.
    record OpenQueue(Instant at, QueueId queue, boolean open) implements RoutingCommand {}

    // Agents.

    /// Makes an agent available. An agent who signed out in the middle of a talk and signs in
    /// before its end stays, with the new profile.
    record SignInAgent(Instant at, AgentId agent, RoutingProfile profile)
            implements RoutingCommand {}

    /// Takes an agent away: an offer is withdrawn, talks go on and the agent leaves at their end,
    /// without after-call work.
    record SignOutAgent(Instant at, AgentId agent) implements RoutingCommand {}

    /// Changes an agent's skills, ranks and capacity; what the agent does goes on.
    record ChangeProfile(Instant at, AgentId agent, RoutingProfile profile)
            implements RoutingCommand {}

    /// Stops further offers to an agent; a talk or an offer in flight goes on.
    record PauseAgent(Instant at, AgentId agent, String reason) implements RoutingCommand {
        public PauseAgent {
            Limits.text("pause reason", reason);
        }
    }

    /// Pauses an agent when what they do now, after-call work included, is over; until then no
    /// further offers.
    record PauseAfterCall(Instant at, AgentId agent, String reason) implements RoutingCommand {
        public PauseAfterCall {
            Limits.text("pause reason", reason);
        }
    }

    /// Ends a pause, or takes back the wish for one; the agent's idle time starts afresh.
    record ResumeAgent(Instant at, AgentId agent) implements RoutingCommand {}

    /// Ends the after-call work of a call before its time is up. There are two of a call that was
    /// transferred and came back: then that which would end first.
    record EndWrapUp(Instant at, AgentId agent, CallId call) implements RoutingCommand {}

    /// Makes the after-call work of a call longer; of two, that which would end first.
    record ExtendWrapUp(Instant at, AgentId agent, CallId call, Duration by)
            implements RoutingCommand {
        public ExtendWrapUp {
            Limits.positive("by", by);
        }
    }

    /// Says that an agent is, or is no longer, in a call that did not come from a queue. Meanwhile
    /// they are offered nothing.
    record ReportOtherCall(Instant at, AgentId agent, boolean busy) implements RoutingCommand {}

    // Calls.

    /// Puts a call in line.
    ///
    /// @param priority what a higher one means is the queue's [CallOrder]
    /// @param since when the call began to wait, if that was before this: it comes from another
    ///   centre
    record EnqueueCall(
            Instant at,
            CallId call,
            QueueId queue,
            int priority,
            SkillNeed need,
            Optional<Preferred> preferred,
            Optional<Instant> since)
            implements RoutingCommand {
        public EnqueueCall {
            Limits.begun(at, since);
            Limits.ownNeed(need);
        }

        /// A call that begins to wait now and prefers nobody.
        public EnqueueCall(Instant at, CallId call, QueueId queue, int priority, SkillNeed need) {
            this(at, call, queue, priority, need, Optional.empty(), Optional.empty());
        }
    }

    /// Takes a call out of its line, and out of the offer it may be in.
    record LeaveQueue(Instant at, CallId call, LeaveReason reason) implements RoutingCommand {}

    /// Keeps the place of a caller who hangs up by agreement. The place is offered in its turn,
    /// like a call, and the agent who takes it calls the number.
    record KeepPlace(Instant at, CallId call, String callbackNumber) implements RoutingCommand {
        public KeepPlace {
            Limits.text("callback number", callbackNumber);
        }
    }

    /// Puts in line a place of somebody who is not on the telephone: as [EnqueueCall] and then
    /// [KeepPlace], of which both happen or neither does.
    record EnqueuePlace(EnqueueCall entry, String callbackNumber) implements RoutingCommand {
        public EnqueuePlace {
            Limits.text("callback number", callbackNumber);
        }

        @Override
        public Instant at() {
            return entry.at();
        }
    }

    /// The customer of a kept place is on the telephone and waits in it themselves from now on,
    /// whether the queue is open or full: they were let in when the place was kept.
    record TakePlace(Instant at, CallId call) implements RoutingCommand {}

    /// The agent answered in time.
    record AcceptOffer(Instant at, AgentId agent, CallId call) implements RoutingCommand {}

    /// The agent, or the network in their place, turned the offer down.
    record RefuseOffer(Instant at, AgentId agent, CallId call, Refusal refusal)
            implements RoutingCommand {}

    /// The talk between a call and its agent is over.
    record EndCall(Instant at, CallId call) implements RoutingCommand {}

    // What a supervisor does with calls.

    /// Gives a call in line another priority.
    record Reprioritize(Instant at, CallId call, int priority) implements RoutingCommand {}

    /// Takes a call in line to another queue, out of the offer it may be in.
    ///
    /// @param keepsWait whether the time it waited counts there
    record MoveCall(Instant at, CallId call, QueueId queue, boolean keepsWait)
            implements RoutingCommand {}

    /// Has an agent take a given call in line, whatever its place and their skills. The agent may
    /// be paused, but must have room for the call.
    record PullCall(Instant at, AgentId agent, CallId call) implements RoutingCommand {}

    // What an agent does with calls.

    /// Ends a talk and puts the call in line for somebody else.
    ///
    /// @param keepsWait whether the time it waited before counts there
    /// @param to a colleague who is offered the call at once, whatever their skills; they must not
    ///   be paused, and have room for it. If they do not take it, it waits as any call
    record TransferCall(
            Instant at,
            CallId call,
            QueueId queue,
            int priority,
            SkillNeed need,
            boolean keepsWait,
            Optional<AgentId> to)
            implements RoutingCommand {
        public TransferCall {
            Limits.ownNeed(need);
        }

        /// A transfer to whoever is next in the queue.
        public TransferCall(
                Instant at,
                CallId call,
                QueueId queue,
                int priority,
                SkillNeed need,
                boolean keepsWait) {
            this(at, call, queue, priority, need, keepsWait, Optional.empty());
        }
    }

    /// Gives the caller of a talk to the colleague who was asked meanwhile: the consultation is
    /// over, and its agent has the call.
    ///
    /// @param consult a call in a talk with the colleague, on whose other side is the telephone of
    ///   the agent who has the call
    record HandOver(Instant at, CallId call, CallId consult) implements RoutingCommand {}

    /// Ends a talk that came to nothing, because the agent was gone before they and the caller
    /// could hear each other: the call waits on as if that agent had not taken the offer.
    record GiveBack(Instant at, CallId call) implements RoutingCommand {}

    /// Puts a customer in line again who was let in before, was with an agent and has nobody now:
    /// whether the queue is open, full or staffed. A talk that still counts as theirs is over.
    ///
    /// @param since when the customer began to wait, if that was before this; of one in a talk it
    ///   is known
    record Readmit(
            Instant at,
            CallId call,
            QueueId queue,
            int priority,
            SkillNeed need,
            Optional<Instant> since)
            implements RoutingCommand {
        public Readmit {
            Limits.ownNeed(need);
            Limits.begun(at, since);
        }
    }

    /// Begins a call with its agent: one on behalf of a queue, or a consultation with a colleague.
    /// It is offered to the agent at once, whatever their skills and whether the queue is open or
    /// full, and to nobody else: if they do not take it, it is gone.
    ///
    /// @param call one that is not known yet
    /// @param callbackNumber whom the agent calls, when it is their own call: then they may be
    ///   paused
    record TakeUp(
            Instant at,
            AgentId agent,
            CallId call,
            QueueId queue,
            int priority,
            Optional<String> callbackNumber)
            implements RoutingCommand {
        public TakeUp {
            callbackNumber.ifPresent(number -> Limits.text("callback number", number));
        }
    }

    // Kept places.

    /// Ends the talk of an agent who took a kept place and did not reach the customer. The place is
    /// back in line with the wait it had.
    ///
    /// @param notBefore it is offered to nobody before; at most 31 days from now
    record RetryPlace(Instant at, CallId call, Instant notBefore) implements RoutingCommand {
        public RetryPlace {
            Limits.deferral(at, notBefore);
        }
    }

    /// Has a kept place wait without being offered to anybody, because its customer must not be
    /// called yet. A time that is not to come lets it be offered at once.
    ///
    /// @param notBefore at most 31 days from now
    record DeferPlace(Instant at, CallId call, Instant notBefore) implements RoutingCommand {
        public DeferPlace {
            Limits.deferral(at, notBefore);
        }
    }

    /// Time went by and nothing else happened; sent when [RoutingCore#nextDeadline] is reached.
    record PassTime(Instant at) implements RoutingCommand {}

    /// Why an offer was turned down.
    enum Refusal {
        BUSY,
        REJECTED,
        UNREACHABLE,
        FAILED
    }
}
