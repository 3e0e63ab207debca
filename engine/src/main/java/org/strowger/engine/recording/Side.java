package org.strowger.engine.recording;

/// Whom of the two on a recording one wants to hear.
public enum Side {
    /// The left channel alone: who left a message.
    LEFT,
    /// Both, mixed.
    BOTH
}
