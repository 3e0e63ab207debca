package org.strowger.engine.routing;

/// Identifies one call from its arrival to its end.
public record CallId(String value) implements Comparable<CallId> {
    public CallId {
        Limits.text("CallId", value);
    }

    @Override
    public int compareTo(CallId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
