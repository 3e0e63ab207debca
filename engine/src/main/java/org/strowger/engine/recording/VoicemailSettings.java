package org.strowger.engine.recording;

import java.time.Duration;

/// For how long, and how many, messages of callers are kept.
///
/// @param keep how long after it was left a message goes, heard or not
/// @param most how many there may be; further ones are refused
public record VoicemailSettings(Duration keep, int most) {
    /// How long they are kept when nothing else is said.
    public static final Duration KEEP = Duration.ofDays(30);

    /// As many as are searched through and written anew without anybody noticing.
    public static final int MOST = 20_000;

    public VoicemailSettings {
        if (!keep.isPositive() || most < 1) {
            throw new IllegalArgumentException("no time or no room for a message");
        }
    }

    public VoicemailSettings(Duration keep) {
        this(keep, MOST);
    }
}
