package org.strowger.engine.call;

/// Which calls of a queue are recorded.
public enum RecordingRule {
    /// Every talk.
    ALWAYS,
    /// Every call from its first talk to its end: a flow that it is transferred to, too, where what
    /// is typed in secret is silence, and the wait after it.
    WHOLE_CALL,
    /// Those talks of which the agent or a supervisor asks it.
    ON_DEMAND,
    /// None, whoever asks.
    NEVER;

    /// Whether every talk is recorded, so that no agent ends it.
    boolean isOfEveryTalk() {
        return this == ALWAYS || this == WHOLE_CALL;
    }
}
