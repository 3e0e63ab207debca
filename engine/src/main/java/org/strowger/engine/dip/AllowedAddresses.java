package org.strowger.engine.dip;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which addresses may be asked (CWE-918): public ones, and those that are listed.
///
/// What is not public is taken from the registries of special addresses (RFC 6890 and those that
/// IANA keeps after it); of IPv6 only global unicast addresses are public, so that what is given
/// out one day for another purpose is refused until then.
final class AllowedAddresses {
    private static final Pattern LABELS =
            Pattern.compile(
                    "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final int LONGEST_NAME = 253;
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");

    /// No host has these; a system may take some of them for itself.
    private static final List<AddressRange> NOBODY =
            ranges("0.0.0.0/8", "224.0.0.0/4", "255.255.255.255", "::", "ff00::/8");

    /// RFC 1918, RFC 6598, RFC 4193: networks of one's own.
    private static final List<AddressRange> PRIVATE =
            ranges("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");

    /// RFC 1122 loopback, RFC 3927 link-local, RFC 6890, RFC 5737 and RFC 2544 for documents and
    /// measurements, RFC 7526 relays, RFC 1112 reserved.
    private static final List<AddressRange> SPECIAL_4 =
            ranges(
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "240.0.0.0/4");

    private static final AddressRange GLOBAL_6 = AddressRange.of("2000::/3");

    /// RFC 2928 with Teredo (RFC 4380), 6to4 (RFC 3056), RFC 3849 and RFC 9637 for documents.
    private static final List<AddressRange> SPECIAL_6 =
            ranges("2001::/23", "2002::/16", "2001:db8::/32", "3fff::/20");

    /// RFC 6052: the last four octets are an address of IPv4, and it is what counts.
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

    private final List<AddressRange> listed;
    private final SortedSet<String> names = new TreeSet<>();

    /// @param allowed each an entry as of [#isEntry]
    AllowedAddresses(List<String> allowed) {
        listed = allowed.stream().map(AddressRange::read).flatMap(Optional::stream).toList();
        for (String entry : allowed) {
            if (AddressRange.read(entry).isEmpty()) {
                names.add(entry.toLowerCase(Locale.ROOT));
            }
        }
    }

    private static List<AddressRange> ranges(String... written) {
        return Stream.of(written).map(AddressRange::of).toList();
    }

    static boolean isEntry(String entry) {
        return AddressRange.read(entry).isPresent() || isName(entry.toLowerCase(Locale.ROOT));
    }

    /// Whether a text in small letters is the name of a host (RFC 1123 section 2.1) and nothing
    /// that some program would read as an address.
    static boolean isName(String text) {
        return text.length() <= LONGEST_NAME
                && LABELS.matcher(text).matches()
                && !NUMBER.matcher(text).matches();
    }

    /// Whether a host may be asked under one of its addresses.
    boolean permits(String host, InetAddress address) {
        if (NAT64.contains(address)) {
            return permits(host, AddressRange.address(lastFour(address)));
        }
        if (isIn(NOBODY, address)) {
            return false;
        }
        return isIn(listed, address)
                || isPublic(address)
                || (isIn(PRIVATE, address) && names.contains(host));
    }

    private static byte[] lastFour(InetAddress address) {
        return Arrays.copyOfRange(address.getAddress(), 12, 16);
    }

    private static boolean isPublic(InetAddress address) {
        return address.getAddress().length == 4
                ? !isIn(PRIVATE, address) && !isIn(SPECIAL_4, address)
                : GLOBAL_6.contains(address) && !isIn(SPECIAL_6, address);
    }

    private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
