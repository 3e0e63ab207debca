package org.strowger.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.telephony.media.WavFile;

class FlowLibraryTest {
    private static final String GOOD =
            """
            flow: main-line
            schema: 1
            language: en-GB
            start: line
            nodes:
              line: { queue: { name: support } }
            """;
    private static final String TYPO = GOOD.replace("start: line", "start: lime");
    private static final String SPOKEN =
            GOOD.replace("{ name: support }", "{ name: support, welcome: { text: Please hold. } }");
    private static final String RECORDED =
            GOOD.replace("{ name: support }", "{ name: support, welcome: our-welcome }");

    @TempDir Path folder;
    @TempDir Path prompts;
    @TempDir Path spoken;
    private final SilentSpeech speech = new SilentSpeech();
    private int edits;

    private FlowLibrary library() {
        return new FlowLibrary(
                folder,
                new CentreNames(
                        new TreeSet<>(Set.of("support", "sales")),
                        new TreeSet<>(Set.of("billing", "english"))),
                new PromptLibrary(prompts, spoken, speech));
    }

    /// Writes a file whose time of change is later than that of any before.
    private void write(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        edits++;
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(edits)));
    }

    private List<String> problems(FlowLibrary library) {
        return library.problems().stream()
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .toList();
    }

    private static String version(FlowLibrary library) {
        return library.find("main-line").orElseThrow().flow().version();
    }

    private FlowLibrary loaded(String text) throws IOException {
        write("a.yaml", text);
        FlowLibrary library = library();
        library.reload();
        return library;
    }

    @Test
    void aFlowIsFoundByItsIdAndNotByItsFile() throws IOException {
        FlowLibrary library = loaded(GOOD);
        assertEquals(List.of(), library.problems());
        assertTrue(library.find("main-line").isPresent());
        assertTrue(library.find("a").isEmpty());
    }

    @Test
    void aTypoIsToldAndTheOldVersionGoesOn() throws IOException {
        FlowLibrary library = loaded(GOOD);
        String before = version(library);
        write("a.yaml", TYPO);
        library.reload();
        assertEquals(
                List.of("a.yaml:4:8: no node 'lime', did you mean 'line'?"), problems(library));
        assertEquals(before, version(library));
    }

    @Test
    void theCorrectedFileTakesOver() throws IOException {
        FlowLibrary library = loaded(GOOD);
        String before = version(library);
        write("a.yaml", TYPO);
        library.reload();
        write("a.yaml", GOOD + "description: corrected\n");
        library.reload();
        assertEquals(List.of(), library.problems());
        assertTrue(!before.equals(version(library)));
    }

    @Test
    void aFileThatWasNeverRightRunsNothing() throws IOException {
        FlowLibrary library = loaded(TYPO);
        assertEquals(Optional.empty(), library.find("main-line"));
        assertEquals(1, library.problems().size());
        library.reload();
        assertEquals(1, library.problems().size());
    }

    @Test
    void anUnknownQueueIsToldWhereItIsNamedWithAGuess() throws IOException {
        FlowLibrary library = loaded(GOOD.replace("name: support", "name: suport"));
        assertEquals(
                List.of("a.yaml:6:26: there is no queue 'suport', did you mean 'support'?"),
                problems(library));
    }

    @Test
    void aSkillThatNobodyKnowsIsToldWhereItIsAskedForWithAGuess() throws IOException {
        FlowLibrary library =
                loaded(
                        GOOD.replace(
                                "name: support",
                                "name: suport, skills: { english: 5, biling: 3, flying: 1 }"));
        assertEquals(
                List.of(
                        "a.yaml:6:26: there is no queue 'suport', did you mean 'support'?",
                        "a.yaml:6:56: there is no skill 'biling', did you mean 'billing'?",
                        "a.yaml:6:67: there is no skill 'flying'"),
                problems(library));
        assertEquals(Optional.empty(), library.find("main-line"));
    }

    @Test
    void aMissingRecordingIsToldAndFoundWhenItIsThere() throws IOException {
        FlowLibrary library = loaded(RECORDED);
        Path recording = prompts.resolve("en-GB").resolve("our-welcome.wav");
        assertEquals(
                List.of("a.yaml:6:44: no recording 'our-welcome': expected " + recording),
                problems(library));
        Files.createDirectories(recording.getParent());
        WavFile.write(recording, new byte[80]);
        library.reload();
        assertEquals(List.of(), problems(library));
        assertTrue(library.find("main-line").isPresent());
    }

    @Test
    void aTextIsSpokenOnceHoweverOftenItIsLoaded() throws IOException {
        loaded(SPOKEN);
        FlowLibrary again = loaded(SPOKEN + "note: x\n".replace("note", "description"));
        assertEquals(List.of(), again.problems());
        loaded(SPOKEN);
        assertEquals(List.of("en-GB: Please hold."), speech.said());
    }

    @Test
    void anotherTextIsSpokenAnew() throws IOException {
        loaded(SPOKEN);
        loaded(SPOKEN.replace("Please hold.", "One moment."));
        loaded(SPOKEN.replace("en-GB", "en"));
        assertEquals(
                List.of("en-GB: Please hold.", "en-GB: One moment."), speech.said().subList(0, 2));
        assertEquals("en: Please hold.", speech.said().getLast());
    }

    @Test
    void speechThatCannotBeMadeIsToldAndTriedAgain() throws IOException {
        speech.missing(true);
        FlowLibrary library = loaded(SPOKEN);
        assertEquals(List.of("a.yaml:6:44: nobody here can speak"), problems(library));
        speech.missing(false);
        library.reload();
        assertEquals(List.of(), problems(library));
        assertTrue(library.find("main-line").isPresent());
    }

    @Test
    void aFileThatIsTakenAwayTakesItsFlowWithIt() throws IOException {
        FlowLibrary library = loaded(GOOD);
        Files.delete(folder.resolve("a.yaml"));
        library.reload();
        assertEquals(Optional.empty(), library.find("main-line"));
        assertEquals(List.of(), library.problems());
    }

    @Test
    void aFolderThatIsTakenAwayLeavesWhatRanInPlace() throws IOException {
        FlowLibrary library = loaded(GOOD);
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away);
        library.reload();
        assertTrue(library.find("main-line").isPresent());
        Files.move(away, folder);
        library.reload();
        assertEquals(List.of(), library.problems());
    }

    @Test
    void theFirstOfTwoFilesWithOneFlowRuns() throws IOException {
        write("b.yaml", GOOD + "description: the second\n");
        FlowLibrary library = loaded(GOOD);
        assertEquals(
                List.of("b.yaml:1:1: another file before it is the flow 'main-line' already"),
                problems(library));
        Files.delete(folder.resolve("a.yaml"));
        library.reload();
        assertEquals(List.of(), library.problems());
        assertTrue(library.find("main-line").isPresent());
    }

    @Test
    void onlyYamlFilesAreFlows() throws IOException {
        write("notes.txt", "nothing");
        write("a.yaml~", "nothing");
        assertEquals(List.of(), loaded(GOOD).problems());
    }

    @Test
    void whatCannotBeReadIsToldAndTheOldVersionGoesOn() throws IOException {
        FlowLibrary library = loaded(GOOD);
        Files.write(
                folder.resolve("a.yaml"), "flow: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        library.reload();
        assertEquals(
                List.of("a.yaml:1:1: the file cannot be read: it is not UTF-8 text"),
                problems(library));
        assertTrue(library.find("main-line").isPresent());
    }

    @Test
    void aFileOfMoreThanAMegabyteIsNotRead() throws IOException {
        FlowLibrary library = loaded(GOOD + "# " + "x".repeat(1 << 20) + "\n");
        assertEquals(List.of("a.yaml:1:1: longer than 1048576 bytes"), problems(library));
    }

    /// The one edit that goes unseen: same size, same time of change. File systems of today count
    /// time finely enough that nobody's editor can do it.
    @Test
    void anEditOfTheSameSizeAtTheSameTimeIsSeenWithTheNext() throws IOException {
        FlowLibrary library = loaded(GOOD);
        String before = version(library);
        FileTime time = Files.getLastModifiedTime(folder.resolve("a.yaml"));
        Files.writeString(folder.resolve("a.yaml"), TYPO);
        Files.setLastModifiedTime(folder.resolve("a.yaml"), time);
        library.reload();
        assertEquals(before, version(library));
        assertEquals(List.of(), library.problems());
        write("a.yaml", TYPO);
        library.reload();
        assertEquals(1, library.problems().size());
    }

    @Test
    void placesInLineNeedTheNumbersOfTheLanguage() throws IOException {
        FlowLibrary library =
                loaded(
                        GOOD.replace("name: support", "name: support, announce_place: 10s")
                                .replace("en-GB", "de"));
        assertTrue(
                problems(library).stream()
                        .anyMatch(
                                p ->
                                        p.contains("no recording 'you-are-number'")
                                                || p.contains("announce_place")),
                () -> "" + problems(library));
    }
}
