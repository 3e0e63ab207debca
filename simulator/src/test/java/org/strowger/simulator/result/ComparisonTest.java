package org.strowger.simulator.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.simulator.result.HandMade.SALES;
import static org.strowger.simulator.result.HandMade.SUPPORT;
import static org.strowger.simulator.result.HandMade.answered;
import static org.strowger.simulator.result.HandMade.day;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final List<Double> WAITS = List.of(3.0, 9.0, 4.0, 14.0, 6.0);

    private static Difference find(Comparison comparison, String key) {
        return comparison.differences().stream()
                .filter(each -> each.key().equals(key) && each.queue().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void equalDaysDoNotDiffer() {
        Comparison comparison = new Comparison(List.of(SALES, SUPPORT));
        WAITS.forEach(
                wait ->
                        comparison.add(
                                day(answered(1), answered(wait)),
                                day(answered(1), answered(wait))));
        assertEquals(5, comparison.days());
        assertEquals(10, comparison.differences().size());
        for (Difference difference : comparison.differences()) {
            assertEquals(0, difference.change().value());
            assertEquals(1, difference.chance());
            assertFalse(difference.isSignificant());
        }
    }

    /// What days share is no difference: waits go from 3 to 14 s, and the change has hardly an
    /// interval.
    @Test
    void pairsTakeOutWhatDaysShare() {
        Comparison comparison = new Comparison(List.of(SALES, SUPPORT));
        double more = 0.9;
        for (double wait : WAITS) {
            comparison.add(day(answered(), answered(wait)), day(answered(), answered(wait + more)));
            more += 0.05;
        }
        Difference difference = find(comparison, "mean_wait");
        assertEquals(1, difference.change().value(), 1e-9);
        // Changes of 0.90 to 1.10 s: a deviation of 0.0790569, 2.776445 of its fifth's root.
        assertEquals(
                2.776445 * 0.0790569 / Math.sqrt(5),
                difference.change().reach().orElseThrow(),
                1e-6);
        assertTrue(difference.jointReach().orElseThrow() > 0.0982);
        assertTrue(difference.before().reach().orElseThrow() > 5);
        assertTrue(difference.isSignificant());
    }

    /// Two pairs that change alike may do so by chance; of ten it would be one of 512.
    @Test
    void pairsThatAllChangeAlikeAreJudgedByTheirNumber() {
        Comparison comparison = new Comparison(List.of());
        for (int pairs = 1; pairs <= 10; pairs++) {
            comparison.add(day(answered(), answered(30)), day(answered(), answered(2)));
            Difference level = find(comparison, "service_level");
            assertEquals(1, level.change().value());
            assertEquals(Math.pow(0.5, pairs - 1), level.chance(), 1e-12);
        }
        assertTrue(find(comparison, "service_level").isSignificant());
    }

    /// A recorded day is played again: what comes out alike five times is not drawn.
    @Test
    void aChangeThatEachPlayOfOneRecordMakesAlikeIsCertain() {
        Comparison comparison = Comparison.ofOneRecord(List.of(SALES, SUPPORT));
        for (int plays = 1; plays <= 5; plays++) {
            assertFalse(
                    comparison.differences().stream().anyMatch(Difference::isSignificant),
                    "too few plays to tell");
            comparison.add(day(answered(), answered(30)), day(answered(), answered(2)));
        }
        assertEquals(0, find(comparison, "service_level").chance());
        assertTrue(find(comparison, "service_level").isSignificant());
        assertFalse(find(comparison, "abandoned").isSignificant(), "nothing changed");
    }

    /// Where days differ, five equal changes are still judged by their number.
    @Test
    void aChangeThatIsAlikeWhilePlaysDifferMayBeChance() {
        Comparison comparison = Comparison.ofOneRecord(List.of());
        for (int play = 0; play < 5; play++) {
            comparison.add(
                    day(answered(), answered(30, play % 2 == 0 ? 2 : 30)),
                    day(answered(), answered(2, play % 2 == 0 ? 2 : 30)));
        }
        assertEquals(0.0625, find(comparison, "service_level").chance(), 1e-12);
    }

    @Test
    void aQueueThatNobodyCalledIsLeftOut() {
        Comparison comparison = new Comparison(List.of(SALES, SUPPORT));
        comparison.add(day(answered(), answered(1)), day(answered(), answered(2)));
        assertTrue(
                comparison.differences().stream()
                        .noneMatch(each -> each.queue().equals(Optional.of(SALES))));
        assertTrue(
                comparison.differences().stream().noneMatch(Difference::isSignificant), "one day");
        assertEquals(List.of(), new Comparison(List.of()).differences());
    }

    /// By hand: 4 times 0.01, 3 times 0.02 and not less than before, 2 times 0.03, 0.5.
    @Test
    void holmsStepsGoFromTheLeast() {
        assertArrayEquals(
                new double[] {0.06, 0.04, 0.5, 0.06},
                Comparison.holm(new double[] {0.03, 0.01, 0.5, 0.02}),
                1e-12);
    }
}
