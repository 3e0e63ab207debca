package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Party;

/// What a restart finds of the promises to call back.
@Timeout(60)
class CallbackBookTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir Path folder;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private Path file() {
        return folder.resolve("data").resolve(CallbackBook.FILE);
    }

    private CallbackBook open() throws Exception {
        return CallbackBook.open(file(), meters);
    }

    static Callback callback(String id, Callback.State state) {
        return new Callback(
                new CallId(id),
                new Callback.Ask(
                        new QueueId("support"),
                        5,
                        new TreeMap<>(Map.of("english", 7)),
                        Optional.of(new Preferred(new AgentId("anna"), Duration.ofSeconds(30))),
                        NOON,
                        new Party("5551234", "Zoë \"Z\""),
                        "+442071838750",
                        new TreeMap<>(Map.of("order", "a\nb"))),
                NOON.plusSeconds(1),
                NOON.plus(Duration.ofHours(4)),
                1,
                state,
                Optional.of(NOON.plusSeconds(90)));
    }

    @Test
    void whatWasPromisedIsFoundAgainAsItWas() throws Exception {
        Callback first = callback("a", Callback.State.RETRYING);
        Callback second = callback("b", Callback.State.DIALLING);
        try (CallbackBook book = open()) {
            assertEquals(List.of(), book.found());
            book.note(callback("a", Callback.State.WAITING));
            book.note(second);
            book.note(first);
        }
        try (CallbackBook book = open()) {
            assertEquals(List.of(first, second), book.found());
        }
    }

    @Test
    void whatIsOverIsForgottenAndLeavesNoNumberOnTheDisk() throws Exception {
        try (CallbackBook book = open()) {
            book.note(callback("a", Callback.State.WAITING));
            book.note(callback("a", Callback.State.DONE));
        }
        assertTrue(Files.readString(file()).contains("+442071838750"));
        try (CallbackBook book = open()) {
            assertEquals(List.of(), book.found());
            assertEquals(0, Files.size(file()));
        }
    }

    @Test
    void whatWasDialledIsFoundAgainForADayAndSaysNobodysNumber() throws Exception {
        Dialled yesterday = dialled(NOON);
        Dialled today = dialled(NOON.plus(Duration.ofHours(23)));
        Dialled agent = Dialled.of(NOON.plus(Duration.ofHours(24)), Dialled.Use.AGENT, Stream.of());
        try (CallbackBook book = open()) {
            book.note(yesterday);
            book.note(today);
            book.note(agent);
        }
        try (CallbackBook book = open()) {
            assertEquals(List.of(today, agent), book.dialled());
            assertEquals(List.of(), book.found());
        }
        assertTrue(today.about().size() == 2, () -> today.toString());
        assertFalse(Files.readString(file()).contains("2071838"));
        assertEquals(2, Files.readAllLines(file()).size());
    }

    @Test
    void whatAClockThatWasSetBackDialledIsForgottenADayAfterThat() throws Exception {
        try (CallbackBook book = open()) {
            book.note(dialled(NOON.plus(Duration.ofDays(30))));
            book.note(dialled(NOON));
        }
        try (CallbackBook book = open()) {
            assertEquals(List.of(dialled(NOON), dialled(NOON)), book.dialled());
            book.note(dialled(NOON.plus(Duration.ofHours(24))));
        }
        try (CallbackBook book = open()) {
            assertEquals(List.of(dialled(NOON.plus(Duration.ofHours(24)))), book.dialled());
        }
    }

    private static Dialled dialled(Instant at) {
        return Dialled.of(at, Dialled.Use.CALLBACK, Stream.of("+442071838750", "+442071838751"));
    }

    @Test
    void itIsItsOwnersAlone() throws Exception {
        try (CallbackBook book = open()) {
            book.note(callback("a", Callback.State.WAITING));
        }
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())));
    }

    @Test
    void aLineThatACrashToreIsLeftOut() throws Exception {
        Callback whole = callback("a", Callback.State.WAITING);
        String torn = new CallbackLine.OfCallback(callback("b", Callback.State.WAITING)).written();
        Files.createDirectories(file().getParent());
        for (int length = 0; length < torn.length(); length += 7) {
            Files.writeString(
                    file(),
                    new CallbackLine.OfCallback(whole).written() + torn.substring(0, length));
            try (CallbackBook book = open()) {
                assertEquals(List.of(whole), book.found());
                book.note(callback("c", Callback.State.WAITING));
            }
            try (CallbackBook book = open()) {
                assertEquals(2, book.found().size());
            }
        }
        assertEquals(0, meters.counter("strowger.callbacks.book.unreadable").count());
    }

    @Test
    void aLineThatIsNoneIsCountedAndTheOthersAreRead() throws Exception {
        Callback whole = callback("a", Callback.State.WAITING);
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{}\nnothing\n" + new CallbackLine.OfCallback(whole).written());
        try (CallbackBook book = open()) {
            assertEquals(List.of(whole), book.found());
        }
        assertEquals(2, meters.counter("strowger.callbacks.book.unreadable").count());
    }

    @Test
    void theFileDoesNotGrowWithWhatIsOver() throws Exception {
        Callback stays = callback("stays", Callback.State.WAITING);
        try (CallbackBook book = open()) {
            book.note(stays);
            for (int i = 0; i < 20 * CallbackBook.STALE_LINES; i++) {
                book.note(callback("a" + i, Callback.State.WAITING));
                book.note(callback("a" + i, Callback.State.EXPIRED));
            }
        }
        long lines;
        try (var read = Files.lines(file())) {
            lines = read.count();
        }
        assertTrue(lines <= 3L * CallbackBook.STALE_LINES, () -> lines + " lines");
        try (CallbackBook book = open()) {
            assertEquals(List.of(stays), book.found());
        }
    }

    @Test
    void whatTheDiskDidNotTakeIsWrittenWhenItDoes() throws Exception {
        Callback first = callback("a", Callback.State.WAITING);
        Callback second = callback("b", Callback.State.WAITING);
        try (CallbackBook book = open()) {
            book.note(first);
            while (Files.size(file()) == 0) {
                Thread.onSpinWait();
            }
            Files.delete(file());
            Files.delete(file().getParent());
            Files.writeString(file().getParent(), "in the way", StandardOpenOption.CREATE_NEW);
            book.note(second);
            while (meters.counter("strowger.callbacks.book.failures").count() == 0) {
                Thread.onSpinWait();
            }
            Files.delete(file().getParent());
        }
        assertFalse(Files.notExists(file()));
        try (CallbackBook book = open()) {
            assertEquals(List.of(first, second), book.found());
        }
        assertEquals(0, meters.counter("strowger.callbacks.book.lost").count());
    }

    @Test
    void moreThanFitsIsCountedAndDoesNotWait() throws Exception {
        try (CallbackBook book = CallbackBook.open(file(), 2, meters)) {
            Files.delete(file());
            Files.delete(file().getParent());
            Files.writeString(file().getParent(), "in the way");
            for (int i = 0; i < 10; i++) {
                book.note(callback("a" + i, Callback.State.WAITING));
            }
            assertTrue(meters.counter("strowger.callbacks.book.lost").count() > 0);
            Files.delete(file().getParent());
        }
    }
}
