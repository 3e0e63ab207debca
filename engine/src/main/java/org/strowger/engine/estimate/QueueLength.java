package org.strowger.engine.estimate;

/// The wait of a caller with some others before them in a line that one pool of agents serves
/// alone, when all agents are busy: QLm of Ibrahim and Whitt (Management Science 55(10), 2009).
///
/// The line is shorter by one whenever an agent becomes free or somebody in it gives up, so the
/// wait is a sum of independent exponential times with rates `service + i abandonment`, for `i`
/// from 0 to `ahead`.
///
/// Its distribution is known exactly. If X has the beta distribution with parameters
/// `service/abandonment` and `ahead + 1`, then E\[X^s] is the Laplace transform of the wait at `s`
/// in units of 1/abandonment, so the wait is `-ln X / abandonment`. As the second parameter is
/// whole, the probability of waiting longer is a sum of `ahead + 1` terms of the negative binomial
/// distribution, and of the Poisson distribution where nobody gives up. No term is negative, so
/// nothing cancels.
///
/// @param service how many agents become free in a second
/// @param abandonment how many of the callers in line give up in a second, for each of them
record QueueLength(double service, double abandonment, int ahead) {
    private static final double LARGE = 1e200;
    private static final double LOG_OF_LARGE = StrictMath.log(LARGE);
    private static final double CLOSE_ENOUGH = 1e-9;

    double mean() {
        double mean = 0;
        for (int i = ahead; i >= 0; i--) {
            mean += 1 / (service + i * abandonment);
        }
        return mean;
    }

    /// The probability of waiting longer than this.
    double outlasts(double seconds) {
        double part = -StrictMath.expm1(-abandonment * seconds);
        double stretch = abandonment == 0 ? seconds : part / abandonment;
        double term = 1;
        double sum = 1;
        double scale = -service * seconds;
        for (int k = 0; k < ahead; k++) {
            term *= (service * stretch + k * part) / (k + 1);
            sum += term;
            if (sum > LARGE) {
                term /= LARGE;
                sum /= LARGE;
                scale += LOG_OF_LARGE;
            }
        }
        return StrictMath.exp(StrictMath.log(sum) + scale);
    }

    /// The time within which this share of such callers is served.
    double quantile(double share) {
        double low = 0;
        double high = mean();
        while (outlasts(high) > 1 - share) {
            low = high;
            high *= 2;
        }
        while (high - low > CLOSE_ENOUGH * high) {
            double middle = (low + high) / 2;
            if (outlasts(middle) > 1 - share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
