package org.strowger.simulator.staffing;

/// Calls that nobody may wait for: who finds all agents busy is turned away (M/G/c/c; Erlang 1917).
/// It holds for talks of any distribution.
///
/// @param agents 1 to 10,000
/// @param perSecond calls that come in a second, above zero
/// @param talk the mean time that a call takes an agent, in seconds, above zero
public record ErlangB(int agents, double perSecond, double talk) {
    public ErlangB {
        Expected.agents(agents);
        Expected.some("calls a second", perSecond);
        Expected.some("the mean talk", talk);
        Expected.some("the load", perSecond * talk);
    }

    /// The share of calls that are turned away.
    public double blocked() {
        return blocked(agents, perSecond * talk);
    }

    /// The share of the agents' time that is spent on calls.
    public double occupancy() {
        return perSecond * talk * (1 - blocked()) / agents;
    }

    /// Erlang's loss formula by its recursion, which adds and divides numbers above zero only, so
    /// that nothing is lost however many agents there are.
    ///
    /// @param agents zero or more
    /// @param load calls that come in the time of a mean talk
    static double blocked(int agents, double load) {
        double blocked = 1;
        for (int k = 1; k <= agents; k++) {
            blocked = load * blocked / (k + load * blocked);
        }
        return blocked;
    }
}
