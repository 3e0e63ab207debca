package org.strowger.engine.dip;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.expression.Value;

/// What came of a question to another system.
public sealed interface DipOutcome {

    /// The answer.
    ///
    /// @param fields exactly those that the flow asked for
    record Answered(SortedMap<String, Value> fields) implements DipOutcome {
        public Answered {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }
    }

    /// There is no answer, or not one that the flow can use.
    ///
    /// @param reason a few words that hold nothing of the URL, of what was sent and of what came
    ///   back: it is logged
    record Failed(String reason) implements DipOutcome {}
}
