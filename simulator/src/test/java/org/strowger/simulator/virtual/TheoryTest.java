package org.strowger.simulator.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.virtual.TheoryCase.Figure;

/// Days come to what queueing theory says, to the figure.
///
/// Each case is played for [#DAYS] days with seeds that were fixed beforehand, and each figure has
/// Student's interval from the days. The intervals are so wide that a simulator which is right
/// keeps all of them at once with a probability of at least 99 % (Bonferroni: 1 % shared among all
/// figures of all cases), and may not be so wide that they would hold anything.
class TheoryTest {
    private static final int DAYS = 20;
    private static final int CALLS_A_DAY = 5_000;

    /// For a million calls of each case, and more where it takes more.
    private static final int CALLS_A_DAY_WHEN_SLOW = 50_000;

    /// Of the calls that count, as many more come before them.
    private static final double WARM_UP = 0.3;

    /// Student's distribution of 19 degrees of freedom: the quantile of 1 - 0.01 / 2 /
    /// [#MOST_FIGURES].
    private static final double STANDARD_ERRORS = 5.328;

    private static final int MOST_FIGURES = 260;

    /// How far an interval may reach to both sides, as a share of the exact figure.
    private static final double NARROW = 0.35;

    private static final double NARROW_WHEN_SLOW = 0.16;

    static List<TheoryCase> cases() {
        return TheoryCase.all();
    }

    static List<TheoryCase> lightCases() {
        return TheoryCase.all().stream().filter(each -> each.weight() <= 1).toList();
    }

    @ParameterizedTest
    @MethodSource("lightCases")
    void daysComeToWhatTheorySays(TheoryCase which) throws InterruptedException {
        assertHolds(which, play(which, CALLS_A_DAY), NARROW);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("cases")
    void daysComeToWhatTheorySaysInAMillionCalls(TheoryCase which) throws InterruptedException {
        assertHolds(which, play(which, CALLS_A_DAY_WHEN_SLOW), NARROW_WHEN_SLOW);
    }

    @Test
    void theIntervalsAreWideEnoughForAllFigures() {
        assertTrue(cases().stream().mapToInt(each -> each.figures().size()).sum() <= MOST_FIGURES);
    }

    private static List<Day> play(TheoryCase which, int calls) throws InterruptedException {
        double minutes = calls * which.weight() / which.callsPerMinute();
        Centre centre = which.centre().get();
        centre.warmUp = Duration.ofSeconds((long) (60 * WARM_UP * minutes));
        centre.lasting = centre.warmUp.plusSeconds((long) (60 * minutes));
        centre.interval = centre.lasting;
        centre.replications = DAYS;
        centre.seed += which.name().hashCode();
        List<Day> days = new ArrayList<>();
        new Replications(centre.scenario(), centre.yardstick(), 2)
                .run(days::add, _ -> {}, () -> false);
        assertEquals(DAYS, days.size());
        return days;
    }

    private static void assertHolds(TheoryCase which, List<Day> days, double narrow) {
        List<String> wrong = new ArrayList<>();
        for (Figure figure : which.figures()) {
            double[] found = days.stream().mapToDouble(figure.of()).toArray();
            double mean = mean(found);
            double reach = STANDARD_ERRORS * Math.sqrt(variance(found, mean) / DAYS);
            String seen =
                    "%s should be %s to %s, but is %.6f ± %.6f"
                            .formatted(figure.name(), figure.exact(), figure.most(), mean, reach);
            if (mean < figure.exact() - reach || mean > figure.most() + reach) {
                wrong.add(seen);
            }
            if (reach > narrow * figure.most()) {
                wrong.add(seen + ", which says too little");
            }
        }
        assertEquals(List.of(), wrong, which.name());
    }

    private static double mean(double[] found) {
        double sum = 0;
        for (double one : found) {
            sum += one;
        }
        return sum / found.length;
    }

    private static double variance(double[] found, double mean) {
        double squares = 0;
        for (double one : found) {
            squares += (one - mean) * (one - mean);
        }
        return squares / (found.length - 1);
    }
}
