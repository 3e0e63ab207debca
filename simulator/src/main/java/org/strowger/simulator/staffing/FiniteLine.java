package org.strowger.simulator.staffing;

/// Callers who never hang up and a line of a few places: who finds it full is turned away
/// (M/M/c/c+K). With as many places as there are calls it is Erlang C, with none Erlang B.
///
/// @param agents 1 to 10,000
/// @param places in line, 0 to 100,000
/// @param perSecond calls that come in a second, above zero
/// @param talk the mean time that a call takes an agent, in seconds, above zero
public record FiniteLine(int agents, int places, double perSecond, double talk) {
    public FiniteLine {
        Expected.agents(agents);
        Expected.range("places in line", places, 0, 100_000);
        Expected.some("calls a second", perSecond);
        Expected.some("the mean talk", talk);
    }

    /// The chance of all agents busy and so many in line, for each number in line.
    private double[] inLine() {
        double load = perSecond * talk;
        double[] chances = new double[places + 1];
        double blocked = ErlangB.blocked(agents, load);
        chances[0] = blocked;
        double all = 1;
        for (int k = 1; k <= places; k++) {
            chances[k] = chances[k - 1] * load / agents;
            all += chances[k];
        }
        for (int k = 0; k <= places; k++) {
            chances[k] /= all;
        }
        return chances;
    }

    /// The share of calls that are turned away.
    public double blocked() {
        return inLine()[places];
    }

    /// The share of those who get in that wait.
    public double waits() {
        double[] chances = inLine();
        double waits = 0;
        for (int k = 0; k < places; k++) {
            waits += chances[k];
        }
        return waits / (1 - chances[places]);
    }

    /// The mean wait of those who get in, in seconds; who does not wait counts as zero.
    public double meanWait() {
        double[] chances = inLine();
        double line = 0;
        for (int k = 1; k <= places; k++) {
            line += k * chances[k];
        }
        return line / (perSecond * (1 - chances[places]));
    }

    /// The share of those who get in that are answered within a time, in seconds, first come first
    /// served: who finds k in line waits for k + 1 agents to be free.
    public double within(double time) {
        double[] chances = inLine();
        double freed = agents / talk * time;
        double still = 0;
        double fewer = 0;
        double term = Math.exp(-freed);
        for (int k = 0; k < places; k++) {
            fewer += term;
            still += chances[k] * fewer;
            term *= freed / (k + 1);
        }
        return 1 - still / (1 - chances[places]);
    }
}
