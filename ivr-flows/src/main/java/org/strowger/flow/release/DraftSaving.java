package org.strowger.flow.release;

import java.util.List;
import java.util.Optional;

/// What came of saving a draft.
public sealed interface DraftSaving {

    /// The draft is now this.
    record Saved(Draft draft) implements DraftSaving {}

    /// Somebody else saved meanwhile; the draft stays theirs until one of the two is chosen, or
    /// both are merged, and saved on top of theirs.
    ///
    /// @param base the hash of the text that yours began from
    /// @param theirs the hash of the draft as it is
    /// @param yours the hash of the text that was to be saved
    /// @param difference from theirs to yours, line by line
    /// @param merged both edits in one text, when they are of different lines and the text that
    ///   both began from is known; for a person to look at, as it need not make sense
    record Conflict(
            String base,
            String theirs,
            String yours,
            List<DiffLine> difference,
            Optional<String> merged)
            implements DraftSaving {
        public Conflict {
            difference = List.copyOf(difference);
        }
    }

    /// All stays as it was.
    record Refused(Reason reason) implements DraftSaving {}

    /// Why a text cannot be a draft.
    enum Reason {
        /// It has more than [DraftEdit#LONGEST] characters.
        TOO_LONG,
        /// It holds half a surrogate pair, which no file can.
        NOT_UNICODE
    }
}
