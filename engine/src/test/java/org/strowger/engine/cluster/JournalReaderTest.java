package org.strowger.engine.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.AgentPaused;
import org.strowger.engine.routing.RoutingProfile;

final class JournalReaderTest {
    @TempDir Path directory;

    private static List<RoutingEvent> events(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(
                        i ->
                                (RoutingEvent)
                                        new AgentPaused(
                                                Instant.ofEpochSecond(i),
                                                new AgentId("a" + i),
                                                "lunch"))
                .toList();
    }

    private Path write(long firstSeq, long epoch, List<RoutingEvent> events) throws IOException {
        Path segment = new LogDirectory(directory).segment(firstSeq, epoch);
        try (SegmentFile file = SegmentFile.open(segment)) {
            file.write(Segment.header(epoch, firstSeq));
            file.write(Segment.frame(firstSeq, events));
        }
        return segment;
    }

    @Test
    void everyEventOfAllSegmentsIsToldInOrder() throws IOException {
        write(41, 1, events(41, 10));
        write(51, 2, events(51, 5));
        List<RoutingEvent> told = new ArrayList<>();
        assertEquals(15, JournalReader.read(directory, told::add));
        assertEquals(events(41, 15), told);
    }

    @Test
    void tornEndIsLeftOut() throws IOException {
        Path segment = write(1, 1, events(1, 3));
        Files.write(segment, new byte[] {0, 0, 0, 99, 1}, StandardOpenOption.APPEND);
        assertEquals(3, JournalReader.read(directory, _ -> {}));
    }

    @Test
    void missingSegmentIsFound() throws IOException {
        write(1, 1, events(1, 3));
        write(9, 2, events(9, 3));
        IOException missing =
                assertThrows(IOException.class, () -> JournalReader.read(directory, _ -> {}));
        assertTrue(String.valueOf(missing.getMessage()).contains("events-0000000000000000009"));
    }

    @Test
    void aSegmentOfAnOwnerWhoHadLostTheLogIsFound() throws IOException {
        write(1, 2, events(1, 3));
        write(4, 1, events(4, 3));
        IOException stale =
                assertThrows(IOException.class, () -> JournalReader.read(directory, _ -> {}));
        assertTrue(String.valueOf(stale.getMessage()).contains("events-0000000000000000004"));
    }

    @Test
    void whoBeginsAgainKnowsWhatTheEventsSay() throws IOException {
        RoutingCore core = new RoutingCore();
        List<RoutingEvent> signedIn =
                core.handle(
                        new SignInAgent(
                                Instant.ofEpochSecond(9),
                                new AgentId("anna"),
                                RoutingProfile.of(new TreeMap<>())));
        write(1, 1, signedIn);
        RoutingCore again = JournalReader.begunAgain(directory);
        assertTrue(again.sameStateAs(core));
        assertFalse(again.sameStateAs(new RoutingCore()));
    }
}
