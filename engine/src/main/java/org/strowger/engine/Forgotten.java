package org.strowger.engine;

/// What was removed of a customer who asked to be forgotten.
///
/// @param contacts made anonymous: what remains of them is no longer theirs
/// @param recordings removed, of calls
/// @param messages removed, with their recordings
public record Forgotten(int contacts, int recordings, int messages) {
    /// Whether there was anything.
    public boolean isNothing() {
        return contacts + recordings + messages == 0;
    }
}
