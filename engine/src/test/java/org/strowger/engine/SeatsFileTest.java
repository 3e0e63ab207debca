package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.call.Seat;
import org.strowger.engine.routing.AgentId;
import org.strowger.telephony.Endpoint;

/// Who sits where, over a restart.
class SeatsFileTest {
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BEN = new AgentId("ben");

    @TempDir Path data;

    private Path file() {
        return data.resolve("made").resolve(SeatsFile.NAME);
    }

    @Test
    void whatIsWrittenLastIsRead() {
        TreeMap<AgentId, Seat> seats = new TreeMap<>();
        try (SeatsFile file = new SeatsFile(file())) {
            seats.put(ANNA, new Seat.AtPhone(new Endpoint("desk-1")));
            file.write(new TreeMap<>(seats));
            seats.put(BEN, new Seat.Outside());
            file.write(new TreeMap<>(seats));
        }
        try (SeatsFile again = new SeatsFile(file())) {
            assertEquals(seats, again.read());
        }
    }

    @Test
    void withoutAFileNobodySits() {
        try (SeatsFile file = new SeatsFile(file())) {
            assertEquals(Map.of(), file.read());
        }
    }

    @Test
    void aBrokenLineCostsOneSeat() throws Exception {
        Files.createDirectories(file().getParent());
        Files.write(file(), new byte[] {'x', (byte) 0xff, '\n', 'b', 'e', 'n', '\t', '7', '\n'});
        try (SeatsFile file = new SeatsFile(file())) {
            assertEquals(Map.of(BEN, new Seat.AtPhone(new Endpoint("7"))), file.read());
        }
    }
}
