package org.strowger.engine.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where recordings are, and for how long.
///
/// @param folder made, its owner's alone, when it is not there
/// @param keep how long after the end of its day (UTC) a recording is kept, at least a day
/// @param key with one, what is recorded from now on is encrypted; what was recorded without stays
///   readable
public record RecordingSettings(Path folder, Duration keep, Optional<RecordingKey> key) {
    /// Where they are when nothing else is said, under the folder of data.
    public static final String FOLDER = "recordings";

    /// How long they are kept when nothing else is said.
    public static final Duration KEEP = Duration.ofDays(90);

    /// The shortest time that they can be kept.
    public static final Duration SHORTEST = Duration.ofDays(1);

    public RecordingSettings {
        if (keep.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("recordings are kept for a day at least: " + keep);
        }
    }
}
