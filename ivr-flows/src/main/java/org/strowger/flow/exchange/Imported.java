package org.strowger.flow.exchange;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.yaml.Problem;

/// What became of another product's file.
public sealed interface Imported {

    /// Flows of ours, and all that did not come over as it was.
    ///
    /// @param files the text of each file by its name: `flows/main.yaml`
    /// @param notes in the order of the source
    record Ok(SortedMap<String, String> files, List<Note> notes) implements Imported {
        public Ok {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
            notes = List.copyOf(notes);
        }
    }

    /// The source could not be read.
    ///
    /// @param problems at least one
    record Refused(List<Problem> problems) implements Imported {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
