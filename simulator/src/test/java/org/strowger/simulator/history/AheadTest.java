package org.strowger.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
            int read = 0;
            for (var piece = ahead.next(); piece.isPresent(); piece = ahead.next()) {
                read += piece.get().events().size();
            }
            assertEquals(500, read);
            assertTrue(ahead.torn().isEmpty());
            assertEquals(1, ahead.first());
        }
    }
}
