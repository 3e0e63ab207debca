package org.strowger.engine.call;

import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;

/// Whose a leg is: hears all that happens to it, on the sessions' event loop. What an owner has
/// nothing to do about passes it by.
interface LegOwner {
    default void legAnswered(LegId leg) {}

    /// The leg ended, or was never answered. It is nobody's from now on.
    void legOver(LegId leg, HangupCause cause);

    default void digitPressed(LegId leg, char digit) {}

    default void playbackEnded(LegId leg, CommandId playback) {}

    /// The far end put the leg on hold, or took it back.
    default void heldByFarEnd(LegId leg, boolean held) {}

    /// The phone asks for its call to be taken elsewhere.
    ///
    /// @return whether the owner takes the request up, and answers it by [Desk#answerTransfer]; one
    ///   that nobody takes up is refused at once
    default boolean transferRequested(LegId leg, Target target) {
        return false;
    }
}
