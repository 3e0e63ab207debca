package org.strowger.engine.call;

/// Which calls of a queue are recorded.
public enum RecordingRule {
    /// Every one.
    ALWAYS,
    /// Those of which the agent or a supervisor asks it.
    ON_DEMAND,
    /// None, whoever asks.
    NEVER
}
