package org.strowger.telephony.peers;

import java.nio.file.Path;
import java.time.Duration;
import org.strowger.telephony.Sound;

/// What was heard on a telephone: 16-bit samples at 8 kHz, and the questions a test asks of them.
public final class Recording {
    private static final int RATE = 8_000;
    private static final double FULL_SCALE = 32_768;
    private static final double SILENCE_DBFS = -100;

    /// A stretch 30 dB below the reference is not a quiet copy of it but noise that resembles it.
    private static final double LEAST_ENERGY_RATIO = 1e-3;

    private final short[] samples;

    private Recording(short[] samples) {
        this.samples = samples;
    }

    /// Reads a WAV file: 16-bit PCM or mu-law, 8 kHz or a multiple.
    public static Recording read(Path wav) {
        return new Recording(Wav.read(wav));
    }

    public static Recording of(short[] samples) {
        return new Recording(samples.clone());
    }

    public static Recording of(Sound sound) {
        byte[] codes = new byte[sound.length()];
        int length = sound.copy(0, codes, 0, codes.length);
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = Wav.fromMuLaw(codes[i]);
        }
        return new Recording(samples);
    }

    public short[] samples() {
        return samples.clone();
    }

    public Duration duration() {
        return Duration.ofMillis(samples.length * 1_000L / RATE);
    }

    /// A stretch of it, as long as there are samples.
    public Recording part(Duration from, Duration to) {
        int first = index(from);
        int end = Math.max(first, index(to));
        short[] part = new short[end - first];
        System.arraycopy(samples, first, part, 0, part.length);
        return new Recording(part);
    }

    private int index(Duration at) {
        return Math.clamp(at.toMillis() * RATE / 1_000, 0, samples.length);
    }

    /// How loud a stretch is: root mean square in dB below full scale, -100 for silence.
    public double level(Duration from, Duration to) {
        Recording part = part(from, to);
        return decibels(
                energy(part.samples, part.samples.length) / Math.max(1, part.samples.length));
    }

    /// How loud one tone is in a stretch: its root mean square in dB below full scale, by
    /// Goertzel's algorithm. A stretch of at least 100 ms tells tones 50 Hz apart from each other.
    public double toneLevel(double frequency, Duration from, Duration to) {
        short[] part = part(from, to).samples;
        double coefficient = 2 * Math.cos(2 * Math.PI * frequency / RATE);
        double last = 0;
        double beforeLast = 0;
        for (short sample : part) {
            double next = sample + coefficient * last - beforeLast;
            beforeLast = last;
            last = next;
        }
        double power = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
        return decibels(2 * power / Math.max(1, (double) part.length * part.length));
    }

    private static double decibels(double meanSquare) {
        double ratio = meanSquare / (FULL_SCALE * FULL_SCALE);
        return Math.max(SILENCE_DBFS, 10 * Math.log10(Math.max(ratio, 1e-12)));
    }

    /// Where a recording resembles a reference most, and how much.
    ///
    /// @param correlation 1 for a copy at any loudness, near 0 for something else. G.711 costs less
    ///   than 0.01; a lost packet within the reference shifts what follows and costs more. Prompts
    ///   of one voice that share words reach 0.8 ("nineteen" and "ninety"), so ask for 0.9.
    /// @param at where in the recording the reference begins
    public record Match(double correlation, Duration at) {
        private static final Match NONE = new Match(0, Duration.ZERO);
    }

    public boolean contains(Sound reference, double minimumCorrelation) {
        return find(reference).correlation() >= minimumCorrelation;
    }

    public boolean contains(short[] reference, double minimumCorrelation) {
        return find(reference).correlation() >= minimumCorrelation;
    }

    public Match find(Sound reference) {
        return find(of(reference).samples);
    }

    /// Best normalised cross-correlation of the whole reference with a stretch of this recording.
    public Match find(short[] reference) {
        double wanted = energy(reference, reference.length);
        if (wanted == 0 || reference.length > samples.length) {
            return Match.NONE;
        }
        double[] products = Spectrum.correlate(samples, reference);
        Match best = Match.NONE;
        double heard = energy(samples, reference.length);
        for (int at = 0; at <= samples.length - reference.length; at++) {
            if (heard > LEAST_ENERGY_RATIO * wanted) {
                double correlation = products[at] / Math.sqrt(heard * wanted);
                if (correlation > best.correlation()) {
                    best = new Match(correlation, Duration.ofNanos(at * 1_000_000_000L / RATE));
                }
            }
            if (at + reference.length < samples.length) {
                heard += square(samples[at + reference.length]) - square(samples[at]);
            }
        }
        return best;
    }

    private static double energy(short[] samples, int count) {
        double energy = 0;
        for (int i = 0; i < count; i++) {
            energy += square(samples[i]);
        }
        return energy;
    }

    private static double square(short sample) {
        return (double) sample * sample;
    }

    @Override
    public String toString() {
        return "recording of " + duration();
    }
}
