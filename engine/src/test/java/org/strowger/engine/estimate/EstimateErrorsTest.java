package org.strowger.engine.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.engine.estimate.Floor.NOON;
import static org.strowger.engine.estimate.Floor.SALES;
import static org.strowger.engine.estimate.Floor.SERVICE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.strowger.engine.estimate.WaitEstimate.Method;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent;

class EstimateErrorsTest {
    private final EstimateErrors errors = new EstimateErrors();

    private static CallId call(int number) {
        return new CallId("c" + number);
    }

    /// P50 one second less, P80 ten seconds more than the mean.
    private static WaitEstimate estimate(int mean, int head, int last) {
        return new WaitEstimate(
                Duration.ofSeconds(mean),
                Duration.ofSeconds(mean - 1),
                Duration.ofSeconds(mean + 10),
                Method.QUEUE_LENGTH,
                Duration.ofSeconds(head),
                Optional.of(Duration.ofSeconds(last)));
    }

    private void waits(int number, QueueId queue, WaitEstimate told, int seconds) {
        errors.predicted(call(number), queue, NOON, told);
        connected(number, queue, seconds);
    }

    private QueueErrors of(QueueId queue) {
        return Objects.requireNonNull(errors.byQueue().get(queue));
    }

    private void connected(int number, QueueId queue, int seconds) {
        errors.on(
                List.of(
                        new RoutingEvent.CallConnected(
                                NOON.plusSeconds(seconds),
                                call(number),
                                queue,
                                new AgentId("ann"))));
    }

    @Test
    void whatWasToldIsComparedWithWhatWasWaited() {
        waits(1, SALES, estimate(60, 50, 90), 50); // 10 too long
        waits(2, SALES, estimate(60, 80, 20), 90); // 30 too short
        QueueErrors sales = of(SALES);
        assertEquals(2, sales.counted());
        assertEquals(70, seconds(sales.meanWait()), 0.1);
        assertEquals(-10, seconds(sales.bias()), 0.1);
        assertEquals(20, seconds(sales.meanError()), 0.1);
        assertEquals(500 / 4_900.0, sales.squaredError(), 1e-3);
        assertEquals(50 / 4_900.0, sales.squaredErrorByHeadOfLine(), 1e-3);
        assertEquals((1_600 + 4_900) / 2 / 4_900.0, sales.squaredErrorByLastToEnter(), 2e-3);
        assertEquals(0.5, sales.withinP50(), 1e-3);
        assertEquals(0.5, sales.withinP80(), 1e-3);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    @Test
    void queuesAreKeptApart() {
        waits(1, SALES, estimate(60, 60, 60), 60);
        waits(2, SERVICE, estimate(60, 60, 60), 600);
        assertEquals(Duration.ZERO, of(SALES).bias());
        assertEquals(Duration.ofMinutes(-9), of(SERVICE).bias());
    }

    @Test
    void aWaitThatWasCutShortIsCountedApart() {
        errors.predicted(call(1), SALES, NOON, estimate(60, 60, 60));
        errors.predicted(call(2), SALES, NOON, estimate(60, 60, 60));
        errors.on(
                List.of(
                        new RoutingEvent.CallLeftQueue(
                                NOON.plusSeconds(5), call(1), SALES, LeaveReason.ABANDONED),
                        new RoutingEvent.CallMoved(
                                NOON.plusSeconds(6),
                                call(2),
                                SALES,
                                SERVICE,
                                NOON,
                                RoutingEvent.CallMoved.Why.COMMANDED)));
        connected(1, SALES, 100);
        connected(2, SERVICE, 100);

        QueueErrors sales = of(SALES);
        assertEquals(0, sales.counted());
        assertEquals(2, sales.left());
        assertEquals(1, errors.byQueue().size());
    }

    /// Waits and patience are exponential with means of 100 s: only half of the callers stay to the
    /// end, and those waited 50 s on the average.
    @Test
    void thoseWhoLeaveAreMadeUpFor() {
        SplittableRandom lots = new SplittableRandom(3);
        WaitEstimate told = estimate(100, 100, 100);
        for (int i = 0; i < 3_000; i++) {
            double wait = -100 * Math.log(1 - lots.nextDouble());
            double patience = -100 * Math.log(1 - lots.nextDouble());
            errors.predicted(call(i), SALES, NOON, told);
            if (wait < patience) {
                errors.on(
                        List.of(
                                new RoutingEvent.CallConnected(
                                        later(wait), call(i), SALES, new AgentId("ann"))));
            } else {
                errors.on(
                        List.of(
                                new RoutingEvent.CallLeftQueue(
                                        later(patience), call(i), SALES, LeaveReason.ABANDONED)));
            }
        }
        QueueErrors sales = of(SALES);
        assertEquals(100, seconds(sales.meanWait()), 20);
        assertEquals(1 - Math.exp(-0.99), sales.withinP50(), 0.06);
        assertEquals(1 - Math.exp(-1.1), sales.withinP80(), 0.06);
    }

    private static Instant later(double seconds) {
        return NOON.plusNanos(Math.round(seconds * 1e9));
    }

    @Test
    void theFirstEstimateOfACallCounts() {
        errors.predicted(call(1), SALES, NOON, estimate(60, 60, 60));
        errors.predicted(call(1), SALES, NOON.plusSeconds(30), estimate(400, 60, 60));
        connected(1, SALES, 60);
        assertEquals(Duration.ZERO, of(SALES).bias());
        assertEquals(Duration.ofMinutes(1), of(SALES).meanWait());
    }

    @Test
    void whenTooManyAreOpenTheOldestIsDropped() {
        for (int i = 0; i <= EstimateErrors.MOST_OPEN; i++) {
            errors.predicted(call(i), SALES, NOON, estimate(60, 60, 60));
        }
        assertEquals(1, errors.dropped());
        connected(0, SALES, 60);
        assertTrue(errors.byQueue().isEmpty());
        connected(1, SALES, 60);
        assertEquals(1, of(SALES).counted());
    }

    @Test
    void whatIsLongAgoCountsForLittle() {
        for (int i = 0; i < 1_000; i++) {
            waits(i, SALES, estimate(60, 60, 60), 600);
        }
        for (int i = 1_000; i < 4_000; i++) {
            waits(i, SALES, estimate(60, 60, 60), 60);
        }
        QueueErrors sales = of(SALES);
        assertEquals(4_000, sales.counted());
        assertEquals(60, seconds(sales.meanWait()), 2);
    }

    @Test
    void aQueueOfWhichNothingIsKnownIsTrusted() {
        assertTrue(errors.isTrustworthy(SALES));
    }

    @Test
    void aQueueWhoseCallersWaitLongerThanToldIsNotTrusted() {
        for (int i = 0; i < 29; i++) {
            waits(i, SALES, estimate(60, 60, 60), 75);
        }
        assertTrue(errors.isTrustworthy(SALES));
        waits(29, SALES, estimate(60, 60, 60), 75);
        assertFalse(errors.isTrustworthy(SALES));
    }

    @Test
    void anErrorAsLargeAsTheWaitIsNotTrusted() {
        for (int i = 0; i < 30; i++) {
            waits(i, SALES, estimate(200, 60, 60), 60);
        }
        assertFalse(errors.isTrustworthy(SALES));
    }

    @Test
    void aFewSecondsAreNotHeldAgainstIt() {
        for (int i = 0; i < 30; i++) {
            waits(i, SALES, estimate(8, 2, 2), 2);
        }
        assertTrue(of(SALES).squaredError() > 1);
        assertTrue(errors.isTrustworthy(SALES));
    }
}
