package org.strowger.engine.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.QueuePolicy.Reserve;
import org.strowger.engine.routing.QueuePolicy.Work;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingStep;
import org.strowger.engine.routing.SkillNeed;

/// Which way an estimate is made, and when there is none.
class WaitEstimatorTest {
    private static final WaitEstimator ESTIMATOR = WaitEstimator.standard(1);

    private static Optional<WaitEstimate> estimate(
            Floor floor, String call, SortedMap<QueueId, Traffic> traffic) {
        return ESTIMATOR.estimate(floor.snapshot(), new CallId(call), NOON, traffic);
    }

    private static boolean isOnePool(
            Floor floor, String call, SortedMap<QueueId, Traffic> traffic) {
        Line line = Line.of(floor.snapshot(), new CallId(call)).orElseThrow();
        return OnePool.queueLength(line, traffic).isPresent();
    }

    private static Floor busySellers() {
        return new Floor().talking(100, SELLER, SALES).line(11, SALES);
    }

    @Test
    void oneLineOfOnePoolGoesByTheFormula() {
        SortedMap<QueueId, Traffic> traffic = traffic(.5, SALES);
        WaitEstimate estimate = estimate(busySellers(), "w0010", traffic).orElseThrow();
        assertEquals(Method.QUEUE_LENGTH, estimate.method());
        assertEquals(.49132460 * 60, Seconds.of(estimate.mean()), 1e-6);
        QueueLength line = new QueueLength(20 / 60.0, .5 / 60, 10);
        assertEquals(line.quantile(.5), Seconds.of(estimate.p50()), 1e-6);
        assertEquals(line.quantile(.8), Seconds.of(estimate.p80()), 1e-6);
    }

    @Test
    void waitsOfOthersAreTheCrossCheck() {
        WaitEstimate last = estimate(busySellers(), "w0010", traffic(0, SALES)).orElseThrow();
        assertEquals(Duration.ofSeconds(10), last.byHeadOfLine());
        assertEquals(Optional.of(Duration.ofSeconds(90)), last.byLastToEnter());
        WaitEstimate fourth = estimate(busySellers(), "w0003", traffic(0, SALES)).orElseThrow();
        assertEquals(Duration.ofSeconds(3), fourth.byHeadOfLine());
        assertEquals(Optional.of(Duration.ofSeconds(83)), fourth.byLastToEnter());
    }

    @Test
    void ringingIsWaitingToo() {
        SortedMap<QueueId, Traffic> traffic = new TreeMap<>();
        traffic.put(SALES, slow(sales()));
        // An agent has the call for 10 s, the talk for 300 s and 50 s after it: 360 s.
        WaitEstimate estimate = estimate(busySellers(), "w0010", traffic).orElseThrow();
        assertEquals(10 + 11 * 3.6, Seconds.of(estimate.mean()), 1e-6);
    }

    private static Traffic sales() {
        return traffic(0, SALES).values().iterator().next();
    }

    private static Traffic slow(Traffic quick) {
        return new Traffic(
                quick.queue(),
                quick.contacts(),
                Duration.ofSeconds(10),
                quick.talk(),
                Duration.ofSeconds(50),
                quick.abandonment(),
                quick.arrivals(),
                quick.lastToEnter());
    }

    @Test
    void aCallWhoseTelephoneRingsHasItsAgent() {
        CallInLine ringing = waiting("r", SALES, Duration.ofMinutes(9));
        Floor floor = busySellers().ringing(SELLER, ringing, Duration.ofSeconds(12));
        SortedMap<QueueId, Traffic> traffic = traffic(0, SALES);
        // 101 agents, and still eleven who wait.
        assertEquals(
                11 * 300 / 101.0,
                Seconds.of(estimate(floor, "w0010", traffic).orElseThrow().mean()),
                1e-6);
        traffic.put(SALES, slow(sales()));
        WaitEstimate itself = estimate(floor, "r", traffic).orElseThrow();
        assertEquals(Duration.ofSeconds(10), itself.p50());
        assertEquals(Duration.ofSeconds(10), itself.p80());
    }

    @Test
    void thoseWhoPauseDoNotCount() {
        Floor floor = busySellers().paused(50, SELLER);
        assertEquals(
                33,
                Seconds.of(estimate(floor, "w0010", traffic(0, SALES)).orElseThrow().mean()),
                1e-6);
    }

