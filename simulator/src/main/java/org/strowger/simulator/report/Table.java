package org.strowger.simulator.report;

import java.util.List;
import java.util.regex.Pattern;
import org.strowger.yaml.FormulaGuard;

/// A table as CSV (RFC 4180), with nothing in it that a spreadsheet would take for a formula.
public final class Table {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    /// What a cell has that must stand in quotes; a semicolon too, which separates cells where the
    /// comma is a decimal point.
    private static final Pattern QUOTED = Pattern.compile("(?s).*[\",;\\r\\n\\t].*|\\s.*|.*\\s");

    private final StringBuilder text = new StringBuilder();

    public Table(String... heads) {
        row(heads);
    }

    public Table row(String... cells) {
        return row(List.of(cells));
    }

    public Table row(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        text.append("\r\n");
        return this;
    }

    /// A negative number begins as a formula does, and is none.
    private static String cell(String content) {
        if (NUMBER.matcher(content).matches()) {
            return content;
        }
        String guarded = FormulaGuard.guarded(content);
        return QUOTED.matcher(guarded).matches()
                ? "\"" + guarded.replace("\"", "\"\"") + "\""
                : guarded;
    }

    public String text() {
        return text.toString();
    }
}
