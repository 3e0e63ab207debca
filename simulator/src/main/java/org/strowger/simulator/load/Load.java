package org.strowger.simulator.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.flow.FlowFolder;
import org.strowger.engine.routing.QueueId;
import org.strowger.flow.FlowBook;
import org.strowger.simulator.command.Interruption;
import org.strowger.simulator.command.Terminals;
import org.strowger.simulator.load.LoadRun.Outcome;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.ScenarioFile;
import org.strowger.simulator.scenario.Source;

/// The `load` command: callers and agents of a scenario on a live engine, over real SIP.
public final class Load {
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;
    private static final Path STANDARD_OUTPUT = Path.of("-");

    private final PrintStream out;
    private final PrintStream err;

    public Load(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs one load.
    ///
    /// @return the process' exit status: 0 when every limit was kept, 1 when one was not or the
    ///   load was refused, 2 when the command was not understood
    public int run(List<String> args) throws InterruptedException {
        if (args.contains("--help")) {
            out.print(LoadArguments.USAGE);
            return 0;
        }
        return switch (LoadArguments.parse(args)) {
            case LoadArguments.Result.Misused(var reason) -> misused(reason);
            case LoadArguments.Result.Ok(var arguments) -> run(arguments);
        };
    }

    private int run(LoadArguments arguments) throws InterruptedException {
        return switch (LoadTarget.of(arguments.target(), arguments.owned())) {
            case LoadTarget.Result.Refused(var reason) -> refused(reason);
            case LoadTarget.Result.Ok(var target) -> run(arguments, target);
        };
    }

    private int run(LoadArguments arguments, LoadTarget target) throws InterruptedException {
        return switch (ScenarioFile.read(arguments.scenario(), System.getenv())) {
            case ScenarioFile.Result.Refused(var problems) -> {
                problems.forEach(err::println);
                yield REFUSED;
            }
            case ScenarioFile.Result.Ok(var scenario) ->
                    scenario.centre().isEmpty()
                            ? refused("the scenario names no centre")
                            : run(arguments, target, scenario, scenario.centre().get());
        };
    }

    private int run(
            LoadArguments arguments, LoadTarget target, Scenario scenario, EngineSettings centre)
            throws InterruptedException {
        SortedMap<String, FlowBook> flows = flows(scenario, centre);
        if (flows.isEmpty()) {
            return refused(
                    "no source of the scenario calls a number that a flow answers; calls straight to a queue are for simulate");
        }
        SortedMap<QueueId, Long> wrapUps = new TreeMap<>();
        scenario.policy()
                .queues()
                .forEach((queue, policy) -> wrapUps.put(queue, policy.wrapUp().toNanos()));
        Duration span = Duration.between(scenario.span().from(), scenario.span().until());
        List<Limit> targets =
                scenario.targets().stream().map(t -> (Limit) new Limit.OfScenario(t)).toList();
        LoadPlan plan = arguments.plan(target, span, wrapUps, targets);
        if (plan.warmUp().compareTo(plan.time()) >= 0) {
            return misused(
                    "--warm-up %d s leaves nothing of the %d s that calls are made in"
                            .formatted(plan.warmUp().toSeconds(), plan.time().toSeconds()));
        }
        leftOut(scenario).ifPresent(err::println);
        try {
            checkFiles(plan);
            return play(scenario, centre, flows, plan);
        } catch (IOException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private int play(
            Scenario scenario,
            EngineSettings centre,
            SortedMap<String, FlowBook> flows,
            LoadPlan plan)
            throws IOException, InterruptedException {
        // Ctrl-C ends all calls as people do, and then the process.
        try (Interruption interruption = Interruption.watch()) {
            LoadView view = new LoadView(isPiped(plan) ? err : out, Terminals.isSeen());
            Outcome outcome = LoadRun.run(scenario, centre, flows, plan, view, interruption);
            Duration processor =
                    ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            List<Limit.Verdict> verdicts =
                    plan.limits().stream()
                            .map(limit -> limit.judge(outcome.end().ledger()))
                            .toList();
            view.report(outcome, processor, verdicts);
            write(outcome, plan, processor, verdicts);
            boolean kept = verdicts.stream().allMatch(Limit.Verdict::kept);
            return kept && outcome.stopped().isEmpty() ? 0 : REFUSED;
        }
    }

    private static boolean isPiped(LoadPlan plan) {
        return plan.json().filter(STANDARD_OUTPUT::equals).isPresent();
    }

    private void write(
            Outcome outcome, LoadPlan plan, Duration processor, List<Limit.Verdict> verdicts)
            throws IOException {
        if (plan.histograms().isPresent()) {
            LoadView.write(outcome.end().ledger(), plan.histograms().get());
        }
        if (plan.json().isPresent()) {
            String text = LoadJson.of(outcome, plan.target(), processor, verdicts);
            if (isPiped(plan)) {
                out.print(text);
                out.flush();
            } else {
                LoadJson.write(text, plan.json().get());
            }
        }
    }

    private static SortedMap<String, FlowBook> flows(Scenario scenario, EngineSettings centre) {
        SortedMap<String, FlowBook> books =
                new FlowFolder(centre.flows(), centre.calendars(), centre.prompts())
                        .check(centre.surroundings())
                        .checked()
                        .books();
        SortedMap<String, FlowBook> flows = new TreeMap<>();
        for (Source source : scenario.sources()) {
            if (source.to() instanceof Source.ToNumber(var dialled, _, _)) {
                Optional.ofNullable(centre.numbers().get(dialled))
                        .flatMap(flow -> Optional.ofNullable(books.get(flow)))
                        .ifPresent(book -> flows.put(dialled, book));
            }
        }
        return flows;
    }

    /// What of the scenario a telephone cannot do.
    private static Optional<String> leftOut(Scenario scenario) {
        List<String> names =
                scenario.sources().stream()
                        .filter(source -> source.to() instanceof Source.ToQueue)
                        .map(Source::name)
                        .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Left out, for they go straight to a queue, which nobody can dial: "
                                + String.join(", ", names));
    }

    /// Whether there is a place for what is written afterwards: asked before the work.
    private static void checkFiles(LoadPlan plan) throws IOException {
        if (plan.histograms().isPresent()) {
            checkFile(plan.histograms().get());
        }
        if (plan.json().isPresent() && !isPiped(plan)) {
            checkFile(plan.json().get());
        }
    }

    private static void checkFile(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new IOException(file + " is a folder");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(
                    file + " cannot be written: there is no such folder, or no right");
        }
    }

    private int misused(String reason) {
        err.println("strowger load: " + reason);
        err.print(LoadArguments.USAGE);
        return MISUSED;
    }

    private int refused(String reason) {
        err.println("strowger load: " + reason);
        return REFUSED;
    }
}
