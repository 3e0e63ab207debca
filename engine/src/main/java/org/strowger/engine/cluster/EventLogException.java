package org.strowger.engine.cluster;

import java.nio.file.Path;

/// An event log did not do what it was asked, for a named reason.
public final class EventLogException extends RuntimeException {
    /// Why.
    public enum Reason {
        /// Another owner opened the log since; this one must stop.
        STALE_EPOCH,
        /// The events do not follow the last ones, and are no repeat of them.
        OUT_OF_SEQUENCE,
        /// Too many appends wait already; nothing was written.
        TOO_BUSY,
        /// The log is closed, or a failed write closed it; opening it again may help.
        NOT_OPEN,
        /// Another process holds the log.
        IN_USE,
        /// Stored bytes are not what was written; they are left as they are.
        DAMAGED,
        /// Stored bytes are of another version of Strowger, and are not read; they are left as they
        /// are.
        OTHER_VERSION,
        /// The storage failed: full, read-only, or broken.
        STORAGE
    }

    private static final long serialVersionUID = 1;

    private final Reason reason;

    EventLogException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    EventLogException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /// The same, said of a file.
    EventLogException in(Path file) {
        return new EventLogException(reason, file + ": " + getMessage(), this);
    }

    public Reason reason() {
        return reason;
    }
}
