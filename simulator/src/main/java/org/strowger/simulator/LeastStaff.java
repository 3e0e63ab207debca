package org.strowger.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.strowger.engine.routing.AgentId;
import org.strowger.simulator.command.Interruption;
import org.strowger.simulator.command.Options;
import org.strowger.simulator.command.Terminals;
import org.strowger.simulator.report.Report;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.ScenarioFile;
import org.strowger.simulator.staffing.Allowed;
import org.strowger.simulator.staffing.Shape;
import org.strowger.simulator.staffing.StaffPlan;
import org.strowger.simulator.staffing.StaffReport;
import org.strowger.simulator.staffing.StaffSearch;
import org.strowger.simulator.virtual.DayFailed;
import org.strowger.simulator.virtual.Replications.Progress;

/// The `staff` command: seeks the least staff that meets the targets of a scenario.
final class LeastStaff {
    private static final String USAGE =
            """
            usage: strowger staff SCENARIO [OPTION ...]

            Seeks the fewest hours of work that meet the targets of the scenario, by simulation
            (docs/reference/staffing.md). Agents who are alike make a group; the hours that they may work are those of
            the scenario's shifts, and more:

              --shift HOURS       another shift on each day, with its breaks: 08:00-16:30,12:00-12:30; as often as needed
              --most N            so many agents in each group at most; else five times as many as there are, or 50
              --most anna=N       so many like anna at most; as often as needed
              --turned-away P     at most P percent of calls are turned away; else 1
              --every-interval P  a service level of at least P percent in each interval, too
              --days N            tries each schedule with so many days; else 10
              --trials N          tries so many schedules at most; else 1000
              --check-days N      judges what was found by so many fresh days; else 50
              --json FILE         writes the plan for programs; - is the standard output
              --csv FOLDER        writes it as tables
              --seed N            another chance, 0 to 999999999
              --threads N         plays so many days at once; the plan is the same

            Ctrl-C stops it, and what was found until then is told. Ends with 0; with 1 when the scenario is refused or
            its targets are not met; with 2 when the command is not understood.
            """;

    private static final List<String> OPTIONS =
            List.of(
                    "--shift",
                    "--most",
                    "--turned-away",
                    "--every-interval",
                    "--days",
                    "--trials",
                    "--check-days",
                    "--json",
                    "--csv",
                    "--seed",
                    "--threads");

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final boolean isSeen;
    private final Optional<BooleanSupplier> stopped;

    LeastStaff(PrintStream out, PrintStream err) {
        this(out, err, System.getenv(), Terminals.isSeen(), Optional.empty());
    }

    /// @param isSeen whether somebody looks at a terminal
    /// @param stopped instead of Ctrl-C
    LeastStaff(
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            boolean isSeen,
            Optional<BooleanSupplier> stopped) {
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.isSeen = isSeen;
        this.stopped = stopped;
    }

    /// Seeks, and tells what it found.
    ///
    /// @return the process' exit status
    int run(List<String> args) throws InterruptedException {
        if (args.contains("--help")) {
            out.print(USAGE);
            return Rehearsals.WELL;
        }
        Options options;
        Asked asked;
        StaffSearch.Effort effort;
        try {
            options = new Options(args, OPTIONS, List.of());
            asked = Asked.of(options, 1);
            effort = effort(options, asked);
            allowed(options, List.of());
        } catch (IllegalArgumentException e) {
            err.println("strowger: " + e.getMessage());
            err.print(USAGE);
            return Rehearsals.MISUSED;
        }
        try {
            ReportFiles files = new ReportFiles(asked, out, err);
            files.check();
            return seek(asked, options, effort, files);
        } catch (IOException | IllegalArgumentException | DayFailed e) {
            err.println("strowger: " + e.getMessage());
            return Rehearsals.FAILED;
        }
    }

    private static StaffSearch.Effort effort(Options options, Asked asked) {
        return new StaffSearch.Effort(
                options.count("--days", 1, 10_000).orElse(10),
                options.count("--trials", 1, 1_000_000).orElse(1_000),
                options.count("--check-days", 2, 100_000).orElse(50),
                asked.threads());
    }

    /// @param shapes none yet: what shifts mean depends on the scenario
    private static Allowed allowed(Options options, List<Shape> shapes) {
        OptionalInt most = OptionalInt.empty();
        SortedMap<AgentId, Integer> mostLike = new TreeMap<>();
        for (String said : options.all("--most")) {
            int equals = said.lastIndexOf('=');
            int number = number(said.substring(equals + 1), said);
            if (equals > 0) {
                mostLike.put(new AgentId(said.substring(0, equals)), number);
            } else {
                most = OptionalInt.of(number);
            }
        }
        return new Allowed(
                shapes,
                most,
                mostLike,
                options.share("--turned-away").orElse(Allowed.usual().turnedAway()),
                options.share("--every-interval"));
    }

    private static int number(String digits, String said) {
        if (!digits.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    "expected a number such as 20, or anna=20, after --most, but found '%s'"
                            .formatted(said));
        }
        return Integer.parseInt(digits);
    }

    private static List<Shape> shapes(Options options, Scenario scenario) {
        String pause =
                scenario.centre().map(centre -> centre.rules().pauses().getFirst()).orElse("break");
        List<Shape> shapes = new ArrayList<>();
        for (String shift : options.all("--shift")) {
            shapes.add(Shape.read(shift, scenario.span(), pause));
        }
        return shapes;
    }

    private int seek(Asked asked, Options options, StaffSearch.Effort effort, ReportFiles files)
            throws IOException, InterruptedException {
        Scenario scenario;
        switch (ScenarioFile.read(asked.scenarios().getFirst(), environment)) {
            case ScenarioFile.Result.Refused(var problems) -> {
                problems.forEach(err::println);
                return Rehearsals.FAILED;
            }
            case ScenarioFile.Result.Ok(var read) ->
                    scenario = Rehearsal.of(read, asked).scenario();
        }
        try (Interruption interruption = Interruption.watch()) {
            StaffPlan plan;
            long start = System.nanoTime();
            try (ProgressBar bar = ProgressBar.atMost(err, isSeen)) {
                plan =
                        new StaffSearch(
                                        scenario,
                                        () -> Rehearsal.of(scenario, asked).results(),
                                        allowed(options, shapes(options, scenario)),
                                        effort,
                                        count ->
                                                bar.accept(
                                                        Progress.after(
                                                                count,
                                                                effort.trials(),
                                                                System.nanoTime() - start)),
                                        stopped.orElse(interruption))
                                .search();
            }
            files.write(
                    new Forms(
                            new StaffReport(
                                    scenario.name(), scenario.seed(), effort.days(), plan)));
            return plan.isMet() ? Rehearsals.WELL : Rehearsals.FAILED;
        }
    }

    private record Forms(StaffReport report) implements Report {
        @Override
        public String text() {
            return report.text();
        }

        /// No page is asked for.
        @Override
        public String html() {
            throw new UnsupportedOperationException("a plan has no page");
        }

        @Override
        public String json() {
            return report.json();
        }

        @Override
        public SortedMap<String, String> csv() {
            return report.csv();
        }
    }
}
