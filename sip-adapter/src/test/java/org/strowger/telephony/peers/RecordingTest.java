package org.strowger.telephony.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.telephony.Sound;

class RecordingTest {
    private static final Duration START = Duration.ZERO;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir private Path folder;

    @Test
    void findsAPromptWhereItBeginsAfterG711AndNoiseAtHalfTheLoudness() {
        short[] prompt = speech(1, 3);
        short[] heard = noise(new Random(9), 30 * 8_000, 30);
        for (int i = 0; i < prompt.length; i++) {
            heard[100_000 + i] += (short) (prompt[i] / 2);
        }
        Recording.Match match = overTheTelephone(heard).find(prompt);
        assertTrue(match.correlation() > 0.95, match::toString);
        assertEquals(Duration.ofMillis(12_500), match.at());
    }

    @Test
    void anotherPromptDoesNotMatch() {
        Recording heard = overTheTelephone(speech(2, 30));
        Recording.Match match = heard.find(speech(1, 3));
        assertTrue(match.correlation() < 0.4, match::toString);
        assertFalse(heard.contains(speech(1, 3), 0.5));
    }

    @Test
    void silenceMatchesNothingAndNothingMatchesSilence() {
        short[] silence = new short[80_000];
        assertEquals(0, overTheTelephone(silence).find(speech(1, 3)).correlation());
        assertEquals(0, Recording.of(speech(1, 3)).find(new short[8_000]).correlation());
    }

    @Test
    void recordingThatIsShorterThanThePromptDoesNotContainIt() {
        short[] prompt = speech(1, 3);
        assertFalse(Recording.of(Arrays.copyOf(prompt, 20_000)).contains(prompt, 0.1));
    }

    @Test
    void soundIsFoundInItsOwnRecording() {
        short[] prompt = speech(3, 2);
        byte[] codes = new byte[prompt.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = Wav.toMuLaw(prompt[i]);
        }
        assertTrue(Recording.of(prompt).contains(new Sound("prompt", codes), 0.99));
    }

    @Test
    void toneIsHeardAtItsOwnFrequencyOnly() {
        Recording heard = Recording.of(Tones.samples(440, 1));
        assertEquals(-13.3, heard.toneLevel(440, START, SECOND), 0.1);
        assertEquals(-13.3, heard.level(START, SECOND), 0.1);
        assertTrue(heard.toneLevel(480, START, SECOND) < -60);
        assertEquals(-100, heard.toneLevel(440, SECOND, SECOND.plus(SECOND)));
    }

    @Test
    void toneOfHalfAStretchIsHeardInThatHalf() {
        short[] samples = Arrays.copyOf(Tones.samples(700, 1), 16_000);
        Recording heard = Recording.of(samples);
        assertTrue(heard.toneLevel(700, START, SECOND) > -14);
        assertTrue(heard.toneLevel(700, SECOND, Duration.ofSeconds(2)) < -90);
    }

    @Test
    void wavSurvivesWritingAndReading() {
        short[] samples = speech(4, 1);
        Path file = folder.resolve("a.wav");
        Wav.write(file, samples);
        assertArrayEquals(samples, Recording.read(file).samples());
    }

    @Test
    void higherRatesAndTwoChannelsAreBroughtToEightKilohertz() throws IOException {
        Path file = folder.resolve("b.wav");
        Files.write(file, header(2, 48_000, 4 * 48_000).put(new byte[4 * 48_000]).array());
        assertEquals(SECOND, Recording.read(file).duration());
    }

    @Test
    void fileThatIsStillBeingWrittenIsReadAsFarAsItGoes() throws IOException {
        Path file = folder.resolve("c.wav");
        Files.write(file, header(1, 8_000, 0).put(new byte[8_000]).array());
        assertEquals(8_000, Files.size(file) - 44);
        assertEquals(Duration.ofMillis(500), Recording.read(file).duration());
    }

    /// A phone opens its file before the first audio comes.
    @Test
    void fileThatWasJustOpenedHoldsNothing() throws IOException {
        Path file = Files.createFile(folder.resolve("e.wav"));
        assertEquals(Duration.ZERO, Recording.read(file).duration());
    }

    @Test
    void fileThatIsNoWavIsNamedInTheError() throws IOException {
        Path file = Files.writeString(folder.resolve("d.wav"), "this is not a recording");
        Exception e = assertThrows(IllegalArgumentException.class, () -> Recording.read(file));
        assertEquals(file + ": not a WAV file", e.getMessage());
    }

    private static ByteBuffer header(int channels, int rate, int length) {
        int data = length == 0 ? 8_000 : length;
        ByteBuffer out = ByteBuffer.allocate(44 + data).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(US_ASCII))
                .putInt(36 + length)
                .put("WAVEfmt ".getBytes(US_ASCII))
                .putInt(16);
        out.putShort((short) 1).putShort((short) channels).putInt(rate);
        out.putInt(2 * channels * rate).putShort((short) (2 * channels)).putShort((short) 16);
        return out.put("data".getBytes(US_ASCII)).putInt(length);
    }

    private static Recording overTheTelephone(short[] samples) {
        short[] heard = new short[samples.length];
        for (int i = 0; i < heard.length; i++) {
            heard[i] = Wav.fromMuLaw(Wav.toMuLaw(samples[i]));
        }
        return Recording.of(heard);
    }

    /// Syllables of a buzzing voice: as alike to each other as speech of one speaker is.
    private static short[] speech(long seed, int seconds) {
        Random random = new Random(seed);
        short[] samples = new short[8_000 * seconds];
        for (int start = 0; start + 1_600 <= samples.length; start += 1_600) {
            double pitch = 90 + random.nextInt(60);
            double formant = 400 + random.nextInt(1_500);
            for (int i = 0; i < 1_600; i++) {
                double envelope = Math.sin(Math.PI * i / 1_600);
                double voice = Math.signum(Math.sin(2 * Math.PI * pitch * i / 8_000));
                double tone = Math.sin(2 * Math.PI * formant * i / 8_000);
                samples[start + i] = (short) (6_000 * envelope * (voice + tone));
            }
        }
        return samples;
    }

    private static short[] noise(Random random, int length, int amplitude) {
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) (random.nextGaussian() * amplitude);
        }
        return samples;
    }
}
