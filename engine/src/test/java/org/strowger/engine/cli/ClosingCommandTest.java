package org.strowger.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.flow.ClosedCalendars;

/// `flow close` and `flow open`.
class ClosingCommandTest {
    @TempDir Path folder;
    private Shop shop;

    @BeforeEach
    void open() throws IOException {
        shop = Shop.in(folder);
    }

    private Typed flow(String command, String calendar) throws InterruptedException {
        return Typed.of("flow", command, "--config", shop.settings(), calendar);
    }

    private String closed() throws IOException {
        return Files.readString(folder.resolve("data/closed-calendars")).strip();
    }

    @Test
    void aCalendarIsClosedByHandAndOpenedAgain() throws Exception {
        assertEquals(
                new Typed(0, "uk: closed by hand, until flow open\n", ""), flow("close", "uk"));
        assertEquals("uk", closed());
        assertEquals(new Typed(0, "uk: its hours count again\n", ""), flow("open", "uk"));
        assertEquals("", closed());
    }

    @Test
    void onlyACalendarThatIsThereCanBeClosed() throws Exception {
        assertEquals(
                new Typed(1, "", "strowger: no calendar 'ukk', did you mean 'uk'?\n"),
                flow("close", "ukk"));
        assertFalse(Files.exists(folder.resolve("data/closed-calendars")));
    }

    @Test
    void onlyWhatIsClosedByHandCanBeOpened() throws Exception {
        assertEquals(
                new Typed(1, "", "strowger: calendar 'uk' is not closed by hand\n"),
                flow("open", "uk"));
    }

    @Test
    void ofManyWhoCloseAtOnceNobodyIsLost() throws Exception {
        Path file = folder.resolve("data/closed-calendars");
        List<Callable<Void>> admins = new ArrayList<>();
        for (String id : List.of("a", "b", "c", "d", "e", "f")) {
            admins.add(
                    () -> {
                        new ClosedCalendars(file).close(id);
                        return null;
                    });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (Future<Void> admin : threads.invokeAll(admins)) {
                admin.get();
            }
        }
        assertEquals("a\nb\nc\nd\ne\nf", closed());
    }

    @Test
    void aCalendarThatIsGoneCanStillBeOpened() throws Exception {
        flow("close", "uk");
        Files.delete(folder.resolve("calendars/uk.yaml"));
        assertEquals(0, flow("open", "uk").status());
    }

    @Test
    void noMistakeInADraftKeepsACalendarOpenInAnEmergency() throws Exception {
        shop.write("calendars/uk.yaml", "calendar: uk\nschema: 1\nzone: Europe/Londn\nhours: {}\n");
        assertEquals(0, flow("close", "uk").status());
        assertEquals(0, flow("open", "uk").status());
        shop.write("calendars/uk.yaml", "calendar: [uk\n");
        assertEquals(0, flow("close", "uk").status());
    }

    @Test
    void whatCallsAskIsClosedThoughItIsNoLongerInTheFolder() throws Exception {
        assertEquals(0, Typed.of("flow", "publish", "--config", shop.settings(), "main").status());
        Files.delete(folder.resolve("calendars/uk.yaml"));
        assertEquals(0, flow("close", "uk").status());
    }
}
