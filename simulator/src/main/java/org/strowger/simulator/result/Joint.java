package org.strowger.simulator.result;

/// Several figures of each day: their means, and how they vary together.
///
/// Sums of squares of differences from the running mean, which stay exact where those of the
/// figures themselves would not (Welford, Technometrics 4(3), 1962).
final class Joint {
    private final double[] means;
    private final double[][] products;
    private long days;

    /// @param figures how many there are of each day
    Joint(int figures) {
        means = new double[figures];
        products = new double[figures][figures];
    }

    void add(double... figures) {
        days++;
        double[] before = new double[means.length];
        for (int i = 0; i < means.length; i++) {
            before[i] = figures[i] - means[i];
            means[i] += before[i] / days;
        }
        for (int i = 0; i < means.length; i++) {
            for (int j = 0; j < means.length; j++) {
                products[i][j] += before[i] * (figures[j] - means[j]);
            }
        }
    }

    long days() {
        return days;
    }

    double mean(int figure) {
        return means[figure];
    }

    /// The standard error of a function of the means that changes by these slopes: the delta method
    /// (Asmussen and Glynn, Stochastic Simulation, 2007, section III.3).
    ///
    /// @param slopes one for each figure; there must be two days or more
    double error(double... slopes) {
        double variance = 0;
        for (int i = 0; i < slopes.length; i++) {
            for (int j = 0; j < slopes.length; j++) {
                variance += slopes[i] * products[i][j] * slopes[j];
            }
        }
        return Math.sqrt(Math.max(0, variance / (days - 1) / days));
    }
}
