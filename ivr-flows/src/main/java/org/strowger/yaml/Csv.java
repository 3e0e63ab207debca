package org.strowger.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The cells of a CSV text, each with its place; as RFC 4180 has it, with commas or semicolons, and
/// with or without a byte order mark.
public final class Csv {
    /// The most characters a text may have.
    public static final int LONGEST = 1 << 20;

    static final int MOST_CELLS = 200_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final String text;
    private final char separator;
    private final List<List<Cell>> rows = new ArrayList<>();
    private @Nullable Problem problem;
    private int offset;
    private int line = 1;
    private int lineStart;
    private int cells;

    private Csv(String file, String text) {
        this.file = file;
        this.text = text;
        this.separator = separatorOf(text);
        if (text.length() > LONGEST) {
            problem = Position.startOf(file).problem("longer than " + LONGEST + " characters");
            return;
        }
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            offset = 1;
            lineStart = 1;
        }
        while (offset < text.length() && problem == null) {
            rows.add(row());
        }
    }

    /// Reads up to the first mistake.
    ///
    /// @param fileName what people call the file, for messages
    public static Csv read(String fileName, String text) {
        return new Csv(fileName, text);
    }

    /// One cell.
    ///
    /// @param at where it begins, at its quote if it has one
    /// @param isQuoted whether it stands in quotes, which are no part of the text
    public record Cell(Position at, boolean isQuoted, String text) {}

    /// In order, each with at least one cell; an empty line is a row with one empty cell.
    public List<List<Cell>> rows() {
        return Collections.unmodifiableList(rows);
    }

    /// Why the rest was not read.
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    private static char separatorOf(String text) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        return first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
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
        return new Cell(at, isQuoted, isQuoted ? quotedCell(at) : plainCell());
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
