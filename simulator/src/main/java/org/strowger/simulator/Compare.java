package org.strowger.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.command.Interruption;
import org.strowger.simulator.command.Terminals;
import org.strowger.simulator.report.ComparisonReport;
import org.strowger.simulator.report.RunFacts.QueueFacts;
import org.strowger.simulator.result.Comparison;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Yardstick;
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

            Ctrl-C stops it, and what was played until then is compared, as it is when a day fails or memory runs out.
            Ends with 0; with 1 when a scenario is refused or could not be played to its end, or the second misses one
            of its targets; with 2 when the command is not understood.
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
        requireSameLength(first.get(), second.get(), asked);
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
        Yardstick yardstick = first.get().yardstick().orElse(second.get().yardstick());
        return compare(
                Rehearsal.of(first.get().scenario(), yardstick, both),
                Rehearsal.of(second.get().scenario(), yardstick, both),
                second.get().report().facts().queues(),
                both,
                files);
    }

    /// What of two hours and ten differs is the hours.
    private static void requireSameLength(Rehearsal first, Rehearsal second, Asked asked) {
        if (!lasting(first).equals(lasting(second))) {
            throw new IllegalArgumentException(
                    "%s lasts %d s, and cannot be compared with %s, which lasts %d s: expected spans of the same length"
                            .formatted(
                                    asked.scenarios().getLast(),
                                    lasting(second).toSeconds(),
                                    asked.scenarios().getFirst(),
                                    lasting(first).toSeconds()));
        }
    }

    private static Duration lasting(Rehearsal of) {
        Span span = of.scenario().span();
        return Duration.between(span.from(), span.until());
    }

    /// @param promised what the queues of the second promise, though the first's limits count
    private int compare(
            Rehearsal before,
            Rehearsal after,
            SortedMap<QueueId, QueueFacts> promised,
            Asked asked,
            ReportFiles files)
            throws IOException, InterruptedException {
        Comparison comparison = new Comparison(queuesOf(before.scenario(), after.scenario()));
        try (Interruption interruption = Interruption.watch()) {
            Replications first = replications(before, asked);
            Replications second = replications(after, asked);
            BiConsumer<Day, Day> told =
                    (day, dayAfter) -> {
                        before.results().add(day);
                        after.results().add(dayAfter);
                        comparison.add(day, dayAfter);
                    };
            BooleanSupplier enough = stopped.orElse(interruption);
            boolean isPlayed =
                    rehearsals.plays(
                            () -> {
                                try (ProgressBar bar = new ProgressBar(err, isSeen)) {
                                    Pairing.run(first, second, told, bar, enough);
                                }
                            });
            ComparisonReport report =
                    new ComparisonReport(before.report(), after.report(), promised, comparison);
            files.write(report);
            return isPlayed && (report.after().isCut() || report.isMet())
                    ? Rehearsals.WELL
                    : Rehearsals.FAILED;
        }
    }

    private static Replications replications(Rehearsal of, Asked asked) {
        return new Replications(of.scenario(), of.yardstick(), asked.threads());
    }

    private static List<QueueId> queuesOf(Scenario before, Scenario after) {
        return before.policy().queues().keySet().stream()
                .filter(queue -> after.policy().queues().containsKey(queue))
                .toList();
    }
}
