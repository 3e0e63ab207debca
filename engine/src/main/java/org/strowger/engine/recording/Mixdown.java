package org.strowger.engine.recording;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.strowger.telephony.media.G711;

/// A recording as one channel of mu-law, which a telephone can play.
final class Mixdown {
    /// Below this, 1% of full scale (-40 dB), is silence: rooms are, speech is not.
    private static final int SILENCE = 328;

    /// How much silence stays at either end, so that no consonant is cut: 200 ms.
    private static final int LEFT_STANDING = WavForm.RATE / 5;

    private static final int FRAMES_AT_ONCE = 4_096;

    private Mixdown() {}

    /// Reads so many frames to the end, and leaves out the silence before and behind.
    static byte[] of(InputStream in, int frames, Side side) throws IOException {
        byte[] samples = new byte[frames];
        byte[] some = new byte[FRAMES_AT_ONCE * WavForm.FRAME_BYTES];
        int first = frames;
        int last = -1;
        int done = 0;
        while (done < frames) {
            int count = Math.min(FRAMES_AT_ONCE, frames - done);
            int length = count * WavForm.FRAME_BYTES;
            if (in.readNBytes(some, 0, length) < length) {
                throw new EOFException("it ends before its end");
            }
            ByteBuffer frame = ByteBuffer.wrap(some).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = done; i < done + count; i++) {
                int linear = mixed(frame.getShort(), frame.getShort(), side);
                samples[i] = G711.toMuLaw((short) linear);
                if (Math.abs(linear) > SILENCE) {
                    first = Math.min(first, i);
                    last = i;
                }
            }
            done += count;
        }
        return last < 0
                ? new byte[0]
                : Arrays.copyOfRange(
                        samples,
                        Math.max(0, first - LEFT_STANDING),
                        Math.min(frames, last + 1 + LEFT_STANDING));
    }

    private static int mixed(short left, short right, Side side) {
        return switch (side) {
            case LEFT -> left;
            case BOTH -> Math.clamp(left + right, Short.MIN_VALUE, Short.MAX_VALUE);
        };
    }
}
