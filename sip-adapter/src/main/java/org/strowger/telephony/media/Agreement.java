package org.strowger.telephony.media;

import java.net.InetSocketAddress;
import java.util.OptionalInt;

/// What both ends of a stream agreed on.
///
/// @param telephoneEvents the payload type that the far end wants keys in, if it wants any
/// @param direction which way audio may go, seen from our side
record Agreement(
        InetSocketAddress remote, Codec codec, OptionalInt telephoneEvents, Direction direction) {

    Agreement {
        if (remote.isUnresolved()) {
            throw new IllegalArgumentException(remote + ": expected an address, found a name");
        }
    }

    /// Whether packets can be sent to the remote address: hold by address 0.0.0.0 and port 0 are no
    /// destination, and no stream goes to many receivers.
    boolean reachable() {
        return remote.getPort() != 0
                && !remote.getAddress().isAnyLocalAddress()
                && !remote.getAddress().isMulticastAddress();
    }

    /// Whether packets of this type may carry keys to us: in what the far end asked for, or in what
    /// we ask for ourselves (RFC 3264 section 5.1 lets the two differ).
    boolean carriesKeys(int payloadType) {
        return telephoneEvents.isPresent()
                && (payloadType == telephoneEvents.getAsInt()
                        || payloadType == MediaStream.TELEPHONE_EVENT);
    }
}
