package org.strowger.engine.call;

import io.vertx.core.Future;

/// What became of a [DeskCommand].
public sealed interface DeskAnswer {
    /// One that says why not.
    static DeskAnswer refused(Reason reason, String message) {
        return new Refused(reason, message);
    }

    /// One that is known at once.
    static Future<DeskAnswer> answer(DeskAnswer answer) {
        return Future.succeededFuture(answer);
    }

    record Done() implements DeskAnswer {}

    /// Nothing changed, unless there was a fault.
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
        /// What is to be called outside is no number: an optional `+` and digits. SIP addresses are
        /// not called, and no number has `*` or `#` in it.
        NO_NUMBER,
        /// The number is not among those that may be called.
        NUMBER_NOT_ALLOWED,
        /// It names no call, and the agent has several that may be meant.
        AMBIGUOUS,
        /// A bound is reached, such as calls outside in an hour.
        TOO_MANY,
        /// The agent or the call is busy with something else.
        BUSY,
        /// The agent or the call is not, or no longer, in the state that the command is about.
        WRONG_STATE,
        /// The disposition of a call is still missing.
        DISPOSITION_MISSING,
        /// The routing core takes no more at the moment.
        OVERLOADED,
        /// Something went wrong in the switch, and how much of it was done is not known.
        FAULT
    }
}
