package org.strowger.engine;

/// A node cannot start, for a reason that its operator can mend; the message says what and where.
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
