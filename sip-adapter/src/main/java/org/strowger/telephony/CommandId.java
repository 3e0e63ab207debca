package org.strowger.telephony;

/// Identifies one [TelephonyCommand], so that its outcome can be told apart from that of others.
///
/// @param value unique among the commands of one leg
public record CommandId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
