package org.strowger.engine.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a call was offered to an agent, or to nobody yet: what was compared, and why everyone else
/// was not considered. Of an offer it says no more than the policy's [Detail].
///
/// It does not grow with the centre: waiting calls that are subject to the same terms are
/// represented by the most urgent of them, agents who are alike but for their history by the one
/// who goes first, at most [#HEADS] of each are named, and everyone else is a count.
///
/// @param policyVersion the version of the policy in force
/// @param basis what kind of decision it was
/// @param winner the agent who got the offer; absent while the call waits
/// @param calls the calls that the winner could have been offered, the offered one first, then in
///   their order; of a call that waits, those with a better claim to the agents it waits for, then
///   the call itself
/// @param callsLeftOut how many more such calls were compared
/// @param agents the agents whom the call could have been offered to, the winner first, then in
///   their order
/// @param agentsLeftOut how many more such agents were compared
/// @param others how the agents signed in, without the winner, stood to this call, by reason; only
///   with full detail
public record DecisionRecord(
        String policyVersion,
        Basis basis,
        Optional<AgentId> winner,
        List<CallHead> calls,
        int callsLeftOut,
        List<AgentHead> agents,
        int agentsLeftOut,
        List<Others> others) {
    /// How many calls and how many agents are named at most.
    public static final int HEADS = 8;

    /// How many reasons are counted apart at most.
    public static final int REASONS = 16;

    public DecisionRecord {
        calls = List.copyOf(calls);
        agents = List.copyOf(agents);
        others = List.copyOf(others);
    }

    /// What kind of decision it was.
    public enum Basis {
        /// The most urgent call and the best agent for it.
        POLICY,
        /// The agent whom the call prefers.
        PREFERRED,
        /// A supervisor or the agent chose the call.
        PULLED,
        /// The agent who had the call chose this one for it.
        TRANSFERRED,
        /// The call began with the agent.
        TAKEN_UP,
        /// No decision: the call waits.
        WAITING
    }

    /// A call that was compared, with what counted in its favour, the weightiest term first.
    ///
    /// @param balance by how much its queue's waiting calls exceed their share, in calls times the
    ///   sum of shares ([Balance#FIXED_QUEUE_RATIO]), or its cost of waiting in thousandths a
    ///   minute of work ([Balance#GENERALIZED_C_MU]); else 0
    /// @param tier its priority in a strict queue, else 0
    /// @param milliPoints its points, in thousandths, rounded down
    /// @param waited since it began to wait
    public record CallHead(
            CallId call,
            QueueId queue,
            long balance,
            int tier,
            long milliPoints,
            Duration waited) {}

    /// An agent who was compared, with what counted in their favour, the weightiest term first.
    ///
    /// @param rank in the call's queue
    /// @param term by the queue's order: how good a match of skills, how many calls taken, the
    ///   share of units in use or of recent time occupied in thousandths; 0 for other orders
    /// @param idle since when the agent is
    public record AgentHead(AgentId agent, int rank, long term, Duration idle) {}

    /// How many agents stand to the call in one way.
    ///
    /// @param lack for [Standing#UNSKILLED], which skill is wanting
    public record Others(Standing standing, Optional<Lack> lack, int agents) {}

    /// A skill that is not as the call needs it.
    ///
    /// @param has the agents' level
    /// @param atLeast needed
    /// @param atMost needed
    public record Lack(String skill, int has, int atLeast, int atMost) {
        @Nullable
        static Lack of(SkillNeed.@Nullable Level unmet, RoutingProfile profile) {
            return unmet == null
                    ? null
                    : new Lack(
                            unmet.skill(),
                            profile.skills().getOrDefault(unmet.skill(), 0),
                            unmet.atLeast(),
                            unmet.atMost());
        }
    }

    /// How an agent stands to a call. The first that applies counts.
    public enum Standing {
        /// The call waits for the agent it prefers, who is not this one.
        NOT_PREFERRED,
        /// Lacks a skill the call needs, or has it at too low or too high a level; whatever else
        /// the agent does.
        UNSKILLED,
        /// Of a higher rank in the queue than is asked yet.
        RANKED_OUT,
        /// In a call that did not come from a queue.
        OTHER_CALL,
        /// Talks and has no room, or is being offered a contact.
        BUSY,
        WRAP_UP,
        /// Refused or missed an offer a moment ago.
        RESTING,
        PAUSED,
        /// Refused or missed this call, and is not to be asked again yet.
        REFUSED_BEFORE,
        /// Kept free for other queues.
        RESERVED,
        /// Could take the call now, and goes after the winner.
        READY
    }
}
