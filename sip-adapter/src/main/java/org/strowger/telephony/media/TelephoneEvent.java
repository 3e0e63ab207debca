package org.strowger.telephony.media;

import java.nio.ByteBuffer;
import java.util.Optional;

/// What an RTP packet says of a pressed key (RFC 4733 section 2.3).
///
/// @param code 0-15 are the keys, more are tones that we do not use
/// @param end whether the key has been released
/// @param volume the tone's level below 0 dBm0
/// @param duration how long it has been pressed, in samples
record TelephoneEvent(int code, boolean end, int volume, int duration) {
    static final int LENGTH = 4;

    private static final String KEYS = "0123456789*#ABCD";

    /// Reads a payload; empty when it is too short. What follows the four bytes is ignored, as some
    /// phones pad them.
    static Optional<TelephoneEvent> parse(ByteBuffer payload) {
        if (payload.remaining() < LENGTH) {
            return Optional.empty();
        }
        int start = payload.position();
        int flags = payload.get(start + 1);
        return Optional.of(
                new TelephoneEvent(
                        payload.get(start) & 0xFF,
                        (flags & 0x80) != 0,
                        flags & 0x3F,
                        payload.getShort(start + 2) & 0xFFFF));
    }

    void writeTo(ByteBuffer target) {
        target.put((byte) code);
        target.put((byte) (volume | (end ? 0x80 : 0)));
        target.putShort((short) duration);
    }

    boolean isKey() {
        return code < KEYS.length();
    }

    char key() {
        return KEYS.charAt(code);
    }

    /// The code of a key, or -1 when there is no such key.
    static int codeOf(char key) {
        return KEYS.indexOf(key);
    }
}
