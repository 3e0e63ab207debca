package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.SettingsFile;
import org.strowger.engine.StartFailure;
import org.strowger.engine.flow.CheckedFolder;
import org.strowger.engine.flow.FlowFolder;
import org.strowger.engine.flow.Publication;
import org.strowger.engine.flow.ReleaseStore;

/// A node that runs only what was published, and gets it from another process.
class PublishingIT {
    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

    @TempDir private Path path;
    private Centre.Folder folder;
    private EngineSettings settings;
    private ReleaseStore store;

    @BeforeEach
    void prepare() throws IOException {
        folder = Centre.Folder.in(path);
        Files.writeString(folder.settings(), "publishing: by_command\n", StandardOpenOption.APPEND);
        settings =
                assertInstanceOf(
                                SettingsFile.Result.Ok.class,
                                SettingsFile.read(folder.settings(), Map.of()))
                        .settings();
        store = new ReleaseStore(settings.releases());
    }

    private String publish() throws IOException {
        CheckedFolder checked =
                new FlowFolder(settings.flows(), settings.calendars(), settings.prompts())
                        .check(settings.surroundings());
        var book = Objects.requireNonNull(checked.checked().books().get("main-line"));
        Publication published =
                store.publish("main-line", checked.releaseOf(book), NINE, "Anna", "");
        assertInstanceOf(Publication.Done.class, published);
        return book.version();
    }

    private static void awaitVersion(Centre centre, String version) {
        Front.await(
                "the flow " + version,
                () -> centre.engine().flows().find("main-line").orElseThrow().book().version(),
                version::equals);
    }

    @Test
    void anEngineForWhichNothingWasPublishedSaysSoAndDoesNotStart() {
        String said = String.valueOf(assertThrows(StartFailure.class, folder::start).getMessage());
        assertTrue(
                said.endsWith("no release of it was published: strowger flow publish does that"));
    }

    @Test
    void whatIsPublishedOrRolledBackIsInForceInTheRunningEngine() throws Exception {
        String first = publish();
        String release = store.current("main-line").orElseThrow().releaseHash();
        try (Centre centre = Centre.open(folder)) {
            awaitVersion(centre, first);
            folder.writeFlow(folder.usualFlow() + "# another\n");
            String second = publish();
            awaitVersion(centre, second);
            store.rollBack("main-line", release, NINE, "Ben", "");
            awaitVersion(centre, first);
            centre.restart();
            awaitVersion(centre, first);
            assertEquals(3, store.history("main-line").entries().size());
        }
    }
}
