package org.strowger.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.flow.expression.Value;

/// Something that happened to a call in a flow.
public sealed interface FlowInput {

    /// When; never before that of an earlier input of the same call.
    Instant at();

    /// The call was answered and its flow begins.
    record Started(Instant at, CallFacts facts) implements FlowInput {}

    /// The caller pressed a key.
    ///
    /// @param key `0-9`, `*`, `#` or `A-D`
    record DigitPressed(Instant at, char key) implements FlowInput {}

    /// A playback is over, because all of it was heard or because it could not be played.
    ///
    /// @param playback as in [FlowAction.Play]
    record PromptsPlayed(Instant at, int playback) implements FlowInput {}

    /// The answer to [FlowAction.AskPlace].
    ///
    /// @param place the caller's place in line, the next to be served being 1
    /// @param expectedWait how long it may take, when that can be said honestly
    record PlaceTold(Instant at, int place, Optional<Duration> expectedWait) implements FlowInput {}

    /// The answer to [FlowAction.AskQueues]; a queue that is not there is not in it.
    record QueuesTold(Instant at, SortedMap<String, QueueFigures> queues) implements FlowInput {
        public QueuesTold {
            queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
        }
    }

    /// An agent and the caller, or whom the call was transferred to, hear each other.
    record TalkBegan(Instant at) implements FlowInput {}

    /// The talk is over and the caller is still there.
    record TalkEnded(Instant at) implements FlowInput {}

    /// The queue did not take the call; it is not in line and hears no music.
    record QueueRefused(Instant at, QueueRefused.Reason reason) implements FlowInput {
        public enum Reason {
            FULL,
            NO_AGENTS,
            UNKNOWN_QUEUE
        }
    }

    /// The line let the call go, because a rule of its own says so: the flow goes on as after its
    /// own longest wait or, when it has none, as when nobody can answer.
    record LetGo(Instant at) implements FlowInput {}

    /// The answer to [FlowAction.Fetch]: every field that the node declares.
    ///
    /// @param fetch as in [FlowAction.Fetch]
    record Fetched(Instant at, int fetch, SortedMap<String, Value> fields) implements FlowInput {
        public Fetched {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }
    }

    /// There is no answer to [FlowAction.Fetch], or not one with the fields declared.
    record FetchFailed(Instant at, int fetch, String reason) implements FlowInput {}

    /// A recording is over.
    ///
    /// @param recording as in [FlowAction.StartRecording]
    /// @param length nothing when nobody spoke, or when it could not be recorded
    record RecordingEnded(Instant at, int recording, Duration length) implements FlowInput {}

    /// A transfer came to nothing. One that succeeded is [TalkBegan], and [TalkEnded] if it comes
    /// back.
    record TransferFailed(Instant at, TransferFailed.Reason reason) implements FlowInput {
        public enum Reason {
            BUSY,
            NO_ANSWER,
            /// Not reached, or not allowed.
            FAILED
        }
    }

    /// The answer to [FlowAction.KeepPlace].
    record PlaceKept(Instant at, boolean kept) implements FlowInput {}

    /// Time has come to [FlowRun#nextDeadline()], or passed it.
    record TimePassed(Instant at) implements FlowInput {}

    record CallerHungUp(Instant at) implements FlowInput {}
}
