package org.strowger.engine.contact;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What an agent says that a call was about.
///
/// @param reason one of the queue's reasons, 1 to 200 characters
/// @param note may be empty; at most 2,000 characters, what is longer is cut
public record Disposition(String reason, String note, Instant at) {
    static final int LONGEST_REASON = 200;
    static final int LONGEST_NOTE = 2_000;

    public Disposition {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "a disposition must have 1 to " + LONGEST_REASON + " characters");
        }
        note = Texts.cut(note, LONGEST_NOTE);
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
