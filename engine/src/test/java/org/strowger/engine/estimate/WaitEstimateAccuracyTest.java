package org.strowger.engine.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.engine.estimate.Floor.SALES;
import static org.strowger.engine.estimate.Floor.SERVICE;
import static org.strowger.engine.estimate.Floor.asking;
import static org.strowger.engine.estimate.Floor.skilled;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.engine.estimate.MarkovCentre.Outcome;
import org.strowger.engine.estimate.WaitEstimate.Method;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingProfile;

/// How good estimates are that are learnt from events alone, in centres where the best that can be
/// known is known.
class WaitEstimateAccuracyTest {
    private static final double TALK_MINUTES = 5;
    private static final int AGENTS = 100;
    private static final WaitEstimator ESTIMATOR = WaitEstimator.standard(5);

    private static List<Outcome> onePool(
            long seed, double load, double patienceInTalks, Duration time) {
        MarkovCentre centre = new MarkovCentre(seed, TALK_MINUTES, patienceInTalks * TALK_MINUTES);
        centre.queue(SALES, asking("sales").build(), load * AGENTS / TALK_MINUTES, 0)
                .open()
                .staff(AGENTS, skilled("sales"))
                .run(Duration.ofHours(3));
        centre.run(time, Optional.of(ESTIMATOR), 0);
        assertTrue(
                centre.outcomes().stream()
                        .allMatch(o -> o.estimate().method() == Method.QUEUE_LENGTH));
        return centre.outcomes();
    }

