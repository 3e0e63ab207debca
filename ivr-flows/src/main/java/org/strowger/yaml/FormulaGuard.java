package org.strowger.yaml;

import java.util.regex.Pattern;

/// The apostrophe before a text that a spreadsheet would take for a formula, and carry out when
/// somebody opens a table with it (OWASP, "CSV Injection").
///
/// What was guarded and is unguarded again is what it was.
public final class FormulaGuard {
    private static final Pattern GUARDED = Pattern.compile("'+[=+\\-@\t\r].*", Pattern.DOTALL);
    private static final Pattern DANGEROUS = Pattern.compile("'*[=+\\-@\t\r].*", Pattern.DOTALL);

    private FormulaGuard() {}

    /// The text as it is written into a table.
    public static String guarded(String text) {
        return DANGEROUS.matcher(text).matches() ? "'" + text : text;
    }

    /// The text as it was before it was written into a table.
    public static String unguarded(String text) {
        return GUARDED.matcher(text).matches() ? text.substring(1) : text;
    }
}
