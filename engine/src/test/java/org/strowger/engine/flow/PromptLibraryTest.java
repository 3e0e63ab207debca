package org.strowger.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.flow.check.RecordingFacts;
import org.strowger.flow.speech.SayKind;
import org.strowger.flow.speech.SpokenLanguage;
import org.strowger.flow.speech.Word;
import org.strowger.telephony.media.WavFile;

class PromptLibraryTest {
    private static final String WELCOME = "our-welcome";

    @TempDir Path folder;
    private final SilentSpeech speech = new SilentSpeech();

    private PromptLibrary library() {
        return new PromptLibrary(folder, folder.resolve("spoken"), speech);
    }

    private Path record(String language, String id, int samples) throws IOException {
        Path file = folder.resolve(language).resolve(id + ".wav");
        Files.createDirectories(file.getParent());
        WavFile.write(file, new byte[samples]);
        return file;
    }

    @Test
    void theRegionsRecordingGoesBeforeTheLanguages() throws IOException {
        record("en", "our-welcome", 80);
        assertEquals(80, library().recording("en-GB", WELCOME).length());
        record("en-GB", "our-welcome", 160);
        assertEquals(160, library().recording("en-GB", WELCOME).length());
        assertEquals(80, library().recording("en", WELCOME).length());
    }

    @Test
    void theCentresRecordingGoesBeforeTheBuiltInOne() throws IOException {
        String goodbye = "goodbye";
        assertTrue(library().recording("en-GB", goodbye).length() > 800);
        record("en-GB", "goodbye", 80);
        assertEquals(80, library().recording("en-GB", goodbye).length());
    }

    @Test
    void aRecordingIsReadOnceUntilItChanges() throws IOException {
        PromptLibrary library = library();
        Path file = record("en", "our-welcome", 80);
        assertSame(library.recording("en", WELCOME), library.recording("en", WELCOME));
        record("en", "our-welcome", 160);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertEquals(160, library.recording("en", WELCOME).length());
    }

    @Test
    void aMissingRecordingIsNamedWithItsPlace() {
        IOException e =
                assertThrows(IOException.class, () -> library().recording("en-GB", WELCOME));
        assertEquals(
                "no recording 'our-welcome': expected "
                        + folder.resolve("en-GB").resolve("our-welcome.wav"),
                e.getMessage());
    }

    @Test
    void aTextIsSpokenOnceEvenOverARestart() throws IOException {
        String text = "Please hold.";
        assertEquals(160, library().speech("en", text, false).length());
        assertEquals(160, library().speech("en", text, false).length());
        assertEquals(List.of("en: Please hold."), speech.said());
        try (var kept = Files.list(folder.resolve("spoken"))) {
            assertEquals(1, kept.count());
        }
    }

    @Test
    void whatOnePersonHadSpokenAnotherMayRead() throws IOException {
        library().speech("en-GB", "Hello", false);
        try (Stream<Path> files = Files.list(folder.resolve("spoken"))) {
            assertEquals(
                    Files.getPosixFilePermissions(record("en", WELCOME, 80)),
                    Files.getPosixFilePermissions(files.findFirst().orElseThrow()));
        }
    }

    @Test
    void aTextThatIsAPathStaysInItsFolder() throws IOException {
        library().speech("en", "../../etc/passwd", false);
        try (var kept = Files.list(folder.resolve("spoken"))) {
            assertEquals(1, kept.count());
        }
    }

    @Test
    void whatCouldNotBeSpokenIsNotKept() {
        speech.missing(true);
        String text = "Please hold.";
        assertThrows(IOException.class, () -> library().speech("en", text, false));
        assertTrue(Files.notExists(folder.resolve("spoken")));
    }

    @Test
    void builtInRecordingsServeEveryFormOfEnglishAndNoOtherLanguage() throws IOException {
        assertTrue(library().find("en", "goodbye").isPresent());
        assertTrue(library().find("en-US", "goodbye").isPresent());
        assertTrue(library().find("de-DE", "goodbye").isEmpty());
    }

    @Test
    void theListOfBuiltInRecordingsIsWhatThereIs() throws IOException {
        try (Stream<Path> there = Files.list(Path.of("src/main/resources/prompts/en-GB"))) {
            SortedSet<String> ids = new TreeSet<>();
            there.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".wav"))
                    .forEach(name -> ids.add(name.replace(".wav", "")));
            assertEquals(
                    ids,
                    library().facts(List.of()).getOrDefault("en-GB", new TreeMap<>()).keySet());
        }
    }

    /// A centre whose machine cannot speak tells callers their place and their wait all the same.
    @Test
    void theWordsOfPlacesAndWaitsAreBuiltIn() throws IOException {
        speech.missing(true);
        for (SayKind kind : List.of(SayKind.NUMBER, SayKind.DURATION)) {
            for (Word word :
                    SpokenLanguage.of("en-GB").orElseThrow().vocabulary(Set.of(kind)).values()) {
                assertTrue(library().word("en-GB", "en-GB", word).length() > 0);
            }
        }
        assertEquals(List.of(), speech.said());
    }

    @Test
    void aWordIsPlayedFromItsRecordingAndElseSpoken() throws IOException {
        Word hash = new Word("symbol-hash", "hash");
        assertEquals(160, library().word("en-GB", "en-GB", hash).length());
        assertEquals(List.of("en-GB: hash"), speech.said());
        record("en-GB", "symbol-hash", 80);
        assertEquals(80, library().word("en-GB", "en-GB", hash).length());
    }

    @Test
    void aBreathIsSilence() throws IOException {
        assertEquals(2_000, library().word("en-GB", "en-GB", Word.PAUSE).length());
        assertEquals(List.of(), speech.said());
    }

    @Test
    void markedUpTextIsKeptApartFromPlainText() throws IOException {
        library().speech("en", "<speak>Hello</speak>", false);
        library().speech("en", "<speak>Hello</speak>", true);
        assertEquals(2, speech.said().size());
    }

    @Test
    void theFormatOfARecordingIsToldAsItsFileSays() throws IOException {
        Path file = record("de-DE", "willkommen", 4_000);
        assertEquals(
                Map.of(
                        "willkommen",
                        new RecordingFacts(file.toString(), 8_000, 1, Duration.ofMillis(500))),
                library().facts(List.of(file)).get("de-DE"));
    }
}
