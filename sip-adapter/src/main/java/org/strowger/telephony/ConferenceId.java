package org.strowger.telephony;

/// Names a conference; chosen by whoever makes it.
public record ConferenceId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
