package org.strowger.yaml;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Supplier;

/// The problems found so far in one file.
///
/// At most [#MOST] are told: past that, people mend some and look again.
final class Problems {
    static final int MOST = 100;
    private static final int MOST_COLLECTED = 1_000;

    private final SequencedSet<Problem> found = new LinkedHashSet<>();

    void add(Problem problem) {
        add(() -> problem);
    }

    /// @param problem costs something to word, and is worded only when there is room for it
    void add(Supplier<Problem> problem) {
        if (found.size() < MOST_COLLECTED) {
            found.add(problem.get());
        }
    }

    List<Problem> inFileOrder() {
        return found.stream().sorted(Problem.FIRST_IN_FILE_FIRST).limit(MOST).toList();
    }
}
