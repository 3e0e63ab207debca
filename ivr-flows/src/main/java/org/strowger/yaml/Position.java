package org.strowger.yaml;

import org.snakeyaml.engine.v2.exceptions.Mark;

/// A place in a file.
///
/// @param line counted from 1
/// @param column counted from 1
public record Position(String file, int line, int column) {

    static Position of(String file, Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    static Position startOf(String file) {
        return new Position(file, 1, 1);
    }

    /// What is wrong in the file's form here.
    public Problem problem(String message) {
        return new Problem(file, line, column, message);
    }

    /// What a check found here.
    public Problem problem(Problem.Severity severity, String code, String message) {
        return new Problem(file, line, column, severity, code, message);
    }
}
