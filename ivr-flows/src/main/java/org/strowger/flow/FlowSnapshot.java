package org.strowger.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.flow.expression.Value;

/// All that [FlowRun] knows of a call at one moment: enough to go on from there elsewhere.
///
/// Nothing secret is in it: variables that are secret have no value after it, and a question for
/// one is asked anew.
///
/// Whoever goes on and cannot tell whether the last playback still runs says
/// [FlowInput.PromptsPlayed] for it.
///
/// @param version the version of the book that the call is pinned to
/// @param frames the flows within one another, the outermost first; none before the start
/// @param queues how queues stood when this node asked
/// @param passage what plays
public record FlowSnapshot(
        String version,
        Optional<CallFacts> facts,
        Optional<Instant> startedAt,
        List<Frame> frames,
        Counts counts,
        Standing standing,
        SortedMap<String, QueueFigures> queues,
        Keys keys,
        Optional<Passage> passage,
        Stage stage) {

    public FlowSnapshot {
        frames = List.copyOf(frames);
        queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
    }

    /// How much of each thing a call has had.
    ///
    /// @param steps how many nodes it has entered
    /// @param playbacks how many playbacks were started, which is the number of the last one
    public record Counts(int steps, int playbacks, int fetches, int recordings) {
        static final Counts NONE = new Counts(0, 0, 0, 0);
    }

    /// What holds for a call in all flows alike.
    ///
    /// @param waited how long it has been in line, the present wait left out
    /// @param inLine the queue that it is in line of, if any
    /// @param inLineSince when the present wait began
    /// @param hidesKeys whether keys must not be shown now
    /// @param hungUp whether the caller is gone
    /// @param limitTold whether it came further than a call may
    public record Standing(
            String language,
            int priority,
            Duration waited,
            Optional<String> inLine,
            Optional<Instant> inLineSince,
            boolean hidesKeys,
            boolean hungUp,
            boolean limitTold) {}

    /// One flow that a call is in.
    ///
    /// @param node the node that it is at, in a flow that called another the one that did
    /// @param enteredAt when it came to that node
    /// @param questions the last questions asked, for [Target.Back]
    public record Frame(
            String flow,
            NodeId node,
            Instant enteredAt,
            SortedMap<String, Value> variables,
            List<NodeId> questions) {
        public Frame {
            variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
            questions = List.copyOf(questions);
        }
    }

    /// What the call is doing at its node.
    public sealed interface Stage {

        record NotStarted() implements Stage {}

        /// Waits to be told how queues stand.
        record Consulting(Instant until) implements Stage {}

        record Saying() implements Stage {}

        /// A question is asked.
        ///
        /// @param question which one of a survey, from 0
        /// @param confirming asks whether the entry is right
        /// @param asked how often the caller has been asked, this time included
        /// @param failures how many of these attempts failed
        /// @param absent choices that are not there for this call
        /// @param before what the variable held before the entry that is to be confirmed
        record Asking(
                int question,
                boolean confirming,
                int asked,
                int failures,
                SortedSet<String> absent,
                Optional<Value> before)
                implements Stage {
            public Asking {
                absent =
                        absent.isEmpty()
                                ? Collections.emptySortedSet()
                                : Collections.unmodifiableSortedSet(new TreeSet<>(absent));
            }
        }

        /// Hears last words before going on.
        record Leaving(String label, Target target) implements Stage {}

        /// Is in line.
        ///
        /// @param dues when words of comfort are due, in the order of the node
        /// @param askedPlace an answer to [FlowAction.AskPlace] is awaited, to tell the place
        /// @param askedWait likewise, to tell the wait
        /// @param toldPlace the place told last
        /// @param toldWait the wait told last
        record Waiting(
                Optional<Instant> leaveAt,
                Optional<Instant> placeAt,
                Optional<Instant> waitAt,
                Optional<Instant> offerAt,
                List<Optional<Instant>> dues,
                boolean askedPlace,
                boolean askedWait,
                OptionalInt toldPlace,
                Optional<Duration> toldWait)
                implements Stage {
            public Waiting {
                dues = List.copyOf(dues);
            }
        }

        record Talking() implements Stage {}

        /// Hears what comes before the recording, or is recorded.
        record Taping(boolean began) implements Stage {}

        /// Another system was asked.
        record Fetching(int fetch, Instant until) implements Stage {}

        /// Hears what comes before the transfer, or is being transferred.
        record Transferring(boolean began) implements Stage {}

        /// A place in line is being kept.
        record Keeping() implements Stage {}

        record Ended() implements Stage {}
    }

    /// The keys that the caller pressed.
    ///
    /// @param typedAhead pressed and not yet used
    /// @param surplus one that may still follow an entry that was complete without it
    public record Keys(String typedAhead, Listening listening, Optional<Surplus> surplus) {
        static final Keys NONE = new Keys("", new Listening.NotListening(), Optional.empty());
    }

    /// A key that ends entries, and until when it belongs to the last one.
    public record Surplus(char key, Instant until) {}

    /// What keys mean at this moment.
    public sealed interface Listening {

        /// Nothing is asked: they are kept for the next question.
        record NotListening() implements Listening {}

        /// A question's prompt plays.
        ///
        /// @param mayBeCut whether keys count already
        record DuringPrompt(boolean mayBeCut) implements Listening {}

        /// A question takes them.
        ///
        /// @param entered the keys of this attempt so far
        /// @param until when the wait for the next key ends
        record ForKeys(String entered, Instant until) implements Listening {}
    }
}
