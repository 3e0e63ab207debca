package org.strowger.engine.dip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.engine.dip.Breaker.Pass;
import org.strowger.engine.dip.Breaker.State;

class BreakerTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final DipSettings SETTINGS = DipSettings.standard();
    private static final Instant LATER = NOON.plus(SETTINGS.breakerOpen());

    private final Breaker breaker = new Breaker();

    private boolean fails(Instant at) {
        Pass pass = breaker.pass(at).orElseThrow();
        return breaker.failed(pass, at, SETTINGS);
    }

    private void opens() {
        for (int i = 1; i < SETTINGS.breakerFailures(); i++) {
            assertFalse(fails(NOON));
        }
        assertTrue(fails(NOON));
    }

    @Test
    void aHostIsLeftAloneAfterSoManyFailuresInARow() {
        opens();
        assertEquals(State.OPEN, breaker.state());
        assertEquals(Optional.empty(), breaker.pass(LATER.minus(Duration.ofNanos(1))));
    }

    @Test
    void oneSuccessBetweenThemBeginsTheCountAgain() {
        for (int i = 1; i < SETTINGS.breakerFailures(); i++) {
            fails(NOON);
        }
        breaker.succeeded(breaker.pass(NOON).orElseThrow());
        opens();
    }

    @Test
    void thenOneRequestAndNoMoreFindsOutWhetherItIsBack() {
        opens();
        assertEquals(Optional.of(Pass.TRIAL), breaker.pass(LATER));
        assertEquals(State.HALF_OPEN, breaker.state());
        assertEquals(Optional.empty(), breaker.pass(LATER));
        breaker.succeeded(Pass.TRIAL);
        assertEquals(State.CLOSED, breaker.state());
        opens();
    }

    @Test
    void aTrialThatFailsLeavesTheHostAloneForAsLongAgain() {
        opens();
        assertTrue(fails(LATER));
        assertFalse(breaker.stillPasses(Pass.TRIAL));
        assertEquals(Optional.empty(), breaker.pass(LATER.plusSeconds(9)));
        assertEquals(Optional.of(Pass.TRIAL), breaker.pass(LATER.plusSeconds(10)));
    }

    @Test
    void aTrialThatToldNothingIsFollowedByTheNext() {
        opens();
        breaker.toldNothing(breaker.pass(LATER).orElseThrow());
        assertEquals(Optional.of(Pass.TRIAL), breaker.pass(LATER));
    }

    @Test
    void whatWasAskedBeforeCountsNoMore() {
        Pass early = breaker.pass(NOON).orElseThrow();
        opens();
        breaker.succeeded(early);
        assertEquals(State.OPEN, breaker.state());
        breaker.pass(LATER);
        breaker.toldNothing(early);
        breaker.succeeded(early);
        assertFalse(breaker.failed(early, LATER, SETTINGS));
        assertEquals(State.HALF_OPEN, breaker.state());
        assertFalse(breaker.stillPasses(early));
    }
}
