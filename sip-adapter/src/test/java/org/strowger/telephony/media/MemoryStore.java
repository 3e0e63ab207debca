package org.strowger.telephony.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;

/// A store of recordings in memory, as slow as a test wants it.
final class MemoryStore implements RecordingStore {
    private final Map<RecordingId, byte[]> closed = new LinkedHashMap<>();
    private final CountDownLatch disk;
    private int open;

    MemoryStore() {
        this(new CountDownLatch(0));
    }

    /// @param disk what every write waits for
    MemoryStore(CountDownLatch disk) {
        this.disk = disk;
    }

    @Override
    public synchronized Take begin(RecordingId recording) {
        open++;
        var bytes = new ByteArrayOutputStream();
        return new Take() {
            @Override
            public void write(ByteBuffer samples) {
                try {
                    disk.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                byte[] written = new byte[samples.remaining()];
                samples.get(written);
                bytes.writeBytes(written);
            }

            @Override
            public void close() {
                closed(recording, bytes.toByteArray());
            }
        };
    }

    private synchronized void closed(RecordingId recording, byte[] bytes) {
        open--;
        closed.put(recording, bytes);
    }

    synchronized Set<RecordingId> closed() {
        return Set.copyOf(closed.keySet());
    }

    synchronized int open() {
        return open;
    }

    /// One side of a recording that is closed.
    ///
    /// @param channel 0 for the left, 1 for the right
    synchronized short[] side(String id, int channel) {
        byte[] bytes = closed.get(new RecordingId(id));
        if (bytes == null) {
            throw new AssertionError(id + " was not recorded");
        }
        var samples = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        short[] side = new short[samples.remaining() / 2];
        for (int i = 0; i < side.length; i++) {
            side[i] = samples.get(2 * i + channel);
        }
        return side;
    }
}
