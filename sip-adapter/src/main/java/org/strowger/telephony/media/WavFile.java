package org.strowger.telephony.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.strowger.telephony.Sound;

/// Prompts and music as WAV files: 8,000 Hz, one channel, 16-bit PCM, mu-law or A-law.
///
/// Anything else is refused, never converted by guess: a prompt that sounds wrong is found by a
/// caller, a refused one by whoever put it there.
public final class WavFile {
    private static final int RATE = 8_000;
    private static final int LONGEST_MINUTES = 30;
    private static final int MOST_SAMPLES = LONGEST_MINUTES * 60 * RATE;

    /// The longest audio in its widest form, and a mebibyte for what else a file may carry.
    private static final int MOST_BYTES = MOST_SAMPLES * Short.BYTES + (1 << 20);

    private static final String EXPECTED =
            "expected a WAV file of 8000 Hz, one channel, 16-bit PCM, mu-law or A-law, at most "
                    + LONGEST_MINUTES
                    + " minutes";

    private static final int RIFF = tag("RIFF");
    private static final int WAVE = tag("WAVE");
    private static final int FORMAT = tag("fmt ");
    private static final int FACT = tag("fact");
    private static final int DATA = tag("data");

    private static final int TAG_AND_SIZE = 8;
    private static final int SHORTEST_FORMAT = 16;
    private static final int FORMAT_WITH_EXTENSION = 18;

    private static final int PCM = 1;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;

    private WavFile() {}

    /// Reads a file as a sound that is named like it.
    ///
    /// @throws IOException when the file cannot be read or is not such audio; the message says
    ///   which file, what was found and what was expected
    public static Sound read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        }
    }

    /// Reads what a stream holds as a sound that is named like the last part of its path.
    ///
    /// @throws IOException as [#read(Path)] does
    public static Sound read(String path, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw refused(path, "it has more than " + MOST_BYTES + " bytes");
        }
        byte[] samples = samples(path, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return new Sound(path.substring(path.lastIndexOf('/') + 1), samples);
    }

    /// Writes mu-law samples, 8,000 a second, as a file that [#read] reads.
    public static void write(Path file, byte[] muLaw) throws IOException {
        int padding = muLaw.length & 1;
        int headers = 4 + TAG_AND_SIZE + FORMAT_WITH_EXTENSION + TAG_AND_SIZE + 4 + TAG_AND_SIZE;
        int size = headers + muLaw.length + padding;
        ByteBuffer out = ByteBuffer.allocate(TAG_AND_SIZE + size).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(RIFF).putInt(size).putInt(WAVE);
        out.putInt(FORMAT).putInt(FORMAT_WITH_EXTENSION);
        out.putShort((short) MU_LAW).putShort((short) 1).putInt(RATE).putInt(RATE);
        out.putShort((short) 1).putShort((short) 8).putShort((short) 0);
        out.putInt(FACT).putInt(4).putInt(muLaw.length);
        out.putInt(DATA).putInt(muLaw.length).put(muLaw);
        Files.write(file, out.array());
    }

    private static byte[] samples(String file, ByteBuffer in) throws IOException {
        if (in.remaining() < 12 || in.getInt() != RIFF) {
            throw refused(file, "it is not a RIFF file");
        }
        in.getInt(); // Some writers leave the size of the whole wrong: the chunks have their own.
        if (in.getInt() != WAVE) {
            throw refused(file, "it is a RIFF file but not a WAVE");
        }
        Format format = null;
        while (in.remaining() >= TAG_AND_SIZE) {
            int tag = in.getInt();
            ByteBuffer chunk = chunk(file, in);
            if (tag == FORMAT) {
                format = format(file, chunk);
            } else if (tag == DATA) {
                if (format == null) {
                    throw refused(file, "its data comes before its format");
                }
                return samples(file, format, chunk);
            }
        }
        throw refused(file, "it has no data");
    }

    private static ByteBuffer chunk(String file, ByteBuffer in) throws IOException {
        long size = Integer.toUnsignedLong(in.getInt());
        if (size > in.remaining()) {
            throw refused(
                    file,
                    "it is cut off: a part of %d bytes has only %d"
                            .formatted(size, in.remaining()));
        }
        int length = (int) size;
        ByteBuffer chunk = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        int padded = length + (length & 1);
        in.position(Math.min(in.limit(), in.position() + padded));
        return chunk;
    }

    private static Format format(String file, ByteBuffer chunk) throws IOException {
        if (chunk.remaining() < SHORTEST_FORMAT) {
            throw refused(file, "its format has only %d bytes".formatted(chunk.remaining()));
        }
        int code = chunk.getShort(0) & 0xFFFF;
        int channels = chunk.getShort(2) & 0xFFFF;
        long rate = Integer.toUnsignedLong(chunk.getInt(4));
        int bits = chunk.getShort(14) & 0xFFFF;
        Format format = Format.of(code, bits);
        if (format == null || channels != 1 || rate != RATE) {
            throw refused(
                    file,
                    "it has format %d, %d Hz, %d channels, %d bits"
                            .formatted(code, rate, channels, bits));
        }
        return format;
    }

    private static byte[] samples(String file, Format format, ByteBuffer data) throws IOException {
        int length = data.remaining();
        if (length == 0 || length % format.width != 0) {
            throw refused(
                    file, "%d bytes of data are no whole number of samples".formatted(length));
        }
        byte[] samples = new byte[length / format.width];
        if (samples.length > MOST_SAMPLES) {
            throw refused(file, "it lasts %d s".formatted(samples.length / RATE));
        }
        for (int i = 0; i < samples.length; i++) {
            samples[i] =
                    switch (format) {
                        case LINEAR -> G711.toMuLaw(data.getShort());
                        case A_LAW -> G711.aLawToMuLaw(data.get());
                        case MU_LAW -> data.get();
                    };
        }
        return samples;
    }

    private static IOException refused(String file, String found) {
        return new IOException("%s: %s; %s".formatted(file, found, EXPECTED));
    }

    private static int tag(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    private enum Format {
        LINEAR(2),
        A_LAW(1),
        MU_LAW(1);

        private final int width;

        Format(int width) {
            this.width = width;
        }

        static @Nullable Format of(int code, int bits) {
            if (code == PCM && bits == 16) {
                return LINEAR;
            }
            if (code == WavFile.A_LAW && bits == 8) {
                return A_LAW;
            }
            return code == WavFile.MU_LAW && bits == 8 ? MU_LAW : null;
        }
    }
}
