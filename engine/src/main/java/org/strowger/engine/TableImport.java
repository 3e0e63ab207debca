package org.strowger.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.SettingsFile.Reading;
import org.strowger.yaml.Csv;
import org.strowger.yaml.CsvTable;
import org.strowger.yaml.FormulaGuard;
import org.strowger.yaml.Problem;

/// A CSV file on its way into the settings: checked against all of them as if it were in place.
public sealed interface TableImport {

    /// All is well with it.
    ///
    /// @param target the file that the settings name
    /// @param csv what it is to hold
    /// @param sentences what that changes
    record Ready(Path target, String csv, List<String> sentences) implements TableImport {
        public Ready {
            sentences = List.copyOf(sentences);
        }

        /// Puts the table in place, all of it or none; what was there before is kept beside it,
        /// under its name with `.old` behind.
        public void putInPlace() throws IOException {
            Path folder = target.toAbsolutePath().resolveSibling("");
            Path fresh = Files.createTempFile(folder, target.getFileName().toString(), ".new");
            try {
                write(fresh, csv);
                if (Files.exists(target)) {
                    Path old = target.resolveSibling(target.getFileName() + ".old");
                    Files.copy(
                            target,
                            old,
                            StandardCopyOption.REPLACE_EXISTING,
                            StandardCopyOption.COPY_ATTRIBUTES);
                    Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(target));
                }
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }

        private static void write(Path file, String text) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        }
    }

    /// It would not do.
    ///
    /// @param problems at least one
    record Refused(List<Problem> problems) implements TableImport {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /// Looks at a table.
    ///
    /// @param settings the file of settings that it is for
    /// @param file what people call the table's file, for messages
    /// @param csv what is in it
    static TableImport of(
            Path settings, Map<String, String> environment, Table table, String file, String csv) {
        Reading present = SettingsFile.reading(settings, environment, new TreeMap<>());
        List<Path> targets = present.tables().getOrDefault(table, List.of());
        if (targets.size() != 1) {
            return new Refused(List.of(noTarget(settings, table, targets)));
        }
        Path target = targets.getFirst();
        String whole =
                present.result() instanceof SettingsFile.Result.Ok(var known)
                        ? withSecrets(csv, table, new TableRows(known).of(table))
                        : csv;
        SortedMap<Path, String> instead = new TreeMap<>(Map.of(target, whole));
        return switch (SettingsFile.reading(settings, environment, instead).result()) {
            case SettingsFile.Result.Refused(var problems) ->
                    new Refused(problems.stream().map(p -> named(p, target, file)).toList());
            case SettingsFile.Result.Ok(var next) ->
                    new Ready(target, whole, sentences(present.result(), next));
        };
    }

    private static Problem noTarget(Path settings, Table table, List<Path> targets) {
        String message =
                targets.isEmpty()
                        ? "the settings name no CSV file for '%s': write %s: %s.csv"
                                .formatted(table.section(), table.section(), table.section())
                        : "the settings name several CSV files for '%s', so it is not known which"
                                        .formatted(table.section())
                                + " is meant";
        return new Problem(settings.toString(), 1, 1, message);
    }

    private static Problem named(Problem problem, Path target, String file) {
        return problem.file().equals(target.toString())
                ? new Problem(file, problem.line(), problem.column(), problem.message())
                : problem;
    }

    private static List<String> sentences(SettingsFile.Result present, EngineSettings next) {
        return switch (present) {
            case SettingsFile.Result.Ok(var known) ->
                    new SettingsDifference(known, next).sentences();
            case SettingsFile.Result.Refused _ ->
                    List.of("the settings as they are cannot be used; with this table they can");
        };
    }

    /// The table with the passwords and pins that are in place, if it has no columns for them: as
    /// it was exported.
    private static String withSecrets(
            String csv, Table table, SortedMap<String, SortedMap<String, String>> known) {
        List<String> there = CsvTable.columns(csv);
        List<String> missing =
                Table.SECRETS.stream()
                        .filter(column -> table.columns().containsKey(column))
                        .filter(column -> !there.contains(column))
                        .toList();
        Csv read = Csv.read("", csv);
        int id = there.indexOf(CsvTable.ID);
        boolean isWhole =
                read.rows().stream().allMatch(row -> row.size() == there.size() || isEmpty(row));
        if (missing.isEmpty() || id < 0 || read.problem().isPresent() || !isWhole) {
            return csv;
        }
        CsvWriter whole = new CsvWriter();
        whole.row(read.rows().getFirst(), missing);
        for (List<Csv.Cell> row : read.rows().subList(1, read.rows().size())) {
            whole.row(row, isEmpty(row) ? List.of() : secrets(row, there, missing, known));
        }
        return whole.text();
    }

    private static boolean isEmpty(List<Csv.Cell> row) {
        return row.size() == 1 && row.getFirst().text().isBlank();
    }

    private static List<String> secrets(
            List<Csv.Cell> row,
            List<String> columns,
            List<String> missing,
            SortedMap<String, SortedMap<String, String>> known) {
        String id = FormulaGuard.unguarded(row.get(columns.indexOf(CsvTable.ID)).text());
        SortedMap<String, String> secrets = known.getOrDefault(id, new TreeMap<>());
        return missing.stream()
                .map(
                        column ->
                                column.equals(Table.PIN) && !hasNumber(row, columns)
                                        ? ""
                                        : secrets.getOrDefault(column, ""))
                .toList();
    }

    /// Whether the row has the number that a pin is typed behind.
    private static boolean hasNumber(List<Csv.Cell> row, List<String> columns) {
        int number = columns.indexOf("number");
        return number >= 0 && !row.get(number).text().isEmpty();
    }
}
