package org.strowger.engine.routing;

import java.util.random.RandomGenerator;

/// How long something lasts, by chance, in minutes.
sealed interface Law {
    double draw(RandomGenerator random);

    /// The probability that it lasts longer than `minutes`.
    double survival(double minutes);

    record Exponential(double mean) implements Law {
        @Override
        public double draw(RandomGenerator random) {
            return -mean * Math.log1p(-random.nextDouble());
        }

        @Override
        public double survival(double minutes) {
            return Math.exp(-minutes / mean);
        }
    }

    record Constant(double minutes) implements Law {
        @Override
        public double draw(RandomGenerator random) {
            return minutes;
        }

        @Override
        public double survival(double after) {
            return after < minutes ? 1 : 0;
        }
    }

    /// The sum of two exponential times of half the mean.
    record Erlang2(double mean) implements Law {
        @Override
        public double draw(RandomGenerator random) {
            Exponential half = new Exponential(mean / 2);
            return half.draw(random) + half.draw(random);
        }

        @Override
        public double survival(double minutes) {
            double phases = 2 * minutes / mean;
            return (1 + phases) * Math.exp(-phases);
        }
    }

    /// One of two exponential times, each as often as the other.
    record Hyperexponential(Exponential one, Exponential other) implements Law {
        @Override
        public double draw(RandomGenerator random) {
            return (random.nextBoolean() ? one : other).draw(random);
        }

        @Override
        public double survival(double minutes) {
            return (one.survival(minutes) + other.survival(minutes)) / 2;
        }
    }

    /// Longer than anything.
    record Endless() implements Law {
        @Override
        public double draw(RandomGenerator random) {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double survival(double minutes) {
            return 1;
        }
    }
}
