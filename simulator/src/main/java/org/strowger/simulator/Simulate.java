package org.strowger.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.strowger.simulator.command.Interruption;
import org.strowger.simulator.command.Terminals;
import org.strowger.simulator.report.SimulationReport;
import org.strowger.simulator.virtual.Replications;

/// The `simulate` command: plays a scenario and reports what it comes to.
final class Simulate {
    private static final String USAGE =
            """
            usage: strowger simulate SCENARIO [OPTION ...]

            Plays the scenario (docs/reference/scenarios.md) and says what callers and agents live through.

              --html FILE         writes the report as a page that stands by itself
              --json FILE         writes it for programs; - is the standard output
              --csv FOLDER        writes it as tables
              --replications N    plays so many days, 1 to 100000, instead of what the scenario says
              --seed N            another chance, 0 to 999999999
              --threads N         plays so many days at once; the result is the same

            Ctrl-C stops it, and what was played until then is reported, as it is when a day fails or memory runs
            out. Ends with 0; with 1 when the scenario is refused, misses a target or could not be played to its
            end; with 2 when the command is not understood.
            """;

    private final PrintStream err;
    private final Rehearsals rehearsals;
    private final boolean isSeen;
    private final Optional<BooleanSupplier> stopped;

    Simulate(PrintStream out, PrintStream err) {
        this(out, err, System.getenv(), Terminals.isSeen(), Optional.empty());
    }

    /// @param isSeen whether somebody looks at a terminal
    /// @param stopped instead of Ctrl-C
    Simulate(
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
        return rehearsals.run(args, 1, this::simulate);
    }

    private int simulate(Asked asked, ReportFiles files) throws IOException, InterruptedException {
        Optional<Rehearsal> read = rehearsals.read(asked.scenarios().getFirst(), asked);
        if (read.isEmpty()) {
            return Rehearsals.FAILED;
        }
        Rehearsal rehearsal = read.get();
        try (Interruption interruption = Interruption.watch()) {
            Replications replications =
                    new Replications(rehearsal.scenario(), rehearsal.yardstick(), asked.threads());
            BooleanSupplier enough = stopped.orElse(interruption);
            boolean isPlayed =
                    rehearsals.plays(
                            () -> {
                                try (ProgressBar bar = new ProgressBar(err, isSeen)) {
                                    replications.run(rehearsal.results()::add, bar, enough);
                                }
                            });
            SimulationReport report = rehearsal.report();
            files.write(report);
            return isPlayed && (report.isCut() || report.isMet())
                    ? Rehearsals.WELL
                    : Rehearsals.FAILED;
        }
    }
}
