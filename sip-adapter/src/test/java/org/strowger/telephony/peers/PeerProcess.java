package org.strowger.telephony.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A program of somebody else's that runs for a test, in a folder of its own that goes with it.
final class PeerProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int LAST_WORDS = 2_000;

    private final Process process;
    private final Path folder;

    private PeerProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    static Path newFolder(String program) {
        try {
            return Files.createTempDirectory("strowger-" + program + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("a folder for " + program, e);
        }
    }

    /// Starts a program in a folder; what it prints goes to `output` there.
    static PeerProcess start(Path folder, String debianPackage, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("TERM", "dumb");
        try {
            return new PeerProcess(builder.start(), folder);
        } catch (IOException e) {
            delete(folder);
            throw new IllegalStateException(
                    "%s is not installed: apt-get install %s"
                            .formatted(programName(command), debianPackage),
                    e);
        }
    }

    private static String programName(List<String> command) {
        return command.getFirst().equals("sipp") ? "SIPp" : command.getFirst();
    }

    /// What it has started that still runs.
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /// Its exit code, once it has ended by itself.
    int awaitEnd(Duration within) {
        try {
            if (process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        throw new IllegalStateException("still runs after " + within + "; " + lastWords());
    }

    /// Waits until something is so. A program that ends before that never will make it so.
    void awaitThat(String what, Duration within, BooleanSupplier holds) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "not within %s: %s; %s".formatted(within, what, lastWords()));
            }
            if (endsWithin(Duration.ofMillis(20)) && !holds.getAsBoolean()) {
                throw new IllegalStateException(
                        "ended with %d before: %s; %s"
                                .formatted(process.exitValue(), what, lastWords()));
            }
        }
    }

    private boolean endsWithin(Duration wait) {
        try {
            return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// The end of what it printed.
    String lastWords() {
        String all = read(folder.resolve("output"), LAST_WORDS);
        return "its last words: " + all.replaceAll("\\s+", " ").strip();
    }

    /// The last `most` bytes of a file, empty when there is no such file.
    static String read(Path file, int most) {
        if (!Files.exists(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(Math.max(0, Files.size(file) - most));
            return new String(in.readNBytes(most), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /// Ends the program and whatever it started, by force if need be, and deletes its folder.
    @Override
    public void close() {
        List<ProcessHandle> all =
                Stream.concat(descendants().stream(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        if (!endsWithin(GRACE)) {
            all.forEach(ProcessHandle::destroyForcibly);
            endsWithin(GRACE);
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("deleting " + folder, e);
        }
    }
}
