package org.strowger.engine.call;

import java.util.Optional;
import java.util.regex.Pattern;
import org.strowger.telephony.Destination;

/// How numbers outside the centre are reached.
///
/// @param address the SIP address to dial, with [#NUMBER] where the number goes
/// @param callerId the number that those who are called see
/// @param callsPerHour how many calls are begun in any hour at most
/// @param callsAtOnce how many there are at once at most
public record Trunk(String address, Optional<String> callerId, int callsPerHour, int callsAtOnce) {
    /// What stands in the address for the number.
    public static final String NUMBER = "{number}";

    private static final Pattern DIALLED = Pattern.compile("\\+?[0-9*#]{1,32}");

    public Trunk {
        if (!address.contains(NUMBER)) {
            throw new IllegalArgumentException("the address of a trunk has {number} in it");
        }
    }

    /// Where a number is reached; empty for anything but an optional `+` and 1 to 32 digits, `*`
    /// and `#`, so that nothing a caller typed can become another part of the address.
    public Optional<Destination.Address> destination(String number) {
        if (!DIALLED.matcher(number).matches()) {
            return Optional.empty();
        }
        // '#' would begin a fragment (RFC 3261 section 25.1 does not have it in a user part).
        String user = number.replace("#", "%23");
        return Optional.of(new Destination.Address(address.replace(NUMBER, user)));
    }
}
