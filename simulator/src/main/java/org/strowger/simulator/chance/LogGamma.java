package org.strowger.simulator.chance;

/// The logarithm of the gamma function, to fourteen digits, the same on any machine: Stirling's
/// series (Abramowitz and Stegun, 6.1.41) where it converges, below that by Γ(x) = Γ(x + 1) / x.
final class LogGamma {
    private static final double FROM = 15;

    private LogGamma() {}

    /// @param x above 0
    static double of(double x) {
        double shifted = x;
        double below = 0;
        while (shifted < FROM) {
            below += StrictMath.log(shifted);
            shifted++;
        }
        double inverse = 1 / shifted;
        double square = inverse * inverse;
        double series =
                inverse
                        * (1.0 / 12
                                - square
                                        * (1.0 / 360
                                                - square
                                                        * (1.0 / 1260
                                                                - square
                                                                        * (1.0 / 1680
                                                                                - square / 1188))));
        return (shifted - 0.5) * StrictMath.log(shifted)
                - shifted
                + 0.5 * StrictMath.log(2 * Math.PI)
                + series
                - below;
    }
}
