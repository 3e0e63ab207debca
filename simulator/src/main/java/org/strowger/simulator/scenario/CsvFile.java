package org.strowger.simulator.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.strowger.yaml.Csv;
import org.strowger.yaml.Csv.Cell;
import org.strowger.yaml.Position;
import org.strowger.yaml.Problem;

/// A CSV file under a row of names, read row by row, so that it may be longer than one that people
/// write. No cell runs over the end of its line.
final class CsvFile {
    static final int MOST_ROWS = 1_000_000;

    private static final int LONGEST_LINE = 10_000;
    private static final int MOST_PROBLEMS = 20;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,9})?");

    private final Path path;
    private final Consumer<Problem> problems;
    private int refused;
    private int line;
    private int rows;

    CsvFile(Path path, Consumer<Problem> problems) {
        this.path = path;
        this.problems = problems;
    }

    /// A row with as many cells as there are names.
    record Row(Position at, List<String> columns, List<Cell> cells) {
        /// The cell in a column, unless it is empty.
        Optional<Cell> cell(String column) {
            int index = columns.indexOf(column);
            return index < 0
                    ? Optional.empty()
                    : Optional.of(cells.get(index)).filter(cell -> !cell.text().isBlank());
        }
    }

    /// Reads to the end, or until too much is wrong.
    ///
    /// @param areGood looks at the names of the columns, and says what is wrong with them
    /// @param taker is given each row
    /// @param end is told when all rows were read and nothing was wrong with any
    void read(Predicate<List<String>> areGood, Consumer<Row> taker, Runnable end) {
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            @Nullable String first = next(reader);
            line = Math.max(line, 1);
            if (first == null) {
                if (isWhole()) {
                    refuse(at(1), "expected a row with the names of columns");
                }
                return;
            }
            List<String> columns = cells(first).stream().map(cell -> cell.text().strip()).toList();
            if (isWhole() && areGood.test(columns)) {
                rows(reader, columns, taker);
                if (isWhole()) {
                    end.run();
                }
            }
        } catch (MalformedInputException e) {
            refuse(at(1), "from here on the file is not UTF-8 text");
        } catch (IOException e) {
            refuse(at(1), "the file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /// Whether nothing was wrong so far.
    boolean isWhole() {
        return refused == 0;
    }

    void refuse(Position at, String message) {
        refused++;
        problems.accept(at.problem(message));
    }

    /// A number from 0; any other cell is refused.
    Optional<Double> number(String column, Cell cell, double most) {
        String text = cell.text().strip();
        if (NUMBER.matcher(text).matches()) {
            double number = Double.parseDouble(text);
            if (number <= most) {
                return Optional.of(number);
            }
        }
        refuse(
                cell.at(),
                "%s expects a number from 0 to %.0f, found %s"
                        .formatted(quoted(column), most, quoted(text)));
        return Optional.empty();
    }

    private void rows(BufferedReader reader, List<String> columns, Consumer<Row> taker)
            throws IOException {
        for (@Nullable String text = next(reader); text != null; text = next(reader)) {
            line++;
            if (!text.isBlank()) {
                row(text, columns, taker);
            }
            if (refused >= MOST_PROBLEMS) {
                refuse(at(1), "the file is not read on from here: too much is wrong in it");
                return;
            }
            if (rows > MOST_ROWS) {
                refuse(at(1), "more than " + MOST_ROWS + " rows");
                return;
            }
        }
    }

    private void row(String text, List<String> columns, Consumer<Row> taker) {
        List<Cell> cells = cells(text);
        if (cells.size() == columns.size()) {
            rows++;
            taker.accept(new Row(at(1), columns, cells));
        } else if (!cells.isEmpty()) {
            refuse(
                    at(1),
                    "expected %d cells as in the row of names, found %d"
                            .formatted(columns.size(), cells.size()));
        }
    }

    /// The next line, without its end; a longer one than there may be ends the reading.
    private @Nullable String next(BufferedReader reader) throws IOException {
        StringBuilder text = new StringBuilder();
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (text.length() == LONGEST_LINE) {
                line++;
                refuse(at(1), "a line longer than " + LONGEST_LINE + " characters");
                return null;
            }
            text.append((char) c);
            c = reader.read();
        }
        int end = text.length() - 1;
        if (end >= 0 && text.charAt(end) == '\r') {
            text.setLength(end);
        }
        return text.toString();
    }

    /// None when the line cannot be read, which has left a problem behind.
    private List<Cell> cells(String text) {
        Csv csv = Csv.read(path.toString(), text);
        if (csv.problem().isPresent()) {
            Problem wrong = csv.problem().get();
            refuse(at(wrong.column()), wrong.message());
            return List.of();
        }
        return csv.rows().stream()
                .flatMap(List::stream)
                .map(cell -> new Cell(at(cell.at().column()), cell.isQuoted(), cell.text()))
                .toList();
    }

    private Position at(int column) {
        return new Position(path.toString(), Math.max(line, 1), column);
    }
}
