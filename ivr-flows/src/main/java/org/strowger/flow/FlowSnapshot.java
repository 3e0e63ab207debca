package org.strowger.flow;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// All that [FlowRun] knows of a call at one moment: enough to go on from there elsewhere.
///
/// Whoever goes on and cannot tell whether the last playback still runs says
/// [FlowInput.PromptsPlayed] for it.
///
/// @param flow the flow's id
/// @param version the version of the flow that the call is pinned to
/// @param steps how many nodes the call has entered
/// @param playbacks how many playbacks were started, which is the number of the last one
/// @param typedAhead keys pressed and not yet used
public record FlowSnapshot(
        String flow,
        String version,
        int steps,
        int playbacks,
        String typedAhead,
        Listening listening,
        Stage stage) {

    /// Where in the flow the call is.
    public sealed interface Stage {

        record NotStarted() implements Stage {}

        record Saying(NodeId node, int playback) implements Stage {}

        /// A menu asks.
        ///
        /// @param asked how often the caller has been asked, this time included
        /// @param failures how many of these attempts failed
        record Asking(NodeId node, int asked, int failures, int playback) implements Stage {}

        /// Hears the last words of a menu before going on.
        record Leaving(NodeId node, int playback, Target target) implements Stage {}

        /// The call is in line.
        ///
        /// @param playback what plays above the music
        /// @param placeAsked an answer to [FlowAction.AskPlace] is awaited
        record Waiting(
                NodeId node,
                OptionalInt playback,
                boolean placeAsked,
                Optional<Instant> announceAt,
                Optional<Instant> leaveAt)
                implements Stage {}

        record Talking(NodeId node) implements Stage {}

        record Ended() implements Stage {}
    }

    /// What keys mean at this moment.
    public sealed interface Listening {

        /// Nothing is asked: they are kept for the next menu.
        record NotListening() implements Listening {}

        /// A menu's prompt plays.
        record DuringPrompt() implements Listening {}

        /// A menu takes them.
        ///
        /// @param entered the keys of this attempt so far
        /// @param until when the wait for the next key ends
        record ForKeys(String entered, Instant until) implements Listening {}
    }
}
