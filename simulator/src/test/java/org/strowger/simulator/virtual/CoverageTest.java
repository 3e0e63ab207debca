package org.strowger.simulator.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.result.CallMeasure;
import org.strowger.simulator.result.Comparison;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.result.Difference;
import org.strowger.simulator.result.Estimate;
import org.strowger.simulator.result.Results;

/// Intervals hold the truth as often as they say, and verdicts are wrong as seldom, on M/M/3 of
/// which the truth is known: two calls a minute, talks of one minute.
///
/// Seeds were fixed beforehand. Bounds are those of the binomial distribution at about 99.9 %.
class CoverageTest {
    private static final QueueId SALES = Centre.SALES;
    private static final int RUNS = 120;
    private static final int DAYS = 20;

    /// Erlang C of 2 Erlangs and 3 agents is 4/9; the mean wait of all is that over 3 - 2 a minute.
    private static final double MEAN_WAIT = 60 * 4.0 / 9;

    /// Within 20 s: 1 - 4/9 exp(-(3 - 2) / 3).
    private static final double IN_TIME = 1 - 4.0 / 9 * Math.exp(-1.0 / 3);

    private static final double CALLS = 2 * 240;

    private static Centre centre(int agents, long seed) {
        Centre centre =
                new Centre()
                        .queue("sales", Centre.fifo().serviceTarget(Duration.ofSeconds(20)).build())
                        .agents("agents", agents)
                        .poisson("sales", 2)
                        .talk(new Distribution.Exponential(60));
        centre.warmUp = Duration.ofHours(1);
        centre.lasting = Duration.ofHours(5);
        centre.interval = Duration.ofHours(5);
        centre.replications = DAYS;
        centre.seed = seed;
        return centre;
    }

    private static List<Day> play(Centre centre) throws InterruptedException {
        List<Day> days = new ArrayList<>();
        new Replications(centre.scenario(), 2).run(days::add, _ -> {}, () -> false);
        return days;
    }

    private static Results results(List<Day> days) {
        Results results = new Results(new TreeMap<>(Map.of(SALES, 20.0)), List.of());
        days.forEach(results::add);
        return results;
    }

    private static boolean holds(Results results, CallMeasure measure, double truth) {
        Estimate found = results.all().of(measure).orElseThrow();
        return found.low() <= truth && truth <= found.high();
    }

    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() throws InterruptedException {
        int waits = 0;
        int levels = 0;
        int calls = 0;
        for (int run = 0; run < RUNS; run++) {
            Results results = results(play(centre(3, 7_000 + run)));
            waits += holds(results, CallMeasure.MEAN_WAIT, MEAN_WAIT) ? 1 : 0;
            levels += holds(results, CallMeasure.SERVICE_LEVEL, IN_TIME) ? 1 : 0;
            calls += holds(results, CallMeasure.OFFERED, CALLS) ? 1 : 0;
        }
        String seen = "%d, %d and %d of %d".formatted(waits, levels, calls, RUNS);
        for (int held : List.of(waits, levels, calls)) {
            assertTrue(held >= 0.88 * RUNS, seen);
        }
        assertTrue(waits + levels + calls <= 0.99 * 3 * RUNS, seen + ": too wide");
    }

    @Test
    void verdictsOnEqualScenariosAreSeldomWrong() throws InterruptedException {
        int wrong = 0;
        int single = 0;
        int looked = 0;
        for (int run = 0; run < RUNS; run++) {
            Comparison comparison =
                    compared(play(centre(3, 1_000 + run)), play(centre(3, 5_000 + run)));
            List<Difference> differences = comparison.differences();
            wrong += differences.stream().anyMatch(Difference::isSignificant) ? 1 : 0;
            looked += differences.size();
            single += (int) differences.stream().filter(each -> each.chance() <= 0.05).count();
        }
        String seen = "%d of %d, alone %d of %d".formatted(wrong, RUNS, single, looked);
        assertTrue(wrong <= 0.115 * RUNS, seen);
        assertTrue(single >= 0.01 * looked && single <= 0.1 * looked, seen);
    }

    private static Comparison compared(List<Day> before, List<Day> after) {
        Comparison comparison = new Comparison(List.of(SALES));
        for (int i = 0; i < before.size(); i++) {
            comparison.add(before.get(i), after.get(i));
        }
        return comparison;
    }

    /// Four agents and not three; and the interval of the change is narrower than with days of
    /// their own.
    @Test
    void aRealDifferenceIsFoundAndCommonChanceShowsItMoreClearly() throws InterruptedException {
        List<Day> before = play(centre(3, 42));
        Difference common = level(compared(before, play(centre(4, 42))));
        Difference apart = level(compared(before, play(centre(4, 43))));
        assertTrue(common.isSignificant());
        assertTrue(
                common.change().reach().orElseThrow() < 0.8 * apart.change().reach().orElseThrow(),
                () -> common + " " + apart);
    }

    private static Difference level(Comparison comparison) {
        Difference level = comparison.differences().getFirst();
        assertEquals("service_level", level.key());
        return level;
    }
}
