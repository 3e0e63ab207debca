package org.strowger.engine.routing;

import java.util.List;

/// The formulas of queueing theory that say what a contact centre comes to. Times are in minutes.
final class QueueingTheory {
    private QueueingTheory() {}

    /// Erlang's loss formula: the share of calls that find all agents busy where nobody waits
    /// (Erlang 1917), by its recursion.
    static double erlangB(int agents, double load) {
        double blocked = 1;
        for (int k = 1; k <= agents; k++) {
            blocked = load * blocked / (k + load * blocked);
        }
        return blocked;
    }

    /// Callers who wait as long as it takes, first come first served: M/M/c (Erlang 1917).
    record ErlangC(int agents, double perMinute, double rate) {
        double waits() {
            double load = perMinute / rate;
            double blocked = erlangB(agents, load);
            return agents * blocked / (agents - load * (1 - blocked));
        }

        double meanWait() {
            return waits() / (agents * rate - perMinute);
        }

        double inTime(double target) {
            return 1 - waits() * Math.exp(-(agents * rate - perMinute) * target);
        }
    }

    /// Callers whose patience follows any law, first come first served: M/M/c+G (Baccelli and
    /// Hebuterne 1981; Zeltyn and Mandelbaum 2005). With exponential patience it is Erlang A.
    ///
    /// `density` is that of the wait that a caller of endless patience would have, at the middle of
    /// each step of the integrals.
    static final class ImpatientCallers {
        private static final int STEPS_PER_MINUTE = 3 * 2048;

        private final Law patience;
        private final double[] density;
        private double waits;
        private double abandons;
        private double meanWait;
        private double waitOfServed;

        ImpatientCallers(int agents, double perMinute, double rate, Law patience) {
            this.patience = patience;
            double drain = agents * rate;
            int steps = 0;
            double integral = 0;
            double[] grown = new double[200 * STEPS_PER_MINUTE];
            while (steps < grown.length) {
                double half = patience.survival(minute(steps)) / STEPS_PER_MINUTE / 2;
                double exponent = perMinute * (integral + half) - drain * minute(steps);
                if (exponent < -45) {
                    break;
                }
                integral += 2 * half;
                grown[steps++] = Math.exp(exponent);
            }
            double sum = 0;
            for (int i = 0; i < steps; i++) {
                sum += grown[i] / STEPS_PER_MINUTE;
            }
            double lastButOneBusy =
                    1 / (1 / erlangB(agents - 1, perMinute / rate) + perMinute * sum);
            density = new double[steps];
            for (int i = 0; i < steps; i++) {
                density[i] = perMinute * lastButOneBusy * grown[i];
            }
            integrate();
        }

        private static double minute(int step) {
            return (step + 0.5) / STEPS_PER_MINUTE;
        }

        private void integrate() {
            double patienceSoFar = 0;
            for (int i = 0; i < density.length; i++) {
                double mass = density[i] / STEPS_PER_MINUTE;
                double stays = patience.survival(minute(i));
                waits += mass;
                abandons += mass * (1 - stays);
                meanWait += mass * (patienceSoFar + stays / STEPS_PER_MINUTE / 2);
                waitOfServed += mass * stays * minute(i);
                patienceSoFar += stays / STEPS_PER_MINUTE;
            }
            waitOfServed /= 1 - abandons;
        }

        double waits() {
            return waits;
        }

        double abandons() {
            return abandons;
        }

        /// Of all callers, those who hang up included.
        double meanWait() {
            return meanWait;
        }

        double meanWaitOfServed() {
            return waitOfServed;
        }

        /// The share of all callers who are served within the target.
        double servedInTime(double target) {
            double served = 1 - waits;
            for (int i = 0; i < density.length && minute(i) < target; i++) {
                served += density[i] / STEPS_PER_MINUTE * patience.survival(minute(i));
            }
            return served;
        }
    }

    /// The mean wait of each class where a higher class always goes first and no talk is
    /// interrupted, the highest first: `residual`/((1-s)(1-s')), s and s' being the load of the
    /// higher classes without and with this one (Cobham 1954; Kella and Yechiali 1985 for many
    /// agents).
    ///
    /// @param residual the mean time until an agent is free, over all callers
    /// @param loads of the classes, each as a share of all agents' time
    static double[] strictPriority(double residual, List<Double> loads) {
        double[] waits = new double[loads.size()];
        double before = 0;
        for (int k = 0; k < waits.length; k++) {
            double with = before + loads.get(k);
            waits[k] = residual / ((1 - before) * (1 - with));
            before = with;
        }
        return waits;
    }

    /// The mean wait of each class where the points of a class rise by its slope, the slowest first
    /// (Kleinrock 1964; Stanford, Taylor and Ziedins 2014; Sharif and others 2014 for many agents).
    static double[] accumulatingPriority(double residual, List<Double> loads, List<Double> slopes) {
        double load = loads.stream().mapToDouble(each -> each).sum();
        double[] waits = new double[loads.size()];
        for (int p = 0; p < waits.length; p++) {
            double above = residual / (1 - load);
            double below = 1;
            for (int i = 0; i < p; i++) {
                above -= loads.get(i) * waits[i] * (1 - slopes.get(i) / slopes.get(p));
            }
            for (int i = p + 1; i < waits.length; i++) {
                below -= loads.get(i) * (1 - slopes.get(p) / slopes.get(i));
            }
            waits[p] = above / below;
        }
        return waits;
    }

    /// How far to both sides of a mean the interval reaches that holds the true mean with this
    /// probability, in standard errors: Student's quantile. With t = sqrt(n) tan(x) the density is
    /// in proportion to cos(x)^(n-1), which is integrated from the far end.
    static double studentQuantile(int degrees, double confidence) {
        int steps = 200_000;
        double width = Math.PI / 2 / steps;
        double whole = 0;
        for (int i = 0; i < steps; i++) {
            whole += Math.pow(Math.cos((i + 0.5) * width), degrees - 1);
        }
        double tail = 0;
        int step = steps;
        while (tail < (1 - confidence) * whole) {
            step--;
            tail += Math.pow(Math.cos((step + 0.5) * width), degrees - 1);
        }
        return Math.sqrt(degrees) * Math.tan(step * width);
    }
}
