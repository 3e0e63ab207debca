package org.strowger.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.strowger.flow.Utterance;
import org.strowger.flow.speech.Word;
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

    private static final String CALLS =
            GOOD.replace("{ name: support } }", "{ name: support }, next: thanks }")
                    + "  thanks: { call: { flow: thanks }, next: hangup }\n";
    private static final String SUB =
            """
            flow: thanks
            schema: 1
            language: en-GB
            start: words
            nodes:
              words: { say: goodbye, next: done }
              done: { return: true }
            """;
    private static final String HOURS =
            """
            flow: main-line
            schema: 1
            language: en-GB
            start: hours
            nodes:
              hours: { hours: { calendar: office, open: line, closed: hangup } }
              line: { queue: { name: support } }
            """;
    private static final String OFFICE =
            """
            calendar: office
            schema: 1
            zone: Europe/London
            hours:
              mon-fri: ["09:00-17:30"]
            """;
    private static final String TWO_LANGUAGES =
            """
            flow: main-line
            schema: 1
            language: en-GB
            languages: [en-GB, de-DE]
            start: words
            nodes:
              words:
                say: [ goodbye, { text: { en-GB: Hello, de-DE: Hallo } } ]
                next: hangup
            """;

    @TempDir Path folder;
    @TempDir Path calendars;
    @TempDir Path prompts;
    @TempDir Path spoken;
    private final SilentSpeech speech = new SilentSpeech();
    private int edits;

    private FlowLibrary library() {
        return new FlowLibrary(
                folder,
                calendars,
                Around.of(Set.of("support", "sales"), Set.of("billing", "english")),
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
        return library.find("main-line").orElseThrow().book().version();
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
                List.of("a.yaml:4:8: no node 'lime', did you mean 'line'? [L01]"),
                problems(library));
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
                List.of(
                        "a.yaml:6:20: main-line.line: no queue 'suport', did you mean 'support'? [L01]"),
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
                        "a.yaml:6:20: main-line.line: no queue 'suport', did you mean 'support'? [L01]",
                        "a.yaml:6:56: main-line.line: no skill 'biling', did you mean 'billing'? [L01]",
                        "a.yaml:6:67: main-line.line: no skill 'flying' [L01]"),
                problems(library));
        assertEquals(Optional.empty(), library.find("main-line"));
    }

    @Test
    void aMissingRecordingIsToldAndFoundWhenItIsThere() throws IOException {
        FlowLibrary library = loaded(RECORDED);
        Path recording = prompts.resolve("en-GB").resolve("our-welcome.wav");
        assertEquals(
                List.of("a.yaml:6:35: main-line.line: no recording 'our-welcome' in en-GB [L05]"),
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
        assertEquals(
                List.of("a.yaml:6:3: main-line.line: nobody here can speak"), problems(library));
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
                List.of("b.yaml:1:1: another file is flow 'main-line' already"), problems(library));
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
    void placesInLineNeedTheWordsAroundThemInTheFlowsOwnLanguage() throws IOException {
        record("de", "hold-music");
        FlowLibrary library =
                loaded(
                        GOOD.replace("name: support", "name: support, announce_place: 10s")
                                .replace("en-GB", "de"));
        assertEquals(
                List.of(
                        "a.yaml:6:3: main-line.line: no recording 'you-are-number': expected "
                                + prompts.resolve("de").resolve("you-are-number.wav")),
                problems(library));
        record("de", "you-are-number");
        record("de", "in-line");
        library.reload();
        assertEquals(List.of(), problems(library));
    }

    @Test
    void aWarningIsLoggedOnceAndRefusesNothing() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger(FlowLibrary.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            FlowLibrary library = loaded(GOOD);
            assertEquals(List.of(), library.problems());
            write("a.yaml", GOOD + "description: the same warning in the same place\n");
            library.reload();
            assertTrue(library.find("main-line").isPresent());
        } finally {
            logger.detachAppender(log);
        }
        assertEquals(
                1,
                log.list.stream()
                        .filter(line -> line.getLevel() == Level.WARN)
                        .filter(line -> line.getFormattedMessage().contains("[L16]"))
                        .count());
    }

    // Several files.

    @Test
    void aFlowWaitsForTheFlowsThatItCalls() throws IOException {
        FlowLibrary library = loaded(CALLS);
        assertEquals(Optional.empty(), library.find("main-line"));
        write("b.yaml", SUB);
        library.reload();
        assertEquals(List.of(), problems(library));
        assertEquals(
                Set.of("main-line", "thanks"),
                library.find("main-line").orElseThrow().book().flows().keySet());
    }

    @Test
    void aMistakeInASubFlowLeavesTheCallersFlowAsItWas() throws IOException {
        write("b.yaml", SUB);
        FlowLibrary library = loaded(CALLS);
        String before = version(library);
        write("b.yaml", SUB.replace("next: done", "next: doen"));
        library.reload();
        assertEquals(
                List.of("b.yaml:6:32: words: no node 'doen', did you mean 'done'? [L01]"),
                problems(library).stream().filter(p -> p.startsWith("b")).toList());
        assertEquals(before, version(library));
        write("b.yaml", SUB + "description: mended\n");
        library.reload();
        assertEquals(List.of(), problems(library));
        assertTrue(!before.equals(version(library)));
    }

    @Test
    void aCalendarWithAMistakeLeavesTheFlowWithTheOldHours() throws IOException {
        calendar(OFFICE);
        FlowLibrary library = loaded(HOURS);
        assertEquals(List.of(), problems(library));
        String before = version(library);
        calendar(OFFICE.replace("17:30", "27:30"));
        library.reload();
        assertEquals(1, problems(library).size());
        assertTrue(problems(library).getFirst().contains("office.yaml:5:"));
        assertEquals(before, version(library));
        calendar(OFFICE.replace("17:30", "18:30"));
        library.reload();
        assertEquals(List.of(), problems(library));
        assertTrue(!before.equals(version(library)));
    }

    @Test
    void aCalendarThatIsTakenAwayLeavesTheFlowRunning() throws IOException {
        calendar(OFFICE);
        FlowLibrary library = loaded(HOURS);
        Files.delete(calendars.resolve("office.yaml"));
        library.reload();
        assertEquals(1, problems(library).size());
        assertTrue(library.find("main-line").isPresent());
    }

    @Test
    void aFolderOfCalendarsNeedNotBeThere() throws IOException {
        Files.delete(calendars);
        assertEquals(List.of(), problems(loaded(GOOD)));
    }

    // What calls go through.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record: { into: said }",
                "transfer: { agent: anna }",
                "voicemail: { box: office }",
                "callback: { queue: support }",
                "http: { url: \"https://crm.example/x\", timeout: 1s }, on_error: end",
                "survey: { name: csat, questions: [ { id: q1, prompt: goodbye, keys: 1-5 } ],"
                        + " comment: { prompt: goodbye } }"
            })
    void nodesOfEveryKindAreCarriedOut(String node) throws IOException {
        FlowLibrary library =
                loaded(
                        """
                        flow: main-line
                        schema: 1
                        start: one
                        vars: { said: string }
                        nodes:
                          one: { NODE, next: end }
                          end: { hangup: true }
                        """
                                .replace("NODE", node));
        assertEquals(List.of(), problems(library));
        assertTrue(library.find("main-line").isPresent());
    }

    @Test
    void aNumberThatFlowsMayNotCallIsRefused() throws IOException {
        FlowLibrary library =
                loaded(
                        GOOD.replace(
                                "{ queue: { name: support } }",
                                "{ transfer: { to: \"+4420123456\" }, next: hangup }"));
        assertEquals(1, problems(library).size());
        assertTrue(
                problems(library)
                        .getLast()
                        .contains("'+4420123456' is not among the numbers that flows may call"));
    }

    // Languages.

    @Test
    void aRecordingThatALanguageLacksIsHeardInTheFlowsOwn() throws IOException {
        FlowLibrary library = loaded(TWO_LANGUAGES);
        assertEquals(List.of(), problems(library));
        SoundBook sounds = library.find("main-line").orElseThrow().sounds();
        assertSame(
                sounds.sound(new Utterance.Recording("en-GB", "goodbye")).orElseThrow(),
                sounds.sound(new Utterance.Recording("de-DE", "goodbye")).orElseThrow());
        record("de-DE", "goodbye");
        library.reload();
        sounds = library.find("main-line").orElseThrow().sounds();
        assertEquals(
                80,
                sounds.sound(new Utterance.Recording("de-DE", "goodbye")).orElseThrow().length());
    }

    @Test
    void textIsSpokenInEveryLanguageThatItIsWrittenIn() throws IOException {
        FlowLibrary library = loaded(TWO_LANGUAGES);
        assertEquals(
                List.of("de-DE: Hallo", "en-GB: Hello"), speech.said().stream().sorted().toList());
        SoundBook sounds = library.find("main-line").orElseThrow().sounds();
        assertTrue(sounds.sound(new Utterance.Speech("de-DE", "Hallo", false)).isPresent());
        assertTrue(sounds.sound(new Utterance.Speech("en-GB", "Hello", false)).isPresent());
        assertTrue(sounds.sound(new Utterance.Speech("fr-FR", "Bonjour", false)).isEmpty());
    }

    @Test
    void valuesAreSpokenInTheWordsOfTheirKindOnly() throws IOException {
        FlowLibrary library =
                loaded(
                        GOOD.replace(
                                "{ queue: { name: support } }",
                                "{ say: { say_as: digits, value: caller.number }, next: hangup }"));
        assertEquals(List.of(), problems(library));
        SoundBook sounds = library.find("main-line").orElseThrow().sounds();
        assertTrue(sounds.sound(spoken("digit-7", "seven")).isPresent());
        assertTrue(sounds.sound(spoken("month-1", "January")).isEmpty());
        assertEquals(12, speech.said().size());
        assertTrue(speech.said().contains("en-GB: seven"));
    }

    private static Utterance spoken(String id, String text) {
        return new Utterance.Spoken("en-GB", new Word(id, text));
    }

    private void calendar(String text) throws IOException {
        Path file = Files.writeString(calendars.resolve("office.yaml"), text);
        edits++;
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(edits)));
    }

    private void record(String language, String id) throws IOException {
        Path file = prompts.resolve(language).resolve(id + ".wav");
        Files.createDirectories(file.getParent());
        WavFile.write(file, new byte[80]);
    }
}