    private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> of) {
        return outcomes.stream().mapToDouble(of).average().orElseThrow();
    }

    /// Against the formula that is told the true rates: there is no better predictor.
    private static void assertNearlyTheBest(List<Outcome> outcomes, double patienceInTalks) {
        double service = AGENTS / (60 * TALK_MINUTES);
        double abandonment = 1 / (60 * TALK_MINUTES * patienceInTalks);
        double best =
                mean(
                        outcomes,
                        o ->
                                o.squaredError(
                                        new QueueLength(service, abandonment, o.ahead()).mean()));
        double ours = mean(outcomes, Outcome::squaredErrorOfEstimate);
        double byLast = mean(outcomes, Outcome::squaredErrorByLastToEnter);
        String figures =
                "%d outcomes, RASE best %.4f, ours %.4f (ratio %.4f), last to enter ratio %.2f"
                        .formatted(
                                outcomes.size(),
                                best / squaredMean(outcomes),
                                ours / squaredMean(outcomes),
                                ours / best,
                                byLast / best);
        assertTrue(ours <= 1.05 * best, figures);
        assertTrue(byLast > 1.5 * best, figures);
    }

    private static double squaredMean(List<Outcome> outcomes) {
        double mean = mean(outcomes, Outcome::waited);
        return mean * mean;
    }

    private static void assertCovers(List<Outcome> outcomes, double tolerance) {
        assertEquals(0.5, within(outcomes, o -> o.estimate().p50()), tolerance);
        assertEquals(0.8, within(outcomes, o -> o.estimate().p80()), tolerance);
    }

    private static double within(List<Outcome> outcomes, Function<Outcome, Duration> quantile) {
        return mean(outcomes, o -> o.waited() <= Seconds.of(quantile.apply(o)) ? 1 : 0);
    }

    @Test
    void whereNobodyGivesUpTheEstimateIsNearlyTheBestThereIs() {
        List<Outcome> outcomes = onePool(1, 0.95, Double.POSITIVE_INFINITY, Duration.ofHours(8));
        assertNearlyTheBest(outcomes, Double.POSITIVE_INFINITY);
        assertCovers(outcomes, 0.06);
    }

    @Test
    void whereCallersGiveUpTheEstimateIsNearlyTheBestThereIs() {
        assertNearlyTheBest(onePool(2, 1.05, 2, Duration.ofHours(5)), 2);
    }

    @Test
    void underOverloadTheEstimateIsNearlyTheBestThereIs() {
        assertNearlyTheBest(onePool(3, 1.4, 1, Duration.ofHours(3)), 1);
    }

    @Test
    @Tag("slow")
    void whereNobodyGivesUpItIsSoForWeeks() {
        List<Outcome> outcomes = onePool(4, 0.95, Double.POSITIVE_INFINITY, Duration.ofHours(300));
        assertNearlyTheBest(outcomes, Double.POSITIVE_INFINITY);
        assertCovers(outcomes, 0.02);
    }

    @Test
    @Tag("slow")
    void whereCallersGiveUpItIsSoForWeeks() {
        assertNearlyTheBest(onePool(5, 1.05, 2, Duration.ofHours(60)), 2);
        assertNearlyTheBest(onePool(6, 1.4, 1, Duration.ofHours(30)), 1);
    }

    /// The N-model: eight who only sell, and six who sell and serve; sales go to those who only
    /// sell if one is free. 1.8 callers a minute for sales and 0.9 for service have a patience of
    /// two and a half minutes.
    private static MarkovCentre nModel(long seed, CallOrder order) {
        TreeMap<QueueId, Integer> ranks = new TreeMap<>();
        ranks.put(SALES, 1);
        RoutingProfile both =
                new RoutingProfile(
                        skilled("sales", "service").skills(),
                        ranks,
                        1,
                        new TreeMap<>(),
                        1,
                        Optional.empty());
        MarkovCentre centre = new MarkovCentre(seed, TALK_MINUTES, 2.5);
        centre.queue(SALES, asking("sales").order(order).build(), 1.8, 1)
                .queue(SERVICE, asking("service").order(order).build(), 0.9, 0)
                .open()
                .staff(8, skilled("sales"))
                .staff(6, both)
                .run(Duration.ofHours(5));
        return centre;
    }

    private static List<Outcome> told(MarkovCentre centre, int lookAheads, Duration time) {
        centre.run(time, Optional.of(new WaitEstimator(lookAheads, 2_000, 9)), 240);
        assertTrue(
                centre.outcomes().stream()
                        .allMatch(o -> o.estimate().method() == Method.SIMULATION));
        return centre.outcomes();
    }

    private static void assertBetterThanHistory(double most, List<Outcome> outcomes) {
        double ours = mean(outcomes, Outcome::squaredErrorOfEstimate);
        double byLast = mean(outcomes, Outcome::squaredErrorByLastToEnter);
        String figures =
                "%d outcomes, RASE %.3f, last to enter %.3f, ratio %.3f"
                        .formatted(
                                outcomes.size(),
                                ours / squaredMean(outcomes),
                                byLast / squaredMean(outcomes),
                                ours / byLast);
        assertTrue(ours <= most * byLast, figures);
    }

    private static List<Outcome> of(QueueId queue, List<Outcome> outcomes) {
        return outcomes.stream().filter(o -> o.queue().equals(queue)).toList();
    }

    @Test
    void withSharedAgentsTheEstimateIsFarBetterThanTheWaitOfTheLastOne() {
        MarkovCentre centre = nModel(11, new CallOrder.Fifo());
        assertBetterThanHistory(0.6, told(centre, 40, Duration.ofHours(30)));
    }

    @Test
    @Tag("slow")
    void withSharedAgentsItIsSoForWeeks() {
        MarkovCentre centre = nModel(12, new CallOrder.Fifo());
        List<Outcome> outcomes = told(centre, 200, Duration.ofHours(300));
        assertBetterThanHistory(0.6, outcomes);
        assertBetterThanHistory(0.6, of(SALES, outcomes));
        assertBetterThanHistory(0.6, of(SERVICE, outcomes));
    }

    /// Those whom everybody overtakes wait as chance has it, and the more patient of them are seen
    /// to the end more rarely: there the range is right, but a single figure is worth less.
    @Test
    @Tag("slow")
    void withPrioritiesTheRangeIsRight() {
        MarkovCentre centre = nModel(13, new CallOrder.Strict());
        List<Outcome> outcomes = told(centre, 200, Duration.ofHours(300));
        assertBetterThanHistory(0.6, of(SALES, outcomes));
        assertBetterThanHistory(0.9, of(SERVICE, outcomes));
        for (QueueErrors errors : centre.errors().byQueue().values()) {
            assertEquals(0.5, errors.withinP50(), 0.08, errors.toString());
            assertEquals(0.8, errors.withinP80(), 0.08, errors.toString());
        }
    }
}
