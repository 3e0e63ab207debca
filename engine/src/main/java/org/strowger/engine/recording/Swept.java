package org.strowger.engine.recording;

/// What came of removing what is too old.
///
/// @param removed how many are gone
/// @param failed how many are still there because the disk would not remove them
/// @param more whether there are further ones, for the next time
public record Swept(int removed, int failed, boolean more) {}
