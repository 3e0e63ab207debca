package org.strowger.telephony.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.telephony.Sound;

final class WavFileTest {
    @TempDir private Path directory;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        byte[] muLaw = Tones.noise(4, 1_601);
        Path file = directory.resolve("welcome.wav");
        WavFile.write(file, muLaw);
        Sound sound = WavFile.read(file);
        assertEquals("welcome.wav", sound.name());
        assertArrayEquals(muLaw, Tones.samples(sound));
    }

    @Test
    void linearSamplesBecomeMuLaw() throws IOException {
        Path file =
                file(1, 1, 8_000, 16, new byte[] {0, 0, (byte) 0xE8, 3, (byte) 0x18, (byte) 0xFC});
        assertArrayEquals(
                new byte[] {(byte) 0xFF, (byte) 0xCE, 0x4E}, Tones.samples(WavFile.read(file)));
    }

    @Test
    void aLawSamplesBecomeMuLaw() throws IOException {
        Path file = file(6, 1, 8_000, 8, new byte[] {(byte) 0xD5, 0x2A});
        assertArrayEquals(new byte[] {(byte) 0xFE, 0x00}, Tones.samples(WavFile.read(file)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 8000, 16",
        "1, 1, 44100, 16",
        "1, 1, 8000, 8",
        "1, 1, 8000, 24",
        "3, 1, 8000, 32",
        "7, 1, 8000, 16",
        "85, 1, 8000, 0"
    })
    void anythingElseIsRefusedWithWhatWasFound(int code, int channels, int rate, int bits)
            throws IOException {
        Path file = file(code, channels, rate, bits, new byte[64]);
        String found =
                "it has format %d, %d Hz, %d channels, %d bits"
                        .formatted(code, rate, channels, bits);
        assertRefused(file, found);
    }

    @Test
    void aFileThatIsCutOffIsRefused() throws IOException {
        Path file = directory.resolve("cut.wav");
        WavFile.write(file, new byte[1_000]);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, 500));
        assertRefused(file, "it is cut off: a part of 1000 bytes has only");
    }

    @Test
    void textIsRefused() throws IOException {
        Path file = directory.resolve("notes.wav");
        Files.writeString(file, "Thank you for calling us today");
        assertRefused(file, "it is not a RIFF file");
    }

    @Test
    void moreThanHalfAnHourIsRefused() throws IOException {
        Path file = file(7, 1, 8_000, 8, new byte[30 * 60 * 8_000 + 8_000]);
        assertRefused(file, "it lasts 1801 s");
    }

    @Test
    void partsThatNobodyAskedForAreSkipped() throws IOException {
        Path file = directory.resolve("listed.wav");
        WavFile.write(file, new byte[] {1, 2, 3});
        byte[] plain = Files.readAllBytes(file);
        ByteBuffer out = ByteBuffer.allocate(plain.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        out.put(plain, 0, 12);
        out.put("LIST".getBytes(StandardCharsets.US_ASCII)).putInt(3).putInt(0);
        out.put(plain, 12, plain.length - 12);
        Files.write(file, out.array());
        assertArrayEquals(new byte[] {1, 2, 3}, Tones.samples(WavFile.read(file)));
    }

    @Test
    void damagedFilesAreReadOrRefusedButNeverFail() throws IOException {
        Path file = directory.resolve("damaged.wav");
        WavFile.write(file, new byte[64]);
        byte[] whole = Files.readAllBytes(file);
        var random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int j = random.nextInt(4); j > 0 && damaged.length > 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);
            refused += refuses(file) ? 1 : 0;
        }
        assertTrue(refused > 1_000 && refused < 2_000, refused + " refused");
    }

    private static boolean refuses(Path file) {
        try {
            WavFile.read(file);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void assertRefused(Path file, String found) {
        String message = assertThrows(IOException.class, () -> WavFile.read(file)).toString();
        assertTrue(message.startsWith("java.io.IOException: " + file + ": " + found), message);
        assertTrue(message.contains("; expected a WAV file of 8000 Hz, one channel"), message);
    }

    private Path file(int code, int channels, int rate, int bits, byte[] data) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + data.length);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        out.putShort((short) code).putShort((short) channels).putInt(rate);
        out.putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8));
        out.putShort((short) bits);
        out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(data.length).put(data);
        return Files.write(directory.resolve("made.wav"), out.array());
    }
}
