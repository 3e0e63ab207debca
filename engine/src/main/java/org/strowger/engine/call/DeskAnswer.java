package org.strowger.engine.call;

/// What became of a [DeskCommand].
public sealed interface DeskAnswer {
    record Done() implements DeskAnswer {}

    /// Nothing changed.
    ///
    /// @param message what was wrong and what was expected, for people
    record Refused(Reason reason, String message) implements DeskAnswer {}

    /// Why a command was refused.
    enum Reason {
        /// It concerns somebody of another team, or a talk of somebody else.
        NOT_ALLOWED,
        UNKNOWN_AGENT,
        UNKNOWN_CALL,
        UNKNOWN_QUEUE,
        UNKNOWN_FLOW,
        UNKNOWN_PHONE,
        /// A reason that the centre or the queue does not have, or text that is too long.
        BAD_VALUE,
        /// Numbers outside are called by a trunk, and this centre has none.
        NO_TRUNK,
        /// The number is not among those that may be called.
        NUMBER_NOT_ALLOWED,
        /// A bound is reached, such as calls outside in an hour.
        TOO_MANY,
        /// The agent or the call is busy with something else.
        BUSY,
        /// The agent or the call is not, or no longer, in the state that the command is about.
        WRONG_STATE,
        /// The disposition of the last call is still missing.
        DISPOSITION_MISSING,
        /// The routing core takes no more at the moment.
        OVERLOADED
    }
}
