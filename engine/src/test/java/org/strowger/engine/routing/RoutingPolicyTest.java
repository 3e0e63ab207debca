package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Policies that contradict themselves are refused, and a starvation bound that is not is kept.
final class RoutingPolicyTest {
    private static final QueueId SALES = new QueueId("sales");
    private static final QueueId REPAIRS = new QueueId("repairs");
    private static final QueueId NIGHT = new QueueId("night");
    private static final QueuePolicy STANDARD = QueuePolicy.standard();

    @Test
    void overflowThatLeadsNowhereIsRefused() {
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> policy(Map.of(SALES, overflowingTo(NIGHT))));
        assertEquals(
                "the overflow of queue sales leads to queue night, which there is not",
                refused.getMessage());
    }

    @Test
    void overflowThatLeadsBackIsRefused() {
        assertRefused("leads back", Map.of(SALES, overflowingTo(SALES)));
        assertRefused(
                "leads back",
                Map.of(
                        SALES, overflowingTo(REPAIRS),
                        REPAIRS, overflowingTo(NIGHT),
                        NIGHT, overflowingTo(SALES)));
        policy(
                Map.of(
                        SALES, overflowingTo(NIGHT),
                        REPAIRS, overflowingTo(NIGHT),
                        NIGHT, STANDARD));
    }

    @Test
    void generalisedCMuIsForQueuesInOrderOfWaiting() {
        QueuePolicy fifo = STANDARD.with().order(new CallOrder.Fifo()).build();
        assertThrows(
                IllegalArgumentException.class,
                () -> weighed(Balance.GENERALIZED_C_MU, Map.of(SALES, fifo, NIGHT, STANDARD)));
        weighed(Balance.GENERALIZED_C_MU, Map.of(SALES, fifo));
    }

    @Test
    void fixedQueueRatioNeedsAShare() {
        QueuePolicy none = STANDARD.with().share(0).build();
        assertThrows(
                IllegalArgumentException.class,
                () -> weighed(Balance.FIXED_QUEUE_RATIO, Map.of(SALES, none)));
        weighed(Balance.FIXED_QUEUE_RATIO, Map.of(SALES, none, NIGHT, STANDARD));
    }

    @Test
    void boundIsForUrgencyOnly() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new RoutingPolicy(
                                "v1",
                                new TreeMap<>(Map.of(SALES, STANDARD)),
                                Balance.FIXED_QUEUE_RATIO,
                                0,
                                Detail.FULL,
                                Optional.of(new StarvationBound(Duration.ZERO, 0))));
    }

    @Test
    void stepsMustEndAndOnlyTheLastDoesNot() {
        RoutingStep lasting =
                new RoutingStep(
                        Optional.of(Duration.ofSeconds(1)),
                        SkillNeed.none(),
                        new TreeSet<>(),
                        0,
                        0,
                        true);
        assertRefused(List.of());
        assertRefused(List.of(lasting));
        assertRefused(List.of(RoutingStep.FOR_EVER, RoutingStep.FOR_EVER));
        STANDARD.with().steps(List.of(lasting, lasting, RoutingStep.FOR_EVER)).build();
    }

    @Test
    void lastStepCannotBeSkipped() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new RoutingStep(
                                Optional.empty(), SkillNeed.none(), new TreeSet<>(), 0, 0, true));
    }

    @Test
    void callersAreNotSentAwayForWantOfAReadyAgent() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new QueuePolicy.Staffing(
                                Presence.NOBODY, Presence.READY, Duration.ofSeconds(1)));
    }

    @Test
    void builderGivesTheSameRulesBack() {
        QueuePolicy rules =
                STANDARD.with()
                        .maxWait(Duration.ofMinutes(3))
                        .reserve(new QueuePolicy.Reserve(SkillNeed.atLeast("french", 1), 2))
                        .open(false)
                        .build();
        assertEquals(rules, rules.with().build());
    }

    @Test
    void agedPriorityWithoutCapKeepsABoundThatItsRateMakes() {
        QueuePolicy aging = STANDARD.with().order(accumulating(1_000, OptionalInt.empty())).build();
        assertTrue(isPromised(Map.of(SALES, aging), Duration.ofMinutes(3), 3));
        assertTrue(!isPromised(Map.of(SALES, aging), Duration.ofMinutes(3).minusMillis(1), 3));
    }

    @Test
    void strictPriorityKeepsABoundAmongEqualsOnly() {
        assertTrue(isPromised(Map.of(SALES, STANDARD), Duration.ZERO, 0));
        assertTrue(!isPromised(Map.of(SALES, STANDARD), Duration.ofDays(1), 1));
    }

    /// A call that rises a little faster is ahead until the millisecond before its cap.
    @Test
    void boundThatBreaksJustBeforeACapIsRefused() {
        QueuePolicy slow = STANDARD.with().order(accumulating(70_000, OptionalInt.of(1))).build();
        QueuePolicy fast = STANDARD.with().order(accumulating(70_007, OptionalInt.of(1))).build();
        assertTrue(!isPromised(Map.of(SALES, slow, NIGHT, fast), Duration.ZERO, 0));
    }

    /// What is promised holds for every pair of waits that is tried, and what is refused is broken
    /// by some.
    @Test
    void promisedBoundsAreKeptAndRefusedOnesBroken() {
        Random random = new Random(8);
        int promised = 0;
        for (int i = 0; i < 3_000; i++) {
            QueuePolicy first =
                    STANDARD.with().order(order(random)).serviceTarget(target(random)).build();
            QueuePolicy second =
                    STANDARD.with().order(order(random)).serviceTarget(target(random)).build();
            long behind = random.nextInt(4) * 20L + random.nextInt(2);
            int gap = random.nextInt(3);
            boolean isPromised =
                    isPromised(Map.of(SALES, first, NIGHT, second), Duration.ofMillis(behind), gap);
            boolean isKept =
                    isKept(first, second, behind, gap)
                            && isKept(second, first, behind, gap)
                            && isKept(first, first, behind, gap)
                            && isKept(second, second, behind, gap);
            assertEquals(
                    isKept,
                    isPromised,
                    first.order() + " " + second.order() + " " + behind + " " + gap);
            promised += isPromised ? 1 : 0;
        }
        assertTrue(promised > 100, "some are kept: " + promised);
    }

    private static boolean isKept(QueuePolicy earlier, QueuePolicy later, long behind, int gap) {
        if (isRising(earlier) != isRising(later)) {
            return false; // priority of any height counts in one of them only
        }
        for (long waited = 0; waited < 2_000; waited++) {
            for (long more = behind; more < behind + 3; more++) {
                if (points(later, gap, waited) > points(earlier, 0, waited + more)) {
                    return false;
                }
            }
        }
        long longAfter = 100_000_000_000L;
        return points(later, gap, longAfter) <= points(earlier, 0, longAfter + behind);
    }

    private static boolean isRising(QueuePolicy rules) {
        return rules.order() instanceof CallOrder.Accumulating;
    }

    private static long points(QueuePolicy rules, int priority, long waited) {
        return switch (rules.order()) {
            case CallOrder.Accumulating(var rate, var cap) ->
                    priority * 60_000_000L
                            + Math.min(
                                    rate * waited,
                                    cap.isPresent()
                                            ? cap.getAsInt() * 60_000_000L
                                            : Long.MAX_VALUE);
            case CallOrder.Deadline() -> 1_000 * (waited - rules.serviceTarget().toMillis());
            case CallOrder.Strict(), CallOrder.Fifo() -> 1_000 * waited;
        };
    }

    /// Rates at which a point takes no longer than the waits that are tried.
    private static CallOrder order(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new CallOrder.Fifo();
            case 1 -> new CallOrder.Deadline();
            default ->
                    accumulating(
                            List.of(0, 70_000, 70_007, 100_000).get(random.nextInt(4)),
                            random.nextBoolean()
                                    ? OptionalInt.empty()
                                    : OptionalInt.of(random.nextInt(3)));
        };
    }

    private static Duration target(Random random) {
        return Duration.ofMillis(1 + random.nextInt(40));
    }

    private static CallOrder accumulating(int rate, OptionalInt cap) {
        return new CallOrder.Accumulating(rate, cap);
    }

    private static boolean isPromised(
            Map<QueueId, QueuePolicy> queues, Duration behind, int priorityGap) {
        try {
            new RoutingPolicy(
                    "v1",
                    new TreeMap<>(queues),
                    Balance.URGENCY,
                    0,
                    Detail.FULL,
                    Optional.of(new StarvationBound(behind, priorityGap)));
            return true;
        } catch (IllegalArgumentException refused) {
            assertTrue(String.valueOf(refused.getMessage()).contains("starvation bound"));
            return false;
        }
    }

    private static QueuePolicy overflowingTo(QueueId queue) {
        return STANDARD.with()
                .overflow(
                        new QueuePolicy.Overflow(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(queue)))
                .build();
    }

    private static void assertRefused(String why, Map<QueueId, QueuePolicy> queues) {
        var refused = assertThrows(IllegalArgumentException.class, () -> policy(queues));
        assertTrue(String.valueOf(refused.getMessage()).contains(why));
    }

    private static void assertRefused(List<RoutingStep> steps) {
        assertThrows(IllegalArgumentException.class, () -> STANDARD.with().steps(steps).build());
    }

    private static void policy(Map<QueueId, QueuePolicy> queues) {
        weighed(Balance.URGENCY, queues);
    }

    private static void weighed(Balance balance, Map<QueueId, QueuePolicy> queues) {
        SortedMap<QueueId, QueuePolicy> sorted = new TreeMap<>(queues);
        assertEquals(
                sorted,
                new RoutingPolicy("v1", sorted, balance, 0, Detail.FULL, Optional.empty())
                        .queues());
    }
}
