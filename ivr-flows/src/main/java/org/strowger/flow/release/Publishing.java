package org.strowger.flow.release;

/// What came of publishing a release.
public sealed interface Publishing {

    /// New calls get it.
    ///
    /// @param history with the entry as its last
    /// @param entry whose [Published#line] is to be appended to the history's file
    record Done(ReleaseHistory history, Published entry) implements Publishing {}

    /// All stays as it was.
    record Refused(Reason reason) implements Publishing {}

    /// Why nothing was published.
    enum Reason {
        /// It is what new calls get already.
        ALREADY_CURRENT,
        /// One can go back only to what was published before.
        NEVER_PUBLISHED,
        /// Nobody is named who did it, or by more than 100 characters.
        NOT_BY_ANYBODY,
        /// The note has more than 1,000 characters.
        NOTE_TOO_LONG,
        /// The history has 100,000 entries.
        HISTORY_FULL
    }
}
