package org.strowger.simulator.load;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.flow.FlowFolder;
import org.strowger.engine.routing.QueueId;
import org.strowger.flow.FlowBook;
import org.strowger.simulator.load.LoadRun.Outcome;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.ScenarioFile;
import org.strowger.simulator.scenario.Source;

/// The `load` command: callers and agents of a scenario on a live engine, over real SIP.
public final class Load {
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;

    /// As long as an interrupted load may take to end its calls.
    private static final Duration FAREWELL = Duration.ofSeconds(15);

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
        if (!args.isEmpty() && args.getFirst().equals("--capture")) {
            return new CapturedLoad(out, err).run(args.subList(1, args.size()));
        }
        return switch (LoadArguments.parse(args)) {
            case LoadArguments.Result.Misused(var reason) -> {
                err.println("strowger load: " + reason);
                err.print(LoadArguments.USAGE);
                yield MISUSED;
            }
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
        leftOut(scenario).ifPresent(err::println);
        try {
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
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        Thread onInterrupt = Thread.ofPlatform().unstarted(() -> stopAndWait(stop, ended));
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            LoadView view =
                    new LoadView(
                            out,
                            Optional.ofNullable(System.console())
                                    .filter(Console::isTerminal)
                                    .isPresent());
            Outcome outcome = LoadRun.run(scenario, centre, flows, plan, view, stop::get);
            Duration processor =
                    ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            boolean kept =
                    view.report(
                            outcome.end(),
                            outcome.passed(),
                            processor,
                            outcome.stopped(),
                            plan.limits());
            if (plan.histograms().isPresent()) {
                LoadView.write(outcome.end().ledger(), plan.histograms().get());
            }
            return kept && outcome.stopped().isEmpty() ? 0 : REFUSED;
        } finally {
            ended.countDown();
            if (!stop.get()) {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            }
        }
    }

    /// Ctrl-C ends all calls as people do, and then the process.
    private static void stopAndWait(AtomicBoolean stop, CountDownLatch ended) {
        stop.set(true);
        try {
            if (!ended.await(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("strowger load: not every call could be ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    private int refused(String reason) {
        err.println("strowger load: " + reason);
        return REFUSED;
    }
}
