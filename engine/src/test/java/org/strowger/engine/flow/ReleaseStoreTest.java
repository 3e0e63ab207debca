package org.strowger.engine.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.flow.release.Published;
import org.strowger.flow.release.Publishing;
import org.strowger.yaml.ContentHash;

class ReleaseStoreTest {
    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private static final int PUBLISHED_BY_EACH = 20;

    @TempDir Path data;

    private ReleaseStore store() {
        return new ReleaseStore(releases());
    }

    private Path releases() {
        return data.resolve("releases");
    }

    private static SortedMap<String, byte[]> files(String text) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("flows/main.yaml", text.getBytes(UTF_8));
        files.put("prompts/en-GB/hello.wav", new byte[] {1, 2, 3});
        return files;
    }

    private Published published(String text) throws IOException {
        return done(store().publish("main", files(text), NINE, "Anna", ""));
    }

    private static Published done(Publication publication) {
        return assertInstanceOf(Publication.Done.class, publication).entry();
    }

    private String running() throws IOException {
        String hash = store().current("main").orElseThrow().releaseHash();
        return new String(store().load(hash).orElseThrow().files().get("flows/main.yaml"), UTF_8);
    }

    private List<String> notes() throws IOException {
        return store().history("main").entries().stream().map(Published::note).toList();
    }

    @Test
    void whatWasPublishedIsWhatNewCallsGet() throws IOException {
        Published entry = published("one");
        assertEquals(Optional.of(entry), store().current("main"));
        assertEquals(Set.of("main"), store().flows());
        StoredRelease release = store().load(entry.releaseHash()).orElseThrow();
        assertEquals(entry.releaseHash(), release.release().hash());
        assertArrayEquals(new byte[] {1, 2, 3}, release.files().get("prompts/en-GB/hello.wav"));
    }

    @Test
    void nothingIsKnownBeforeAnythingIsPublished() throws IOException {
        assertEquals(Set.of(), store().flows());
        assertEquals(Optional.empty(), store().current("main"));
        assertEquals(List.of(), store().history("../main").entries());
        assertEquals(Optional.empty(), store().load(ContentHash.of("nothing")));
        assertEquals(Optional.empty(), store().load("../../etc/passwd"));
        assertFalse(Files.exists(releases()));
    }

    @Test
    void goingBackGivesNewCallsTheOldFilesAndBothAreInTheHistory() throws IOException {
        Published one = published("one");
        Published two = published("two");
        done(store().rollBack("main", one.releaseHash(), NINE, "Ben", "two was wrong"));
        assertEquals("one", running());
        assertEquals(
                List.of(one.releaseHash(), two.releaseHash(), one.releaseHash()),
                store().history("main").entries().stream().map(Published::releaseHash).toList());
    }

    @Test
    void oneCannotGoBackToWhatWasNeverPublished() throws IOException {
        published("one");
        assertEquals(
                new Publication.Refused(Publishing.Reason.NEVER_PUBLISHED),
                store().rollBack("main", ContentHash.of("x"), NINE, "Ben", ""));
    }

    @Test
    void theSameFilesAgainAreRefused() throws IOException {
        published("one");
        assertEquals(
                new Publication.Refused(Publishing.Reason.ALREADY_CURRENT),
                store().publish("main", files("one"), NINE, "Ben", ""));
    }

    @Test
    void filesThatAreNoReleaseAreRefusedWithTheReason() throws IOException {
        SortedMap<String, byte[]> outside = files("one");
        outside.put("../secret", new byte[0]);
        SortedMap<String, byte[]> huge = files("one");
        huge.put("prompts/en/long.wav", new byte[ReleaseStore.LONGEST_FILE + 1]);
        assertTrue(unfit("main", outside).contains("../secret"));
        assertEquals("prompts/en/long.wav: longer than 33554432 bytes", unfit("main", huge));
        assertEquals("without the file flows/sales.yaml", unfit("sales", files("one")));
        assertEquals("not the id of a flow: ../main", unfit("../main", files("one")));
        assertEquals(
                new Publication.Unfit("not the id of a flow: ../main"),
                store().rollBack("../main", ContentHash.of("x"), NINE, "Anna", ""));
        assertEquals(Set.of(), store().flows());
    }

    private String unfit(String flow, SortedMap<String, byte[]> files) throws IOException {
        Publication publication = store().publish(flow, files, NINE, "Anna", "");
        return assertInstanceOf(Publication.Unfit.class, publication).what();
    }

    private static String problem(Executable deed) {
        return String.valueOf(assertThrows(IOException.class, deed).getMessage());
    }

    @Test
    void aDamagedFileIsToldByItsNameAndNotPlayed() throws IOException {
        Published one = published("one");
        Path object = objectOf("one");
        Files.writeString(object, "onf");
        String damaged = object + ": damaged, its content is not what its name says";
        assertEquals(damaged, problem(() -> store().load(one.releaseHash())));
        published("two");
        assertEquals(damaged, problem(() -> published("one")));
        assertEquals(
                damaged,
                problem(() -> store().rollBack("main", one.releaseHash(), NINE, "Ben", "")));
        assertEquals("two", running());
    }

    @Test
    void aMissingFileIsToldByItsName() throws IOException {
        Published one = published("one");
        Files.delete(objectOf("one"));
        assertEquals(
                objectOf("one") + ": the file is missing from the releases",
                problem(() -> store().load(one.releaseHash())));
    }

    @Test
    void aDamagedHistoryIsToldWithItsLine() throws IOException {
        published("one");
        Path log = releases().resolve("history/main.log");
        Files.writeString(log, "nonsense\n", StandardOpenOption.APPEND);
        assertTrue(problem(() -> store().current("main")).startsWith(log + ":2:1: "));
    }

    private Path objectOf(String text) {
        String hash = ContentHash.of(text);
        return releases().resolve("objects").resolve(hash.substring(0, 2)).resolve(hash);
    }

    /// Every state that a machine can stop in between publishing `one` and `two`: the files that
    /// `two` adds appear one by one, under a passing name first, and then its line byte by byte.
    @Test
    void whereverAMachineStopsAReaderFindsTheOldReleaseOrTheNew() throws IOException {
        published("one");
        Path before = copyOf(releases(), data.resolve("before"));
        done(store().publish("main", files("two"), NINE, "Anna", "zw\u00f6i"));
        Path after = copyOf(releases(), data.resolve("after"));
        List<Path> added = addedIn(after, before);
        assertEquals(2, added.size());
        for (int done = 0; done <= added.size(); done++) {
            restore(before);
            for (Path file : added.subList(0, done)) {
                copy(after.resolve(file), releases().resolve(file));
            }
            if (done < added.size()) {
                Path next = releases().resolve(added.get(done));
                Files.createDirectories(next.resolveSibling(""));
                Files.writeString(next.resolveSibling("." + next.getFileName() + ".7.tmp"), "t");
            }
            assertEquals("one", running());
            published("two");
            assertEquals("two", running());
        }
    }

    @Test
    void aLineThatWasCutOffAnywhereIsNoEntryAndIsCutBeforeTheNext() throws IOException {
        published("one");
        Path log = releases().resolve("history/main.log");
        byte[] before = Files.readAllBytes(log);
        done(store().publish("main", files("two"), NINE, "Anna", "zw\u00f6i"));
        byte[] after = Files.readAllBytes(log);
        for (int length = before.length; length < after.length; length++) {
            Files.write(log, Arrays.copyOf(after, length));
            assertEquals("one", running());
            done(store().publish("main", files("two"), NINE, "Anna", "again"));
            assertEquals(List.of("", "again"), notes());
        }
    }

    private static List<Path> addedIn(Path after, Path before) throws IOException {
        try (Stream<Path> all = Files.walk(after)) {
            // objects come before manifests, in the alphabet backwards
            return all.filter(Files::isRegularFile)
                    .map(after::relativize)
                    .filter(file -> !Files.exists(before.resolve(file)))
                    .sorted((a, b) -> b.compareTo(a))
                    .toList();
        }
    }

    private void restore(Path before) throws IOException {
        try (Stream<Path> all = Files.walk(releases())) {
            for (Path file : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
        copyOf(before, releases());
    }

    private static Path copyOf(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                copy(file, to.resolve(from.relativize(file)));
            }
        }
        return to;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.resolveSibling(""));
        Files.copy(from, to);
    }

    @Test
    void threadsThatPublishAtOnceLoseNothing() throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            writers.add(
                    () -> {
                        publishMany(releases(), name);
                        return null;
                    });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }
        assertEquals(notesOf("a", "b", "c", "d"), notes().stream().sorted().toList());
    }

    @Test
    void processesThatPublishAtOnceLoseNothingAndAReaderMeetsOnlyWholeReleases() throws Exception {
        List<Process> writers = List.of(process("a"), process("b"));
        while (writers.stream().anyMatch(Process::isAlive)) {
            if (store().current("main").isPresent()) {
                assertTrue(running().matches("[ab][0-9]+"));
            }
        }
        for (Process writer : writers) {
            String said = new String(writer.getInputStream().readAllBytes(), UTF_8);
            assertEquals(0, writer.waitFor(), said);
        }
        assertEquals(notesOf("a", "b"), notes().stream().sorted().toList());
    }

    @Test
    void aProcessThatIsKilledWhilePublishingLosesNothingThatWasPublished() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            int before = store().history("main").entries().size();
            Process writer = process(name);
            while (writer.isAlive() && store().history("main").entries().size() < before + 3) {
                Thread.onSpinWait();
            }
            writer.destroyForcibly().waitFor();
            List<String> since = notes().subList(before, notes().size());
            assertTrue(since.size() >= 3);
            for (int i = 0; i < since.size(); i++) {
                assertEquals(name + i, since.get(i));
            }
            assertEquals(since.getLast(), running());
        }
        published("one");
        assertEquals("one", running());
    }

    private Process process(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        releases().toString(),
                        name)
                .redirectErrorStream(true)
                .start();
    }

    private static List<String> notesOf(String... names) {
        List<String> notes = new ArrayList<>();
        for (String name : names) {
            for (int i = 0; i < PUBLISHED_BY_EACH; i++) {
                notes.add(name + i);
            }
        }
        return notes.stream().sorted().toList();
    }

    private static void publishMany(Path releases, String name) throws IOException {
        for (int i = 0; i < PUBLISHED_BY_EACH; i++) {
            String text = name + i;
            done(new ReleaseStore(releases).publish("main", files(text), NINE, name, text));
        }
    }

    /// A process of its own that publishes.
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException {
            publishMany(Path.of(args[0]), args[1]);
        }
    }
}
