package org.strowger.telephony.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// WAV files as 16-bit samples at 8 kHz.
///
/// Reads 16-bit PCM and G.711 mu-law at any multiple of 8 kHz, one or two channels, and also a file
/// that is still being written, whose header does not yet know its length.
final class Wav {
    private static final int RATE = 8_000;
    private static final int PCM = 1;
    private static final int MU_LAW = 7;
    private static final int FORMAT_LENGTH = 16;

    private Wav() {}

    static short[] read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return new Chunks(file, bytes.order(ByteOrder.LITTLE_ENDIAN)).samples();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static void write(Path file, short[] samples) {
        int dataLength = 2 * samples.length;
        ByteBuffer out = ByteBuffer.allocate(44 + dataLength).order(ByteOrder.LITTLE_ENDIAN);
        out.put(name("RIFF")).putInt(36 + dataLength).put(name("WAVE"));
        out.put(name("fmt ")).putInt(FORMAT_LENGTH).putShort((short) PCM).putShort((short) 1);
        out.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
        out.put(name("data")).putInt(dataLength);
        out.asShortBuffer().put(samples);
        try {
            Files.write(file, out.array());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    /// ITU-T G.711, table 2a/2b.
    static short fromMuLaw(byte code) {
        int bits = ~code & 0xFF;
        int magnitude = ((((bits & 0x0F) << 3) + 0x84) << (bits >> 4 & 7)) - 0x84;
        return (short) ((bits & 0x80) == 0 ? magnitude : -magnitude);
    }

    static byte toMuLaw(short sample) {
        int magnitude = Math.min(Math.abs((int) sample), 32_635) + 0x84;
        int exponent = 24 - Integer.numberOfLeadingZeros(magnitude);
        int code = (sample < 0 ? 0x80 : 0) | exponent << 4 | (magnitude >> (exponent + 3) & 0x0F);
        return (byte) ~code;
    }

    private static final class Chunks {
        private final Path file;
        private final ByteBuffer bytes;
        private int format;
        private int channels;
        private int rate;

        Chunks(Path file, ByteBuffer bytes) {
            this.file = file;
            this.bytes = bytes;
        }

        short[] samples() {
            if (!bytes.hasRemaining()) {
                return new short[0]; // opened, but nothing written yet
            }
            if (bytes.remaining() < 12 || !nextName().equals("RIFF")) {
                throw new IllegalArgumentException(file + ": not a WAV file");
            }
            bytes.position(12);
            while (bytes.remaining() >= 8) {
                String name = nextName();
                int length = bytes.getInt();
                if (name.equals("data")) {
                    boolean unfinished = length <= 0 || length > bytes.remaining();
                    return decode(unfinished ? bytes.remaining() : length);
                }
                if (name.equals("fmt ")) {
                    format = bytes.getShort(bytes.position());
                    channels = bytes.getShort(bytes.position() + 2);
                    rate = bytes.getInt(bytes.position() + 4);
                }
                long next = bytes.position() + Integer.toUnsignedLong(length) + (length & 1);
                bytes.position((int) Math.min(next, bytes.limit()));
            }
            return new short[0];
        }

        private String nextName() {
            byte[] name = new byte[4];
            bytes.get(name);
            return new String(name, StandardCharsets.US_ASCII);
        }

        private short[] decode(int length) {
            if ((format != PCM && format != MU_LAW) || channels < 1 || rate < RATE) {
                throw new IllegalArgumentException(
                        "%s: expected 16-bit PCM or mu-law at a multiple of 8000 Hz, not format %d at %d Hz"
                                .formatted(file, format, rate));
            }
            if (rate % RATE != 0) {
                throw new IllegalArgumentException(
                        "%s: expected a multiple of 8000 Hz, not %d".formatted(file, rate));
            }
            int width = format == PCM ? 2 : 1;
            int averaged = channels * (rate / RATE);
            short[] samples = new short[length / (width * averaged)];
            for (int i = 0; i < samples.length; i++) {
                int sum = 0;
                for (int j = 0; j < averaged; j++) {
                    sum += format == PCM ? bytes.getShort() : fromMuLaw(bytes.get());
                }
                samples[i] = (short) (sum / averaged);
            }
            return samples;
        }
    }
}
