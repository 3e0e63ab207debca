package org.strowger.engine.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.engine.estimate.Floor.ALL_ROUND;
import static org.strowger.engine.estimate.Floor.NOON;
import static org.strowger.engine.estimate.Floor.SALES;
import static org.strowger.engine.estimate.Floor.SELLER;
import static org.strowger.engine.estimate.Floor.SERVICE;
import static org.strowger.engine.estimate.Floor.asking;
import static org.strowger.engine.estimate.Floor.traffic;
import static org.strowger.engine.estimate.Floor.waiting;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.strowger.engine.estimate.Traffic.Arrivals;
import org.strowger.engine.estimate.WaitEstimate.Method;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.QueuePolicy.Overflow;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingStep;
import org.strowger.engine.routing.SkillNeed;

/// Estimates by playing the centre forward through the routing core.
class LookAheadTest {
    /// Rules that the formula does not know, and that make no difference within the hour.
    private static final QueuePolicy NOT_BY_FORMULA =
            asking("sales").maxWait(Duration.ofHours(20)).build();

    private static Optional<WaitEstimate> estimate(
            Floor floor, String call, SortedMap<QueueId, Traffic> traffic) {
        return new WaitEstimator(100, 2_000, 1)
                .estimate(floor.snapshot(), new CallId(call), NOON, traffic);
    }

    private static Traffic like(Traffic known, Duration ringing, Duration wrapUp, Arrivals kind) {
        return new Traffic(
                known.queue(),
                known.contacts(),
                ringing,
                known.talk(),
                wrapUp,
                known.abandonment(),
                List.of(kind),
                known.lastToEnter());
    }

    private static Traffic sales(double abandonmentPerMinute) {
        return traffic(abandonmentPerMinute, SALES).values().iterator().next();
    }

    private static Arrivals noArrivals() {
        return new Arrivals(0, SkillNeed.none(), 0);
    }

    @Test
    void itAgreesWithTheFormulaWhereThatIsExact() {
        Floor floor =
                new Floor().queue(SALES, NOT_BY_FORMULA).talking(20, SELLER, SALES).line(11, SALES);
        WaitEstimate estimate =
                new WaitEstimator(2_000, 2_000, 1)
                        .estimate(floor.snapshot(), new CallId("w0010"), NOON, traffic(.5, SALES))
                        .orElseThrow();
        assertEquals(Method.SIMULATION, estimate.method());
        QueueLength exact = new QueueLength(20 / 300.0, .5 / 60, 10);
        assertClose(exact.mean(), estimate.mean());
        assertClose(exact.quantile(.5), estimate.p50());
        assertClose(exact.quantile(.8), estimate.p80());
    }

    private static void assertClose(double expected, Duration actual) {
        assertEquals(expected, Seconds.of(actual), 0.03 * expected);
    }

    @Test
    void theSameSeedGivesTheSameEstimate() {
        Floor floor =
                new Floor().queue(SALES, NOT_BY_FORMULA).talking(5, SELLER, SALES).line(4, SALES);
        Optional<WaitEstimate> first = estimate(floor, "w0003", traffic(.2, SALES));
        assertEquals(first, estimate(floor, "w0003", traffic(.2, SALES)));
        assertTrue(first.isPresent());
        assertNotEquals(
                first,
                new WaitEstimator(100, 2_000, 2)
                        .estimate(floor.snapshot(), new CallId("w0003"), NOON, traffic(.2, SALES)));
    }

    @Test
    void theEndOfAfterCallWorkIsKnown() {
        Floor floor =
                new Floor()
                        .queue(SALES, NOT_BY_FORMULA)
                        .wrappingUp(SELLER, SALES, Duration.ofSeconds(40))
                        .line(1, SALES);
        SortedMap<QueueId, Traffic> traffic = new TreeMap<>();
        Traffic known = sales(0);
        traffic.put(SALES, like(known, Duration.ofSeconds(7), Duration.ofMinutes(1), noArrivals()));
        WaitEstimate estimate = estimate(floor, "w0000", traffic).orElseThrow();
        assertEquals(Duration.ofSeconds(47), estimate.p50());
        assertEquals(Duration.ofSeconds(47), estimate.p80());
    }

    @Test
    void agentsEndAfterCallWorkSoonerIfTheyUsuallyDo() {
        Floor floor =
                new Floor()
                        .queue(SALES, NOT_BY_FORMULA)
                        .wrappingUp(SELLER, SALES, Duration.ofSeconds(40))
                        .line(1, SALES);
        SortedMap<QueueId, Traffic> traffic = new TreeMap<>();
        Traffic known = sales(0);
        traffic.put(SALES, like(known, Duration.ZERO, Duration.ofSeconds(25), noArrivals()));
        assertEquals(Duration.ofSeconds(25), estimate(floor, "w0000", traffic).orElseThrow().p80());
    }

    @Test
    void aTelephoneThatRingsIsAnswered() {
        CallInLine call = waiting("r", SALES, Duration.ofMinutes(2));
        Floor floor =
                new Floor()
                        .queue(SALES, NOT_BY_FORMULA)
                        .talking(3, SELLER, SALES)
                        .ringing(SELLER, call, Duration.ofSeconds(9));
        SortedMap<QueueId, Traffic> traffic = new TreeMap<>();
        Traffic known = sales(0);
        traffic.put(SALES, like(known, Duration.ofSeconds(4), Duration.ZERO, noArrivals()));
        assertEquals(Duration.ofSeconds(4), estimate(floor, "r", traffic).orElseThrow().p80());
    }

