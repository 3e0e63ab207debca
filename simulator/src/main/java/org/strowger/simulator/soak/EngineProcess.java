package org.strowger.simulator.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.strowger.simulator.process.OwnJava;

/// The process of [SoakedEngine], and what it says.
final class EngineProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_SAMPLES = 100_000;

    private final Process process;
    private final Thread reader;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final List<Sample> samples = new ArrayList<>();
    private final Counts desks = new Counts();

    private EngineProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /// Starts it with the flags of this process, but the heap of the plan.
    static EngineProcess start(SoakPlan plan, SoakFolder folder) throws IOException {
        List<String> command =
                OwnJava.command(
                        SoakedEngine.class.getName(),
                        plan.heap(),
                        List.of(
                                folder.settings().toString(),
                                Long.toString(plan.seed()),
                                Integer.toString(plan.agents()),
                                Long.toString(plan.sampleEvery().toMillis())));
        return new EngineProcess(
                new ProcessBuilder(command)
                        .directory(folder.path().toFile())
                        .redirectError(folder.log().toFile())
                        .start());
    }

    private void read() {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hear(String line) {
        if (line.equals("ready")) {
            ready.countDown();
        } else if (line.startsWith("sample ")) {
            synchronized (samples) {
                if (samples.size() < MOST_SAMPLES) {
                    samples.add(Sample.parse(line));
                }
            }
        } else if (line.startsWith("desk ")) {
            String[] words = line.split(" ", 3);
            desks.add(words[2], Long.parseLong(words[1]));
        }
    }

    void awaitReady(Path log) throws IOException, InterruptedException {
        Future<?> _ = process.onExit().thenRun(ready::countDown);
        if (!ready.await(PATIENCE.toSeconds(), TimeUnit.SECONDS) || !process.isAlive()) {
            throw new IOException("the engine did not start: " + Files.readString(log));
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Optional<Sample> latest() {
        synchronized (samples) {
            return samples.isEmpty() ? Optional.empty() : Optional.of(samples.getLast());
        }
    }

    List<Sample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    /// Has the engine end, and waits for it.
    ///
    /// @return whether it ended as it should
    boolean end() throws IOException, InterruptedException {
        process.outputWriter(StandardCharsets.UTF_8).close();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        reader.join(PATIENCE);
        return ended && process.exitValue() == 0;
    }

    /// What came of the agents' commands; complete when the process has ended.
    Counts desks() {
        return desks;
    }

    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
