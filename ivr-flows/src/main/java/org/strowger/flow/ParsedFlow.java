package org.strowger.flow;

import java.util.List;
import org.strowger.yaml.Problem;

/// What came of reading a flow's text.
public sealed interface ParsedFlow {

    record Ok(Flow flow) implements ParsedFlow {}

    /// There is no flow in the text.
    ///
    /// @param problems all of them, in file order; at least one
    record Refused(List<Problem> problems) implements ParsedFlow {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
