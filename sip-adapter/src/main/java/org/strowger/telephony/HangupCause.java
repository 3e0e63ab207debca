package org.strowger.telephony;

/// Why a leg ended, or why it never began.
public enum HangupCause {
    /// One side hung up.
    NORMAL,
    /// The far end is busy.
    BUSY,
    /// The far end, or a person there, does not want the call.
    REJECTED,
    /// It rang and nobody answered.
    NO_ANSWER,
    /// The side that asked for the call gave up before it was answered.
    CANCELLED,
    /// Nobody has this number or address.
    UNKNOWN_NUMBER,
    /// The phone is not registered or does not react.
    UNREACHABLE,
    /// The two sides have no codec in common.
    NO_COMMON_CODEC,
    /// No port, no channel, or a limit is reached: try again later.
    CONGESTION,
    /// The network failed: a broken message, a dead connection, a time-out inside a call.
    NETWORK_FAILURE,
    /// The switch is shutting down.
    SHUTDOWN
}
