package org.strowger.flow;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a flow wants done for its call, in the order told.
public sealed interface FlowAction {

    /// Plays prompts one after another, in place of those that play; the answer is
    /// [FlowInput.PromptsPlayed].
    ///
    /// @param playback counts from 1 in each call
    record Play(int playback, List<Prompt> prompts) implements FlowAction {
        public Play {
            prompts = List.copyOf(prompts);
        }
    }

    /// Ends the playback that runs.
    record StopPlaying() implements FlowAction {}

    /// Plays music over and over, beneath every playback, until the caller talks or leaves the
    /// queue.
    record StartMusic(Prompt music) implements FlowAction {}

    /// Puts the call in line. Then come [FlowInput.TalkBegan] or [FlowInput.QueueRefused].
    ///
    /// @param skills the level an agent must have, 1 to 10, by skill
    record EnterQueue(String name, int priority, SortedMap<String, Integer> skills)
            implements FlowAction {
        public EnterQueue {
            skills = Collections.unmodifiableSortedMap(new TreeMap<>(skills));
        }
    }

    /// Asks for the caller's place in line; the answer is [FlowInput.PlaceTold].
    record AskPlace() implements FlowAction {}

    /// Takes the call out of line and ends its music.
    record LeaveQueue(LeaveReason reason) implements FlowAction {}

    /// Ends the call; nothing follows.
    record HangUp(HangUpReason reason) implements FlowAction {}

    /// Why a call leaves the line.
    enum LeaveReason {
        TIMED_OUT,
        CALLER_HUNG_UP
    }

    /// Why a flow ends its call.
    enum HangUpReason {
        /// The flow says so.
        FLOW_ENDED,
        /// A queue refused the call, and the flow does not say what then.
        QUEUE_REFUSED,
        /// The call came through more nodes than a call may.
        TOO_MANY_STEPS
    }
}
