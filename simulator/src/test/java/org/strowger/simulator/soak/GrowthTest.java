package org.strowger.simulator.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.strowger.simulator.soak.Trend.Point;

class GrowthTest {
    private static final long MIB = 1 << 20;
    private static final long HEAP = 256 * MIB;

    /// A sample each half a minute.
    private static Growth growth(int count, IntToLongFunction heap, IntToLongFunction threads) {
        List<Sample> samples =
                IntStream.range(0, count)
                        .mapToObj(
                                i ->
                                        new Sample(
                                                30.0 * i,
                                                heap.applyAsLong(i),
                                                (int) threads.applyAsLong(i)))
                        .toList();
        return new Growth(samples, HEAP);
    }

    @Test
    void heapThatFillsInTheFirstHalfAndThenIsFlatDoesNotGrow() {
        Growth growth = growth(60, i -> Math.min(i, 20) * MIB + (i % 2) * MIB, _ -> 40);
        assertEquals(List.of(), growth.findings());
    }

    @Test
    void heapThatGrowsByMoreThanAHundredthInTenMinutesIsFound() {
        double perSample = 2.0 * HEAP / 100 / 20;
        Growth growth = growth(60, i -> 50 * MIB + (long) (i * perSample), _ -> 40);
        assertEquals(5.12, growth.slope(), 0.01);
        assertEquals(1, growth.findings().size());
        assertTrue(growth.findings().getFirst().contains("heap grows"), growth::toString);
    }

    @Test
    void threadsThatBecomeMoreAreFound() {
        Growth growth = growth(60, _ -> 50 * MIB, i -> 40 + i / 3);
        assertEquals(List.of("59 threads after 49 in the first half"), growth.findings());
    }

    @Test
    void shortRunDecidesNothing() {
        assertEquals(List.of(), growth(10, i -> i * MIB, i -> i).findings());
    }

    @Test
    void runWithoutSamplesIsNoProof() {
        assertEquals(1, growth(0, _ -> 0, _ -> 0).findings().size());
    }

    @Test
    void lineThroughPointsIsTheOneOfLeastSquares() {
        Trend trend =
                Trend.of(
                        List.of(
                                new Point(0, 1),
                                new Point(1, 3),
                                new Point(2, 2),
                                new Point(3, 4)));
        assertEquals(0.8, trend.slope(), 1e-9);
        assertEquals(0, Trend.of(List.of(new Point(1, 1))).slope());
    }
}
