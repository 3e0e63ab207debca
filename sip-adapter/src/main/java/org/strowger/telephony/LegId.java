package org.strowger.telephony;

/// Identifies one leg: the connection between the switch and one telephone.
///
/// @param value unique among all legs of all nodes and never used again
public record LegId(String value) implements Comparable<LegId> {
    @Override
    public int compareTo(LegId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
