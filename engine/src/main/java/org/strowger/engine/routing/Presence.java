package org.strowger.engine.routing;

/// Which agents count as being there, for a queue that does not let callers wait for nobody.
public enum Presence {
    /// Nobody need be there.
    NOBODY,
    /// Anybody who is signed in.
    SIGNED_IN,
    /// Anybody who is signed in and neither paused nor about to be, nor about to leave.
    NOT_PAUSED,
    /// Anybody who could take such a contact at this moment; for joining only.
    READY
}
