package org.strowger.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.cluster.RecordedJournal;
import org.strowger.engine.routing.RoutingEvent;

final class AheadTest {
    @TempDir Path folder;

    @Test
    void whereItBeganIsKnownHoweverFarItHasRead() throws Exception {
        List<RoutingEvent> events = SmallCentre.events().subList(0, 500);
        RecordedJournal journal = SmallCentre.journal(events, folder);
        try (Ahead ahead = new Ahead(journal)) {
            assertEquals(500, all(ahead));
            assertTrue(ahead.torn().isEmpty());
            assertEquals(1, ahead.first());
        }
    }

    @Test
    void aFileWithAnotherNameIsNoneOfTheJournal() throws Exception {
        SmallCentre.journal(SmallCentre.events().subList(0, 500), folder);
        Files.writeString(folder.resolve("events-old.log"), "kept by somebody");
        Files.writeString(folder.resolve("snapshot-old.bin"), "kept by somebody");
        try (Ahead ahead = new Ahead(RecordedJournal.open(folder))) {
            assertEquals(500, all(ahead));
        }
    }

    /// A first number that no segment can have: nothing in the reader is prepared for it.
    @Test
    void whoWaitsForAReaderThatFailedIsTold() throws Exception {
        SmallCentre.journal(SmallCentre.events().subList(0, 500), folder);
        Files.writeString(
                folder.resolve("events-" + "9".repeat(19) + "-" + "0".repeat(19) + ".log"), "");
        try (Ahead ahead = new Ahead(RecordedJournal.open(folder))) {
            IllegalStateException told =
                    assertTimeoutPreemptively(
                            Duration.ofSeconds(60),
                            () -> assertThrows(IllegalStateException.class, () -> all(ahead)));
            assertInstanceOf(NumberFormatException.class, told.getCause());
        }
    }

    private static int all(Ahead ahead) throws IOException {
        int read = 0;
        for (var piece = ahead.next(); piece.isPresent(); piece = ahead.next()) {
            read += piece.get().events().size();
        }
        return read;
    }
}
