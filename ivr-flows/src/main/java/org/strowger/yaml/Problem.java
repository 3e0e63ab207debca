package org.strowger.yaml;

import java.util.Comparator;

/// What is wrong at one place of a file.
///
/// @param line counted from 1
/// @param column counted from 1
/// @param code names the kind of problem, for tools and for people who look it up: `L00` where the
///   file is not of the form it should have, `L01` and on for what a flow check finds
public record Problem(
        String file, int line, int column, Severity severity, String code, String message) {
    /// The code of what is not of the form it should have.
    public static final String FORM = "L00";

    /// The order in which a reader of the file meets them.
    public static final Comparator<Problem> FIRST_IN_FILE_FIRST =
            Comparator.comparing(Problem::file)
                    .thenComparingInt(Problem::line)
                    .thenComparingInt(Problem::column);

    /// Whether what is wrong keeps the file from being used.
    public enum Severity {
        ERROR,
        WARNING
    }

    /// An error in the file's form.
    public Problem(String file, int line, int column, String message) {
        this(file, line, column, Severity.ERROR, FORM, message);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// `flows/main.yaml:12:7: message [L01]`, which editors and terminals turn into a link.
    @Override
    public String toString() {
        return file
                + ":"
                + line
                + ":"
                + column
                + (isError() ? ": " : ": warning: ")
                + message
                + (code.equals(FORM) ? "" : " [" + code + "]");
    }
}
