package org.strowger.simulator.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.strowger.engine.Engine;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.SettingsFile;
import org.strowger.engine.StartFailure;
import org.strowger.engine.flow.Espeak;

/// The process with the engine: it starts one, gives the agents' commands, and measures itself.
///
/// Says on its output `ready`, then `sample ...` every so often ([Sample]), and in the end `desk
/// COUNT NAME` for each kind of answer to a command. Ends when its input does.
public final class SoakedEngine {
    private static final int EXPECTED = 4;

    private SoakedEngine() {}

    /// Runs until its input ends.
    ///
    /// @param args settings file, seed, number of agents, milliseconds between samples
    public static void main(String[] args)
            throws StartFailure, IOException, InterruptedException, ExecutionException {
        if (args.length != EXPECTED) {
            throw new IllegalArgumentException("expected a file, a seed, agents, milliseconds");
        }
        EngineSettings settings = read(Path.of(args[0]));
        Duration sampleEvery = Duration.ofMillis(Long.parseLong(args[3]));
        ScheduledExecutorService own =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("soak-desks").daemon().factory());
        try (Engine engine = Engine.start(settings, new Espeak())) {
            Script script = new Script(Long.parseLong(args[1]));
            Desks desks = new Desks(engine, script, Integer.parseInt(args[2]), own);
            desks.open();
            System.out.println("ready");
            Thread sampling = Thread.ofPlatform().daemon().start(() -> sample(sampleEvery));
            awaitEnd();
            sampling.interrupt();
            Counts answers = own.submit(desks::answers).get();
            answers.byName()
                    .forEach((name, count) -> System.out.println("desk " + count + " " + name));
        } finally {
            own.shutdownNow();
        }
    }

    private static EngineSettings read(Path file) {
        return switch (SettingsFile.read(file, Map.of())) {
            case SettingsFile.Result.Ok(var settings) -> settings;
            case SettingsFile.Result.Refused(var problems) ->
                    throw new IllegalArgumentException(problems.toString());
        };
    }

    private static void sample(Duration every) {
        long began = System.nanoTime();
        try {
            while (true) {
                System.gc();
                System.out.println(
                        new Sample(
                                        (System.nanoTime() - began) / 1e9,
                                        ManagementFactory.getMemoryMXBean()
                                                .getHeapMemoryUsage()
                                                .getUsed(),
                                        ManagementFactory.getThreadMXBean().getThreadCount())
                                .line());
                Thread.sleep(every);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEnd() throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            Thread.onSpinWait();
        }
    }
}
