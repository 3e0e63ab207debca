package org.strowger.simulator.staffing;

import java.util.List;
import org.strowger.simulator.chance.Distribution;

/// How long callers wait before they hang up, as functions of the time in line.
interface Patience {
    /// The share of callers whose patience is longer than a time, in seconds.
    double stays(double time);

    /// The integral of [#stays] from zero to a time: what callers wait on average whom nobody
    /// answers before it.
    double staysUpTo(double time);

    /// The times at which [#stays] is not smooth.
    List<Double> kinks();

    /// The functions of a distribution.
    ///
    /// @throws IllegalArgumentException for distributions whose integrals have no short form
    static Patience of(Distribution law) {
        return switch (law) {
            case Distribution.Constant(double seconds) -> new Constant(seconds);
            case Distribution.Exponential(double mean) -> new Phases(mean, 1);
            case Distribution.Erlang(double mean, int phases) -> new Phases(mean, phases);
            case Distribution.HyperExponential(var branches) -> new Mixed(branches);
            case Distribution.Uniform(double least, double most) -> new Uniform(least, most);
            case Distribution.Gamma _,
                    Distribution.LogNormal _,
                    Distribution.Weibull _,
                    Distribution.Empirical _,
                    Distribution.Never _ ->
                    throw new IllegalArgumentException(
                            "expected constant, exponential, uniform, Erlang or hyper-exponential"
                                    + " patience, but found "
                                    + law);
        };
    }

    /// All hang up after the same time.
    record Constant(double seconds) implements Patience {
        @Override
        public double stays(double time) {
            return time < seconds ? 1 : 0;
        }

        @Override
        public double staysUpTo(double time) {
            return Math.min(time, seconds);
        }

        @Override
        public List<Double> kinks() {
            return List.of(seconds);
        }
    }

    record Uniform(double least, double most) implements Patience {
        @Override
        public double stays(double time) {
            return time < least ? 1 : time < most ? (most - time) / (most - least) : 0;
        }

        @Override
        public double staysUpTo(double time) {
            if (time <= least) {
                return time;
            }
            double end = Math.min(time, most);
            return least + (end - least) * (1 + stays(end)) / 2;
        }

        @Override
        public List<Double> kinks() {
            return List.of(least, most);
        }
    }

    /// A sum of exponential phases.
    record Phases(double mean, int phases) implements Patience {
        @Override
        public double stays(double time) {
            double past = time * phases / mean;
            double term = Math.exp(-past);
            double stays = 0;
            for (int k = 0; k < phases; k++) {
                stays += term;
                term *= past / (k + 1);
            }
            return stays;
        }

        /// Each phase is spent by those who have not come to its end.
        @Override
        public double staysUpTo(double time) {
            double past = time * phases / mean;
            if (phases == 1) {
                return -mean * Math.expm1(-past);
            }
            double term = Math.exp(-past);
            double notYet = 0;
            double spent = 0;
            for (int k = 0; k < phases; k++) {
                notYet += term;
                spent += 1 - notYet;
                term *= past / (k + 1);
            }
            return spent * mean / phases;
        }

        @Override
        public List<Double> kinks() {
            return List.of();
        }
    }

    record Mixed(List<Distribution.Branch> branches) implements Patience {
        @Override
        public double stays(double time) {
            double stays = 0;
            for (Distribution.Branch branch : branches) {
                stays += branch.chance() * Math.exp(-time / branch.mean());
            }
            return stays;
        }

        @Override
        public double staysUpTo(double time) {
            double sum = 0;
            for (Distribution.Branch branch : branches) {
                sum -= branch.chance() * branch.mean() * Math.expm1(-time / branch.mean());
            }
            return sum;
        }

        @Override
        public List<Double> kinks() {
            return List.of();
        }
    }
}
