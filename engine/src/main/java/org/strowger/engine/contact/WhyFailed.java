package org.strowger.engine.contact;

/// Why nobody was reached by a call that the centre made, or a call failed.
public enum WhyFailed {
    /// As often as the centre tries: no answer, busy, a machine, no confirmation.
    NOT_ANSWERED,

    /// No line outside was free.
    NO_LINE,

    /// The number may not be called, or no longer.
    NOT_ALLOWED,

    /// The agent hung up before the customer was reached.
    AGENT_LEFT,

    /// The agent who was to talk did not answer, or had no telephone.
    AGENT_NOT_THERE,

    /// The promise to call back was kept for as long as promises are.
    EXPIRED,

    /// Somebody took the promise back.
    TAKEN_BACK,

    /// A rule of the line let the place go.
    LET_GO,

    /// The node that carried the call is gone.
    NODE_LOST
}
