package org.strowger.engine.routing;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/// What the outside world asks of the routing core, with the time it was asked.
public sealed interface RoutingCommand {
    Instant at();

    /// Replaces the policy in force.
    record ApplyPolicy(Instant at, RoutingPolicy policy) implements RoutingCommand {}

    /// Makes an agent available, with a level for each skill they have. An agent who signed out in
    /// the middle of a talk and signs in before its end stays, with the new skills.
    record SignInAgent(Instant at, AgentId agent, SortedMap<String, Integer> skills)
            implements RoutingCommand {
        public SignInAgent {
            skills = Limits.skills(skills);
        }
    }

    /// Takes an agent away: an offer is withdrawn, a talk goes on and the agent leaves at its end.
    record SignOutAgent(Instant at, AgentId agent) implements RoutingCommand {}

    /// Stops further offers to an agent; a talk or an offer in flight goes on.
    record PauseAgent(Instant at, AgentId agent, String reason) implements RoutingCommand {
        public PauseAgent {
            Limits.text("pause reason", reason);
        }
    }

    /// Ends a pause; the agent's idle time starts afresh.
    record ResumeAgent(Instant at, AgentId agent) implements RoutingCommand {}

    /// Ends after-call work before its time is up.
    record EndWrapUp(Instant at, AgentId agent) implements RoutingCommand {}

    /// Puts a call in line. A higher priority goes first.
    record EnqueueCall(Instant at, CallId call, QueueId queue, int priority, List<SkillNeed> needs)
            implements RoutingCommand {
        public EnqueueCall {
            needs = SkillNeed.inOrder(needs);
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

    /// The agent answered in time.
    record AcceptOffer(Instant at, AgentId agent, CallId call) implements RoutingCommand {}

    /// The agent, or the network in their place, turned the offer down.
    record RefuseOffer(Instant at, AgentId agent, CallId call, Refusal refusal)
            implements RoutingCommand {}

    /// The talk between a call and its agent is over.
    record EndCall(Instant at, CallId call) implements RoutingCommand {}

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
