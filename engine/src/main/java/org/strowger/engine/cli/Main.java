package org.strowger.engine.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.strowger.engine.Engine;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.SettingsFile;
import org.strowger.engine.StartFailure;
import org.strowger.engine.flow.Espeak;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowParser;
import org.strowger.flow.ParsedFlow;
import org.strowger.yaml.Problem;

/// `serve` and `flow`, as the launcher calls them.
public final class Main {
    /// The command was not understood.
    private static final int MISUSED = 2;

    private final PrintStream out;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) throws InterruptedException {
        int status = new Main(System.out, System.err).run(List.of(args));
        if (status != 0) {
            System.exit(status);
        }
    }

    private int run(List<String> args) throws InterruptedException {
        return switch (args.isEmpty() ? "" : args.getFirst()) {
            case "serve" -> serve(args.subList(1, args.size()));
            case "flow" -> flow(args.subList(1, args.size()));
            default -> misused("expected serve or flow");
        };
    }

    private int misused(String message) {
        err.println("strowger: " + message);
        return MISUSED;
    }

    private int serve(List<String> args) throws InterruptedException {
        if (args.size() != 2 || !args.getFirst().equals("--config")) {
            return misused("serve expects --config FILE");
        }
        return switch (SettingsFile.read(Path.of(args.get(1)), System.getenv())) {
            case SettingsFile.Result.Refused(var problems) -> refused(problems);
            case SettingsFile.Result.Ok(var settings) -> serve(settings);
        };
    }

    private int serve(EngineSettings settings) throws InterruptedException {
        try (Engine engine = Engine.start(settings, new Espeak())) {
            out.println("Strowger answers at " + addresses(settings));
            out.println("Status page: " + engine.url());
            awaitEnd();
            return 0;
        } catch (StartFailure e) {
            err.println("strowger: " + e.getMessage());
            return 1;
        }
    }

    /// What callers dial, for people to read.
    public static String addresses(EngineSettings settings) {
        String host = EngineSettings.host(settings.sip().address());
        List<String> all = new ArrayList<>();
        settings.numbers()
                .keySet()
                .forEach(
                        number ->
                                all.add(
                                        "sip:%s@%s:%d"
                                                .formatted(number, host, settings.sip().port())));
        return String.join(", ", all);
    }

    /// Waits until the process is asked to end, and lets it end only when this thread has.
    public static void awaitEnd() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        Thread waiting = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(
                                        () -> {
                                            asked.countDown();
                                            join(waiting);
                                        }));
        asked.await();
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int flow(List<String> args) {
        boolean hasSettings = args.size() > 2 && args.get(1).equals("--config");
        List<String> files = args.subList(Math.min(args.size(), hasSettings ? 3 : 1), args.size());
        if (files.isEmpty() || !args.getFirst().equals("check")) {
            return misused("flow expects check [--config SETTINGS] FILE...");
        }
        if (!hasSettings) {
            return check(files, _ -> List.of());
        }
        return switch (SettingsFile.read(Path.of(args.get(2)), System.getenv())) {
            case SettingsFile.Result.Refused(var problems) -> refused(problems);
            case SettingsFile.Result.Ok(var settings) -> check(files, settings.names()::unknownIn);
        };
    }

    /// @param unknown what a flow names that is not there
    private int check(List<String> files, Function<Flow, List<Problem>> unknown) {
        List<Problem> problems = new ArrayList<>();
        files.forEach(file -> check(file, unknown, problems));
        return problems.isEmpty() ? 0 : refused(problems);
    }

    private static void check(
            String file, Function<Flow, List<Problem>> unknown, List<Problem> problems) {
        try {
            problems.addAll(
                    switch (FlowParser.parse(file, Files.readString(Path.of(file)))) {
                        case ParsedFlow.Refused(var wrong) -> wrong;
                        case ParsedFlow.Ok(var flow) -> unknown.apply(flow);
                    });
        } catch (IOException e) {
            problems.add(new Problem(file, 1, 1, "the file cannot be read as UTF-8 text: " + e));
        }
    }

    private int refused(List<Problem> problems) {
        problems.forEach(err::println);
        return 1;
    }
}
