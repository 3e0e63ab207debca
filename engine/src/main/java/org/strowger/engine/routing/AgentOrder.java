package org.strowger.engine.routing;

/// Which of the agents who could take a call is offered it.
///
/// A lower rank always goes first, and in the end the smaller id. "Idle" is the time since the
/// agent signed in, came back from a pause, ended a contact or missed an offer, whichever was last.
public enum AgentOrder {
    LONGEST_IDLE,
    /// The highest [SkillNeed#match]; then longest idle.
    BEST_SKILL,
    /// The least share of the recent time spent on contacts, where what is an hour ago weighs 1/e
    /// of what is now; then longest idle. Only where a contact takes all of an agent's units.
    LEAST_OCCUPIED,
    /// The fewest calls connected since signing in; then longest idle.
    FEWEST_CALLS,
    /// The next id after the agent whom this queue offered a call last, beginning anew after the
    /// last one.
    ROUND_ROBIN,
    /// The smallest id.
    LINEAR,
    /// By lot, in proportion to the agents' weights.
    WEIGHTED_RANDOM,
    /// The least share of the agent's units in use; then longest idle.
    LEAST_LOADED,
    /// The greatest share of the agent's units in use; then longest idle.
    MOST_LOADED,
    /// All of the lowest rank at once, at most 100 of them, longest idle first; who answers first
    /// has the call.
    RING_ALL
}
