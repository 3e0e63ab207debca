package org.strowger.simulator.chance;

/// A stream of random numbers that its key determines, the same on any machine.
///
/// Keys are made from what the numbers are about: [#key] of a seed, then of a replication, a
/// source, a call, and a purpose. One object serves any number of streams one after the other, and
/// a draw allocates nothing.
///
/// The generator is SplitMix64 (Steele, Lea and Flood, OOPSLA 2014); arithmetic is the exact one of
/// IEEE 754, and what is not comes from [StrictMath].
public final class Chance {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /// Another odd number than the generator's, so that no key is a number of the stream above it.
    private static final long KEY_GAMMA = 0xD1342543DE82EF95L;

    private static final double TWO_TO_MINUS_53 = 0x1p-53;

    private long state;

    /// The stream of a key.
    public Chance(long key) {
        state = key;
    }

    /// Begins the stream of another key.
    ///
    /// @return this
    public Chance about(long key) {
        state = key;
        return this;
    }

    /// The key of one thing out of several that a key is about.
    public static long key(long of, long number) {
        return mixKey(of + (number + 1) * KEY_GAMMA);
    }

    /// Any of the 2^64 numbers.
    long bits() {
        state += GOLDEN_GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// From 0 to below 1.
    public double uniform() {
        return (bits() >>> 11) * TWO_TO_MINUS_53;
    }

    /// Above 0, to 1: for logarithms.
    double positive() {
        return ((bits() >>> 11) + 1) * TWO_TO_MINUS_53;
    }

    /// Exponential, mean 1.
    public double exponential() {
        return Ziggurat.EXPONENTIAL.exponential(this);
    }

    /// Normal, mean 0, standard deviation 1.
    public double normal() {
        return Ziggurat.NORMAL.normal(this);
    }

    /// Gamma distributed of scale 1, so that the mean is the shape: Marsaglia and Tsang, ACM TOMS
    /// 26(3), 2000; a shape below 1 by the power of a uniform number that they give at the end.
    ///
    /// @param shape above 0
    public double gamma(double shape) {
        return shape < 1
                ? squeezed(shape + 1) * StrictMath.pow(positive(), 1 / shape)
                : squeezed(shape);
    }

    private double squeezed(double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = normal();
            double root = 1 + c * x;
            if (root <= 0) {
                continue;
            }
            double v = root * root * root;
            double u = positive();
            double square = x * x;
            if (u < 1 - 0.0331 * square * square
                    || StrictMath.log(u) < 0.5 * square + d * (1 - v + StrictMath.log(v))) {
                return d * v;
            }
        }
    }

    /// The mixing of MurmurHash3 (Appleby, 2011), by other numbers than those of the stream.
    private static long mixKey(long value) {
        long z = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }
}
