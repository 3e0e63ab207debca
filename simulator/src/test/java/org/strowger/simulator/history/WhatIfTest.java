package org.strowger.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.simulator.history.RecordedDay.End;
import org.strowger.simulator.history.RecordedDay.Stay;
import org.strowger.simulator.result.Difference;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Yardstick;

final class WhatIfTest {
    private static final WhatIf.Extent EXTENT = new WhatIf.Extent(4, 2, 3, 1);

    @TempDir Path folder;
    private List<RoutingEvent> events;
    private RecordedDay day;

    @BeforeEach
    void record() throws Exception {
        events = SmallCentre.events();
        day = JournalDay.of(SmallCentre.journal(events, folder), SmallCentre.SPAN);
    }

    private static WhatIf.Rules rules(RoutingPolicy policy) {
        return new WhatIf.Rules(policy, new TreeMap<>());
    }

    @Test
    void theJournalKnowsEveryCallOfTheDayAndWhatBecameOfIt() {
        assertEquals(
                events.stream().filter(CallQueued.class::isInstance).count(), day.stays().size());
        assertEquals(
                events.stream().filter(CallConnected.class::isInstance).count(),
                day.stays().stream().filter(stay -> stay.end() == End.ANSWERED).count());
        assertTrue(day.stays().stream().anyMatch(stay -> stay.end() == End.GAVE_UP));
        assertEquals(14, day.staff().size());
        assertEquals("in-force", day.policy().version());
        assertTrue(day.rings().stream().allMatch(ring -> Math.abs(ring - 4) < 1e-6));
        assertTrue(day.refused() > 0);
    }

    @Test
    void lunchIsABreakAndTheShiftIsTheWholeDay() {
        var first = day.staff().getFirst().shifts();
        assertEquals(1, first.size());
        assertEquals(SmallCentre.OPENS, first.getFirst().from());
        assertEquals(1, first.getFirst().breaks().size());
        assertEquals(List.of(), day.staff().get(1).shifts().getFirst().breaks());
    }

    @Test
    void nobodyGoesElsewhereUnderThePolicyThatWasInForce() throws Exception {
        WhatIf.Outcome outcome = WhatIf.of(day, rules(day.policy()), rules(day.policy()), EXTENT);
        assertEquals(0, outcome.elsewhere());
        assertEquals(List.of(), outcome.first());
        for (Difference figure : outcome.differences()) {
            assertEquals(0, figure.change().value(), figure.toString());
            assertFalse(figure.isSignificant());
        }
    }

