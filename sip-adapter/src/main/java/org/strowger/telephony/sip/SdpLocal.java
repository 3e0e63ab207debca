package org.strowger.telephony.sip;

import java.net.Inet4Address;
import java.net.InetAddress;

/// Our own side of a session description: who speaks (the `o=` line) and where audio is to go.
///
/// @param sessionId the same for the life of the session
/// @param version one more for each description of the session that differs from the last
/// @param address the address that the far end is to send to; never a wildcard
record SdpLocal(long sessionId, long version, InetAddress address, int port) {

    /// The description that follows this one (RFC 3264 section 8).
    SdpLocal next() {
        return new SdpLocal(sessionId, version + 1, address, port);
    }

    /// The address as `o=` and `c=` lines have it.
    String connection() {
        String family = address instanceof Inet4Address ? "IP4" : "IP6";
        String literal = address.getHostAddress();
        int zone = literal.indexOf('%');
        return "IN " + family + " " + (zone < 0 ? literal : literal.substring(0, zone));
    }
}
