package org.strowger.flow;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.flow.expression.SecretText;
import org.strowger.flow.expression.ValueType;

/// What a flow wants done for its call, in the order told.
public sealed interface FlowAction {

    /// Plays sounds one after another, in place of those that play; the answer is
    /// [FlowInput.PromptsPlayed].
    ///
    /// @param playback counts from 1 in each call
    record Play(int playback, List<Utterance> utterances) implements FlowAction {
        public Play {
            utterances = List.copyOf(utterances);
        }
    }

    /// Ends the playback that runs.
    record StopPlaying() implements FlowAction {}

    /// Plays music over and over, beneath every playback, until the caller talks or leaves the
    /// queue.
    record StartMusic(Utterance.Recording music) implements FlowAction {}

    /// Puts the call in line. Then come [FlowInput.TalkBegan], [FlowInput.QueueRefused] or
    /// [FlowInput.LetGo].
    record EnterQueue(LinePlace line) implements FlowAction {}

    /// Asks for the caller's place in line; the answer is [FlowInput.PlaceTold].
    record AskPlace() implements FlowAction {}

    /// Takes the call out of line and ends its music.
    record LeaveQueue(LeaveReason reason) implements FlowAction {}

    /// Asks how some queues stand; the answer is [FlowInput.QueuesTold], within two seconds.
    record AskQueues(SortedSet<String> queues) implements FlowAction {
        public AskQueues {
            queues = Collections.unmodifiableSortedSet(new TreeSet<>(queues));
        }
    }

    /// Asks another system; the answer is [FlowInput.Fetched] or [FlowInput.FetchFailed].
    ///
    /// @param fetch counts from 1 in each call
    /// @param url of the host that the flow names; the rest is percent-encoded
    /// @param body a JSON object, if any is sent; it may hold digits that nobody may see
    /// @param fields what to pick from the answer
    /// @param timeout for all tries together
    record Fetch(
            int fetch,
            String method,
            String url,
            SequencedMap<String, String> headers,
            Optional<SecretText> body,
            SortedMap<String, ValueType> fields,
            Duration timeout,
            int retries)
            implements FlowAction {
        public Fetch {
            headers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(headers));
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }
    }

    /// Nobody waits for the answer any more.
    record CancelFetch(int fetch) implements FlowAction {}

    /// Records the caller; the answer is [FlowInput.RecordingEnded].
    ///
    /// @param recording counts from 1 in each call
    /// @param id names the recording
    /// @param termKeys each of these keys ends it, and is not heard in it
    /// @param box the voicemail box that it is for
    /// @param queue the queue that gets it as work
    record StartRecording(
            int recording,
            String id,
            Duration max,
            Duration silence,
            String termKeys,
            boolean beep,
            Optional<String> box,
            Optional<String> queue)
            implements FlowAction {}

    /// Connects the caller with somebody else. Then come [FlowInput.TalkBegan] or
    /// [FlowInput.TransferFailed].
    record Transfer(Destination to, boolean attended, Duration timeout) implements FlowAction {}

    /// Keeps a place in line for a caller who is called back; the answer is [FlowInput.PlaceKept].
    record KeepPlace(LinePlace line, String number, Duration expires) implements FlowAction {}

    /// From now on keys must not be shown, logged or recorded; or may again.
    record HideKeys(boolean hidden) implements FlowAction {}

    /// Something to count.
    record Report(FlowEvent event) implements FlowAction {}

    /// Ends the call; nothing follows.
    record HangUp(HangUpReason reason) implements FlowAction {}

    /// A place in a line, as a call asks for it.
    ///
    /// @param skills the level an agent must have, 1 to 10, by skill
    /// @param prefer the agent to wait for first
    /// @param preferFor for how long
    record LinePlace(
            String queue,
            int priority,
            SortedMap<String, Integer> skills,
            Optional<String> prefer,
            Duration preferFor) {
        public LinePlace {
            skills = Collections.unmodifiableSortedMap(new TreeMap<>(skills));
        }
    }

    /// Whom a call is transferred to.
    sealed interface Destination {
        /// A telephone number or a SIP address.
        ///
        /// @param checked whether the number was compared with the allow-list when the flow was
        ///   published; it has to be now if not
        @SuppressWarnings("AvoidCommonTypeNames") // never seen without its Destination
        record Number(String number, boolean checked) implements Destination {}

        record Agent(String agent) implements Destination {}
    }

    /// Why a call leaves the line.
    enum LeaveReason {
        TIMED_OUT,
        CHOSE_TO_LEAVE,
        CALLER_HUNG_UP
    }

    /// Why a flow ends its call.
    enum HangUpReason {
        /// The flow says so.
        FLOW_ENDED,
        /// A queue refused the call, and the flow does not say what then.
        QUEUE_REFUSED,
        /// A node could not do what it says, and the flow does not say what then.
        NODE_FAILED,
        /// The call came through more nodes, or into more flows within flows, than a call may.
        TOO_FAR
    }
}
