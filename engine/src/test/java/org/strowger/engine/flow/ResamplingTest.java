package org.strowger.engine.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplingTest {
    private static final int SPEECH_RATE = 22_050;
    private static final int TELEPHONE_RATE = 8_000;
    private static final double LEVEL = 10_000;

    /// At the ends the filter has less to look at.
    private static final int EDGE = 200;

    private static short[] tone(double frequency, int rate) {
        short[] samples = new short[rate];
        for (int i = 0; i < rate; i++) {
            samples[i] = (short) Math.round(LEVEL * Math.sin(2 * Math.PI * frequency * i / rate));
        }
        return samples;
    }

    private static short[] toTelephone(double frequency) {
        return Resampling.resample(tone(frequency, SPEECH_RATE), SPEECH_RATE, TELEPHONE_RATE);
    }

    /// How strong one frequency is, as the height of its wave.
    private static double level(short[] samples, double frequency) {
        double in = 0;
        double across = 0;
        for (int i = EDGE; i < samples.length - EDGE; i++) {
            double phase = 2 * Math.PI * frequency * i / TELEPHONE_RATE;
            in += samples[i] * Math.cos(phase);
            across += samples[i] * Math.sin(phase);
        }
        return 2 * Math.hypot(in, across) / (samples.length - 2 * EDGE);
    }

    private static double loudness(short[] samples) {
        double sum = 0;
        for (int i = EDGE; i < samples.length - EDGE; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(2 * sum / (samples.length - 2 * EDGE));
    }

    private static double decibels(double level) {
        return 20 * Math.log10(Math.max(level, 1e-3) / LEVEL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {300, 1_000, 2_000, 3_000})
    void aToneOfSpeechStaysWhereItIsAndAsLoudAsItIs(double frequency) {
        short[] telephone = toTelephone(frequency);
        assertEquals(0, decibels(level(telephone, frequency)), 0.2);
        assertEquals(0, decibels(loudness(telephone)), 0.2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {5_000, 6_000, 8_000, 10_000})
    void aToneAboveTheTelephonesRangeIsNotHeardAsAnother(double frequency) {
        short[] telephone = toTelephone(frequency);
        double loudness = decibels(loudness(telephone));
        assertTrue(loudness < -40, () -> frequency + " Hz is heard at " + loudness + " dB");
    }

    @Test
    void theLengthIsThatOfTheSoundInTime() {
        assertEquals(TELEPHONE_RATE, toTelephone(1_000).length);
        assertEquals(0, Resampling.resample(new short[0], SPEECH_RATE, TELEPHONE_RATE).length);
        assertEquals(0, Resampling.resample(new short[1], SPEECH_RATE, TELEPHONE_RATE).length);
    }

    @Test
    void silenceStaysSilence() {
        assertArrayEquals(
                new short[TELEPHONE_RATE],
                Resampling.resample(new short[SPEECH_RATE], SPEECH_RATE, TELEPHONE_RATE));
    }

    @Test
    void theLoudestSoundDoesNotTurnOver() {
        short[] square = new short[SPEECH_RATE];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 100 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] telephone = Resampling.resample(square, SPEECH_RATE, TELEPHONE_RATE);
        for (int i = EDGE; i < telephone.length - EDGE; i++) {
            int middle = (int) (i * (double) SPEECH_RATE / TELEPHONE_RATE);
            int within = middle % 100;
            if (within > 10 && within < 90) {
                assertEquals(square[middle] > 0, telephone[i] > 0, "turned over at " + i);
            }
        }
    }
}
