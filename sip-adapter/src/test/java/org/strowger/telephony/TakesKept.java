package org.strowger.telephony;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.strowger.telephony.peers.Recording;

/// A store that keeps recordings in memory, or has a full disk.
public final class TakesKept implements RecordingStore {
    private final Map<String, byte[]> kept = new ConcurrentSkipListMap<>();
    private volatile boolean full;

    /// Takes nothing from now on.
    public void isFull() {
        full = true;
    }

    @Override
    public Take begin(RecordingId recording) throws IOException {
        if (full) {
            throw new IOException("the disk is full");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new Take() {
            @Override
            public void write(ByteBuffer samples) {
                byte[] some = new byte[samples.remaining()];
                samples.get(some);
                bytes.writeBytes(some);
            }

            @Override
            public void close() {
                kept.put(recording.value(), bytes.toByteArray());
            }
        };
    }

    /// What the leg itself said.
    public Recording left(RecordingId recording) {
        return side(recording, 0);
    }

    /// What the leg heard.
    public Recording right(RecordingId recording) {
        return side(recording, 1);
    }

    private Recording side(RecordingId recording, int side) {
        byte[] both = kept.getOrDefault(recording.value(), new byte[0]);
        ByteBuffer samples = ByteBuffer.wrap(both).order(ByteOrder.LITTLE_ENDIAN);
        short[] one = new short[both.length / 4];
        for (int i = 0; i < one.length; i++) {
            one[i] = samples.getShort(4 * i + 2 * side);
        }
        return Recording.of(one);
    }
}
