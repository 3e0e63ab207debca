package org.strowger.engine.estimate;

/// A stream of chance numbers that a seed determines: SplitMix64 (Steele, Lea and Flood, OOPSLA
/// 2014).
final class Lots {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /// The stream of this number among those of a seed.
    Lots(long seed, int number) {
        state = mix(mix(seed) + (number + 1L) * GAMMA);
    }

    /// An exponential time with this mean.
    double exponential(double mean) {
        state += GAMMA;
        double atMostOne = ((mix(state) >>> 11) + 1) * 0x1p-53;
        return -mean * StrictMath.log(atMostOne);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
