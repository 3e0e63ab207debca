package org.strowger.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosedCalendarsTest {
    @TempDir Path folder;
    private Path file;
    private ClosedCalendars calendars;

    @BeforeEach
    void nothingIsClosed() {
        file = folder.resolve("data").resolve("closed-calendars");
        calendars = new ClosedCalendars(file);
    }

    @Test
    void withoutAFileNothingIsClosed() {
        calendars.reload();
        assertEquals(Set.of(), calendars.closed());
    }

    @Test
    void whatIsClosedStaysSoOverARestartUntilItIsOpened() throws IOException {
        calendars.close("office");
        calendars.close("shop");
        ClosedCalendars restarted = new ClosedCalendars(file);
        restarted.reload();
        assertEquals(Set.of("office", "shop"), restarted.closed());
        restarted.open("office");
        assertEquals(Set.of("shop"), restarted.closed());
        calendars.reload();
        assertEquals(Set.of("shop"), calendars.closed());
    }

    @Test
    void closingTwiceIsClosingOnce() throws IOException {
        calendars.close("office");
        calendars.close("office");
        assertEquals("office\n", Files.readString(file));
    }

    @Test
    void linesThatAreNoIdsArePassedOver() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "office \n\n# closed for the storm\n../etc\nshop\n");
        calendars.reload();
        assertEquals(Set.of("office", "shop"), calendars.closed());
    }

    @Test
    void aFileThatCannotBeReadOpensNothing() throws IOException {
        calendars.close("office");
        Files.write(file, new byte[] {(byte) 0xC3, 'x'});
        calendars.reload();
        assertEquals(Set.of("office"), calendars.closed());
        Files.writeString(file, "x".repeat(1 << 17));
        calendars.reload();
        assertEquals(Set.of("office"), calendars.closed());
    }

    @Test
    void whatIsNoIdIsNotClosed() {
        assertThrows(IllegalArgumentException.class, () -> calendars.close("a\nb"));
    }
}
