package org.strowger.simulator.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.strowger.yaml.Position;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// The folder that paths in a scenario are relative to, and what is wrong in the files there.
final class ScenarioFolder {
    private static final long LONGEST_FILE = 1L << 28;

    private final Path folder;
    private final List<Problem> problems = new ArrayList<>();

    ScenarioFolder(Path folder) {
        this.folder = folder;
    }

    /// What is wrong in other files than the scenario's own.
    List<Problem> problems() {
        return problems;
    }

    /// Takes in what is wrong in another file.
    void tell(Collection<Problem> more) {
        problems.addAll(more);
    }

    /// The file that a value names; one that is not there is refused.
    Optional<Path> file(YamlValue value) {
        return value.text().flatMap(text -> resolved(value, text)).filter(f -> isThere(value, f));
    }

    private Optional<Path> resolved(YamlValue value, String text) {
        try {
            return Optional.of(folder.resolve(text).normalize());
        } catch (InvalidPathException e) {
            value.refuse("expected a path, but found " + quoted(text));
            return Optional.empty();
        }
    }

    private static boolean isThere(YamlValue value, Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                value.refuse("there is no file " + file);
            } else if (Files.size(file) > LONGEST_FILE) {
                value.refuse("the file " + file + " is longer than " + LONGEST_FILE + " bytes");
            } else {
                return true;
            }
        } catch (IOException e) {
            value.refuse("the file " + file + " cannot be read: " + e.getClass().getSimpleName());
        }
        return false;
    }

    /// The rows of a CSV file.
    CsvFile csv(Path file) {
        return new CsvFile(file, problems::add);
    }

    /// The numbers in a column of a CSV file, which a map names: `{ file: talks.csv, column: talk
    /// }`. Empty cells are passed over. None when something is wrong, which has left a problem
    /// behind.
    ///
    /// @param most zero is the least
    List<Double> column(YamlMap map, double most) {
        return column(map, most, (_, _, _) -> {});
    }

    /// The same where each number has its place: an empty cell or line is refused, since it would
    /// move all that come after it.
    ///
    /// @param expected what is to be there instead
    List<Double> series(YamlMap map, double most, String expected) {
        return column(map, most, new Series(expected));
    }

    /// What is looked at in a row, beside its number.
    private interface Look {
        void at(CsvFile.Row row, CsvFile csv, String column);
    }

    /// Rows without gaps.
    private static final class Series implements Look {
        private final String expected;

        /// That of the names.
        private int line = 1;

        Series(String expected) {
            this.expected = expected;
        }

        @Override
        public void at(CsvFile.Row row, CsvFile csv, String column) {
            line++;
            if (line < row.at().line()) {
                csv.refuse(new Position(row.at().file(), line, 1), "an empty line: " + expected);
            } else if (row.cell(column).isEmpty()) {
                csv.refuse(row.at(), quoted(column) + " is empty: " + expected);
            }
            line = row.at().line();
        }
    }

    private List<Double> column(YamlMap map, double most, Look look) {
        Optional<Path> file = file(map.required("file"));
        YamlValue said = map.required("column");
        Optional<String> column = said.text();
        if (file.isEmpty() || column.isEmpty()) {
            return List.of();
        }
        List<Double> numbers = new ArrayList<>();
        CsvFile csv = csv(file.get());
        csv.read(
                columns -> isThere(column.get(), columns, said),
                row -> {
                    look.at(row, csv, column.get());
                    row.cell(column.get())
                            .flatMap(cell -> csv.number(column.get(), cell, most))
                            .ifPresent(numbers::add);
                },
                () -> {
                    if (numbers.isEmpty()) {
                        said.refuse("the column " + quoted(column.get()) + " has no numbers");
                    }
                });
        return csv.isWhole() ? numbers : List.of();
    }

    private static boolean isThere(String column, List<String> columns, YamlValue said) {
        if (columns.contains(column)) {
            return true;
        }
        said.refuse(
                "the file has no column " + quoted(column) + Spelling.didYouMean(column, columns));
        return false;
    }
}
