package org.strowger.engine.recording;

/// What came of a wish to change a message.
public sealed interface MessageChange {
    /// It is so, and on the disk.
    ///
    /// @param message as it is now; of a deleted one, as it was
    record Done(Message message) implements MessageChange {}

    /// Nothing was changed.
    record Refused(Reason reason) implements MessageChange {}

    /// Why not.
    enum Reason {
        /// There are as many messages as there may be.
        FULL,
        /// There is no such message, or no longer.
        UNKNOWN,
        /// There is a message of this id already.
        KNOWN
    }
}
