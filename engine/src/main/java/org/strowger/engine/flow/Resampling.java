package org.strowger.engine.flow;

/// Changes the sampling rate of audio by band-limited interpolation: a sinc filter under a Hann
/// window, cut off below the lower of the two rates (J. O. Smith, "Digital Audio Resampling").
final class Resampling {
    /// Zero crossings of the filter on each side: more is sharper and slower.
    private static final int CROSSINGS = 16;

    /// Leaves room for the filter's slope, so that nothing folds back below the new limit.
    private static final double PASS_BAND = 0.92;

    private Resampling() {}

    static short[] resample(short[] samples, int from, int to) {
        double step = (double) from / to;
        double cutoff = PASS_BAND * Math.min(1.0, (double) to / from);
        int length = (int) Math.floor(samples.length / step);
        short[] resampled = new short[length];
        for (int i = 0; i < length; i++) {
            resampled[i] = at(samples, i * step, cutoff);
        }
        return resampled;
    }

    private static short at(short[] samples, double position, double cutoff) {
        double reach = CROSSINGS / cutoff;
        int first = Math.max(0, (int) Math.ceil(position - reach));
        int last = Math.min(samples.length - 1, (int) Math.floor(position + reach));
        double sum = 0;
        for (int n = first; n <= last; n++) {
            sum += samples[n] * weight(position - n, cutoff, reach);
        }
        return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private static double weight(double distance, double cutoff, double reach) {
        double window = 0.5 + 0.5 * Math.cos(Math.PI * distance / reach);
        double x = Math.PI * distance * cutoff;
        double sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
        return cutoff * sinc * window;
    }
}
