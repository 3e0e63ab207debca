package org.strowger.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.strowger.engine.Engine;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.SettingsFile;
import org.strowger.engine.StartFailure;
import org.strowger.engine.flow.Espeak;

/// The commands as the launcher calls them: `serve`, and groups such as `flow` and `centre`.
public final class Main {
    private final Terminal terminal;

    Main(Terminal terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] args) throws InterruptedException {
        Terminal terminal =
                new Terminal(
                        new BufferedReader(new InputStreamReader(System.in, UTF_8)),
                        System.out,
                        System.err,
                        System.getenv(),
                        InstantSource.system());
        int status = new Main(terminal).run(List.of(args));
        if (status != Terminal.WELL) {
            System.exit(status);
        }
    }

    int run(List<String> args) throws InterruptedException {
        return switch (args.isEmpty() ? "" : args.getFirst()) {
            case "serve" -> serve(args.subList(1, args.size()));
            case "flow" -> FlowCommands.run(args.subList(1, args.size()), terminal);
            case "recordings" -> RecordingsCommands.run(args.subList(1, args.size()), terminal);
            case "voicemail" -> VoicemailCommands.run(args.subList(1, args.size()), terminal);
            case "centre" -> CentreCommands.run(args.subList(1, args.size()), terminal);
            case "forget" ->
                    CommandGroup.run(
                            "forget", new ForgetCommand(), args.subList(1, args.size()), terminal);
            default ->
                    terminal.misused(
                            "expected serve, flow, recordings, voicemail, centre or forget");
        };
    }

    private int serve(List<String> args) throws InterruptedException {
        if (args.size() != 2 || !args.getFirst().equals("--config")) {
            return terminal.misused("serve expects --config FILE");
        }
        return switch (SettingsFile.read(Path.of(args.get(1)), terminal.environment())) {
            case SettingsFile.Result.Refused(var problems) -> terminal.failed(problems);
            case SettingsFile.Result.Ok(var settings) -> serve(Path.of(args.get(1)), settings);
        };
    }

    private int serve(Path file, EngineSettings settings) throws InterruptedException {
        try (Engine engine = Engine.start(settings, new Espeak())) {
            engine.watch(file, terminal.environment());
            terminal.out().println("Strowger answers at " + addresses(settings));
            terminal.out().println("Status page: " + engine.url());
            awaitEnd();
            return Terminal.WELL;
        } catch (StartFailure e) {
            return terminal.failed(String.valueOf(e.getMessage()));
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
}