    @Test
    void callersKeepTheirPatienceAndTalksUnderThePolicyThatWasInForce() throws Exception {
        WhatIf.Outcome outcome = WhatIf.of(day, rules(day.policy()), rules(day.policy()), EXTENT);
        double abandoned =
                (double) day.stays().stream().filter(s -> s.end() == End.GAVE_UP).count()
                        / day.stays().size();
        Difference figure =
                outcome.differences().stream()
                        .filter(d -> d.queue().isEmpty() && d.key().equals("abandoned"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(abandoned, figure.before().value(), 0.04);
    }

    @Test
    void moreCallsAreAnsweredInTimeWithoutAfterCallWork() throws Exception {
        WhatIf.Outcome outcome =
                WhatIf.of(day, rules(day.policy()), rules(SmallCentre.swifter()), EXTENT);
        Difference level =
                outcome.differences().stream()
                        .filter(d -> d.queue().isEmpty() && d.key().equals("service_level"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(level.change().value() > 0, level::toString);
        assertTrue(outcome.elsewhere() > 0);
        assertTrue(outcome.byChance().isPresent());
        assertEquals(3, outcome.first().size());
    }

    private static Difference level(WhatIf.Outcome outcome) {
        return outcome.differences().stream()
                .filter(d -> d.queue().isEmpty() && d.key().equals("service_level"))
                .findFirst()
                .orElseThrow();
    }

    /// The time that calls are ordered by is the policy's; what is promised to callers is not.
    @Test
    void whatIsInTimeDoesNotChangeWithThePolicyThatIsTried() throws Exception {
        QueuePolicy inForce = Objects.requireNonNull(day.policy().queues().get(SmallCentre.SALES));
        QueuePolicy later = inForce.with().serviceTarget(Duration.ofMinutes(5)).build();
        WhatIf.Outcome outcome =
                WhatIf.of(
                        day,
                        rules(day.policy()),
                        rules(SmallCentre.policy("later", later, later)),
                        EXTENT);
        assertEquals(0, level(outcome).change().value());
    }

    @Test
    void bothDaysAreCountedByWhatThePolicyInForcePromises() throws Exception {
        TreeMap<QueueId, Yardstick.Limits> limits = new TreeMap<>();
        limits.put(
                SmallCentre.SALES,
                new Yardstick.Limits(Duration.ofMinutes(5), Duration.ofSeconds(5)));
        WhatIf.Rules standard = rules(day.policy());
        WhatIf.Rules patient =
                new WhatIf.Rules(day.policy(), new TreeMap<>(), new Yardstick(limits));
        Difference strict = level(WhatIf.of(day, standard, standard, EXTENT));
        Difference kind = level(WhatIf.of(day, patient, standard, EXTENT));
        assertTrue(kind.before().value() > strict.before().value(), kind::toString);
        assertEquals(0, kind.change().value());
    }

    @Test
    void aCallThatGoesElsewhereIsToldWithBothDecisions() throws Exception {
        WhatIf.Outcome outcome =
                WhatIf.of(day, rules(day.policy()), rules(SmallCentre.swifter()), EXTENT);
        for (WhatIf.Moved moved : outcome.first()) {
            assertDecided("policy in-force", moved.before(), moved.decision());
            assertDecided("policy swifter", moved.after(), moved.otherDecision());
        }
    }

    private static void assertDecided(String by, Fate fate, List<String> decision) {
        if (fate.how() == Fate.How.ANSWERED) {
            String winner = "winner " + fate.agent().orElseThrow();
            assertTrue(decision.getFirst().startsWith(by), decision::toString);
            assertTrue(decision.getFirst().endsWith(winner), decision::toString);
        }
    }

    @Test
    void theResultIsTheSameHoweverManyThreadsPlay() throws Exception {
        WhatIf.Rules before = rules(day.policy());
        WhatIf.Rules after = rules(SmallCentre.swifter());
        assertEquals(
                WhatIf.of(day, before, after, new WhatIf.Extent(4, 1, 3, 1)),
                WhatIf.of(day, before, after, new WhatIf.Extent(4, 3, 3, 1)));
    }

    @Test
    void whoHasSeenEnoughIsToldOfThePairsThatWerePlayed() throws Exception {
        List<Integer> done = new ArrayList<>();
        AtomicBoolean isOver = new AtomicBoolean();
        WhatIf.Outcome outcome =
                WhatIf.of(
                        day,
                        rules(day.policy()),
                        rules(SmallCentre.swifter()),
                        EXTENT,
                        new Onlooker(
                                progress -> done.add(progress.done()),
                                () -> isOver.set(true),
                                () -> done.size() == 2));
        assertEquals(List.of(1, 2), done);
        assertEquals(2, outcome.days());
        assertTrue(isOver.get());
        assertTrue(outcome.elsewhere() > 0);
        assertEquals(3, outcome.first().size());
        assertTrue(outcome.byChance().isPresent());
    }

    @Test
    void aPolicyWithoutAQueueThatWasCalledIsRefused() {
        TreeMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        queues.put(SmallCentre.BILLING, QueuePolicy.standard());
        RefusedDay refused =
                assertThrows(
                        RefusedDay.class,
                        () ->
                                WhatIf.of(
                                        day,
                                        rules(day.policy()),
                                        rules(RoutingPolicy.of("short", queues)),
                                        EXTENT));
        assertTrue(
                Objects.requireNonNull(refused.getMessage()).contains("'sales'"),
                refused.getMessage());
    }

    @Test
    void aDayThatTheJournalDoesNotReachIsRefused() throws Exception {
        Span later =
                new Span(
                        SmallCentre.SPAN.from().plus(Duration.ofDays(3)),
                        SmallCentre.SPAN.until().plus(Duration.ofDays(3)),
                        SmallCentre.SPAN.zone(),
                        Duration.ZERO,
                        Duration.ofMinutes(30));
        Path other = folder.resolve("other");
        var journal = SmallCentre.journal(events, other);
        RefusedDay refused = assertThrows(RefusedDay.class, () -> JournalDay.of(journal, later));
        assertTrue(
                Objects.requireNonNull(refused.getMessage()).startsWith("the journal ends at"),
                refused.getMessage());
    }

    @Test
    void ofAPartOfTheDayOnlyItsCallsCount() throws Exception {
        Span hour =
                new Span(
                        SmallCentre.OPENS.plus(Duration.ofHours(1)),
                        SmallCentre.OPENS.plus(Duration.ofHours(2)),
                        SmallCentre.SPAN.zone(),
                        Duration.ZERO,
                        Duration.ofMinutes(30));
        var journal = SmallCentre.journal(events, folder.resolve("other"));
        RecordedDay part = JournalDay.of(journal, hour);
        long came =
                day.stays().stream()
                        .map(Stay::at)
                        .filter(at -> !at.isBefore(hour.from()) && at.isBefore(hour.until()))
                        .count();
        assertEquals(came, part.stays().size());
        assertEquals(14, part.staff().size());
    }
}
