package org.strowger.engine.alert;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How patient a webhook is.
///
/// @param tryTime how long one try may last
/// @param firstPause the longest pause before the second try; it doubles with each further one
/// @param longestPause no pause is longer, whatever the receiver asks for
/// @param mostTries for one event
/// @param longestEffort an event is given up when the next try would begin later than this after
///   the first
record Tempo(
        Duration tryTime,
        Duration firstPause,
        Duration longestPause,
        int mostTries,
        Duration longestEffort) {
    static final Tempo STANDARD =
            new Tempo(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(5),
                    10,
                    Duration.ofHours(1));

    /// The pause after so many tries: drawn evenly from nothing to a bound that doubles each time
    /// ("full jitter": Brooker, Exponential Backoff and Jitter, AWS Architecture Blog 2015), but no
    /// shorter than the receiver asked for.
    ///
    /// @param tries 1 or more
    Duration pause(int tries, Duration asked, RandomGenerator random) {
        Duration bound = firstPause;
        for (int i = 1; i < tries && bound.compareTo(longestPause) < 0; i++) {
            bound = bound.multipliedBy(2);
        }
        Duration drawn = Duration.ofMillis(random.nextLong(shorter(bound).toMillis() + 1));
        return shorter(asked).compareTo(drawn) > 0 ? shorter(asked) : drawn;
    }

    private Duration shorter(Duration pause) {
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
