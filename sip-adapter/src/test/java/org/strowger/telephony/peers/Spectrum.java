package org.strowger.telephony.peers;

/// Cross-correlation by way of the fast Fourier transform: half a minute against a prompt in well
/// under a second, where the plain sum takes ten.
final class Spectrum {
    private final double[] real;
    private final double[] imaginary;

    private Spectrum(int size) {
        real = new double[size];
        imaginary = new double[size];
    }

    /// For each place, the sum of products of the reference with the samples from there on.
    static double[] correlate(short[] samples, short[] reference) {
        int size = Integer.highestOneBit(samples.length + reference.length) << 1;
        Spectrum heard = of(samples, size);
        Spectrum wanted = of(reference, size);
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

    private static Spectrum of(short[] samples, int size) {
        Spectrum spectrum = new Spectrum(size);
        for (int i = 0; i < samples.length; i++) {
            spectrum.real[i] = samples[i];
        }
        spectrum.transform();
        return spectrum;
    }

    /// Cooley and Tukey's radix 2, in place.
    private void transform() {
        reorder();
        for (int half = 1; half < real.length; half *= 2) {
            for (int k = 0; k < half; k++) {
                double cosine = Math.cos(Math.PI * k / half);
                double sine = -Math.sin(Math.PI * k / half);
                for (int even = k; even < real.length; even += 2 * half) {
                    butterfly(even, even + half, cosine, sine);
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