    @Test
    void aCallThatAsksForLessIn30SecondsIsTakenThenByWhoIsFree() {
        RoutingStep best =
                new RoutingStep(
                        Optional.of(Duration.ofSeconds(30)),
                        SkillNeed.atLeast("sales", 9),
                        new TreeSet<>(),
                        0,
                        1_000,
                        false);
        QueuePolicy rules = asking("sales").steps(List.of(best, RoutingStep.FOR_EVER)).build();
        Floor floor = new Floor().queue(SALES, rules).free(1, SELLER).line(1, SALES);
        assertEquals(
                Duration.ofSeconds(30),
                estimate(floor, "w0000", traffic(0, SALES)).orElseThrow().p50());
    }

    @Test
    void urgentCallersWhoAreYetToComeMakeTheOthersWait() {
        QueuePolicy strict =
                asking("sales").order(new CallOrder.Strict()).maxWait(Duration.ofHours(20)).build();
        Floor floor = new Floor().queue(SALES, strict).talking(4, SELLER, SALES).line(3, SALES);
        Traffic known = sales(.5);
        SortedMap<QueueId, Traffic> few = new TreeMap<>();
        few.put(SALES, like(known, Duration.ZERO, Duration.ZERO, noArrivals()));
        SortedMap<QueueId, Traffic> many = new TreeMap<>();
        Arrivals urgent = new Arrivals(9, SkillNeed.none(), 0.02);
        many.put(SALES, like(known, Duration.ZERO, Duration.ZERO, urgent));
        Duration alone = estimate(floor, "w0002", few).orElseThrow().mean();
        Duration overtaken = estimate(floor, "w0002", many).orElseThrow().mean();
        assertTrue(
                overtaken.compareTo(alone.multipliedBy(3).dividedBy(2)) > 0,
                alone + " and " + overtaken);
    }

    @Test
    void sharedAgentsAreTakenByTheOtherQueueToo() {
        Floor alone = new Floor().talking(4, ALL_ROUND, SALES).line(1, SALES);
        Floor shared = new Floor().talking(4, ALL_ROUND, SALES).line(6, SERVICE);
        shared.call(waiting("x", SALES, Duration.ZERO));
        SortedMap<QueueId, Traffic> traffic = traffic(0, SALES, SERVICE);
        Duration first = estimate(alone, "w0000", traffic).orElseThrow().mean();
        Duration last = estimate(shared, "x", traffic).orElseThrow().mean();
        assertTrue(last.compareTo(first.multipliedBy(4)) > 0, first + " and " + last);
    }

    @Test
    void aPartOfTheCentreThatHasNothingToDoWithTheCallIsLeftOut() {
        Floor alone =
                new Floor().queue(SALES, NOT_BY_FORMULA).talking(4, SELLER, SALES).line(3, SALES);
        Floor beside =
                new Floor().queue(SALES, NOT_BY_FORMULA).talking(4, SELLER, SALES).line(3, SALES);
        beside.talking(50, Floor.skilled("service"), SERVICE)
                .call(waiting("x", SERVICE, Duration.ofHours(1)));
        Optional<WaitEstimate> expected = estimate(alone, "w0002", traffic(.4, SALES));
        assertTrue(expected.isPresent());
        assertEquals(expected, estimate(beside, "w0002", traffic(.4, SALES, SERVICE)));
        beside.talking(1, ALL_ROUND, SERVICE);
        assertNotEquals(expected, estimate(beside, "w0002", traffic(.4, SALES, SERVICE)));
    }

    @Test
    void aQueueWhoseOverflowComesHereHasToDoWithTheCall() {
        QueuePolicy overflowing =
                asking("service")
                        .maxWait(Duration.ofSeconds(30))
                        .overflow(
                                new Overflow(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(SALES)))
                        .build();
        Floor floor =
                new Floor()
                        .queue(SALES, NOT_BY_FORMULA)
                        .queue(SERVICE, overflowing)
                        .talking(2, SELLER, SALES)
                        .call(waiting("old", SERVICE, Duration.ofSeconds(10)))
                        .line(1, SALES);
        Line line = Line.of(floor.snapshot(), new CallId("w0000")).orElseThrow();
        assertEquals(floor.snapshot().calls(), Part.of(line, traffic(0, SALES)).snapshot().calls());
    }

    @Test
    void thereIsNoEstimateWhereMostAreTurnedAwayByARule() {
        QueuePolicy brief = asking("sales").maxWait(Duration.ofSeconds(20)).build();
        Floor floor = new Floor().queue(SALES, brief).talking(2, SELLER, SALES).line(3, SALES);
        assertEquals(Optional.empty(), estimate(floor, "w0002", traffic(0, SALES)));
    }

    @Test
    void aCentreIsPlayedForwardSoFarAndNoFarther() {
        Floor floor =
                new Floor().queue(SALES, NOT_BY_FORMULA).talking(5, SELLER, SALES).line(9, SALES);
        SortedMap<QueueId, Traffic> traffic = traffic(0, SALES);
        assertTrue(estimate(floor, "w0008", traffic).isPresent());
        assertEquals(
                Optional.empty(),
                new WaitEstimator(100, 8, 1)
                        .estimate(floor.snapshot(), new CallId("w0008"), NOON, traffic));
    }
}
