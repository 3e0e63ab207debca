package org.strowger.engine.call;

import org.strowger.telephony.Endpoint;

/// Where an agent is who has signed in.
public sealed interface Seat {
    /// At a phone: their own, or one that belongs to nobody.
    record AtPhone(Endpoint phone) implements Seat {}

    /// At their telephone outside.
    record Outside() implements Seat {}
}
