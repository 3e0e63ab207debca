package org.strowger.simulator.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution.Constant;
import org.strowger.simulator.result.CallFigures;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Fault;

/// How many calls come, and when.
///
/// Counts may be off by [#STANDARD_ERRORS] standard errors, with seeds fixed beforehand: all in
/// this class hold at once with a probability above 99 %.
class PaceTest {
    private static final double STANDARD_ERRORS = 4;
    private static final int DAYS = 400;

    private static Centre centre(Arrivals arrivals) {
        return new Centre()
                .queue("sales", Centre.fifo().build())
                .source("source", "sales", 0, SkillNeed.none(), arrivals)
                .patience(new Constant(0))
                .talk(new Constant(1));
    }

    private static List<Day> play(Centre centre) throws InterruptedException {
        centre.replications = DAYS;
        List<Day> days = new ArrayList<>();
        new Replications(centre.scenario(), 2).run(days::add, _ -> {}, () -> false);
        return days;
    }

    private static List<CallFigures> intervals(Day day) {
        return Objects.requireNonNull(day.intervals().get(Centre.SALES));
    }

    private static long[] counts(List<Day> days, int interval) {
        return days.stream().mapToLong(day -> intervals(day).get(interval).offered()).toArray();
    }

    private static void assertMean(double mean, double variance, long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += count;
        }
        assertEquals(
                mean, sum / counts.length, STANDARD_ERRORS * Math.sqrt(variance / counts.length));
    }

    private static double variance(long[] counts, double mean) {
        double squares = 0;
        for (long count : counts) {
            squares += (count - mean) * (count - mean);
        }
        return squares / counts.length;
    }

    @Test
    void callsComeInEachIntervalAsTheyShould() throws InterruptedException {
        List<Day> days =
                play(
                        centre(
                                new Arrivals.ByInterval(
                                        Centre.at("00:10:00"),
                                        Duration.ofMinutes(20),
                                        List.of(60.0, 0.0))));
        assertMean(60, 60, counts(days, 0));
        assertMean(0, 0, counts(days, 1));
        assertEquals(
                60, variance(counts(days, 0), 60), STANDARD_ERRORS * 60 * Math.sqrt(2.0 / DAYS));
    }

    @Test
    void aSurgeMultipliesTheRateAsLongAsItLasts() throws InterruptedException {
        Centre centre = centre(new Arrivals.Poisson(60));
        centre.fault(new Fault.Surge(Centre.at("00:45:00"), Duration.ofMinutes(30), "source", 3));
        centre.source("other", "sales", 0, SkillNeed.none(), new Arrivals.Recorded(List.of()));
        centre.fault(new Fault.Surge(Centre.at("00:45:00"), Duration.ofMinutes(30), "other", 9));
        List<Day> days = play(centre);
        assertMean(30, 30, counts(days, 0));
        assertMean(15 + 45, 60, counts(days, 1));
    }

    /// The variance of a Poisson count whose mean m is multiplied by a gamma factor of this shape
    /// is m + m² / shape.
    @Test
    void daysDifferByAGammaFactorOfMeanOne() throws InterruptedException {
        List<Day> days = play(centre(new Arrivals.Busy(4, new Arrivals.Poisson(200))));
        double variance = 100 + 100.0 * 100 / 4;
        assertMean(100, variance, counts(days, 0));
        double found = variance(counts(days, 0), 100);
        assertTrue(found > 0.6 * variance && found < 1.5 * variance, () -> "variance " + found);
        double together = 0;
        for (Day day : days) {
            List<CallFigures> halves = intervals(day);
            together += (halves.get(0).offered() - 100.0) * (halves.get(1).offered() - 100.0);
        }
        assertTrue(together / DAYS > 1_500, "both halves of a busy day are busy");
    }

    @Test
    void everyDayOfALongerSpanHasAFactorOfItsOwn() throws InterruptedException {
        Centre centre = centre(new Arrivals.Busy(4, new Arrivals.Poisson(50)));
        centre.lasting = Duration.ofHours(26);
        centre.interval = Duration.ofHours(2);
        centre.replications = DAYS;
        double together = 0;
        double sameDay = 0;
        for (Day day : play(centre)) {
            List<CallFigures> parts = intervals(day);
            together += (parts.get(0).offered() - 100.0) * (parts.get(12).offered() - 100.0);
            sameDay += (parts.get(0).offered() - 100.0) * (parts.get(11).offered() - 100.0);
        }
        double error = STANDARD_ERRORS * 2_600 / Math.sqrt(DAYS);
        assertEquals(0, together / DAYS, error);
        assertTrue(sameDay / DAYS > 1_500, "it lasts to midnight");
    }

    @Test
    void callsOfARenewalComeAfterTheTimesThatAreDrawn() {
        Centre centre = centre(new Arrivals.Renewal(new Constant(60)));
        Day day = centre.day();
        assertEquals(29, counts(List.of(day), 0)[0]);
        assertEquals(30, counts(List.of(day), 1)[0]);
        centre.fault(new Fault.Surge(Centre.at("00:30:00"), Duration.ofMinutes(10), "source", 2));
        assertEquals(40.0, (double) counts(List.of(centre.day()), 1)[0], 1);
    }
}
