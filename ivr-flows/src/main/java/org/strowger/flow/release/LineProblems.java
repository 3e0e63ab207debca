package org.strowger.flow.release;

import java.util.ArrayList;
import java.util.List;
import org.strowger.yaml.Position;
import org.strowger.yaml.Problem;

/// What is wrong with a text of lines, line by line; at most [#MOST] are told.
final class LineProblems {
    static final int MOST = 100;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    LineProblems(String file) {
        this.file = file;
    }

    void add(int line, int column, String message) {
        if (problems.size() < MOST) {
            problems.add(new Position(file, line, column).problem(message));
        }
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<Problem> all() {
        return List.copyOf(problems);
    }
}
