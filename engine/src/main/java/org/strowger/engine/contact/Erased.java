package org.strowger.engine.contact;

import java.util.List;
import org.strowger.telephony.RecordingId;

/// What was made anonymous.
///
/// @param contacts how many
/// @param files how many days' files were written anew
/// @param unreadable how many lines of these files could not be read, and were left out
/// @param recordings what the contacts had recordings of, which are to be deleted as well
public record Erased(int contacts, int files, int unreadable, List<RecordingId> recordings) {
    public Erased {
        recordings = List.copyOf(recordings);
    }
}
