package org.strowger.engine.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.engine.HandClock;
import org.strowger.engine.alert.AlertEvent.Cleared;
import org.strowger.engine.alert.AlertEvent.Raised;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallGivenBack;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.PlaceKept;
import org.strowger.engine.routing.SkillNeed;

class AlertWatchTest {
    private static final QueueId SUPPORT = new QueueId("support");
    private static final QueueId SALES = new QueueId("sales");
    private static final AgentId ANNA = new AgentId("anna");
    private static final AlertRule CROWD =
            new AlertRule.Waiting(SUPPORT, 10, Duration.ofSeconds(10));
    private static final AlertRule LONG_WAIT =
            new AlertRule.LongestWait(SUPPORT, Duration.ofMinutes(2), Duration.ZERO);
    private static final AlertRule THIN =
            new AlertRule.ReadyAgents(SUPPORT, 2, Duration.ofSeconds(30));
    private static final AlertRule ERRORS = new AlertRule.ErrorRate(5, Duration.ofMinutes(5));
    private static final AlertRule.ServiceLevel LEVEL = level(30, 10);

    private final AlertWatch watch = new AlertWatch();

    private static AlertRule.ServiceLevel level(int minutes, int calls) {
        return new AlertRule.ServiceLevel(
                SUPPORT,
                70,
                Duration.ofMinutes(minutes),
                calls,
                Duration.ofSeconds(20),
                Duration.ofSeconds(5));
    }

    private static Instant at(double seconds) {
        return HandClock.NOON.plusMillis(Math.round(seconds * 1_000));
    }

    private void rules(AlertRule... rules) {
        assertEquals(List.of(), replaced(0, rules));
    }

    private List<AlertEvent> replaced(double at, AlertRule... rules) {
        return watch.handle(new AlertInput.RulesReplaced(at(at), List.of(rules)));
    }

    private List<AlertEvent> passed(double at) {
        return watch.handle(new AlertInput.TimePassed(at(at)));
    }

    private List<AlertEvent> waiting(double at, int waiting) {
        return looked(at, new Figures.Standing(waiting, Optional.empty(), 5));
    }

    private List<AlertEvent> looked(double at, Figures.Standing support) {
        TreeMap<QueueId, Figures.Standing> queues = new TreeMap<>();
        queues.put(SUPPORT, support);
        return watch.handle(new AlertInput.Looked(at(at), new Figures(queues, 0, 0)));
    }

    private List<AlertEvent> totals(double at, long calls, long errors) {
        return watch.handle(
                new AlertInput.Looked(at(at), new Figures(new TreeMap<>(), calls, errors)));
    }

    private List<AlertEvent> routed(RoutingEvent event) {
        return watch.handle(new AlertInput.Routed(event));
    }

    private List<AlertEvent> queued(double at, String call, QueueId queue) {
        return routed(
                new CallQueued(
                        at(at),
                        new CallId(call),
                        queue,
                        0,
                        SkillNeed.none(),
                        Optional.empty(),
                        at(at)));
    }

    private List<AlertEvent> answered(double at, String call, QueueId queue) {
        return routed(new CallConnected(at(at), new CallId(call), queue, ANNA));
    }

    private List<AlertEvent> left(double at, String call, LeaveReason reason) {
        return routed(new CallLeftQueue(at(at), new CallId(call), SUPPORT, reason));
    }

    @Test
    void anAlertIsRaisedWhenTheFigureWasOutOfBoundsForLongEnough() {
        rules(CROWD);

        assertEquals(List.of(), waiting(1, 11));
        assertEquals(List.of(), waiting(10.9, 12));
        assertEquals(List.of(new Raised(at(11), CROWD, 13, at(1))), waiting(11, 13));
        assertEquals(List.of(), waiting(12, 14));
        assertEquals(List.of(new Raised(at(11), CROWD, 13, at(1))), watch.standing());
    }

