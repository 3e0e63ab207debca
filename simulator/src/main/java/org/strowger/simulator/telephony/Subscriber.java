package org.strowger.simulator.telephony;

import org.strowger.telephony.TelephonyCommand.Dial;

/// Somebody who has a telephone that can be called.
@FunctionalInterface
public interface Subscriber {
    /// The telephone rings.
    ///
    /// @param line by which it is answered, now or later
    /// @return who hears what becomes of it
    FarEnd rings(Line line, Dial call);
}
