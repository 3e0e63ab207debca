package org.strowger.telephony.peers;

import java.nio.file.Path;
import org.strowger.telephony.Sound;

/// Pure tones, the easiest thing to recognise in a recording.
public final class Tones {
    private static final int RATE = 8_000;
    private static final double AMPLITUDE = 10_000;

    private Tones() {}

    /// A sine tone at about -10 dBFS, 8 kHz.
    public static short[] samples(double frequency, double seconds) {
        short[] samples = new short[(int) Math.round(RATE * seconds)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (AMPLITUDE * Math.sin(2 * Math.PI * frequency * i / RATE));
        }
        return samples;
    }

    /// A sine tone ready to be played.
    public static Sound sound(double frequency, double seconds) {
        short[] samples = samples(frequency, seconds);
        byte[] codes = new byte[samples.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = Wav.toMuLaw(samples[i]);
        }
        return new Sound(frequency + " Hz", codes);
    }

    /// Writes a sine tone as a WAV file and returns the path.
    public static Path wav(Path path, double frequency, double seconds) {
        Wav.write(path, samples(frequency, seconds));
        return path;
    }
}
