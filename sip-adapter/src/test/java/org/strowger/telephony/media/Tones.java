package org.strowger.telephony.media;

import java.util.Random;
import org.strowger.telephony.Sound;

/// Sounds for tests.
final class Tones {
    private Tones() {}

    /// Samples that are never silence, so that silence can be told from them.
    static byte[] noise(long seed, int length) {
        byte[] samples = new byte[length];
        new Random(seed).nextBytes(samples);
        for (int i = 0; i < length; i++) {
            if (samples[i] == Codec.PCMU.silence()) {
                samples[i] = 0x12;
            }
        }
        return samples;
    }

    static byte[] samples(Sound sound) {
        byte[] samples = new byte[sound.length()];
        sound.copy(0, samples, 0, samples.length);
        return samples;
    }
}
