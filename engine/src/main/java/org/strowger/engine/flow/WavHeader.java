package org.strowger.engine.flow;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/// What the first parts of a WAV file say of the audio, whatever its format.
///
/// @param rate samples a second
/// @param channels 1 for mono
/// @param length how long the audio lasts
record WavHeader(int rate, int channels, Duration length) {
    private static final int RIFF = 0x52494646;
    private static final int WAVE = 0x57415645;
    private static final int FORMAT = 0x666d7420;
    private static final int DATA = 0x64617461;
    private static final int SHORTEST_FORMAT = 16;
    private static final int MOST_PARTS = 64;
    private static final int MILLIS = 1_000;

    /// Empty when it is no WAV file.
    static Optional<WavHeader> read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        if (in.readInt() != RIFF) {
            return Optional.empty();
        }
        in.readInt();
        return in.readInt() == WAVE ? parts(in) : Optional.empty();
    }

    private static Optional<WavHeader> parts(DataInputStream in) throws IOException {
        int rate = 0;
        int channels = 0;
        int bytesPerSecond = 0;
        for (int part = 0; part < MOST_PARTS; part++) {
            int tag = in.readInt();
            long size = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
            if (tag == DATA) {
                return rate <= 0 || bytesPerSecond <= 0
                        ? Optional.empty()
                        : Optional.of(
                                new WavHeader(
                                        rate,
                                        channels,
                                        Duration.ofMillis(size * MILLIS / bytesPerSecond)));
            }
            if (tag == FORMAT && size >= SHORTEST_FORMAT) {
                in.readUnsignedShort();
                channels = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
                rate = Integer.reverseBytes(in.readInt());
                bytesPerSecond = Integer.reverseBytes(in.readInt());
                in.skipNBytes(size + (size & 1) - SHORTEST_FORMAT + 4);
            } else {
                in.skipNBytes(size + (size & 1));
            }
        }
        return Optional.empty();
    }
}
