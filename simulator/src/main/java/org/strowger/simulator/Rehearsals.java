package org.strowger.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.strowger.simulator.scenario.ScenarioFile;
import org.strowger.simulator.virtual.DayFailed;

/// What `simulate` and `compare` have in common: where they speak, and how they end.
final class Rehearsals {
    static final int WELL = 0;

    /// Something was refused or failed, or a target is missed.
    static final int FAILED = 1;

    /// The command was not understood.
    static final int MISUSED = 2;

    private final String usage;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    Rehearsals(String usage, PrintStream out, PrintStream err, Map<String, String> environment) {
        this.usage = usage;
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /// What a command does with what it was asked for.
    @FunctionalInterface
    interface Work {
        int run(Asked asked, ReportFiles files) throws IOException, InterruptedException;
    }

    /// @param scenarios how many files the command takes
    int run(List<String> args, int scenarios, Work work) throws InterruptedException {
        return switch (Asked.read(args, scenarios)) {
            case Asked.Read.Help() -> {
                out.print(usage);
                yield WELL;
            }
            case Asked.Read.Misused(var why) -> {
                err.println("strowger: " + why);
                err.print(usage);
                yield MISUSED;
            }
            case Asked.Read.Ok(var asked) -> run(asked, work);
        };
    }

    private int run(Asked asked, Work work) throws InterruptedException {
        ReportFiles files = new ReportFiles(asked, out, err);
        try {
            files.check();
            return work.run(asked, files);
        } catch (IOException | IllegalArgumentException e) {
            err.println("strowger: " + e.getMessage());
            return FAILED;
        } catch (OutOfMemoryError e) {
            err.println("strowger: memory ran out (%s)".formatted(e.getMessage()));
            return FAILED;
        }
    }

    /// Days that are played.
    @FunctionalInterface
    interface Play {
        void run() throws InterruptedException;
    }

    /// Whether days are played as far as somebody wants them; if not, it is told why. What was
    /// played before is worth a report: it may have taken hours.
    boolean plays(Play days) throws InterruptedException {
        try {
            days.run();
            return true;
        } catch (DayFailed e) {
            err.println("strowger: " + e.getMessage() + "; the report is of the days before it");
            return false;
        }
    }

    /// Absent when it is refused, and the reasons are told.
    Optional<Rehearsal> read(Path file, Asked asked) {
        return switch (ScenarioFile.read(file, environment)) {
            case ScenarioFile.Result.Refused(var problems) -> {
                problems.forEach(err::println);
                yield Optional.empty();
            }
            case ScenarioFile.Result.Ok(var scenario) -> Optional.of(Rehearsal.of(scenario, asked));
        };
    }
}
