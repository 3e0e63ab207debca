package org.strowger.flow.scenario;

import java.time.Duration;
import java.util.List;
import org.strowger.flow.Utterance;

/// How long things take to be said, nearly: a test needs an order of events, not a stopwatch.
final class Lengths {
    private static final Duration RECORDING = Duration.ofSeconds(2);
    private static final Duration WORD = Duration.ofMillis(400);
    private static final Duration SHORTEST_SPEECH = Duration.ofSeconds(1);
    private static final long MILLIS_OF_A_CHARACTER = 60;

    private Lengths() {}

    static Duration of(List<Utterance> utterances) {
        return utterances.stream().map(Lengths::of).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration of(Utterance utterance) {
        return switch (utterance) {
            case Utterance.Recording _ -> RECORDING;
            case Utterance.Spoken _ -> WORD;
            case Utterance.Silence(var lasts) -> lasts;
            case Utterance.Speech(_, var text, _) -> {
                Duration spoken = Duration.ofMillis(text.length() * MILLIS_OF_A_CHARACTER);
                yield spoken.compareTo(SHORTEST_SPEECH) < 0 ? SHORTEST_SPEECH : spoken;
            }
        };
    }
}
