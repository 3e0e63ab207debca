package org.strowger.simulator.staffing;

/// How long talks last, as far as mean waits depend on it, and what follows of talks that are not
/// exponential.
///
/// @param mean in seconds, above zero
/// @param variation standard deviation / mean, zero or more; 1 for exponential talks
public record Talks(double mean, double variation) {
    public Talks {
        Expected.some("the mean talk", mean);
        Expected.notLess("the variation of talks", variation);
    }

    double meanSquare() {
        return mean * mean * (1 + variation * variation);
    }

    /// The mean wait for one agent, in seconds (M/G/1; Pollaczek 1930, Khinchine 1932).
    public double meanWaitForOneAgent(double perSecond) {
        return leastMeanWait(1, perSecond);
    }

    /// The mean wait is not less (Brumelle, Operations Research 19(6), 1971): an agent who is as
    /// fast as all together has less work in line at any time, but for what several agents have at
    /// hand. It is exact for one agent.
    public double leastMeanWait(int agents, double perSecond) {
        double load = load(agents, perSecond);
        double fast = perSecond * meanSquare() / (agents * agents * 2.0 * (1 - load));
        return Math.max(0, fast - (agents - 1.0) / agents * meanSquare() / (2 * mean));
    }

    /// The mean wait is not more (Kingman, Proc. Symp. Congestion Theory, 1965, and Kollerstrom,
    /// Journal of Applied Probability 11, 1974), for calls that come as a Poisson process.
    public double mostMeanWait(int agents, double perSecond) {
        double load = load(agents, perSecond);
        double between = 1 / (perSecond * perSecond);
        double talks = variation * variation * mean * mean / agents;
        double many = (agents - 1.0) / agents / agents * mean * mean;
        return perSecond * (between + talks + many) / (2 * (1 - load));
    }

    private double load(int agents, double perSecond) {
        Expected.agents(agents);
        Expected.some("calls a second", perSecond);
        Expected.below("a load", perSecond * mean, agents, "or the line grows without end");
        return perSecond * mean / agents;
    }
}
