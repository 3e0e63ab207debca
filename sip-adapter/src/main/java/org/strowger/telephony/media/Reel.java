package org.strowger.telephony.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;

/// One recording as its writer makes it: opened, written and closed on the recordings' thread.
///
/// The first failure breaks it: it is logged and counted, and nothing more is written.
final class Reel {
    private static final Logger LOG = LoggerFactory.getLogger(Reel.class);
    private static final int BYTES_PER_MILLISECOND = 8 * 2 * Short.BYTES;
    private static final byte[] SILENCE = new byte[Tape.BYTES_PER_TICK];

    private final RecordingId id;
    private final RecordingStore store;
    private final MediaListener listener;
    private final MediaMeters meters;

    private RecordingStore.@Nullable Take take;
    private long written;

    /// Read by the media thread, which then ends the recording.
    private volatile boolean broken;

    Reel(RecordingId id, RecordingStore store, MediaListener listener, MediaMeters meters) {
        this.id = id;
        this.store = store;
        this.listener = listener;
        this.meters = meters;
    }

    boolean broken() {
        return broken;
    }

    void begin() {
        try {
            take = store.begin(id);
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    /// Writes ticks of silence, and then samples.
    void write(int silentTicks, ByteBuffer samples) {
        RecordingStore.Take open = take;
        if (open == null || broken) {
            return;
        }
        try {
            for (int i = 0; i < silentTicks; i++) {
                write(open, ByteBuffer.wrap(SILENCE).asReadOnlyBuffer());
            }
            if (samples.hasRemaining()) {
                write(open, samples);
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    /// Closes the recording and tells of it. One that cannot be closed is none.
    void end(boolean spoken) {
        try {
            if (take != null) {
                take.close();
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
            written = 0;
        }
        tell(spoken);
    }

    /// Tells of a recording that there is no room for.
    void refuse() {
        meters.recordingRefused();
        tell(false);
    }

    private void write(RecordingStore.Take open, ByteBuffer samples) throws IOException {
        int length = samples.remaining();
        open.write(samples);
        written += length;
    }

    private void fail(Throwable failure) {
        meters.recordingFailed();
        if (!broken) {
            LOG.warn("recording {} failed", id, failure);
        }
        broken = true;
    }

    private void tell(boolean spoken) {
        var length = Duration.ofMillis(written / BYTES_PER_MILLISECOND);
        try {
            listener.recordingEnded(id, length, spoken && written > 0);
        } catch (RuntimeException | Error e) {
            meters.failed();
            LOG.warn("telling the end of recording {} failed", id, e);
        }
    }
}
