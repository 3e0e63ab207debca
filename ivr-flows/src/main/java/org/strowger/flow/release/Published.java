package org.strowger.flow.release;

import java.time.Instant;
import org.strowger.yaml.ContentHash;

/// That somebody made a release the one that new calls get.
///
/// @param by who; 1 to 100 characters
/// @param note why, in their words; may be empty, at most 1,000 characters
public record Published(String releaseHash, Instant at, String by, String note) {
    static final int LONGEST_BY = 100;
    static final int LONGEST_NOTE = 1_000;

    /// @throws IllegalArgumentException when a part is not of its form
    public Published {
        if (!ContentHash.isOne(releaseHash)) {
            throw new IllegalArgumentException("not a hash: " + releaseHash);
        }
        if (by.isBlank() || by.length() > LONGEST_BY || note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException("nobody, or too long: " + by + ", " + note);
        }
    }

    /// The line to append to the history's file, with its line feed.
    public String line() {
        return HistoryLine.written(this);
    }
}
