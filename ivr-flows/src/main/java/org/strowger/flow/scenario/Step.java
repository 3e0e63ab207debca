package org.strowger.flow.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.FlowInput;

/// One step of a scenario.
sealed interface Step {

    /// Something that the caller or the world does.
    sealed interface Deed extends Step {}

    /// Something that must come of it.
    sealed interface Expectation extends Step {}

    record Waits(Duration lasts) implements Deed {}

    /// Until the call wants something of the caller.
    record Listens() implements Deed {}

    /// The caller presses keys.
    ///
    /// @param every the time between two keys
    record Presses(String keys, Duration every) implements Deed {}

    record Speaks(Duration lasts) implements Deed {}

    /// Until the time for an answer has run out.
    record SaysNothing() implements Deed {}

    record HangsUp() implements Deed {}

    record AgentAnswers() implements Deed {}

    record TalkEnds() implements Deed {}

    record LineLetsGo() implements Deed {}

    record QueueRefuses(FlowInput.QueueRefused.Reason reason) implements Deed {}

    /// What callers in line are told from now on.
    record PlaceIs(int place, Optional<Duration> expectedWait) implements Deed {}

    record Transferred(Transferred.Outcome outcome) implements Deed {
        enum Outcome {
            ANSWERED,
            BUSY,
            NO_ANSWER,
            FAILED
        }
    }

    record CalledBack(CalledBack.Outcome outcome) implements Deed {
        enum Outcome {
            KEPT,
            REFUSED
        }
    }

    /// Something is heard, now or after other words.
    ///
    /// @param what a recording's id, or a part of what is spoken
    record Hears(String what) implements Expectation {}

    record DoesNotHear(String what) implements Expectation {}

    record ReachesNode(Optional<String> flow, String node) implements Expectation {}

    record ReachesQueue(
            String queue,
            Optional<Integer> priority,
            Optional<SortedMap<String, Integer>> skills,
            Optional<String> prefer)
            implements Expectation {
        public ReachesQueue {
            skills = skills.map(s -> Collections.unmodifiableSortedMap(new TreeMap<>(s)));
        }
    }

    record ReachesMilestone(String milestone) implements Expectation {}

    /// Another system is asked.
    ///
    /// @param what a part of the method and the URL of a data dip
    record Asks(String what) implements Expectation {}

    record Knows(SequencedMap<String, Given> values) implements Expectation {
        public Knows {
            values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        }
    }

    /// The call is over.
    ///
    /// @param by any reason when absent
    record Ends(Optional<EndReason> by) implements Expectation {}

    /// Why a call is over.
    enum EndReason {
        FLOW_ENDED,
        QUEUE_REFUSED,
        NODE_FAILED,
        TOO_FAR,
        CALLER_HUNG_UP
    }
}
