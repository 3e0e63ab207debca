package org.strowger.telephony.sip;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The keys of one leg, each once though a phone may send it in two ways.
///
/// Some phones send every key as a telephone event and in an INFO request. The same key in the
/// other way within a quarter of a second is the same press; in the same way it is another.
final class KeyPresses {
    private static final Duration ONE_PRESS = Duration.ofMillis(250);

    private enum Way {
        TELEPHONE_EVENT,
        INFO
    }

    private char lastKey;
    private Way lastWay = Way.TELEPHONE_EVENT;
    private Instant lastAt = Instant.MIN;

    Optional<Character> byTelephoneEvent(char key, Instant at) {
        return pressed(key, Way.TELEPHONE_EVENT, at);
    }

    Optional<Character> byInfo(char key, Instant at) {
        return pressed(key, Way.INFO, at);
    }

    private Optional<Character> pressed(char key, Way way, Instant at) {
        boolean again = key == lastKey && way != lastWay && at.isBefore(lastAt.plus(ONE_PRESS));
        if (again) {
            // A third press, in either way, is one of its own.
            lastAt = Instant.MIN;
            return Optional.empty();
        }
        lastKey = key;
        lastWay = way;
        lastAt = at;
        return Optional.of(key);
    }
}
