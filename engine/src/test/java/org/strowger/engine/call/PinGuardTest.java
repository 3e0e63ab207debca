package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.telephony.Endpoint;

/// How often pins may be tried.
class PinGuardTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Endpoint DESK = new Endpoint("desk-1");
    private static final Endpoint OTHER = new Endpoint("desk-2");
    private static final Optional<Pin> PIN = Optional.of(new Pin("4711"));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PinGuard guard = new PinGuard(meters);

    private void wrong(Endpoint phone, String number, int times, Instant now) {
        for (int i = 0; i < times; i++) {
            assertFalse(guard.proves(phone, number, PIN, "0000", now));
        }
    }

    @Test
    void theWaitGrowsWithEachThirdWrongPinUpToAnHour() {
        Instant now = NOON;
        for (Duration wait = PinGuard.FIRST_WAIT;
                wait.compareTo(PinGuard.LONGEST_WAIT) < 0;
                wait = wait.multipliedBy(2)) {
            wrong(DESK, "201", 2, now);
            assertFalse(guard.isBarred(DESK, now));
            wrong(DESK, "201", 1, now);
            assertTrue(guard.isBarred(DESK, now.plus(wait).minusMillis(1)));
            assertFalse(guard.isBarred(DESK, now.plus(wait)));
            now = now.plus(wait);
        }
        wrong(DESK, "201", 3, now);
        assertTrue(guard.isBarred(DESK, now.plus(PinGuard.LONGEST_WAIT).minusMillis(1)));
        assertFalse(guard.isBarred(DESK, now.plus(PinGuard.LONGEST_WAIT)));
    }

    @Test
    void theRightPinDoesNotCountWhileTheNumberWaits() {
        wrong(DESK, "201", 3, NOON);
        assertFalse(guard.proves(OTHER, "201", PIN, "4711", NOON.plusSeconds(59)));
        assertTrue(guard.proves(OTHER, "201", PIN, "4711", NOON.plusSeconds(60)));
    }

    @Test
    void oneRightPinDoesNotLetOneTryOthersForEver() {
        wrong(DESK, "201", 2, NOON);
        assertTrue(guard.proves(DESK, "202", PIN, "4711", NOON));
        wrong(DESK, "203", 1, NOON);
        assertTrue(guard.isBarred(DESK, NOON));
    }

    @Test
    void anHourWithoutAMistakeClearsAPhone() {
        wrong(DESK, "201", 2, NOON);
        wrong(DESK, "201", 1, NOON.plus(PinGuard.LONGEST_WAIT));
        assertFalse(guard.isBarred(DESK, NOON.plus(PinGuard.LONGEST_WAIT)));
    }

    @Test
    void aNumberThatIsNobodysNeverProvesAnything() {
        assertFalse(guard.proves(DESK, "999", Optional.empty(), "000000", NOON));
        assertEquals(1, meters.counter("strowger.calls.pins.wrong").count());
    }

    @Test
    void onlySoManyAreRemembered() {
        for (int i = 0; i < 2 * PinGuard.MOST; i++) {
            wrong(DESK, Integer.toString(i), 1, NOON);
        }
        assertEquals(PinGuard.MOST, meters.get("strowger.calls.pins.remembered").gauge().value());
    }
}
