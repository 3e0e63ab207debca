package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.yaml.Csv;
import org.strowger.yaml.Csv.Cell;
import org.strowger.yaml.Position;
import org.strowger.yaml.Problem;

/// Tables in one CSV text, each under a row of names, an empty line between them.
///
/// Each row becomes a map of its cells by the names above; the whole is a list of these.
final class CsvSource {
    private final SourceValue rows;
    private @Nullable Problem problem;

    private CsvSource(String file, String text) {
        Position start = new Position(file, 1, 1);
        this.rows = SourceValue.list(start, start);
        Csv csv = Csv.read(file, text);
        take(csv.rows());
        if (problem == null) {
            problem = csv.problem().orElse(null);
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

    private void take(List<List<Cell>> all) {
        List<Cell> names = List.of();
        for (List<Cell> row : all) {
            if (row.size() == 1 && row.getFirst().text().isBlank()) {
                names = List.of();
            } else if (names.isEmpty()) {
                names = row;
            } else if (problem == null) {
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
}
