package org.strowger.engine.dip;

import java.util.Optional;
import java.util.SortedMap;
import org.strowger.flow.expression.Value;

/// How a question ended.
///
/// @param word as it is counted
/// @param outcome what there is to tell
record Ending(String word, Optional<DipOutcome> outcome) {
    static final Ending CANCELLED = new Ending("cancelled", Optional.empty());

    static Ending of(Failure failure) {
        return new Ending(
                failure.kind().word(), Optional.of(new DipOutcome.Failed(failure.reason())));
    }

    static Ending answered(SortedMap<String, Value> fields) {
        return new Ending("answered", Optional.of(new DipOutcome.Answered(fields)));
    }
}
