package org.strowger.engine.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.engine.HandClock;

class TempoTest {
    private static final Tempo STANDARD = Tempo.STANDARD;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "8, 128", "9, 256", "10, 300", "1000000, 300"})
    void pausesAreDrawnFromNothingToABoundThatDoublesUpToFiveMinutes(int tries, int seconds) {
        SplittableRandom random = new SplittableRandom(tries);
        Duration bound = Duration.ofSeconds(seconds);
        Duration shortest = bound;
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 2_000; i++) {
            Duration pause = STANDARD.pause(tries, Duration.ZERO, random);
            shortest = pause.compareTo(shortest) < 0 ? pause : shortest;
            longest = pause.compareTo(longest) > 0 ? pause : longest;
        }
        assertTrue(longest.compareTo(bound) <= 0, longest::toString);
        assertTrue(longest.compareTo(bound.multipliedBy(9).dividedBy(10)) > 0, longest::toString);
        assertTrue(shortest.compareTo(bound.dividedBy(10)) < 0, shortest::toString);
    }

    @Test
    void aReceiverIsLeftAloneForAsLongAsItAsksButForFiveMinutesAtMost() {
        SplittableRandom random = new SplittableRandom(1);

        assertEquals(Duration.ofSeconds(90), STANDARD.pause(1, Duration.ofSeconds(90), random));
        assertEquals(Duration.ofMinutes(5), STANDARD.pause(1, Duration.ofHours(9), random));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | 120",
                " 0 | 0",
                "99999999999999 | 86400",
                "-5 | 0",
                "soon | 0",
                "Mon, 02 Mar 2026 12:01:00 GMT | 60",
                "Mon, 02 Mar 2026 11:59:00 GMT | 0",
                "Mon, 32 Mar 2026 12:01:00 GMT | 0"
            })
    void retryAfterIsSecondsOrADate(String header, int seconds) {
        Answer.Status status = new Answer.Status(503, Optional.of(header));

        assertEquals(Duration.ofSeconds(seconds), status.pause(HandClock.NOON));
    }
}
