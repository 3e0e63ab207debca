package org.strowger.yaml;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.strowger.yaml.Csv.Cell;

/// A CSV file under a row of names, read as the map that somebody would have written in YAML: each
/// row is an entry under its [#ID], each filled cell an entry of that.
///
/// So whatever reads the map reads the table, and says what is wrong with the cell's own place. An
/// empty cell is an entry that is not there. What [FormulaGuard] has put before a cell is taken
/// off.
public final class CsvTable {
    /// The column whose cells are the keys.
    public static final String ID = "id";

    /// What a text would not be without quotes: a number, or nothing at all.
    private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL");

    private final String file;
    private final Map<String, Kind> columns;
    private final Consumer<Problem> problems;

    private CsvTable(String file, Map<String, Kind> columns, Consumer<Problem> problems) {
        this.file = file;
        this.columns = columns;
        this.problems = problems;
    }

    /// What the cells of a column hold.
    public enum Kind {
        /// One value.
        VALUE,
        /// A map: `english:10;french:5`.
        PAIRS
    }

    /// Reads a whole text; whatever it holds, this returns.
    ///
    /// @param fileName what people call the file, for messages
    /// @param columns all that there may be beside [#ID]
    public static YamlDocument read(
            String fileName, String text, SequencedMap<String, Kind> columns) {
        List<Problem> problems = new ArrayList<>();
        Csv csv = Csv.read(fileName, text);
        csv.problem().ifPresent(problems::add);
        Node root = new CsvTable(fileName, columns, problems::add).root(csv.rows());
        YamlDocument document = YamlDocument.of(fileName, root);
        problems.forEach(document::add);
        return document;
    }

    /// The columns that a text has, in its order; empty when it has none.
    public static List<String> columns(String text) {
        List<List<Cell>> rows = Csv.read("", text).rows();
        return rows.isEmpty() ? List.of() : rows.getFirst().stream().map(CsvTable::name).toList();
    }

    private static String name(Cell cell) {
        return cell.text().strip();
    }

    private Node root(List<List<Cell>> rows) {
        Position start = Position.startOf(file);
        if (rows.isEmpty()) {
            problems.accept(start.problem("expected a row with the names of columns"));
            return map(start, List.of());
        }
        List<Cell> names = rows.getFirst();
        boolean areGood = areGood(names);
        List<NodeTuple> entries = new ArrayList<>();
        if (areGood) {
            rows.stream().skip(1).forEach(row -> entry(names, row).ifPresent(entries::add));
        }
        return map(start, entries);
    }

    private boolean areGood(List<Cell> names) {
        SequencedMap<String, Cell> seen = new LinkedHashMap<>();
        boolean areGood = true;
        for (Cell cell : names) {
            String name = name(cell);
            if (!name.equals(ID) && !columns.containsKey(name)) {
                problems.accept(cell.at().problem(unknown(name)));
                areGood = false;
            } else if (seen.putIfAbsent(name, cell) != null) {
                problems.accept(cell.at().problem("column " + quoted(name) + " is given twice"));
                areGood = false;
            }
        }
        if (!seen.containsKey(ID)) {
            problems.accept(names.getFirst().at().problem("missing column " + quoted(ID)));
            areGood = false;
        }
        return areGood;
    }

    private String unknown(String name) {
        List<String> known = new ArrayList<>(columns.keySet());
        known.addFirst(ID);
        String guess = Spelling.didYouMean(name, known);
        return "unknown column "
                + quoted(name)
                + (guess.isEmpty() ? ", expected one of " + String.join(", ", known) : guess);
    }

    private Optional<NodeTuple> entry(List<Cell> names, List<Cell> row) {
        Position at = row.getFirst().at();
        if (row.size() == 1 && row.getFirst().text().isBlank()) {
            return Optional.empty();
        }
        if (row.size() != names.size()) {
            String expected = names.size() + " cells as in the row of names";
            problems.accept(at.problem("expected " + expected + ", found " + row.size()));
            return Optional.empty();
        }
        Optional<Node> id = Optional.empty();
        List<NodeTuple> entries = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String name = name(names.get(i));
            Cell cell = row.get(i);
            if (name.equals(ID)) {
                id = id(cell);
            } else if (!cell.text().isEmpty()) {
                entries.add(new NodeTuple(scalar(cell.at(), name), value(name, cell)));
            }
        }
        return id.map(key -> new NodeTuple(key, map(at, entries)));
    }

    private Optional<Node> id(Cell cell) {
        String text = FormulaGuard.unguarded(cell.text());
        if (text.isBlank()) {
            problems.accept(cell.at().problem("'id' expects a name, found nothing"));
            return Optional.empty();
        }
        return Optional.of(scalar(cell.at(), text));
    }

    private Node value(String column, Cell cell) {
        String text = FormulaGuard.unguarded(cell.text());
        return switch (columns.getOrDefault(column, Kind.VALUE)) {
            case VALUE -> scalar(cell.at(), text);
            case PAIRS -> pairs(column, cell.at(), cell.isQuoted() ? 1 : 0, text);
        };
    }

    private Node pairs(String column, Position cell, int quotes, String text) {
        List<NodeTuple> entries = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int semicolon = text.indexOf(';', start);
            int end = semicolon < 0 ? text.length() : semicolon;
            pair(column, within(cell, quotes + start), text.substring(start, end))
                    .ifPresent(entries::add);
            start = end + 1;
        }
        return map(cell, entries);
    }

    private Optional<NodeTuple> pair(String column, Position at, String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        if (colon < 1) {
            String expected = quoted(column) + " expects NAME:NUMBER;NAME:NUMBER";
            problems.accept(at.problem(expected + ", found " + quoted(text)));
            return Optional.empty();
        }
        return Optional.of(
                new NodeTuple(
                        scalar(at, text.substring(0, colon).strip()),
                        scalar(within(at, colon + 1), text.substring(colon + 1).strip())));
    }

    private static Position within(Position at, int offset) {
        return new Position(at.file(), at.line(), at.column() + offset);
    }

    private Node scalar(Position at, String text) {
        ScalarStyle style =
                NOTHING.matcher(text).matches() ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
        return new ScalarNode(Tag.STR, true, text, style, mark(at), mark(at));
    }

    private Node map(Position at, List<NodeTuple> entries) {
        return new MappingNode(
                Tag.MAP,
                true,
                Collections.unmodifiableList(entries),
                FlowStyle.BLOCK,
                mark(at),
                mark(at));
    }

    private Optional<Mark> mark(Position at) {
        return Optional.of(new Mark(file, 0, at.line() - 1, at.column() - 1, new int[0], 0));
    }
}
