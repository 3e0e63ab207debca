package org.strowger.simulator.staffing;

import java.util.List;

/// Classes of callers, of whom some go first; nobody hangs up and no talk is interrupted.
///
/// @param agents 1 to 10,000
/// @param talk the mean time that a call of any class takes an agent, in seconds, above zero
/// @param perSecond calls that come in a second, by class, each above zero
public record Priorities(int agents, double talk, List<Double> perSecond) {
    public Priorities {
        Expected.agents(agents);
        Expected.some("the mean talk", talk);
        perSecond = List.copyOf(perSecond);
        Expected.range("the number of classes", perSecond.size(), 1, 1_000);
        perSecond.forEach(rate -> Expected.some("calls a second", rate));
        Expected.below("a load", talk * sum(perSecond), agents, "or a line grows without end");
    }

    private static double sum(List<Double> numbers) {
        return numbers.stream().mapToDouble(each -> each).sum();
    }

    /// The mean time until an agent is free, over all callers, those who find one free included.
    private double residual() {
        return new ErlangC(agents, sum(perSecond), talk).waits() * talk / agents;
    }

    private double[] loads() {
        return perSecond.stream().mapToDouble(rate -> rate * talk / agents).toArray();
    }

    /// The mean wait of each class where a higher class always goes first, the first highest, in
    /// seconds (Cobham, Operations Research 2(1), 1954; Kella and Yechiali, Naval Research
    /// Logistics 32, 1985, for many agents).
    public List<Double> strict() {
        return strict(residual(), loads());
    }

    /// The same for one agent and talks of any distribution, which may differ by class.
    ///
    /// @param perSecond calls that come in a second, by class
    /// @param talks of each class
    public static List<Double> strictForOneAgent(List<Double> perSecond, List<Talks> talks) {
        double[] loads = new double[talks.size()];
        double residual = 0;
        for (int k = 0; k < loads.length; k++) {
            loads[k] = perSecond.get(k) * talks.get(k).mean();
            residual += perSecond.get(k) * talks.get(k).meanSquare() / 2;
        }
        return strict(residual, loads);
    }

    private static List<Double> strict(double residual, double[] loads) {
        Double[] waits = new Double[loads.length];
        double before = 0;
        for (int k = 0; k < waits.length; k++) {
            double with = before + loads[k];
            waits[k] = residual / ((1 - before) * (1 - with));
            before = with;
        }
        return List.of(waits);
    }

    /// The mean wait of each class where the points of a class rise by its slope, in seconds
    /// (Kleinrock, Naval Research Logistics Quarterly 11, 1964; Stanford, Taylor and Ziedins,
    /// Queueing Systems 77, 2014; for many agents Sharif, Stanford, Taylor and Ziedins, Operations
    /// Research for Health Care 3(2), 2014).
    ///
    /// @param slopes by class, each above zero and not less than the one before
    public List<Double> accumulating(List<Double> slopes) {
        Expected.range("the number of slopes", slopes.size(), perSecond.size(), perSecond.size());
        double before = 0;
        for (double slope : slopes) {
            Expected.some("a slope", slope);
            Expected.notLess("what a slope is more than the one before", slope - before);
            before = slope;
        }
        double[] loads = loads();
        double load = talk * sum(perSecond) / agents;
        Double[] waits = new Double[loads.length];
        for (int p = 0; p < waits.length; p++) {
            double above = residual() / (1 - load);
            double below = 1;
            for (int i = 0; i < p; i++) {
                above -= loads[i] * waits[i] * (1 - slopes.get(i) / slopes.get(p));
            }
            for (int i = p + 1; i < waits.length; i++) {
                below -= loads[i] * (1 - slopes.get(p) / slopes.get(i));
            }
            waits[p] = above / below;
        }
        return List.of(waits);
    }
}
