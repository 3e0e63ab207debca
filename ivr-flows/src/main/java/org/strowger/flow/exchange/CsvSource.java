package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.yaml.Position;
import org.strowger.yaml.Problem;

/// Tables in one CSV text, each under a row of names, an empty line between them; as RFC 4180 has
/// it, with commas or semicolons.
///
/// Each row becomes a map of its cells by the names above; the whole is a list of these.
final class CsvSource {
    static final int LONGEST = 1 << 20;
    static final int MOST_CELLS = 200_000;

    private final String file;
    private final String text;
    private final char separator;
    private final SourceValue rows;
    private @Nullable Problem problem;
    private int offset;
    private int line = 1;
    private int lineStart;
    private int cells;

    private CsvSource(String file, String text) {
        this.file = file;
        this.text = text;
        this.separator = separatorOf(text);
        Position start = new Position(file, 1, 1);
        this.rows = SourceValue.list(start, start);
        if (text.length() > LONGEST) {
            problem = start.problem("longer than " + LONGEST + " characters");
        } else {
            read();
        }
    }

    static CsvSource read(String file, String text) {
        return new CsvSource(file, text);
    }

    SourceValue rows() {
        return rows;
    }

    Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    private static char separatorOf(String text) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        return first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
    }

    private record Cell(Position at, String text) {}

    private void read() {
        List<Cell> names = List.of();
        while (offset < text.length() && problem == null) {
            List<Cell> row = row();
            if (row.size() == 1 && row.getFirst().text().isBlank()) {
                names = List.of();
            } else if (names.isEmpty()) {
                names = row;
            } else {
                take(names, row);
            }
        }
    }

    private void take(List<Cell> names, List<Cell> row) {
        Position at = row.getFirst().at();
        if (row.size() != names.size()) {
            String expected = names.size() + " cells as in the row of names";
            problem = at.problem("expected " + expected + ", found " + row.size());
            return;
        }
        SourceValue map = SourceValue.map(at, at);
        for (int i = 0; i < row.size(); i++) {
            String name = names.get(i).text().strip();
            Cell cell = row.get(i);
            if (map.has(name)) {
                problem = names.get(i).at().problem("column " + quoted(name) + " is given twice");
                return;
            }
            map.put(name, SourceValue.text(cell.at(), cell.at(), cell.text()));
        }
        rows.append(map);
    }

    private List<Cell> row() {
        List<Cell> row = new ArrayList<>();
        boolean more = true;
        while (more && problem == null) {
            row.add(cell());
            more = offset < text.length() && text.charAt(offset) == separator;
            if (more) {
                offset++;
            }
        }
        endLine();
        return row;
    }

    private void endLine() {
        if (offset < text.length() && text.charAt(offset) == '\r') {
            offset++;
        }
        if (offset < text.length() && text.charAt(offset) == '\n') {
            offset++;
            newLine();
        }
    }

    private void newLine() {
        line++;
        lineStart = offset;
    }

    private Cell cell() {
        Position at = new Position(file, line, offset - lineStart + 1);
        cells++;
        if (cells > MOST_CELLS) {
            problem = at.problem("more than " + MOST_CELLS + " cells");
        }
        boolean isQuoted = offset < text.length() && text.charAt(offset) == '"';
        return new Cell(at, isQuoted ? quotedCell(at) : plainCell());
    }

    private String plainCell() {
        int start = offset;
        while (offset < text.length() && !endsCell(text.charAt(offset))) {
            offset++;
        }
        return text.substring(start, offset);
    }

    private boolean endsCell(char c) {
        return c == separator || c == '\n' || c == '\r';
    }

    private String quotedCell(Position at) {
        StringBuilder cell = new StringBuilder();
        offset++;
        while (offset < text.length()) {
            char c = text.charAt(offset++);
            if (c == '"' && (offset >= text.length() || text.charAt(offset) != '"')) {
                if (offset < text.length() && !endsCell(text.charAt(offset))) {
                    problem = at.problem("text after the closing quote of a cell");
                }
                return cell.toString();
            }
            if (c == '"') {
                offset++;
            } else if (c == '\n') {
                newLine();
            }
            cell.append(c);
        }
        problem = at.problem("the quote of this cell is not closed");
        return cell.toString();
    }
}
