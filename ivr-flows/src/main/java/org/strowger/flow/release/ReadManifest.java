package org.strowger.flow.release;

import java.util.List;
import org.strowger.yaml.Problem;

/// What came of reading a release's manifest.
public sealed interface ReadManifest {

    /// The text is a release's.
    record Ok(Release release) implements ReadManifest {}

    /// There is no release in the text.
    ///
    /// @param problems in file order, at most 100; at least one
    record Refused(List<Problem> problems) implements ReadManifest {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
