package org.strowger.yaml;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The problems found so far in one file.
///
/// At most [#MOST] are told: past that, people mend some and look again.
final class Problems {
    static final int MOST = 100;
    private static final int MOST_COLLECTED = 10_000;

    private final SequencedSet<Problem> found = new LinkedHashSet<>();

    void add(Problem problem) {
        if (found.size() < MOST_COLLECTED) {
            found.add(problem);
        }
    }

    List<Problem> inFileOrder() {
        return found.stream().sorted(Problem.FIRST_IN_FILE_FIRST).limit(MOST).toList();
    }
}
