package org.strowger.telephony.media;

import java.util.LinkedHashSet;
import java.util.Set;
import org.strowger.telephony.ConferenceId;

/// A conference: who is in it hears everybody else who is.
final class Room {
    /// Beyond this many nobody understands a word, and the sums grow with the square.
    static final int MOST_MEMBERS = 32;

    private final ConferenceId id;
    private final Set<Jack> members = new LinkedHashSet<>();

    Room(ConferenceId id) {
        this.id = id;
    }

    ConferenceId id() {
        return id;
    }

    /// Whom the [Switchboard] lets in.
    Set<Jack> members() {
        return members;
    }

    boolean full() {
        return members.size() >= MOST_MEMBERS;
    }
}
