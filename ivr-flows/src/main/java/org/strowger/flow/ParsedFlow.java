package org.strowger.flow;

import java.util.List;
import java.util.Optional;
import org.strowger.yaml.Places;
import org.strowger.yaml.Problem;

/// What came of reading a flow's text.
public sealed interface ParsedFlow {

    /// The text is a flow.
    ///
    /// @param places where everything stands, for what is found wrong later
    record Ok(Flow flow, Places places) implements ParsedFlow {}

    /// There is no flow in the text.
    ///
    /// @param problems all of them, in file order; at least one
    /// @param draft what it would be, when at least its nodes and their ways could be read: with it
    ///   a check finds more at once, but no call may run it
    record Refused(List<Problem> problems, Optional<Draft> draft) implements ParsedFlow {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /// A flow that is not fit to run.
    record Draft(Flow flow, Places places) {}
}
