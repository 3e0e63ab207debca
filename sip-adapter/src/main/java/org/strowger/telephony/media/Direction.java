package org.strowger.telephony.media;

/// Which way audio may go on a connection, seen from the side that says it (RFC 3264 section 5.1).
public enum Direction {
    SEND_RECEIVE(true, true),
    SEND_ONLY(true, false),
    RECEIVE_ONLY(false, true),
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;

    Direction(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    public boolean sends() {
        return sends;
    }

    public boolean receives() {
        return receives;
    }

    /// The same connection seen from the other side.
    public Direction mirrored() {
        return switch (this) {
            case SEND_RECEIVE -> SEND_RECEIVE;
            case SEND_ONLY -> RECEIVE_ONLY;
            case RECEIVE_ONLY -> SEND_ONLY;
            case INACTIVE -> INACTIVE;
        };
    }
}
