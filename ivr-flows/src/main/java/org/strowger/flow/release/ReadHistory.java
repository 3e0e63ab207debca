package org.strowger.flow.release;

import java.util.List;
import org.strowger.yaml.Problem;

/// What came of reading the text of a history.
public sealed interface ReadHistory {

    /// The text is a history.
    ///
    /// @param warnings that the last line was not whole, as a write was torn, and is left out; its
    ///   file must be cut to [ReleaseHistory#text] before more is appended
    record Ok(ReleaseHistory history, List<Problem> warnings) implements ReadHistory {
        public Ok {
            warnings = List.copyOf(warnings);
        }
    }

    /// The text is no history.
    ///
    /// @param problems in file order, at most 100; at least one
    record Refused(List<Problem> problems) implements ReadHistory {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
