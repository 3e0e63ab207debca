package org.strowger.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.flow.Prompt;
import org.strowger.telephony.media.WavFile;

class PromptLibraryTest {
    private static final Prompt WELCOME = new Prompt.Recorded("our-welcome");

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
        assertEquals(80, library().sound("en-GB", WELCOME).length());
        record("en-GB", "our-welcome", 160);
        assertEquals(160, library().sound("en-GB", WELCOME).length());
        assertEquals(80, library().sound("en", WELCOME).length());
    }

    @Test
    void theCentresRecordingGoesBeforeTheBuiltInOne() throws IOException {
        Prompt goodbye = new Prompt.Recorded("goodbye");
        assertTrue(library().sound("en-GB", goodbye).length() > 800);
        record("en-GB", "goodbye", 80);
        assertEquals(80, library().sound("en-GB", goodbye).length());
    }

    @Test
    void aRecordingIsReadOnceUntilItChanges() throws IOException {
        PromptLibrary library = library();
        Path file = record("en", "our-welcome", 80);
        assertSame(library.sound("en", WELCOME), library.sound("en", WELCOME));
        record("en", "our-welcome", 160);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertEquals(160, library.sound("en", WELCOME).length());
    }

    @Test
    void aMissingRecordingIsNamedWithItsPlace() {
        IOException e = assertThrows(IOException.class, () -> library().sound("en-GB", WELCOME));
        assertEquals(
                "no recording 'our-welcome': expected "
                        + folder.resolve("en-GB").resolve("our-welcome.wav"),
                e.getMessage());
    }

    @Test
    void aTextIsSpokenOnceEvenOverARestart() throws IOException {
        Prompt text = new Prompt.Text("Please hold.");
        assertEquals(160, library().sound("en", text).length());
        assertEquals(160, library().sound("en", text).length());
        assertEquals(List.of("en: Please hold."), speech.said());
        try (var kept = Files.list(folder.resolve("spoken"))) {
            assertEquals(1, kept.count());
        }
    }

    @Test
    void aTextThatIsAPathStaysInItsFolder() throws IOException {
        library().sound("en", new Prompt.Text("../../etc/passwd"));
        try (var kept = Files.list(folder.resolve("spoken"))) {
            assertEquals(1, kept.count());
        }
    }

    @Test
    void whatCouldNotBeSpokenIsNotKept() {
        speech.missing(true);
        Prompt text = new Prompt.Text("Please hold.");
        assertThrows(IOException.class, () -> library().sound("en", text));
        assertTrue(Files.notExists(folder.resolve("spoken")));
    }
}
