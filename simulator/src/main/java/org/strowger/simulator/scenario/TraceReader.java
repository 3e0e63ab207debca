package org.strowger.simulator.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.AgentId;
import org.strowger.yaml.Csv.Cell;
import org.strowger.yaml.Position;
import org.strowger.yaml.Spelling;

/// Reads calls that came once from a CSV file: when each came and, where it is known, how long the
/// caller would wait, how long the talk took, and whom they asked for.
final class TraceReader {
    private static final List<String> COLUMNS = List.of("at", "patience", "talk", "preferred");

    private final ScenarioFolder folder;
    private final WallClock clock;
    private final Collection<String> agents;

    /// @param agents the ids of all that there are
    TraceReader(ScenarioFolder folder, WallClock clock, Collection<String> agents) {
        this.folder = folder;
        this.clock = clock;
        this.agents = agents;
    }

    /// The calls, in order; empty when something is wrong, which has left a problem behind.
    Optional<List<Arrivals.Call>> read(Path file) {
        CsvFile csv = folder.csv(file);
        Reading reading = new Reading(file, csv);
        csv.read(columns -> areGood(csv, file, columns), reading::row, reading::refuseIfEmpty);
        return csv.isWhole() ? Optional.of(reading.calls) : Optional.empty();
    }

    private static boolean areGood(CsvFile csv, Path file, List<String> columns) {
        Position names = new Position(file.toString(), 1, 1);
        boolean areGood = true;
        for (String column : columns) {
            if (!COLUMNS.contains(column)) {
                String guess = Spelling.didYouMean(column, COLUMNS);
                csv.refuse(
                        names,
                        "unknown column "
                                + quoted(column)
                                + (guess.isEmpty()
                                        ? ", expected one of " + String.join(", ", COLUMNS)
                                        : guess));
                areGood = false;
            }
        }
        if (columns.stream().distinct().count() < columns.size()) {
            csv.refuse(names, "a column is there twice");
            areGood = false;
        }
        if (areGood && !columns.contains("at")) {
            csv.refuse(names, "missing column 'at'");
            areGood = false;
        }
        return areGood;
    }

    /// One file, as far as it was read.
    private final class Reading {
        private final Path file;
        private final CsvFile csv;
        private final List<Arrivals.Call> calls = new ArrayList<>();
        private @Nullable Instant last;

        Reading(Path file, CsvFile csv) {
            this.file = file;
            this.csv = csv;
        }

        void refuseIfEmpty() {
            if (calls.isEmpty()) {
                csv.refuse(new Position(file.toString(), 1, 1), "expected at least one call");
            }
        }

        void row(CsvFile.Row row) {
            Optional<Cell> cell = row.cell("at");
            if (cell.isEmpty()) {
                csv.refuse(row.at(), "expected a moment in the column 'at', but found nothing");
            }
            Optional<Instant> at = cell.flatMap(this::moment);
            Optional<Double> patience = seconds(row, "patience");
            Optional<Double> talk = seconds(row, "talk");
            Optional<AgentId> preferred = row.cell("preferred").flatMap(this::agent);
            if (at.isPresent() && isInOrder(at.get(), row)) {
                calls.add(new Arrivals.Call(at.get(), patience, talk, preferred));
            }
        }

        private Optional<Instant> moment(Cell cell) {
            return clock.moment(cell.text(), wrong -> csv.refuse(cell.at(), wrong));
        }

        private boolean isInOrder(Instant at, CsvFile.Row row) {
            @Nullable Instant before = last;
            last = at;
            if (before == null || !at.isBefore(before)) {
                return true;
            }
            csv.refuse(
                    row.at(),
                    "calls stand in order of time, but %s comes after %s"
                            .formatted(clock.shown(at), clock.shown(before)));
            return false;
        }

        private Optional<Double> seconds(CsvFile.Row row, String column) {
            return row.cell(column)
                    .flatMap(cell -> csv.number(column, cell, TimeReader.MOST_SECONDS));
        }

        private Optional<AgentId> agent(Cell cell) {
            String name = cell.text().strip();
            if (!agents.contains(name)) {
                csv.refuse(
                        cell.at(),
                        "no agent is called " + quoted(name) + Spelling.didYouMean(name, agents));
                return Optional.empty();
            }
            return Optional.of(new AgentId(name));
        }
    }
}
