package org.strowger.engine.routing;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Why a call was offered to an agent: what was compared, and why everyone else was not considered.
///
/// It does not grow with the centre. Only the head of each order takes part in a decision, at most
/// [#HEADS] of each kind are named, and everyone else is a count.
///
/// @param policyVersion the version of the policy in force
/// @param winner the agent who got the offer
/// @param calls the first call of each set of needs the winner can serve, most urgent first; the
///   first is the call that was offered
/// @param callsLeftOut how many more such calls were compared
/// @param agents the longest idle agent of each skill profile that serves the call, longest idle
///   first; the first is the winner
/// @param agentsLeftOut how many more such agents were compared
/// @param others how the agents signed in, without the winner, stood to this call; no zeros
public record DecisionRecord(
        String policyVersion,
        AgentId winner,
        List<CallHead> calls,
        int callsLeftOut,
        List<AgentHead> agents,
        int agentsLeftOut,
        SortedMap<Standing, Integer> others) {
    /// How many heads of each kind are named.
    public static final int HEADS = 12;

    public DecisionRecord {
        calls = List.copyOf(calls);
        agents = List.copyOf(agents);
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }

    /// A call that was compared, with what counts in its favour.
    public record CallHead(CallId call, int priority, Duration waited) {}

    /// An agent who was compared, with what counts in their favour.
    public record AgentHead(AgentId agent, Duration idle) {}

    /// How an agent stands to a call.
    public enum Standing {
        /// Could take the call now, and was idle for less time than the winner.
        READY,
        /// Talks, or is being offered a call.
        BUSY,
        PAUSED,
        WRAP_UP,
        /// Refused or missed an offer a moment ago.
        RESTING,
        /// Lacks a skill the call needs, or has it at too low a level; whatever else the agent
        /// does.
        UNSKILLED
    }
}
