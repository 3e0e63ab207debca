package org.strowger.engine.recording;

/// Names a message that a caller left: `a-z`, `A-Z`, `0-9`, `-`, `_`, at most 128.
public record MessageId(String value) implements Comparable<MessageId> {
    public MessageId {
        if (!value.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new IllegalArgumentException("not the name of a message: " + value);
        }
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