    @Test
    void aLineThatIsExactlyAsLongAsAllowedIsNoAlert() {
        rules(new AlertRule.Waiting(SUPPORT, 10, Duration.ZERO));

        assertEquals(List.of(), waiting(1, 10));
        assertEquals(1, waiting(2, 11).size());
    }

    @Test
    void aFigureThatIsWithinBoundsForAMomentStartsTheTimeAnew() {
        rules(CROWD);

        waiting(1, 11);
        waiting(9, 10);
        assertEquals(List.of(), waiting(10, 11));
        assertEquals(List.of(), waiting(19, 11));
        assertEquals(List.of(new Raised(at(20), CROWD, 11, at(10))), waiting(20, 11));
    }

    @Test
    void anAlertIsClearedWhenTheFigureWasWithinBoundsForAsLong() {
        rules(CROWD);
        waiting(1, 11);
        waiting(11, 11);

        assertEquals(List.of(), waiting(30, 10));
        assertEquals(List.of(), waiting(35, 11));
        assertEquals(List.of(), waiting(40, 9));
        assertEquals(List.of(), waiting(49.9, 9));
        assertEquals(List.of(new Cleared(at(50), CROWD, Duration.ofSeconds(39))), waiting(50, 9));
        assertEquals(List.of(), watch.standing());
    }

    @Test
    void anAlertWithoutATimeIsRaisedAtOnceAndClearedAfterFiveSeconds() {
        AlertRule rule = new AlertRule.Waiting(SUPPORT, 0, Duration.ZERO);
        rules(rule);

        assertEquals(List.of(new Raised(at(1), rule, 1, at(1))), waiting(1, 1));
        assertEquals(List.of(), waiting(20, 0));
        assertEquals(List.of(), waiting(24.9, 0));
        assertEquals(1, waiting(25, 0).size());
    }

