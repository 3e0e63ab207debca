package org.strowger.engine.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.flow.check.Surroundings;
import org.strowger.flow.release.Draft;
import org.strowger.flow.release.DraftEdit;
import org.strowger.flow.release.DraftSaving;
import org.strowger.telephony.media.WavFile;
import org.strowger.yaml.Problem;

class FlowFolderTest {
    private static final String MAIN =
            """
            flow: main
            schema: 1
            language: en-GB
            languages: [ en-GB, de-DE ]
            start: hello
            nodes:
              hello: { say: [ welcome, { say_as: number, value: "1" } ], next: bye }
              bye: { hangup: true }
            """;

    @TempDir Path site;

    private FlowFolder folder() {
        return FlowFolder.of(site);
    }

    private void write(String name, String text) throws IOException {
        Path file = site.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private void record(String name) throws IOException {
        Path file = site.resolve("prompts").resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        WavFile.write(file, new byte[800]);
    }

    private List<String> findings() {
        return folder().check(Surroundings.unknown()).findings().stream()
                .map(Problem::toString)
                .map(finding -> finding.replace(site + "/", ""))
                .toList();
    }

    @Test
    void aReleaseHasTheRecordingsThatCallersMayHear() throws IOException {
        write("flows/main.yaml", MAIN);
        for (String heard :
                List.of(
                        "en-GB/welcome.wav",
                        "en/welcome.wav",
                        "de-DE/welcome.wav",
                        "en-GB/number-1.wav",
                        "en-GB/did-not-hear.wav")) {
            record(heard);
        }
        for (String other :
                List.of("fr/welcome.wav", "en-GB/other.wav", "top.wav", "en-GB/old/welcome.wav")) {
            record(other);
        }
        CheckedFolder checked = folder().check(Surroundings.unknown());
        assertEquals(
                Set.of(
                        "flows/main.yaml",
                        "prompts/en-GB/welcome.wav",
                        "prompts/en/welcome.wav",
                        "prompts/de-DE/welcome.wav",
                        "prompts/en-GB/number-1.wav",
                        "prompts/en-GB/did-not-hear.wav"),
                checked.releaseOf(Objects.requireNonNull(checked.checked().books().get("main")))
                        .keySet());
    }

    @Test
    void aFlowIsInItsReleaseUnderItsIdWhateverItsFileIsCalled() throws IOException {
        String text = MAIN.replace(", de-DE", "").replace("welcome, ", "");
        write("flows/old-name.yaml", text);
        CheckedFolder checked = folder().check(Surroundings.unknown());
        byte[] kept =
                checked.releaseOf(Objects.requireNonNull(checked.checked().books().get("main")))
                        .get("flows/main.yaml");
        assertEquals(text, new String(Objects.requireNonNull(kept), UTF_8));
    }

    @Test
    void aLinkOutOfTheFolderIsToldAndNotRead() throws IOException {
        Path secret = Files.writeString(site.resolve("secret"), "flow: secret\n");
        Files.createDirectories(site.resolve("flows"));
        Files.createSymbolicLink(site.resolve("flows/a.yaml"), secret);
        write("flows/.real/b", MAIN.replace("welcome, ", ""));
        Files.createSymbolicLink(site.resolve("flows/b.yaml"), site.resolve("flows/.real/b"));
        assertEquals(List.of("flows/a.yaml:1:1: the link leads out of its folder"), findings());
        assertThrows(IOException.class, () -> folder().draft("flows/a.yaml"));
    }

    @Test
    void whatIsNoTextAndWhatIsTooLongIsTold() throws IOException {
        write("flows/long.yaml", "#".repeat((1 << 20) + 1));
        Files.write(site.resolve("flows/odd.yaml"), new byte[] {(byte) 0xFF});
        assertEquals(
                List.of(
                        "flows/long.yaml:1:1: longer than 1048576 bytes",
                        "flows/odd.yaml:1:1: the file cannot be read: it is not UTF-8 text"),
                findings());
    }

    @Test
    void ofFlowFilesAloneNobodyKnowsTheRecordings() throws IOException {
        write("main.yaml", MAIN);
        assertEquals(List.of(), findings());
        write("prompts/NOTICE", "");
        assertTrue(findings().getFirst().contains("no recording 'welcome' in en-GB"));
    }

    @Test
    void aDraftIsSavedByWhomHasSeenItLast() throws IOException {
        write("flows/main.yaml", "one\n");
        String seen = folder().draft("flows/main.yaml").orElseThrow().hash();
        assertEquals(
                new DraftSaving.Saved(new Draft("two\n")),
                folder().save("flows/main.yaml", new DraftEdit(seen, "two\n"), Optional.empty()));
        DraftSaving second =
                folder().save(
                                "flows/main.yaml",
                                new DraftEdit(seen, "three\n"),
                                Optional.of("one\n"));
        DraftSaving.Conflict conflict = assertInstanceOf(DraftSaving.Conflict.class, second);
        assertEquals(2, conflict.difference().size());
        assertEquals("two\n", Files.readString(site.resolve("flows/main.yaml")));
    }

    @Test
    void aNewDraftBeginsEmpty() throws IOException {
        String nothing = new Draft("").hash();
        assertEquals(Optional.empty(), folder().draft("calendars/uk.yaml"));
        folder().save("calendars/uk.yaml", new DraftEdit(nothing, "one\n"), Optional.empty());
        assertEquals("one\n", Files.readString(site.resolve("calendars/uk.yaml")));
        assertInstanceOf(
                DraftSaving.Conflict.class,
                folder().save(
                                "calendars/uk.yaml",
                                new DraftEdit(nothing, "2\n"),
                                Optional.empty()));
    }

    @Test
    void ofManyWhoSaveAtOnceOneIsSavedAndNothingIsLeftBehind() throws Exception {
        write("flows/main.yaml", "one\n");
        String seen = new Draft("one\n").hash();
        List<Callable<DraftSaving>> admins = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            DraftEdit edit = new DraftEdit(seen, "admin " + i + "\n");
            admins.add(() -> folder().save("flows/main.yaml", edit, Optional.empty()));
        }
        List<DraftSaving> saved = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<DraftSaving> answer : threads.invokeAll(admins)) {
                saved.add(answer.get());
            }
        }
        assertEquals(
                1, saved.stream().filter(answer -> answer instanceof DraftSaving.Saved).count());
        try (Stream<Path> files = Files.list(site.resolve("flows"))) {
            assertEquals(List.of(site.resolve("flows/main.yaml")), files.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"flows/../../x.yaml", "/etc/passwd", "flows/a", "prompts/a.yaml", "a.yaml"})
    void onlyFlowsAndCalendarsAreDrafts(String path) {
        IOException refused = assertThrows(IOException.class, () -> folder().draft(path));
        assertEquals(
                path + ": expected flows/NAME.yaml or calendars/NAME.yaml, as drafts are",
                refused.getMessage());
    }
}
