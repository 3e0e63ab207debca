package org.strowger.engine.call;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.strowger.telephony.Endpoint;

/// Keeps people from trying pins: after each third wrong one, the phone where it was typed and the
/// number it was typed behind have to wait, longer each time.
///
/// A right pin clears its number, never the phone: whoever knows one pin could try others for ever
/// otherwise. An hour without a wrong one clears both.
final class PinGuard {
    /// Wrong pins until one has to wait.
    static final int TRIES = 3;

    static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /// How many phones and numbers are remembered; the one that was wrong longest ago goes first.
    static final int MOST = 10_000;

    private static final int MOST_DOUBLINGS = 10;

    private final Map<String, Wrongs> wrongs = new LinkedHashMap<>();
    private final Counter wrong;

    /// How often somebody was wrong.
    ///
    /// @param last the last time
    /// @param notBefore when the next try counts
    private record Wrongs(int count, Instant last, Instant notBefore) {}

    PinGuard(MeterRegistry meters) {
        wrong = meters.counter("strowger.calls.pins.wrong");
        meters.gaugeMapSize("strowger.calls.pins.remembered", java.util.List.of(), wrongs);
    }

    /// Whether nothing that is typed there counts at the moment.
    boolean isBarred(Endpoint phone, Instant now) {
        return isBarred(key(phone), now);
    }

    /// Whether a pin proves the number: only one that is right, at a time when one counts.
    ///
    /// @param pin the right one, if the number is anybody's
    boolean proves(Endpoint phone, String number, Optional<Pin> pin, String typed, Instant now) {
        boolean isRight = pin.orElse(NOBODYS).matches(typed) && pin.isPresent();
        if (!isRight) {
            wrong.increment();
            wrong(key(phone), now);
            wrong(key(number), now);
            return false;
        }
        if (isBarred(phone, now) || isBarred(key(number), now)) {
            return false;
        }
        wrongs.remove(key(number));
        return true;
    }

    /// Compared with when the number is nobody's, so that this takes no less time.
    private static final Pin NOBODYS = new Pin("000000");

    private static String key(Endpoint phone) {
        return "phone " + phone.name();
    }

    private static String key(String number) {
        return "number " + number;
    }

    private boolean isBarred(String key, Instant now) {
        return Optional.ofNullable(wrongs.get(key))
                .filter(known -> known.notBefore().isAfter(now))
                .isPresent();
    }

    private void wrong(String key, Instant now) {
        int before =
                Optional.ofNullable(wrongs.remove(key))
                        .filter(known -> known.last().plus(LONGEST_WAIT).isAfter(now))
                        .map(Wrongs::count)
                        .orElse(0);
        int count = before + 1;
        Instant notBefore = count % TRIES == 0 ? now.plus(wait(count / TRIES)) : now;
        wrongs.put(key, new Wrongs(count, now, notBefore));
        if (wrongs.size() > MOST) {
            wrongs.remove(wrongs.keySet().iterator().next());
        }
    }

    /// @param round the first is 1
    private static Duration wait(int round) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(round - 1, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
