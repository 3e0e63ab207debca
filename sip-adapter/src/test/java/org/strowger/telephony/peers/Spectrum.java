package org.strowger.telephony.peers;

/// Cross-correlation by way of the fast Fourier transform: half a minute against a prompt in well
/// under a second, where the plain sum takes ten.
final class Spectrum {
    private final double[] real;
    private final double[] imaginary;
    private final double[] cosines;
    private final double[] sines;

    private Spectrum(double[] cosines, double[] sines) {
        this.cosines = cosines;
        this.sines = sines;
        real = new double[2 * cosines.length];
        imaginary = new double[2 * cosines.length];
    }

    /// For each place, the sum of products of the reference with the samples from there on.
    static double[] correlate(short[] samples, short[] reference) {
        int size = Integer.highestOneBit(samples.length + reference.length) << 1;
        double[] cosines = new double[size / 2];
        double[] sines = new double[size / 2];
        for (int k = 0; k < size / 2; k++) {
            cosines[k] = Math.cos(2 * Math.PI * k / size);
            sines[k] = Math.sin(2 * Math.PI * k / size);
        }
        Spectrum heard = of(samples, cosines, sines);
        Spectrum wanted = of(reference, cosines, sines);
        for (int i = 0; i < size; i++) {
            double real = heard.real[i] * wanted.real[i] + heard.imaginary[i] * wanted.imaginary[i];
            double imaginary =
                    heard.imaginary[i] * wanted.real[i] - heard.real[i] * wanted.imaginary[i];
            heard.real[i] = real;
            heard.imaginary[i] = -imaginary;
        }
        // The inverse is the transform of the conjugate, divided by the size.
        heard.transform();
        for (int i = 0; i < size; i++) {
            heard.real[i] /= size;
        }
        return heard.real;
    }

    private static Spectrum of(short[] samples, double[] cosines, double[] sines) {
        Spectrum spectrum = new Spectrum(cosines, sines);
        for (int i = 0; i < samples.length; i++) {
            spectrum.real[i] = samples[i];
        }
        spectrum.transform();
        return spectrum;
    }

    /// Cooley and Tukey's radix 2, in place.
    private void transform() {
        reorder();
        int size = real.length;
        for (int half = 1; half < size; half *= 2) {
            int turn = size / (2 * half);
            for (int start = 0; start < size; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    butterfly(start + k, start + k + half, cosines[k * turn], -sines[k * turn]);
                }
            }
        }
    }

    private void butterfly(int even, int odd, double cosine, double sine) {
        double turnedReal = real[odd] * cosine - imaginary[odd] * sine;
        double turnedImaginary = real[odd] * sine + imaginary[odd] * cosine;
        real[odd] = real[even] - turnedReal;
        imaginary[odd] = imaginary[even] - turnedImaginary;
        real[even] += turnedReal;
        imaginary[even] += turnedImaginary;
    }

    private void reorder() {
        int bits = Integer.numberOfTrailingZeros(real.length);
        for (int i = 0; i < real.length; i++) {
            int j = Integer.reverse(i) >>> (32 - bits);
            if (j > i) {
                swap(real, i, j);
                swap(imaginary, i, j);
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }
}
