package org.strowger.engine.recording;

import java.time.Duration;
import java.time.Instant;
import org.strowger.telephony.RecordingId;

/// A recording that is there.
///
/// @param madeAt when it ended
/// @param length how long it lasts
/// @param size of its file, in bytes
/// @param encrypted whether it takes the key to hear it
public record Recorded(
        RecordingId id, Instant madeAt, Duration length, long size, boolean encrypted) {}
