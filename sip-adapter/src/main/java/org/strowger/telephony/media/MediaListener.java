package org.strowger.telephony.media;

import java.time.Duration;
import org.strowger.telephony.RecordingId;

/// Hears what happens on one [MediaStream], on a thread that others need: hand it over and return.
public interface MediaListener {

    /// The far end pressed a key: `0-9`, `*`, `#` or `A-D`.
    void digit(char digit);

    /// A playback is over. Told once for each, except those that the closing of the stream ends.
    ///
    /// @param token what [MediaStream#play] was given
    /// @param complete whether it was sent to its end
    void playbackEnded(Object token, boolean complete);

    /// A recording is over and its [org.strowger.telephony.RecordingStore.Take] is closed. Told
    /// once for each, also after the stream has closed, and on the thread that writes recordings or
    /// the media thread. Who has nothing recorded hears nothing.
    ///
    /// @param length of what was written, pauses included; nothing when it could not be recorded
    /// @param spoken whether the far end said anything
    default void recordingEnded(RecordingId recording, Duration length, boolean spoken) {}
}