    @Test
    void anAgentWithRoomForTwoCountsTwice() {
        QueuePolicy chats = asking("sales").work(new Work("chat", Optional.of(4))).build();
        TreeMap<String, Integer> skills = new TreeMap<>(SELLER.skills());
        RoutingProfile roomy =
                new RoutingProfile(
                        skills, new TreeMap<>(), 11, new TreeMap<>(), 1, Optional.empty());
        Floor floor = new Floor().queue(SALES, chats).talking(50, roomy, SALES).line(11, SALES);
        assertEquals(
                33,
                Seconds.of(estimate(floor, "w0010", traffic(0, SALES)).orElseThrow().mean()),
                1e-6);
    }

    @Test
    void agentsWhoDifferAreNotOnePool() {
        Floor floor = busySellers().talking(1, ALL_ROUND, SALES);
        assertEquals(false, isOnePool(floor, "w0010", traffic(0, SALES)));
    }

    @Test
    void agentsWhoDoNotTakeTheQueueDoNotMatter() {
        Floor floor = busySellers().talking(9, Floor.skilled("service"), SERVICE).line(0, SERVICE);
        assertTrue(isOnePool(floor, "w0010", traffic(0, SALES, SERVICE)));
    }

    @Test
    void aPoolThatServesAnotherQueueDoesNotServeThisAlone() {
        Floor pool = new Floor().talking(100, ALL_ROUND, SALES).line(11, SALES);
        assertTrue(isOnePool(pool, "w0010", traffic(0, SALES)));
        assertEquals(false, isOnePool(pool, "w0010", traffic(0, SALES, SERVICE)));
        pool.talking(1, ALL_ROUND, SERVICE);
        assertEquals(false, isOnePool(pool, "w0010", traffic(0, SALES)));
        Floor waited =
                new Floor()
                        .talking(100, ALL_ROUND, SALES)
                        .line(11, SALES)
                        .call(waiting("x", SERVICE, Duration.ZERO));
        assertEquals(false, isOnePool(waited, "w0010", traffic(0, SALES)));
    }

    @Test
    void aLineInWhichCallsDifferIsNotFirstComeFirstServed() {
        CallInLine plain = waiting("w0011", SALES, Duration.ZERO);
        assertTrue(isOnePool(busySellers().call(plain), "w0010", traffic(0, SALES)));
        CallInLine asks = with(plain, 0, SkillNeed.atLeast("french", 1), Optional.empty());
        assertEquals(false, isOnePool(busySellers().call(asks), "w0010", traffic(0, SALES)));
        Preferred ann = new Preferred(new AgentId("a0003"), Duration.ofMinutes(1));
        CallInLine prefers = with(plain, 0, SkillNeed.none(), Optional.of(ann));
        assertEquals(false, isOnePool(busySellers().call(prefers), "w0010", traffic(0, SALES)));
    }

