package org.strowger.engine.routing;

/// Why a call left its line without an agent.
public enum LeaveReason {
    /// The caller hung up.
    ABANDONED,
    /// The flow's longest wait was over.
    TIMED_OUT,
    /// The caller asked for something else: a message, another menu.
    CHOSE_TO_LEAVE,
    /// A supervisor or an overflow rule took the call elsewhere.
    MOVED,
    /// A kept place whose caller could not be reached, or no longer wanted the call.
    CALLBACK_GIVEN_UP,
    /// The member that carried the caller's voice died.
    NODE_LOST,
    /// The queue's longest wait was over, and no other queue took the call.
    MAX_WAIT,
    /// Nobody was there any more to wait for, and no other queue took the call.
    EMPTY,
    /// It began with an agent, who did not take it.
    NOT_TAKEN,
    /// A kept place whose caller rang again, and waits by that call now.
    CALLED_AGAIN,
    /// A kept place that was kept for as long as places are.
    EXPIRED,
    /// A kept place whose customer was called before an agent was, and has answered: they wait in
    /// line themselves from then on.
    DIALLED
}
