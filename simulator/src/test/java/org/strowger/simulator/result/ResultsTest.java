package org.strowger.simulator.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.simulator.result.HandMade.SALES;
import static org.strowger.simulator.result.HandMade.SUPPORT;
import static org.strowger.simulator.result.HandMade.answered;
import static org.strowger.simulator.result.HandMade.calls;
import static org.strowger.simulator.result.HandMade.day;
import static org.strowger.simulator.result.HandMade.promised;
import static org.strowger.simulator.result.HandMade.times;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final double EXACT = 1e-9;

    private static Results results(Goal... goals) {
        return new Results(promised(), List.of(goals));
    }

    private static double value(CallResults calls, CallMeasure measure) {
        return calls.of(measure).orElseThrow().value();
    }

    /// The worked example of ICMI's five service levels, and two more.
    @Test
    void serviceLevelsAreThoseOfThePublishedExample() {
        CallFigures example =
                new CallFigures(1_075, 1_000, 860, 60, 20, 10, 5, 10, times(), times(), times());
        CallResults calls = new CallResults(EnumSet.allOf(CallMeasure.class));
        calls.add(example);
        assertEquals(0.830, value(calls, CallMeasure.SERVICE_LEVEL_1), 5e-4);
        assertEquals(0.860, value(calls, CallMeasure.SERVICE_LEVEL_2), 5e-4);
        assertEquals(0.811, value(calls, CallMeasure.SERVICE_LEVEL_3), 5e-4);
        assertEquals(0.827, value(calls, CallMeasure.SERVICE_LEVEL_4), 5e-4);
        assertEquals(0.821, value(calls, CallMeasure.SERVICE_LEVEL_5), 5e-4);
        assertEquals(0.819, value(calls, CallMeasure.SERVICE_LEVEL), 5e-4);
        assertEquals(860.0 / 1_070, value(calls, CallMeasure.SERVICE_LEVEL_7), EXACT);
        assertEquals(50.0 / 1_065, value(calls, CallMeasure.ABANDONED), EXACT);
    }

    /// Residuals -0.5, 0 and 0.5 around 6/8, mean 8/3 below: an error of 0.1082532, and 4.302653 of
    /// them with two degrees of freedom.
    @Test
    void aRatioHasTheIntervalOfTheRatioEstimator() {
        Ratio ratio = new Ratio();
        ratio.add(1, 2);
        ratio.add(3, 4);
        ratio.add(2, 2);
        Estimate estimate = ratio.estimate().orElseThrow();
        assertEquals(0.75, estimate.value(), EXACT);
        assertEquals(0.4657757, estimate.reach().orElseThrow(), 1e-6);
    }

    @Test
    void aQuietDayCountsAsMuchAsItHasCalls() {
        Results results = results();
        results.add(day(answered(), answered(1, 1, 1, 1, 1, 1, 1, 1, 1)));
        results.add(day(answered(), answered(61)));
        assertEquals(7, value(results.all(), CallMeasure.MEAN_WAIT), EXACT);
        assertEquals(
                0.9,
                value(
                        Objects.requireNonNull(results.queues().get(SUPPORT)),
                        CallMeasure.SERVICE_LEVEL),
                EXACT);
        assertEquals(5, value(results.all(), CallMeasure.OFFERED), EXACT);
        assertEquals(1, results.all().days().in(99));
        assertEquals(1, results.all().days().in(0));
    }

    @Test
    void whatNeverHappenedHasNoFigure() {
        Results results = results();
        assertEquals(Optional.empty(), results.all().of(CallMeasure.OFFERED));
        results.add(day(answered(), answered(10)));
        CallResults sales = Objects.requireNonNull(results.queues().get(SALES));
        assertEquals(Optional.empty(), sales.of(CallMeasure.SERVICE_LEVEL));
        assertEquals(0, value(sales, CallMeasure.OFFERED));
        assertTrue(sales.of(CallMeasure.OFFERED).orElseThrow().reach().isEmpty(), "one day");
        assertTrue(sales.waitsAnswered().quantile(0.5).isEmpty());
    }

    @Test
    void intervalsAreToldByQueueAndTogether() {
        Results results = results();
        results.add(day(answered(1, 2), answered(30)));
        assertEquals(2, results.intervals().size());
        assertEquals(0, value(results.intervals().get(0), CallMeasure.OFFERED));
        assertEquals(3, value(results.intervals().get(1), CallMeasure.OFFERED));
        assertEquals(
                2,
                value(
                        Objects.requireNonNull(results.queueIntervals().get(SALES)).get(1),
                        CallMeasure.OFFERED));
        assertEquals(2.0 / 3, value(results.intervals().get(1), CallMeasure.SERVICE_LEVEL), EXACT);
    }

    @Test
    void occupancyLeavesBreaksOutAndUtilisationDoesNot() {
        Results results = results();
        results.add(day(answered(1), answered(2)));
        assertEquals(
                0.7, results.allAgents().of(AgentMeasure.OCCUPANCY).orElseThrow().value(), EXACT);
        assertEquals(
                7.0 / 12,
                results.allAgents().of(AgentMeasure.UTILISATION).orElseThrow().value(),
                EXACT);
    }

    /// 0.29 times 100 is less than 29 in binary.
    @Test
    void aDayOfAWholePercentIsInItsOwnClass() {
        GoodDays days = new GoodDays();
        for (int percent = 0; percent < GoodDays.CLASSES; percent++) {
            days.add(percent, 100);
            assertEquals(1, days.in(percent), percent + " %");
        }
        days.add(7, 7);
        assertEquals(2, days.in(99), "a whole belongs to the last");
        assertEquals(101, days.days());
    }

    @Test
    void agentsAreEstimatedIntervalByInterval() {
        Results results = results();
        results.add(day(answered(1), answered(1)));
        assertEquals(2, results.agentIntervals().size());
        assertTrue(results.agentIntervals().getFirst().of(AgentMeasure.OCCUPANCY).isEmpty());
        assertEquals(
                0.7,
                results.agentIntervals().getLast().of(AgentMeasure.OCCUPANCY).orElseThrow().value(),
                EXACT);
    }

    @Test
    void quantilesAreThoseOfAllDaysTogether() {
        Results results = results();
        results.add(day(answered(), answered(1, 2, 3, 4, 5)));
        results.add(day(answered(), answered(6, 7, 8, 9, 100)));
        Spread waits = Objects.requireNonNull(results.queues().get(SUPPORT)).waitsAnswered();
        assertEquals(10, waits.count());
        assertEquals(5, waits.quantile(0.5).orElseThrow(), 5.0 / 32);
        assertEquals(9, waits.quantile(0.9).orElseThrow(), 9.0 / 32);
        assertEquals(100, waits.quantile(1).orElseThrow(), EXACT);
        assertEquals(9, waits.within(50), EXACT);
        assertEquals(10, waits.within(100), EXACT);
        assertEquals(0, waits.within(0.5), EXACT);
    }

    @Test
    void goalsAreMetByTheEstimateAndCertainByTheInterval() {
        Results results =
                results(
                        new Goal.ServiceLevel(Optional.of(SUPPORT), 20, 0.8),
                        new Goal.ServiceLevel(Optional.empty(), 3.5, 0.5),
                        new Goal.Abandoned(Optional.of(SALES), 0.2),
                        new Goal.MeanWait(Optional.of(SUPPORT), 3.0));
        double[] waits = {1, 2, 3, 4, 30};
        for (int i = 0; i < 4; i++) {
            results.add(day(calls(waits, new double[] {2, 30}), answered(1, 2, 3, 4, 5)));
        }
        List<Verdict> verdicts = results.verdicts();
        assertTrue(verdicts.get(0).isMet() && verdicts.get(0).isCertain());
        assertEquals(6.0 / 11, verdicts.get(1).found().orElseThrow().value(), 0.01);
        assertTrue(verdicts.get(1).isMet());
        assertEquals(1.0 / 6, verdicts.get(2).found().orElseThrow().value(), EXACT);
        assertTrue(verdicts.get(2).isMet());
        assertTrue(verdicts.get(3).isMet(), "exactly 3 s are at most 3 s");
        results.add(day(answered(), answered(60)));
        assertFalse(results.verdicts().get(3).isMet());
        assertFalse(results.verdicts().get(3).isCertain());
    }

    @Test
    void withoutCallsNoGoalIsMet() {
        Results results = results(new Goal.Abandoned(Optional.empty(), 0.5));
        assertFalse(results.verdicts().getFirst().isMet());
        results.add(day(answered(), answered()));
        assertFalse(results.verdicts().getFirst().isMet());
    }
}
