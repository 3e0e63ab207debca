package org.strowger.engine.contact;

import java.util.List;
import org.strowger.yaml.Problem;

/// A script as it was read, or why it cannot be used.
public sealed interface ReadScript {
    record Ok(CallScript script) implements ReadScript {}

    /// It cannot be used.
    ///
    /// @param problems at least one, in the order of the file
    record Refused(List<Problem> problems) implements ReadScript {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
