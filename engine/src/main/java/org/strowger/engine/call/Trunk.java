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
/// @param bounds how the calls of an hour are shared out
public record Trunk(
        String address,
        Optional<String> callerId,
        int callsPerHour,
        int callsAtOnce,
        OutsideBounds bounds) {
    /// What stands in the address for the number.
    public static final String NUMBER = "{number}";

    private static final Pattern DIALLED = Pattern.compile("\\+?[0-9]{1,32}");

    public Trunk {
        if (!address.contains(NUMBER)) {
            throw new IllegalArgumentException("the address of a trunk has {number} in it");
        }
    }

    /// A trunk whose calls are shared out as usual.
    public Trunk(String address, Optional<String> callerId, int callsPerHour, int callsAtOnce) {
        this(address, callerId, callsPerHour, callsAtOnce, OutsideBounds.standard());
    }

    /// Where a number is reached; empty for anything but an optional `+` and 1 to 32 digits. So
    /// nothing that a caller typed becomes another part of the address, and nobody dials the
    /// carrier's own feature codes, which begin with `*` or `#` and may divert all calls elsewhere
    /// (3GPP TS 22.030 annex B).
    public Optional<Destination.Address> destination(String number) {
        if (!DIALLED.matcher(number).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Destination.Address(address.replace(NUMBER, number)));
    }
}
