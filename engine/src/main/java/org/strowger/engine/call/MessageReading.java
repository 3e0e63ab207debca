package org.strowger.engine.call;

import org.strowger.telephony.Sound;

/// What is known of what a caller said, which comes from the disk.
sealed interface MessageReading {
    record NotBegun() implements MessageReading {}

    record UnderWay() implements MessageReading {}

    record Read(Sound sound) implements MessageReading {}

    record Unreadable() implements MessageReading {}

    /// Somebody handled the message in another way, or removed it.
    record Gone() implements MessageReading {}
}