    @Test
    void betweenTwoChangesOfAnAlertThereAreTenSeconds() {
        AlertRule rule = new AlertRule.Waiting(SUPPORT, 0, Duration.ZERO);
        rules(rule);

        assertEquals(1, waiting(1, 1).size());
        assertEquals(List.of(), waiting(2, 0));
        assertEquals(List.of(), waiting(10, 0));
        assertEquals(List.of(new Cleared(at(11), rule, Duration.ofSeconds(10))), waiting(11, 0));
        assertEquals(List.of(), waiting(12, 1));
        assertEquals(List.of(), waiting(20.9, 1));
        assertEquals(List.of(new Raised(at(21), rule, 1, at(12))), waiting(21, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void howeverTheFigureJumpsAlertsNeitherFlapNorContradictThemselves(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        rules(CROWD, new AlertRule.Waiting(SUPPORT, 5, Duration.ZERO));
        List<AlertEvent> events = new ArrayList<>();
        boolean isCrowded = false;
        for (int second = 1; second < 20_000; second++) {
            isCrowded ^= random.nextInt(second > 10_000 ? 3 : 20) == 0;
            events.addAll(waiting(second, isCrowded ? 20 : 0));
        }
        for (AlertRule rule : List.of(CROWD, new AlertRule.Waiting(SUPPORT, 5, Duration.ZERO))) {
            List<AlertEvent> own = events.stream().filter(e -> e.rule().equals(rule)).toList();
            assertTrue(own.size() > 2);
            for (int i = 1; i < own.size(); i++) {
                assertNotEquals(own.get(i - 1).getClass(), own.get(i).getClass());
                assertTrue(
                        Duration.between(own.get(i - 1).at(), own.get(i).at())
                                        .compareTo(Duration.ofSeconds(10))
                                >= 0);
            }
        }
    }

    @Test
    void theLongestWaitIsOutOfBoundsFromWhenItReachedThem() {
        rules(LONG_WAIT);

        assertEquals(List.of(), looked(1, new Figures.Standing(1, Optional.of(at(-118)), 0)));
        assertEquals(
                List.of(new Raised(at(2.5), LONG_WAIT, 120.5, at(2))),
                looked(2.5, new Figures.Standing(1, Optional.of(at(-118)), 0)));
        assertEquals(List.of(), looked(20, new Figures.Standing(0, Optional.empty(), 0)));
        assertEquals(1, passed(25).size());
    }

    @Test
    void tooFewReadyAgentsAreAnAlertWhenNoneHasComeBackInTime() {
        rules(THIN);

        assertEquals(List.of(), looked(1, new Figures.Standing(0, Optional.empty(), 1)));
        assertEquals(Optional.of(at(31)), watch.nextDeadline());
        assertEquals(List.of(new Raised(at(31), THIN, 1, at(1))), passed(31));
    }

    @Test
    void aQueueThatIsNotThereIsNoAlert() {
        rules(THIN);

        assertEquals(List.of(), totals(1, 0, 0));
        assertEquals(List.of(), totals(100, 0, 0));
    }

    @Test
    void errorsAreCountedPerHundredCallsOfTheLastMinutes() {
        rules(ERRORS);

        assertEquals(List.of(), totals(1, 1_000, 500));
        assertEquals(List.of(), totals(2, 1_040, 502));
        assertEquals(List.of(new Raised(at(3), ERRORS, 7.5, at(3))), totals(3, 1_040, 503));
        assertEquals(List.of(), passed(359));
        assertEquals(List.of(), passed(360));
        assertEquals(Optional.of(at(365)), watch.nextDeadline());
        assertEquals(1, passed(365).size());
    }

    @Test
    void oneErrorIsNoRate() {
        rules(ERRORS);
        totals(1, 0, 0);

        assertEquals(List.of(), totals(2, 1, 1));
        assertEquals(1, totals(3, 2, 2).size());
    }

    @Test
    void errorsWithoutACallAreNoRate() {
        rules(ERRORS);
        totals(1, 5, 0);

        assertEquals(List.of(), totals(2, 5, 9));
    }

    @Test
    void theServiceLevelIsAlertedWhenEnoughCallsCount() {
        rules(LEVEL);
        for (int i = 0; i < 9; i++) {
            queued(i, "c" + i, SUPPORT);
        }
        for (int i = 0; i < 9; i++) {
            assertEquals(List.of(), answered(i + 30, "c" + i, SUPPORT));
        }
        queued(50, "last", SUPPORT);

        assertEquals(List.of(new Raised(at(55), LEVEL, 10, at(55))), answered(55, "last", SUPPORT));
    }

    @Test
    void shortAbandonsAndThoseWhoWentElsewhereDoNotCount() {
        AlertRule rule = level(30, 1);
        rules(rule);
        for (LeaveReason reason : LeaveReason.values()) {
            queued(0, reason.name(), SUPPORT);
        }
        queued(0, "short", SUPPORT);
        queued(0, "kept", SUPPORT);

        assertEquals(List.of(), left(4.9, "short", LeaveReason.ABANDONED));
        routed(new PlaceKept(at(60), new CallId("kept"), SUPPORT, "+442079460000"));
        assertEquals(List.of(), left(61, "kept", LeaveReason.CALLBACK_GIVEN_UP));
        for (LeaveReason reason : LeaveReason.values()) {
            if (reason != LeaveReason.ABANDONED) {
                assertEquals(List.of(), left(62, reason.name(), reason));
            }
        }
        assertEquals(
                List.of(new Raised(at(63), rule, 0, at(63))),
                left(63, "ABANDONED", LeaveReason.ABANDONED));
    }

    @Test
    void aMovedCallCountsWhereItIsAnsweredWithItsWholeWait() {
        AlertRule rule = level(30, 1);
        rules(rule);
        queued(0, "c", SALES);
        routed(
                new CallMoved(
                        at(15), new CallId("c"), SALES, SUPPORT, at(0), CallMoved.Why.COMMANDED));

        assertEquals(1, answered(21, "c", SUPPORT).size());
    }

    private List<AlertEvent> givenBack(double at, String call) {
        return routed(
                new CallGivenBack(
                        at(at),
                        new CallId(call),
                        SUPPORT,
                        ANNA,
                        at(0),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void whoWasAnsweredByAnAgentWhoWasGoneAtOnceWaitsOn() {
        AlertRule rule = level(30, 1);
        rules(rule);
        queued(0, "c", SUPPORT);
        assertEquals(List.of(), answered(19, "c", SUPPORT));
        assertEquals(List.of(), givenBack(19.5, "c"));
        assertEquals(List.of(new Raised(at(61), rule, 0, at(61))), answered(61, "c", SUPPORT));
    }

    @Test
    void whoHangsUpBeforeTheTalkWithTheAgentWhoAnsweredWasLost() {
        AlertRule rule = level(30, 2);
        rules(rule);
        queued(0, "c", SUPPORT);
        answered(1, "c", SUPPORT);
        givenBack(6, "c");
        assertEquals(List.of(), left(6, "c", LeaveReason.ABANDONED));
        queued(7, "d", SUPPORT);
        assertEquals(List.of(new Raised(at(8), rule, 50, at(8))), answered(8, "d", SUPPORT));
    }

    @Test
    void anAnswerIsTakenBackOnlyWhereItCounted() {
        AlertRule late = level(30, 2);
        queued(0, "c", SUPPORT);
        answered(25, "c", SUPPORT);
        rules(late);
        queued(26, "d", SUPPORT);
        answered(50, "d", SUPPORT);
        givenBack(51, "c");
        assertEquals(List.of(new Raised(at(52), late, 0, at(52))), answered(52, "c", SUPPORT));
    }

    @Test
    void callsOfBeforeTheStartCountInNoServiceLevel() {
        rules(level(30, 1));

        assertEquals(List.of(), left(1, "unknown", LeaveReason.ABANDONED));
        assertEquals(List.of(), answered(1, "unknown too", SUPPORT));
    }

    /// The formula, counted anew from all that ever happened, minute by minute.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSlidingWindowSaysWhatABruteForceCountSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int window = 1 + random.nextInt(10);
        AlertRule.ServiceLevel rule = level(window, 1 + random.nextInt(5));
        Sight sight = Sight.of(rule, at(0));
        List<double[]> happened = new ArrayList<>();
        double now = random.nextInt(60);
        for (int i = 0; i < 3_000; i++) {
            now += random.nextInt(20) == 0 ? random.nextInt(900) : random.nextDouble(30);
            double wait = random.nextInt(60) / 2.0;
            boolean isAnswered = random.nextBoolean();
            sight.ended(at(now), SUPPORT, Duration.ofMillis((long) (wait * 1_000)), isAnswered);
            sight.ended(at(now), SALES, Duration.ofHours(1), false);
            happened.add(new double[] {now, wait, isAnswered ? 1 : 0});

            double later = now + random.nextInt(90);
            now = random.nextBoolean() ? later : now;
            long minute = Math.floorDiv(at(now).getEpochSecond(), 60);
            List<double[]> counted =
                    happened.stream()
                            .filter(
                                    e ->
                                            Math.floorDiv(at(e[0]).getEpochSecond(), 60)
                                                    >= minute - window)
                            .filter(e -> e[2] == 1 || e[1] >= 5)
                            .toList();
            long inTime = counted.stream().filter(e -> e[2] == 1 && e[1] <= 20).count();
            double percent = counted.isEmpty() ? 0 : 100.0 * inTime / counted.size();
            boolean isOut = counted.size() >= rule.leastCalls() && percent < rule.underPercent();
            assertEquals(new Reading(percent, isOut, at(now)), sight.read(at(now)));
        }
    }

    @Test
    void aRuleThatStaysKeepsWhatItKnowsAndOneThatGoesTakesItsAlertAlong() {
        AlertRule more = new AlertRule.Waiting(SUPPORT, 5, Duration.ZERO);
        rules(CROWD, more);
        assertEquals(List.of(new Raised(at(1), more, 11, at(1))), waiting(1, 11));

        assertEquals(
                List.of(new Cleared(at(5), more, Duration.ofSeconds(4))),
                replaced(5, LONG_WAIT, CROWD));
        assertEquals(List.of(new Raised(at(11), CROWD, 11, at(1))), waiting(11, 11));
        assertEquals(List.of(), replaced(12, CROWD, CROWD));
        assertEquals(List.of(new Raised(at(11), CROWD, 11, at(1))), watch.standing());
    }

    @Test
    void aServiceLevelThatStaysKeepsItsCalls() {
        rules(LEVEL);
        for (int i = 0; i < 9; i++) {
            queued(i, "c" + i, SUPPORT);
        }
        for (int i = 0; i < 9; i++) {
            answered(i + 30, "c" + i, SUPPORT);
        }
        queued(40, "last", SUPPORT);

        assertEquals(List.of(), replaced(45, THIN, LEVEL));
        assertEquals(1, answered(46, "last", SUPPORT).size());
    }

    @Test
    void aTimeThatLiesBackIsTakenForTheLastOne() {
        rules(CROWD);
        waiting(1, 11);
        waiting(11, 11);

        assertEquals(List.of(), waiting(3, 0));
        assertEquals(Optional.of(at(21)), watch.nextDeadline());
    }

    @Test
    void callsBeyondTheBoundAreCountedAndCountInNoServiceLevel() {
        AlertWatch small = new AlertWatch(1);
        small.handle(new AlertInput.RulesReplaced(at(0), List.of(level(30, 1))));
        for (String call : List.of("c1", "c2")) {
            small.handle(
                    new AlertInput.Routed(
                            new CallQueued(
                                    at(1),
                                    new CallId(call),
                                    SUPPORT,
                                    0,
                                    SkillNeed.none(),
                                    Optional.empty(),
                                    at(1))));
        }

        assertEquals(1, small.unfollowed());
        assertEquals(
                List.of(),
                small.handle(
                        new AlertInput.Routed(
                                new CallConnected(at(99), new CallId("c2"), SUPPORT, ANNA))));
        assertEquals(
                1,
                small.handle(
                                new AlertInput.Routed(
                                        new CallConnected(at(99), new CallId("c1"), SUPPORT, ANNA)))
                        .size());
    }

    @Test
    void aRuleIsNamedByItsWords() {
        assertEquals(
                List.of(
                        "waiting support over 10 for 10s",
                        "longest_wait support over 2m",
                        "ready_agents support under 2 for 30s",
                        "error_rate over 5 minutes 5",
                        "service_level support under 70 minutes 30 calls 10 within 20s"
                                + " short_abandon 5s"),
                List.of(CROWD, LONG_WAIT, THIN, ERRORS, LEVEL).stream()
                        .map(AlertRule::name)
                        .toList());
        assertEquals(
                "service level SL-6, per cent answered within 20s, abandons under 5s left" + " out",
                LEVEL.figure());
    }

    @Test
    void aRuleOutOfRangeIsRefusedWithWhatWasExpected() {
        assertEquals(
                "over must be 0 to 100000, but is -1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new AlertRule.Waiting(SUPPORT, -1, Duration.ZERO))
                        .getMessage());
        assertEquals(
                "over must be more than 0 and at most 10000, but is 0.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new AlertRule.ErrorRate(0, Duration.ofMinutes(5)))
                        .getMessage());
        assertEquals(
                "the minutes looked at must be 1 to 1440 whole ones, but are 90s",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new AlertRule.ErrorRate(5, Duration.ofSeconds(90)))
                        .getMessage());
        assertEquals(
                "for must be 0s to 24h, but is 25h",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new AlertRule.ReadyAgents(SUPPORT, 1, Duration.ofHours(25)))
                        .getMessage());
    }
}
