package org.strowger.engine.routing;

/// Identifies one queue of a centre.
public record QueueId(String value) implements Comparable<QueueId> {
    public QueueId {
        Limits.text("QueueId", value);
    }

    @Override
    public int compareTo(QueueId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
