package org.strowger.telephony;

/// What a leg is dialled to.
public sealed interface Destination {

    /// A phone that has registered.
    record Phone(Endpoint endpoint) implements Destination {}

    /// An address on the network, in the network's own words (`sip:100@127.0.0.1:5060`).
    ///
    /// Never made from what a caller typed or sent.
    record Address(String uri) implements Destination {}
}
