package org.strowger.telephony.media;

import java.net.InetAddress;

/// Where audio comes in and goes out.
///
/// @param bind the address to bind to; a wildcard address means every one of its family
/// @param firstPort the lowest UDP port to use
/// @param lastPort the highest UDP port to use; RTP takes the even ones (RFC 3550 section 11)
public record MediaSettings(InetAddress bind, int firstPort, int lastPort) {
    private static final int HIGHEST_PORT = 65_535;

    public MediaSettings {
        if (firstPort < 1 || lastPort > HIGHEST_PORT || firstEven(firstPort) > lastPort) {
            throw new IllegalArgumentException(
                    "RTP ports %d-%d: expected a range within 1-%d with an even port in it"
                            .formatted(firstPort, lastPort, HIGHEST_PORT));
        }
    }

    /// How many streams can be open at a time.
    public int capacity() {
        return (lastPort - firstEvenPort()) / 2 + 1;
    }

    int firstEvenPort() {
        return firstEven(firstPort);
    }

    private static int firstEven(int port) {
        return port + (port & 1);
    }
}
