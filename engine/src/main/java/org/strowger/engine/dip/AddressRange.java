package org.strowger.engine.dip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// All addresses of one family that begin with the same bits.
record AddressRange(InetAddress first, int bits) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9A-Fa-f:.]{2,45})(?:/(\\d{1,3}))?");
    private static final String PART = "(0|[1-9]\\d{0,2})";

    /// Nothing but four decimal numbers: other ways to write an address mean one to some programs
    /// and another to others (WHATWG URL Standard, section 3.5, reads `0x7f.1` as 127.0.0.1).
    private static final Pattern FOUR_NUMBERS =
            Pattern.compile(PART + "\\." + PART + "\\." + PART + "\\." + PART);

    /// A range that is known to be well written.
    static AddressRange of(String written) {
        return read(written).orElseThrow(() -> new IllegalArgumentException(written));
    }

    /// `10.0.0.0/8`, `fd00::/8`, or one address; a range whose address is not its first is none.
    static Optional<AddressRange> read(String written) {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return address(parts.group(1))
                .flatMap(
                        address -> {
                            int most = address.getAddress().length * 8;
                            int bits =
                                    parts.group(2) == null
                                            ? most
                                            : Integer.parseInt(parts.group(2));
                            AddressRange range = new AddressRange(address, bits);
                            return bits <= most && range.beginsThere()
                                    ? Optional.of(range)
                                    : Optional.empty();
                        });
    }

    /// An address as it is written in digits, without brackets and without a zone.
    static Optional<InetAddress> address(String written) {
        if (written.indexOf(':') < 0) {
            return four(written);
        }
        try {
            return written.indexOf('%') < 0
                    ? Optional.of(InetAddress.ofLiteral(written))
                    : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> four(String written) {
        Matcher numbers = FOUR_NUMBERS.matcher(written);
        if (!numbers.matches()) {
            return Optional.empty();
        }
        byte[] octets = new byte[4];
        for (int i = 0; i < octets.length; i++) {
            int number = Integer.parseInt(numbers.group(i + 1));
            if (number > 255) {
                return Optional.empty();
            }
            octets[i] = (byte) number;
        }
        return Optional.of(address(octets));
    }

    /// The address of these 4 or 16 octets; those of IPv4 within IPv6 (RFC 4291 section 2.5.5.2)
    /// give the one of IPv4.
    static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 octets", e);
        }
    }

    private boolean beginsThere() {
        byte[] octets = first.getAddress();
        for (int bit = bits; bit < octets.length * 8; bit++) {
            if ((octets[bit / 8] >> (7 - bit % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    boolean contains(InetAddress address) {
        byte[] ours = first.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((ours[bit / 8] ^ theirs[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }
}
