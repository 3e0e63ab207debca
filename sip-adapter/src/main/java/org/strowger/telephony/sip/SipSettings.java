package org.strowger.telephony.sip;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How the SIP network is set up.
///
/// @param address the one address of this machine that SIP and RTP are bound to and that peers are
///   told; never a wildcard
/// @param port the SIP port for UDP and TCP, 1 to 65535
/// @param firstMediaPort the first UDP port for RTP; even ports up to `lastMediaPort` are used, one
///   for each answered leg
/// @param lastMediaPort the last UDP port for RTP
/// @param realm the realm that phones are challenged with (RFC 3261 section 22)
/// @param phones the phones that may register, and their passwords
/// @param bindings where registrations are kept over a restart, if they are
/// @param registrations where this switch registers itself, as a phone would
/// @param maxLegs how many legs there may be at once; a call beyond is refused with 503
public record SipSettings(
        InetAddress address,
        int port,
        int firstMediaPort,
        int lastMediaPort,
        String realm,
        Map<String, Secret> phones,
        Optional<Path> bindings,
        List<Registration> registrations,
        int maxLegs) {

    public SipSettings {
        if (address.isAnyLocalAddress()) {
            throw new IllegalArgumentException(
                    "sip.address must be one address of this machine, not " + address);
        }
        phones = Map.copyOf(new TreeMap<>(phones));
        registrations = List.copyOf(registrations);
    }

    /// A password: shown as stars wherever it is printed.
    public record Secret(String value) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /// A registration that this switch holds at another one.
    ///
    /// @param registrar the other switch, as `host:port`
    /// @param refresh how long a registration is asked for; renewed at half of it
    public record Registration(String registrar, String user, Secret password, Duration refresh) {}
}
