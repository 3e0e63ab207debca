package org.strowger.flow;

import java.time.Instant;

/// Something that happened to a call in a flow.
public sealed interface FlowInput {

    /// When; never before that of an earlier input of the same call.
    Instant at();

    /// The call was answered and its flow begins.
    record Started(Instant at) implements FlowInput {}

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
    record PlaceTold(Instant at, int place) implements FlowInput {}

    /// An agent and the caller hear each other.
    record TalkBegan(Instant at) implements FlowInput {}

    /// The talk is over and the caller is still there.
    record TalkEnded(Instant at) implements FlowInput {}

    /// The queue did not take the call, or does not keep it; the call is not in line and hears no
    /// music.
    record QueueRefused(Instant at, Reason reason) implements FlowInput {
        public enum Reason {
            FULL,
            NO_AGENTS,
            UNKNOWN_QUEUE
        }
    }

    /// Time has come to [FlowRun#nextDeadline()], or passed it.
    record TimePassed(Instant at) implements FlowInput {}

    record CallerHungUp(Instant at) implements FlowInput {}
}
