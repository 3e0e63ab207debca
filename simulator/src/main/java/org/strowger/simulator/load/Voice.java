package org.strowger.simulator.load;

import org.strowger.telephony.Sound;
import org.strowger.telephony.media.G711;

/// Who is heard: callers and agents speak in a tone each, which tells them apart from each other,
/// from music and from silence.
enum Voice {
    CALLER(600),
    AGENT(1_000);

    /// 20 ms, in which both tones have whole periods.
    private static final int FRAME = 160;

    private static final int SAMPLES_A_SECOND = 8_000;

    /// About -18 dBov: as loud as people talk.
    private static final int AMPLITUDE = 6_000;

    /// Of a frame's energy, the least part that is in the tone for it to be heard.
    private static final double LEAST_PART = 0.5;

    /// -45 dBov, the level from which on sound is speech.
    private static final double LEAST_ENERGY = FRAME * 32_768.0 * 32_768.0 * 3.2e-5;

    private final double radians;

    Voice(int hertz) {
        radians = 2 * Math.PI * hertz / SAMPLES_A_SECOND;
    }

    /// One second of it, made anew.
    Sound sound() {
        byte[] samples = new byte[SAMPLES_A_SECOND];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = G711.toMuLaw((short) Math.round(AMPLITUDE * Math.sin(radians * i)));
        }
        return new Sound("voice", samples);
    }

    /// Counts frames in which a voice is heard, by the energy at its frequency (Goertzel, American
    /// Mathematical Monthly 65(1), 1958).
    static final class Ear {
        private final double coefficient;
        private double last;
        private double before;
        private double energy;
        private int samples;
        private int frames;

        Ear(Voice voice) {
            coefficient = 2 * Math.cos(voice.radians);
        }

        void hear(short sample) {
            double now = sample + coefficient * last - before;
            before = last;
            last = now;
            energy += (double) sample * sample;
            samples++;
            if (samples == FRAME) {
                endFrame();
            }
        }

        private void endFrame() {
            double inTone = last * last + before * before - coefficient * last * before;
            if (energy > LEAST_ENERGY && inTone > LEAST_PART * energy * FRAME / 2) {
                frames++;
            }
            last = 0;
            before = 0;
            energy = 0;
            samples = 0;
        }

        /// For how many frames of 20 ms it was heard.
        int frames() {
            return frames;
        }
    }
}