    private static CallInLine with(
            CallInLine call, int priority, SkillNeed need, Optional<Preferred> preferred) {
        return new CallInLine(
                call.id(),
                call.queue(),
                priority,
                call.since(),
                call.enteredAt(),
                need,
                preferred,
                call.step(),
                call.stepSince(),
                call.refusals(),
                call.callbackNumber(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void prioritiesMatterWhereTheyAreHeard() {
        CallInLine urgent =
                with(waiting("u", SALES, Duration.ZERO), 5, SkillNeed.none(), Optional.empty());
        assertTrue(isOnePool(busySellers().call(urgent), "w0010", traffic(0, SALES)));
        QueuePolicy strict = asking("sales").order(new CallOrder.Strict()).build();
        Floor heard = busySellers().queue(SALES, strict);
        assertTrue(isOnePool(heard, "w0010", traffic(0, SALES)));
        assertEquals(false, isOnePool(heard.call(urgent), "w0010", traffic(0, SALES)));
    }

    @Test
    void urgentCallsThatAreYetToComeMatterToo() {
        QueuePolicy strict = asking("sales").order(new CallOrder.Strict()).build();
        SortedMap<QueueId, Traffic> traffic = traffic(0, SALES);
        Traffic plain = sales();
        traffic.put(
                SALES,
                new Traffic(
                        SALES,
                        plain.contacts(),
                        plain.ringing(),
                        plain.talk(),
                        plain.wrapUp(),
                        0,
                        List.of(
                                plain.arrivals().getFirst(),
                                new Arrivals(5, SkillNeed.none(), 0.001)),
                        Optional.empty()));
        assertEquals(false, isOnePool(busySellers().queue(SALES, strict), "w0010", traffic));
        assertTrue(isOnePool(busySellers(), "w0010", traffic));
    }

    @Test
    void aPlaceThatIsKeptBeforeTheCallDoesNotGiveUp() {
        CallInLine kept = kept(waiting("k", SALES, Duration.ofSeconds(5)));
        Floor floor = busySellers().call(kept);
        assertEquals(false, isOnePool(floor, "w0010", traffic(.5, SALES)));
        assertTrue(isOnePool(floor, "w0002", traffic(.5, SALES)));
        assertTrue(isOnePool(floor, "k", traffic(.5, SALES)));
    }

    private static CallInLine kept(CallInLine call) {
        return new CallInLine(
                call.id(),
                call.queue(),
                call.priority(),
                call.since(),
                call.enteredAt(),
                call.need(),
                call.preferred(),
                call.step(),
                call.stepSince(),
                call.refusals(),
                Optional.of("+49301234"),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void rulesThatInterfereWithTheLineAreNotInTheFormula() {
        for (QueuePolicy rules :
                List.of(
                        asking("sales").maxWait(Duration.ofMinutes(10)).build(),
                        asking("sales").reserve(new Reserve(SkillNeed.none(), 3)).build(),
                        asking("sales").steps(inTwoSteps()).build())) {
            Floor floor = busySellers().queue(SALES, rules);
            assertEquals(false, isOnePool(floor, "w0010", traffic(0, SALES)));
        }
    }

    private static List<RoutingStep> inTwoSteps() {
        RoutingStep first =
                new RoutingStep(
                        Optional.of(Duration.ofMinutes(1)),
                        SkillNeed.atLeast("sales", 5),
                        new TreeSet<>(),
                        0,
                        1_000,
                        false);
        return List.of(first, RoutingStep.FOR_EVER);
    }

    @Test
    void thereIsNoEstimateForACallThatIsNotInLine() {
        assertEquals(Optional.empty(), estimate(busySellers(), "gone", traffic(0, SALES)));
    }

    @Test
    void thereIsNoEstimateWhenNobodyIsAtWorkWhoCouldTakeTheCall() {
        Floor nobody =
                new Floor()
                        .paused(3, SELLER)
                        .talking(3, Floor.skilled("service"), SERVICE)
                        .line(2, SALES);
        assertEquals(Optional.empty(), estimate(nobody, "w0000", traffic(0, SALES, SERVICE)));
    }

    @Test
    void thereIsNoEstimateFromTooLittleExperience() {
        SortedMap<QueueId, Traffic> traffic = traffic(0, SERVICE);
        assertEquals(Optional.empty(), estimate(busySellers(), "w0000", traffic));
        Traffic known = sales();
        traffic.put(
                SALES,
                new Traffic(
                        SALES,
                        4.9,
                        known.ringing(),
                        known.talk(),
                        known.wrapUp(),
                        0,
                        known.arrivals(),
                        Optional.empty()));
        assertEquals(Optional.empty(), estimate(busySellers(), "w0000", traffic));
    }

    @Test
    void anEstimatorThatLooksNowhereIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new WaitEstimator(0, 100, 1));
        assertThrows(IllegalArgumentException.class, () -> new WaitEstimator(1, 0, 1));
    }

    /// All-round agents of whom some talk with service, so that only a simulation will do.
    private static Floor mixed(int agents) {
        return new Floor()
                .talking(agents - 1, ALL_ROUND, SALES)
                .talking(1, ALL_ROUND, SERVICE)
                .line(1, SALES);
    }

    @Test
    void theLargerTheCentreTheFewerLookAheadsUntilThereIsNone() {
        SortedMap<QueueId, Traffic> traffic = traffic(0, SALES, SERVICE);
        WaitEstimator often = new WaitEstimator(100, 1_000, 1);
        WaitEstimator fifty = new WaitEstimator(50, 1_000, 1);
        Floor small = mixed(100);
        Floor large = mixed(19_999);
        assertTrue(
                !often.estimate(small.snapshot(), new CallId("w0000"), NOON, traffic)
                        .equals(
                                fifty.estimate(
                                        small.snapshot(), new CallId("w0000"), NOON, traffic)));
        assertEquals(
                fifty.estimate(large.snapshot(), new CallId("w0000"), NOON, traffic),
                often.estimate(large.snapshot(), new CallId("w0000"), NOON, traffic));
        assertTrue(
                fifty.estimate(large.snapshot(), new CallId("w0000"), NOON, traffic).isPresent());
        assertEquals(Optional.empty(), estimate(mixed(40_001), "w0000", traffic));
    }
}
