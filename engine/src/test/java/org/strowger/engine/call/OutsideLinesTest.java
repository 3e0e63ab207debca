package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.engine.call.Dialled.Use;
import org.strowger.telephony.Destination;
import org.strowger.telephony.LegId;

/// How much may be called outside, and on whose account.
class OutsideLinesTest {
    private static final String ZOE = "+442071838750";
    private static final String YAN = "+442071838751";

    private final List<Dialled> book = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private OutsideLines lines = new OutsideLines(new SimpleMeterRegistry(), book::add);
    private CentreRules rules = rules(10, new OutsideBounds(50, 80, 80, 3, 5));

    private static CentreRules rules(int perHour, OutsideBounds bounds) {
        CentreRules standard = CentreRules.standard();
        return new CentreRules(
                standard.queues(),
                standard.supervisors(),
                standard.phones(),
                Optional.of(
                        new Trunk(
                                "sip:{number}@192.0.2.10:5060",
                                Optional.empty(),
                                perHour,
                                1_000,
                                bounds)),
                standard.pauses(),
                standard.featureCodes(),
                List.of("+4420"));
    }

    private boolean isCalledBack(String customer, String askedBy) {
        return isGranted(lines.takeFor(customer, Optional.of(askedBy), Use.CALLBACK, rules, now));
    }

    private boolean isPlaced(String customer) {
        return isGranted(lines.takeFor(customer, Optional.empty(), Use.PLACED, rules, now));
    }

    private boolean isTransferred() {
        return isGranted(lines.take(ZOE, rules, now));
    }

    private boolean isRung(int leg) {
        Reach outside = new Reach(new Destination.Address("sip:1@192.0.2.10:5060"), true, false);
        return lines.takeFor(new LegId("carla-" + leg), outside, rules, now);
    }

    private static boolean isGranted(OutsideLines.Permission permission) {
        if (permission instanceof OutsideLines.Permission.Denied(var reason)) {
            assertEquals(DeskAnswer.Reason.TOO_MANY, reason);
            return false;
        }
        assertInstanceOf(OutsideLines.Permission.Granted.class, permission);
        return true;
    }

    @Test
    void howeverManyAskToBeCalledBackAgentsOutsideAreRung() {
        int calledBack = 0;
        for (int i = 0; i < 10; i++) {
            calledBack += isCalledBack("+44207183870" + i, "+44207183870" + i) ? 1 : 0;
        }
        assertEquals(5, calledBack);
        int placed = 0;
        for (int i = 0; i < 10; i++) {
            placed += isPlaced("+44207183871" + i) ? 1 : 0;
        }
        assertEquals(5, placed);
        assertTrue(!isRung(1), "the trunk's own bound");
        now = now.plus(Duration.ofHours(1));
        assertTrue(isRung(2));
        assertTrue(isCalledBack(ZOE, ZOE));
    }

    @Test
    void agentsWhoPlaceCallsAndCallersWhoArePutThroughLeaveSomeToAgentsOutside() {
        int placed = 0;
        int transferred = 0;
        for (int i = 0; i < 10; i++) {
            placed += isPlaced("+44207183871" + i) ? 1 : 0;
        }
        now = now.plus(Duration.ofHours(1));
        for (int i = 0; i < 10; i++) {
            transferred += isTransferred() ? 1 : 0;
        }
        assertEquals(List.of(8, 8), List.of(placed, transferred));
        assertTrue(isRung(1) && isRung(2) && !isRung(3));
    }

    @Test
    void nobodyIsCalledMoreOftenThanTheBoundsOfOneNumberSay() {
        rules = rules(1_000, new OutsideBounds(100, 100, 100, 3, 5));
        List<Boolean> calls = new ArrayList<>();
        for (int hour = 0; hour < 2; hour++) {
            for (int i = 0; i < 4; i++) {
                calls.add(isCalledBack(ZOE, ZOE));
            }
            now = now.plus(Duration.ofHours(1));
        }
        assertEquals(List.of(true, true, true, false, true, true, false, false), calls);
        assertTrue(!isPlaced(ZOE), "for whatever they are called");
        assertTrue(isPlaced(YAN));
        now = now.plus(Duration.ofHours(22));
        assertTrue(isPlaced(ZOE));
    }

    @Test
    void whoAsksForCallsToManyNumbersIsCountedToo() {
        rules = rules(1_000, new OutsideBounds(100, 100, 100, 3, 5));
        List<Boolean> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            calls.add(isCalledBack("+44207183870" + i, ZOE));
        }
        assertEquals(List.of(true, true, true, false, false), calls);
        assertTrue(isCalledBack("+442071838704", "anonymous"), "a withheld number is nobody's");
    }

    @Test
    void whereSomebodyIsPutThroughNumbersAreNotCounted() {
        rules = rules(1_000, new OutsideBounds(100, 100, 100, 1, 1));
        for (int i = 0; i < 3; i++) {
            assertTrue(isTransferred());
        }
    }

    @Test
    void aRestartForgetsNothing() {
        for (int i = 0; i < 3; i++) {
            assertTrue(isCalledBack(ZOE, ZOE));
        }
        for (int i = 0; i < 2; i++) {
            assertTrue(isCalledBack(YAN, YAN));
        }
        lines = new OutsideLines(new SimpleMeterRegistry(), book::add);
        lines.restore(List.copyOf(book), now);
        assertTrue(!isCalledBack("+442071838759", "+442071838759"), "the share is used up");
        assertTrue(!isPlaced(ZOE));
        assertTrue(isPlaced(YAN));
    }

    @Test
    void aClockThatWasSetBackMakesNoCallCountForLonger() {
        for (int i = 0; i < 3; i++) {
            assertTrue(isCalledBack(ZOE, ZOE));
        }
        lines = new OutsideLines(new SimpleMeterRegistry(), book::add);
        now = now.minus(Duration.ofDays(30));
        lines.restore(List.copyOf(book), now);
        assertTrue(!isCalledBack(ZOE, ZOE), "they are known");
        now = now.plus(Duration.ofHours(1));
        assertTrue(isCalledBack(ZOE, ZOE));
    }

    @Test
    void whetherThereIsALineIsSaidWithoutTakingOne() {
        for (int i = 0; i < 20; i++) {
            assertTrue(lines.hasLineFor(ZOE, Optional.of(ZOE), Use.CALLBACK, rules, now));
        }
        for (int i = 0; i < 3; i++) {
            assertTrue(isCalledBack(ZOE, ZOE));
        }
        assertTrue(!lines.hasLineFor(ZOE, Optional.of(ZOE), Use.CALLBACK, rules, now));
        assertTrue(!lines.hasLineFor(YAN, Optional.of(ZOE), Use.CALLBACK, rules, now));
        assertTrue(lines.hasLineFor(YAN, Optional.of(YAN), Use.CALLBACK, rules, now));
    }
}
