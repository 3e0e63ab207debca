package org.strowger.simulator.chance;

import java.util.List;

/// How long something takes, in seconds: a wait, a talk, the time between two calls.
///
/// Numbers that make no sense are refused, by an [IllegalArgumentException] that says what was
/// expected.
public sealed interface Distribution {
    /// The mean in seconds; infinite for what never ends.
    double mean();

    /// Always the same.
    ///
    /// @param seconds zero or more
    record Constant(double seconds) implements Distribution {
        public Constant {
            Bounds.time("the constant", seconds);
        }

        @Override
        public double mean() {
            return seconds;
        }
    }

    /// Without memory.
    ///
    /// @param mean in seconds, above zero
    record Exponential(double mean) implements Distribution {
        public Exponential {
            Bounds.positiveTime("the mean", mean);
        }
    }

    /// Equally likely anywhere in a range.
    ///
    /// @param least zero or more, in seconds
    /// @param most at least `least`
    record Uniform(double least, double most) implements Distribution {
        public Uniform {
            Bounds.time("the least", least);
            Bounds.time("the most", most);
            if (most < least) {
                throw new IllegalArgumentException(
                        "the most must be at least the least, but is %s, and the least %s"
                                .formatted(most, least));
            }
        }

        @Override
        public double mean() {
            return (least + most) / 2;
        }
    }

    /// The usual shape of talks (Brown et al., JASA 100(469), 2005).
    ///
    /// @param mean in seconds, above zero: of the times, not of their logarithms
    /// @param variation standard deviation / mean, above zero, at most 100
    record LogNormal(double mean, double variation) implements Distribution {
        public LogNormal {
            Bounds.positiveTime("the mean", mean);
            Bounds.aboveZero("the variation", variation, 100);
        }
    }

    /// Sums of exponential phases, of any number, not whole ones only.
    ///
    /// @param mean in seconds, above zero
    /// @param shape above zero, at most 1,000,000; 1 is exponential, more is more regular
    record Gamma(double mean, double shape) implements Distribution {
        public Gamma {
            Bounds.positiveTime("the mean", mean);
            Bounds.aboveZero("the shape", shape, 1_000_000);
        }
    }

    /// Times whose end is the nearer, or the farther, the longer they have lasted.
    ///
    /// @param mean in seconds, above zero
    /// @param shape 0.05 to 1,000; below 1 the longer it has been, the longer it still takes
    record Weibull(double mean, double shape) implements Distribution {
        public Weibull {
            Bounds.positiveTime("the mean", mean);
            Bounds.range("the shape", shape, 0.05, 1_000);
        }
    }

    /// The sum of as many exponential phases.
    ///
    /// @param mean of the sum, in seconds, above zero
    /// @param phases 1 to 1000
    record Erlang(double mean, int phases) implements Distribution {
        public Erlang {
            Bounds.positiveTime("the mean", mean);
            Bounds.range("the number of phases", phases, 1, 1_000);
        }
    }

    /// One of several exponential distributions, by lot.
    ///
    /// @param branches 1 to 100; their chances add up to 1
    record HyperExponential(List<Branch> branches) implements Distribution {
        private static final double ROUNDING = 1e-6;

        public HyperExponential {
            branches = List.copyOf(branches);
            Bounds.range("the number of branches", branches.size(), 1, 100);
            double sum = branches.stream().mapToDouble(Branch::chance).sum();
            if (Math.abs(sum - 1) > ROUNDING) {
                throw new IllegalArgumentException(
                        "the chances of the branches must add up to 1, but come to " + sum);
            }
        }

        @Override
        public double mean() {
            return branches.stream().mapToDouble(branch -> branch.chance() * branch.mean()).sum();
        }
    }

    /// One of several exponential distributions.
    ///
    /// @param chance of this branch, above zero
    /// @param mean in seconds, above zero
    record Branch(double chance, double mean) {
        public Branch {
            Bounds.aboveZero("the chance", chance, 1);
            Bounds.positiveTime("the mean", mean);
        }
    }

    /// What was observed: each value as likely as it is frequent, and nothing between them.
    ///
    /// @param seconds 1 to 1,000,000 of them, zero or more each, in any order
    record Empirical(List<Double> seconds) implements Distribution {
        public Empirical {
            seconds = List.copyOf(seconds);
            Bounds.range("the number of observed times", seconds.size(), 1, 1_000_000);
            seconds.forEach(time -> Bounds.time("an observed time", time));
        }

        @Override
        public double mean() {
            return seconds.stream().mapToDouble(Double::doubleValue).sorted().sum()
                    / seconds.size();
        }
    }

    /// It never ends: a caller who waits for ever.
    record Never() implements Distribution {
        @Override
        public double mean() {
            return Double.POSITIVE_INFINITY;
        }
    }
}
