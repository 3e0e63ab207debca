package org.strowger.telephony;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Where a telephone network that records by itself puts what it records.
public interface RecordingStore {
    /// Keeps nothing: no recording can begin.
    RecordingStore NONE =
            recording -> {
                throw new IOException("recordings are not kept: " + recording);
            };

    /// Opens a place for a recording. Called, like all that follows, on a thread that may wait.
    Take begin(RecordingId recording) throws IOException;

    /// One recording being made. Closed once, when all of it has been written.
    interface Take extends Closeable {
        /// Adds samples: 8,000 a second, 16-bit linear, little-endian, left and right in turn.
        void write(ByteBuffer samples) throws IOException;
    }
}
