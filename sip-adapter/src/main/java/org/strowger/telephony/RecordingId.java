package org.strowger.telephony;

/// Names a recording, and its file: `a-z`, `A-Z`, `0-9`, `-`, `_`, at most 128.
public record RecordingId(String value) implements Comparable<RecordingId> {
    public RecordingId {
        if (!value.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new IllegalArgumentException("not the name of a recording: " + value);
        }
    }

    @Override
    public int compareTo(RecordingId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
