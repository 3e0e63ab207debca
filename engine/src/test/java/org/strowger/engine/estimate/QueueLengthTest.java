package org.strowger.engine.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueLengthTest {
    /// Minutes, 100 agents, talks of 5 minutes.
    @ParameterizedTest
    @CsvSource({
        "0, 0, .05",
        "0, 10, .55",
        "0, 50, 2.55",
        "0, 100, 5.05",
        ".2, 0, .05",
        ".2, 10, .52428540",
        ".2, 50, 2.06901536",
        ".2, 100, 3.50326715",
        ".5, 0, .05",
        ".5, 10, .49132460",
        ".5, 50, 1.65805513",
        ".5, 100, 2.53776445"
    })
    void theMeanIsTheSumOverEveryoneBefore(double abandonment, int ahead, double minutes) {
        assertEquals(minutes, new QueueLength(20, abandonment, ahead).mean(), 5e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "20, 0, 0",
        "20, 0, 10",
        "20, 0, 100",
        "20, .2, 10",
        "20, .5, 0",
        "20, .5, 100",
        ".2, .5, 3",
        ".2, 2, 40",
        "1, .000000001, 5"
    })
    void quantilesAreThoseOfWaitsDrawnOneByOne(double service, double abandonment, int ahead) {
        QueueLength line = new QueueLength(service, abandonment, ahead);
        double[] waits = drawn(service, abandonment, ahead, 100_000);
        for (double share : new double[] {.05, .5, .8, .95}) {
            double expected = waits[(int) (share * waits.length)];
            assertEquals(expected, line.quantile(share), 0.01 * expected, "P" + 100 * share);
        }
    }

    private static double[] drawn(double service, double abandonment, int ahead, int count) {
        SplittableRandom lots = new SplittableRandom(ahead + 7);
        double[] waits = new double[count];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k <= ahead; k++) {
                waits[i] += -Math.log(1 - lots.nextDouble()) / (service + k * abandonment);
            }
        }
        Arrays.sort(waits);
        return waits;
    }

    @Test
    void theFirstInLineWaitsForOneAgentOfAll() {
        QueueLength line = new QueueLength(20, .5, 0);
        assertEquals(Math.log(2) / 20, line.quantile(.5), 1e-9);
        assertEquals(Math.exp(-20 * .1), line.outlasts(.1), 1e-12);
    }

    @Test
    void twoThatDoNotGiveUpTakeAnErlangTime() {
        assertEquals(Math.exp(-3) * (1 + 3), new QueueLength(1, 0, 1).outlasts(3), 1e-12);
    }

    /// Both exponential, with rates 1 and 3: the sum outlasts t with probability (3 e^-t -
    /// e^-3t)/2.
    @Test
    void oneWhoGivesUpMakesTheFirstStepFaster() {
        double expected = (3 * Math.exp(-2) - Math.exp(-6)) / 2;
        assertEquals(expected, new QueueLength(1, 2, 1).outlasts(2), 1e-12);
    }

    /// Its terms are smaller than the smallest number there is, taken one by one. The normal
    /// distribution is close for so many.
    @Test
    void aVeryLongLineIsNoTrouble() {
        QueueLength line = new QueueLength(10, 0, 99_999);
        assertEquals(10_000, line.quantile(.5), 0.1);
        double deviation = Math.sqrt(100_000) / 10;
        assertEquals(10_000 + 0.8416 * deviation, line.quantile(.8), 0.1);
    }

    @Test
    void quantilesRiseWithTheirShare() {
        QueueLength line = new QueueLength(3, .7, 12);
        double before = 0;
        for (int percent = 1; percent < 100; percent++) {
            double quantile = line.quantile(percent / 100.0);
            assertEquals(1 - percent / 100.0, line.outlasts(quantile), 1e-6);
            assertEquals(true, quantile > before);
            before = quantile;
        }
    }
}
