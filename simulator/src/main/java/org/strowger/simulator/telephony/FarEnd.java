package org.strowger.simulator.telephony;

import java.time.Duration;
import org.strowger.telephony.HangupCause;

/// Somebody at the far end of a leg, or a telephone: told what becomes of the leg. Does what it
/// does by its [Line]; told on the network's loop.
public interface FarEnd {
    /// The leg is up, whoever answered.
    default void talks() {}

    /// Words begin, in place of those before.
    ///
    /// @param length until they are over
    default void wordsBegin(Duration length) {}

    /// The words are over, heard to their end.
    default void wordsEnd() {}

    /// The switch pressed a key.
    default void key(char key) {}

    /// What became of the transfer that was asked for.
    default void transferred(boolean done) {}

    /// The leg is over, whoever hung up. Told once, and the last that is told.
    default void over(HangupCause cause) {}
}
