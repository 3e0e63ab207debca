package org.strowger.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands in a process of their own, which somebody ends.
class InterruptionTest {
    private static final String MONDAY = "../docs/samples/simulation/monday.yaml";

    /// Less than the time that the end of a process waits for a command that does not stop.
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final int TERMINATED = 128 + 15;

    @TempDir private Path folder;

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private static void awaitDaysBeingPlayed(Process process) throws IOException {
        Path threads = Path.of("/proc/" + process.pid() + "/task");
        assumeTrue(Files.isDirectory(threads), "only Linux shows the threads of a process");
        long latest = System.nanoTime() + SOON.toNanos();
        while (!isPlaying(threads)) {
            assertTrue(process.isAlive() && System.nanoTime() < latest, "no day is played");
            Thread.onSpinWait();
        }
    }

    private static boolean isPlaying(Path threads) throws IOException {
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                Path name = thread.resolve("comm");
                if (Files.exists(name) && Files.readString(name).startsWith("strowger-simu")) {
                    return true;
                }
            }
            return false;
        }
    }

    /// The search ends with 1, as the targets are not met yet, and the process all the same.
    @Test
    void aSearchThatIsInterruptedTellsWhatItHasAndIsGone() throws Exception {
        Process process = start("staff", MONDAY, "--days", "10000");
        try {
            awaitDaysBeingPlayed(process);
            process.destroy();
            assertTrue(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), "it hangs");
            String told = Files.readString(folder.resolve("out"), UTF_8);
            assertTrue(told.contains("The search ended before it met the targets"), told);
            assertEquals(TERMINATED, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }
}
