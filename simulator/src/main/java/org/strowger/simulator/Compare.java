package org.strowger.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.report.ComparisonReport;
import org.strowger.simulator.result.Comparison;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.virtual.Replications;

/// The `compare` command: plays two scenarios with the same chance and says what differs.
final class Compare {
    private static final String USAGE =
            """
            usage: strowger compare BEFORE AFTER [OPTION ...]

            Plays two scenarios day by day with the same chance and says what differs, by how much, and whether it
            may be chance. Sources of the same name have the same callers.

              --html FILE         writes the comparison as a page that stands by itself
              --json FILE         writes it for programs; - is the standard output
              --csv FOLDER        writes it as tables
              --replications N    plays so many days of each, 1 to 100000; else the fewer of both scenarios
              --seed N            of both, 0 to 999999999; else what each scenario says
              --threads N         plays so many days at once; the result is the same

            Ctrl-C stops it, and what was played until then is compared. Ends with 0; with 1 when a scenario is refused
            or the second misses one of its targets; with 2 when the command is not understood.
            """;

    private final PrintStream err;
    private final Rehearsals rehearsals;
    private final boolean isSeen;
    private final Optional<BooleanSupplier> stopped;

    Compare(PrintStream out, PrintStream err) {
        this(out, err, System.getenv(), Terminals.isSeen(), Optional.empty());
    }

    /// @param isSeen whether somebody looks at a terminal
    /// @param stopped instead of Ctrl-C
    Compare(
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            boolean isSeen,
            Optional<BooleanSupplier> stopped) {
        this.err = err;
        this.rehearsals = new Rehearsals(USAGE, out, err, environment);
        this.isSeen = isSeen;
        this.stopped = stopped;
    }

    /// Runs the command.
    ///
    /// @return the process' exit status
    int run(List<String> args) throws InterruptedException {
        return rehearsals.run(args, 2, this::compare);
    }

    private int compare(Asked asked, ReportFiles files) throws IOException, InterruptedException {
        Optional<Rehearsal> first = rehearsals.read(asked.scenarios().getFirst(), asked);
        Optional<Rehearsal> second = rehearsals.read(asked.scenarios().getLast(), asked);
        if (first.isEmpty() || second.isEmpty()) {
            return Rehearsals.FAILED;
        }
        int days =
                Math.min(
                        first.get().scenario().replications(),
                        second.get().scenario().replications());
        Asked both =
                new Asked(
                        asked.scenarios(),
                        asked.html(),
                        asked.json(),
                        asked.csv(),
                        OptionalInt.of(days),
                        asked.seed(),
                        Math.max(1, asked.threads() / 2));
        return compare(
                Rehearsal.of(first.get().scenario(), both),
                Rehearsal.of(second.get().scenario(), both),
                both,
                files);
    }

    private int compare(Rehearsal before, Rehearsal after, Asked asked, ReportFiles files)
            throws IOException, InterruptedException {
        Comparison comparison = new Comparison(queuesOf(before.scenario(), after.scenario()));
        try (Interruption interruption = Interruption.watch()) {
            Replications first = new Replications(before.scenario(), asked.threads());
            Replications second = new Replications(after.scenario(), asked.threads());
            try (ProgressBar bar = new ProgressBar(err, isSeen)) {
                Pairing.run(
                        first,
                        second,
                        (day, dayAfter) -> {
                            before.results().add(day);
                            after.results().add(dayAfter);
                            comparison.add(day, dayAfter);
                        },
                        bar,
                        stopped.orElse(interruption));
            }
            ComparisonReport report =
                    new ComparisonReport(before.report(), after.report(), comparison);
            files.write(report);
            return report.after().isCut() || report.isMet() ? Rehearsals.WELL : Rehearsals.FAILED;
        }
    }

    private static List<QueueId> queuesOf(Scenario before, Scenario after) {
        return before.policy().queues().keySet().stream()
                .filter(queue -> after.policy().queues().containsKey(queue))
                .toList();
    }
}
