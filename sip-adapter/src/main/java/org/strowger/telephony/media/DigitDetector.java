package org.strowger.telephony.media;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hears the digits in telephone events: each key once, at the first packet that tells of it.
///
/// A key is one event, known by its RTP timestamp: every further packet with that timestamp repeats
/// it, so any one of them is enough and none is needed in particular. Two sources are remembered,
/// so that packets of the last one that come late are not heard again after it was replaced.
final class DigitDetector {
    /// Packets come late by seconds at most: a timestamp further back is a new beginning.
    private static final int LATEST = 10 * 8_000;

    /// Only a key held for seconds is told in segments: a shorter one has ended unheard.
    private static final int SHORTEST_SEGMENT = 0x8000;

    private static final int LONGEST_SEGMENT = 0xFFFF;

    /// How much of the end of a segment may be lost for the next to continue it.
    private static final int SEGMENT_TOLERANCE = 8_000;

    private @Nullable Heard current;
    private @Nullable Heard replaced;

    /// The digit that this packet is the first to tell of, if it is.
    Optional<Character> hear(int ssrc, int timestamp, boolean marker, TelephoneEvent event) {
        if (!event.isKey()) {
            return Optional.empty();
        }
        Heard last = switchTo(ssrc);
        if (last == null) {
            boolean continued = replaced != null && replaced.goesOnAs(marker, event);
            current = new Heard(ssrc, timestamp, event);
            return continued ? Optional.empty() : Optional.of(event.key());
        }
        int age = last.timestamp - timestamp;
        if (age == 0) {
            last.repeat(event);
            return Optional.empty();
        }
        if (age > 0 && age < LATEST) {
            return Optional.empty();
        }
        boolean continued = last.goesOnAt(timestamp, marker, event);
        current = new Heard(ssrc, timestamp, event);
        return continued ? Optional.empty() : Optional.of(event.key());
    }

    /// Makes the source with this SSRC the current one; null when it is new.
    private @Nullable Heard switchTo(int ssrc) {
        if (current != null && current.ssrc == ssrc) {
            return current;
        }
        Heard known = replaced != null && replaced.ssrc == ssrc ? replaced : null;
        replaced = current;
        current = known;
        return known;
    }

    /// The last event of one source.
    private static final class Heard {
        private final int ssrc;
        private final int timestamp;
        private final int code;
        private boolean ended;
        private int duration;

        Heard(int ssrc, int timestamp, TelephoneEvent event) {
            this.ssrc = ssrc;
            this.timestamp = timestamp;
            this.code = event.code();
            repeat(event);
        }

        void repeat(TelephoneEvent event) {
            ended |= event.end();
            duration = Math.max(duration, event.duration());
        }

        /// Whether an event with a later timestamp is the next segment of this one: the same key,
        /// held on, where the last segment stopped (RFC 4733 section 2.5.1.3).
        boolean goesOnAt(int later, boolean marker, TelephoneEvent event) {
            int segment = later - timestamp;
            return !ended
                    && !marker
                    && event.code() == code
                    && segment >= SHORTEST_SEGMENT
                    && segment <= LONGEST_SEGMENT
                    && segment - duration <= SEGMENT_TOLERANCE;
        }

        /// Whether an event of a new source is this one, told on: the far end changed its SSRC
        /// while the key was down.
        boolean goesOnAs(boolean marker, TelephoneEvent event) {
            return !ended && !marker && event.code() == code && event.duration() > duration;
        }
    }
}
