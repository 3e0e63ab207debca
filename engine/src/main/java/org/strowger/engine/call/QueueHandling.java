package org.strowger.engine.call;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How calls of a queue are handled, apart from who gets them.
///
/// @param callback how callers are called back; empty: they are not
/// @param whisper what the agent hears before the caller is connected
/// @param script the file with what the agent is to say
/// @param screenPop the template of the URL that the agent's screen opens while the phone rings
/// @param shortAbandon who hangs up sooner in line is counted as a short abandon, not a lost caller
/// @param autoAnswer whether phones are asked to answer by themselves
public record QueueHandling(
        Optional<CallbackRules> callback,
        DispositionRules dispositions,
        RecordingRule recording,
        Optional<Whisper> whisper,
        Optional<Path> script,
        Optional<String> screenPop,
        Duration shortAbandon,
        boolean autoAnswer,
        ServiceLevel serviceLevel) {

    private static final QueueHandling STANDARD =
            new QueueHandling(
                    Optional.empty(),
                    DispositionRules.none(),
                    RecordingRule.ON_DEMAND,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofSeconds(5),
                    false,
                    ServiceLevel.standard());

    /// That of a queue of which nothing else is said.
    public static QueueHandling standard() {
        return STANDARD;
    }
}
