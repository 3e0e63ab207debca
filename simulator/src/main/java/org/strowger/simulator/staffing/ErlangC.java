package org.strowger.simulator.staffing;

/// Callers who wait as long as it takes, first come first served (M/M/c; Erlang 1917).
///
/// @param agents 1 to 10,000
/// @param perSecond calls that come in a second, above zero and less than the agents can take
/// @param talk the mean time that a call takes an agent, in seconds, above zero
public record ErlangC(int agents, double perSecond, double talk) {
    public ErlangC {
        Expected.agents(agents);
        Expected.some("calls a second", perSecond);
        Expected.some("the mean talk", talk);
        Expected.below(
                "a load",
                perSecond * talk,
                agents,
                "or the line of callers who never hang up grows without end");
    }

    private double load() {
        return perSecond * talk;
    }

    /// By how much the agents together are faster than the calls, a second.
    private double spare() {
        return (agents - load()) / talk;
    }

    /// The share of callers who wait at all.
    public double waits() {
        double blocked = ErlangB.blocked(agents, load());
        return agents * blocked / (agents - load() * (1 - blocked));
    }

    /// The mean wait of all callers, in seconds; who does not wait counts as zero.
    public double meanWait() {
        return waits() / spare();
    }

    /// How many callers are in line on average.
    public double inLine() {
        return perSecond * meanWait();
    }

    /// The share of callers who are answered within a time, in seconds.
    public double within(double time) {
        return 1 - waits() * Math.exp(-spare() * time);
    }

    /// The share of the agents' time that is spent on calls.
    public double occupancy() {
        return load() / agents;
    }
}
