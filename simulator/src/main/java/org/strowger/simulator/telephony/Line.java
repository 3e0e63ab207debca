package org.strowger.simulator.telephony;

import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyEvent.TransferRequested;

/// A leg as the one at its far end has it, with what can be done there; used on the network's loop.
/// What does not apply, because the leg is over or not yet answered, does nothing.
public interface Line {
    LegId leg();

    /// Whether it is up.
    boolean isUp();

    /// Answers a leg that rings.
    void answer();

    /// Ends the leg. One that rings is refused.
    ///
    /// @param refusal what a leg that rings fails with
    void hangUp(HangupCause refusal);

    /// Ends the leg; one that rings is rejected.
    default void hangUp() {
        hangUp(HangupCause.REJECTED);
    }

    /// Presses a key; nothing keeps it.
    void press(char key);

    void hold();

    void resume();

    /// Asks for the call to be taken elsewhere, as phones do.
    void transfer(TransferRequested.Target to);
}
