package org.strowger.engine.recording;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Samples to be recorded, and what is found again.
final class Audio {
    private Audio() {}

    /// So much of a sawtooth on the left, and of a slower one on the right, which no header and no
    /// cipher has in it by chance.
    static byte[] speech(int milliseconds) {
        int frames = milliseconds * 8;
        ByteBuffer out = ByteBuffer.allocate(frames * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < frames; i++) {
            out.putShort((short) (4_000 + i % 4_001)).putShort((short) (-9_000 + i % 777));
        }
        return out.array();
    }

    /// The same level in every frame.
    static byte[] level(int milliseconds, int left, int right) {
        int frames = milliseconds * 8;
        ByteBuffer out = ByteBuffer.allocate(frames * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < frames; i++) {
            out.putShort((short) left).putShort((short) right);
        }
        return out.array();
    }

    static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    /// Whether some bytes are found among others.
    static boolean contains(byte[] all, byte[] some) {
        for (int from = 0; from + some.length <= all.length; from++) {
            int same = 0;
            while (same < some.length && all[from + same] == some[same]) {
                same++;
            }
            if (same == some.length) {
                return true;
            }
        }
        return false;
    }
}
