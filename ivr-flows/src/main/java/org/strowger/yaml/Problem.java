package org.strowger.yaml;

import java.util.Comparator;

/// What is wrong at one place of a file.
///
/// @param line counted from 1
/// @param column counted from 1
public record Problem(String file, int line, int column, String message) {
    /// The order in which a reader of the file meets them.
    public static final Comparator<Problem> FIRST_IN_FILE_FIRST =
            Comparator.comparing(Problem::file)
                    .thenComparingInt(Problem::line)
                    .thenComparingInt(Problem::column);

    /// `flows/main.yaml:12:7: message`, which editors and terminals turn into a link.
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
