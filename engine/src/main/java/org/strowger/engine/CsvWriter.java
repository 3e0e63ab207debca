package org.strowger.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.strowger.yaml.Csv;
import org.strowger.yaml.FormulaGuard;

/// A table as CSV text: RFC 4180, with nothing in it that a spreadsheet would take for a formula.
final class CsvWriter {
    /// What a cell has that must stand in quotes; a semicolon too, which separates cells where the
    /// comma is a decimal point.
    private static final Pattern QUOTED = Pattern.compile("(?s).*[\",;\\r\\n\\t].*|\\s.*|.*\\s");

    private final StringBuilder text = new StringBuilder();

    void row(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        text.append("\r\n");
    }

    /// A row of another table as it stands there, at the same places, and more cells behind it.
    void row(List<Csv.Cell> cells, List<String> more) {
        List<String> written = new ArrayList<>();
        for (Csv.Cell cell : cells) {
            boolean isQuoted = cell.isQuoted() || cell.text().indexOf(',') >= 0;
            written.add(isQuoted ? quoted(cell.text()) : cell.text());
        }
        more.forEach(content -> written.add(cell(content)));
        text.append(String.join(",", written)).append("\r\n");
    }

    String text() {
        return text.toString();
    }

    private static String cell(String content) {
        String guarded = FormulaGuard.guarded(content);
        return QUOTED.matcher(guarded).matches() ? quoted(guarded) : guarded;
    }

    private static String quoted(String content) {
        return "\"" + content.replace("\"", "\"\"") + "\"";
    }
}
