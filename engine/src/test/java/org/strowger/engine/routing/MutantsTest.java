package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tests of the core tested: whichever rule is broken, some test must fail.
///
/// Each mutant of the list is compiled and tried in a process of its own, see [MutantTrial]. What
/// caught which is in docs/reference/routing-mutants.md.
final class MutantsTest {
    private static final Path SOURCES = Path.of("src/main/java/org/strowger/engine/routing");
    private static final Path REFERENCE = Path.of("../docs/reference/routing-mutants.md");
    private static final Path TABLE = Path.of("target/routing-mutants.md");

    /// A core as it is passes in a tenth of this, so what takes longer does not end.
    private static final int SECONDS = 60;

    private static final int AT_ONCE = 2;

    /// What a process says whose memory was full of the events of a loop.
    private static final int OUT_OF_MEMORY = 3;

    private static final String DOES_NOT_END = "does not end";

    static List<Mutant> all() {
        return Mutant.all();
    }

    @Test
    void thereAreManyAndEachHasItsOwnName() {
        List<String> ids = all().stream().map(Mutant::id).toList();
        assertEquals(ids.size(), new HashSet<>(ids).size(), "the same id twice in " + ids);
        assertTrue(ids.size() >= 30, () -> "only " + ids.size());
    }

    @ParameterizedTest
    @MethodSource("all")
    void theTextToReplaceStandsOnceInItsFile(Mutant mutant) throws IOException {
        assertEquals(1, mutant.countIn(source(mutant)), mutant.text());
    }

    @Test
    void theReferenceListsTheMutantsThereAre() throws IOException {
        assertIterableEquals(
                all().stream().map(MutantsTest::withoutCatchers).toList(),
                documented().stream().map(MutantsTest::withoutLastColumn).toList());
    }

    @Test
    @Tag("slow")
    void everyMutantIsCaught(@TempDir Path folder) throws Exception {
        assertEquals(
                List.of(),
                trial(folder.resolve("as it is"), List.of()),
                "the core as it is, which must pass");
        List<String> rows = new ArrayList<>();
        List<String> survivors = new ArrayList<>();
        try (ExecutorService trials = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<List<String>>> found = new ArrayList<>();
            for (Mutant mutant : all()) {
                Path own = folder.resolve(mutant.id());
                found.add(trials.submit(() -> trial(own, List.of(mutant))));
            }
            for (Mutant mutant : all()) {
                List<String> catchers = catchersOf(mutant, found.removeFirst());
                rows.add(withoutCatchers(mutant) + " " + shown(catchers) + " |");
                if (catchers.isEmpty()) {
                    survivors.add(mutant.id());
                }
            }
        }
        Files.write(TABLE, rows);
        assertEquals(List.of(), survivors, "mutants that no test saw");
        assertIterableEquals(
                rows, documented(), () -> "%s is not as in %s".formatted(REFERENCE, TABLE));
    }

    private static List<String> catchersOf(Mutant mutant, Future<List<String>> found)
            throws InterruptedException {
        try {
            return found.get();
        } catch (ExecutionException failure) {
            throw new AssertionError("the trial of " + mutant, failure.getCause());
        }
    }

    private static String withoutCatchers(Mutant mutant) {
        return "| `%s` | `%s` | %s |".formatted(mutant.id(), mutant.file(), mutant.rule());
    }

    private static String withoutLastColumn(String row) {
        return row.substring(0, row.lastIndexOf('|', row.length() - 2) + 1);
    }

    /// The first example, and what is no example.
    private static String shown(List<String> catchers) {
        Stream<String> example =
                catchers.stream()
                        .filter(each -> each.contains("."))
                        .limit(1)
                        .map("`%s`"::formatted);
        Stream<String> others = catchers.stream().filter(each -> !each.contains("."));
        return String.join(", ", Stream.concat(others, example).toList());
    }

    private static List<String> documented() throws IOException {
        try (Stream<String> lines = Files.lines(REFERENCE)) {
            return lines.filter(line -> line.startsWith("| `")).toList();
        }
    }

    private static String source(Mutant mutant) throws IOException {
        return Files.readString(SOURCES.resolve(mutant.file() + ".java"));
    }

    // Trials.

    /// What fails when the core is changed so.
    private static List<String> trial(Path folder, List<Mutant> changes)
            throws IOException, InterruptedException {
        compile(changes, Files.createDirectories(folder));
        Path said = folder.resolve("said.txt");
        Process trial =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                folder + File.pathSeparator + classPath(),
                                MutantTrial.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        List<String> found = new ArrayList<>();
        boolean ends = trial.waitFor(SECONDS, TimeUnit.SECONDS);
        if (!ends) {
            trial.destroyForcibly().waitFor();
        }
        if (!ends || trial.exitValue() == OUT_OF_MEMORY) {
            found.add(DOES_NOT_END);
        } else {
            assertEquals(0, trial.exitValue(), () -> "the trial itself failed: " + read(said));
        }
        read(said)
                .lines()
                .filter(line -> line.startsWith(MutantTrial.FAILS))
                .map(line -> line.substring(MutantTrial.FAILS.length()))
                .forEach(found::add);
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static void compile(List<Mutant> changes, Path into) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> paths = Files.list(SOURCES)) {
            List<JavaFileObject> sources = new ArrayList<>();
            for (Path path : paths.sorted().toList()) {
                String text = Files.readString(path);
                for (Mutant change : changes) {
                    if (path.endsWith(change.file() + ".java")) {
                        text = change.applyTo(text);
                    }
                }
                sources.add(new Source(path.toUri(), text));
            }
            List<String> options =
                    List.of("-proc:none", "-nowarn", "-cp", classPath(), "-d", into.toString());
            assertTrue(
                    compiler.getTask(null, files, null, options, null, sources).call(),
                    () -> changes + " must compile");
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(URI name, String text) {
            super(name, Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
