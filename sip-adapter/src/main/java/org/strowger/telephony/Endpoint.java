package org.strowger.telephony;

/// A phone that registers with the switch.
///
/// @param name the user name that it registers with
public record Endpoint(String name) implements Comparable<Endpoint> {
    @Override
    public int compareTo(Endpoint other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
