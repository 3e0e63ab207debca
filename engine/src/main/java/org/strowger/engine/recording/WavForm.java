package org.strowger.engine.recording;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// How a recording is written: WAV, two channels of 16-bit PCM, 8,000 samples a second.
final class WavForm {
    static final int HEADER_BYTES = 44;

    /// One sample of each channel.
    static final int FRAME_BYTES = 4;

    static final int RATE = 8_000;
    static final int BYTES_PER_SECOND = RATE * FRAME_BYTES;

    /// What programs take for "until the end of the file", where the size cannot be put in later.
    static final long UNKNOWN = (0xFFFF_FFFFL - HEADER_BYTES) & -FRAME_BYTES;

    private static final int SIZE_BEHIND_ITSELF = HEADER_BYTES - 8;
    private static final short PCM = 1;
    private static final short CHANNELS = 2;
    private static final short BITS = 16;

    private WavForm() {}

    /// What stands before so many bytes of samples.
    static ByteBuffer header(long dataBytes) {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.put(tag("RIFF")).putInt((int) (dataBytes + SIZE_BEHIND_ITSELF)).put(tag("WAVE"));
        out.put(tag("fmt ")).putInt(16).putShort(PCM).putShort(CHANNELS);
        out.putInt(RATE).putInt(BYTES_PER_SECOND).putShort((short) FRAME_BYTES).putShort(BITS);
        return out.put(tag("data")).putInt((int) dataBytes).flip();
    }

    /// How many bytes of whole samples a file of this form has, from how long it is.
    static long dataBytes(long contentBytes) {
        long data = Math.max(0, contentBytes - HEADER_BYTES);
        return data - data % FRAME_BYTES;
    }

    static Duration length(long dataBytes) {
        return Duration.ofMillis(dataBytes * 1_000 / BYTES_PER_SECOND);
    }

    private static byte[] tag(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
