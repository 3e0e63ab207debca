package org.strowger.engine.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.engine.recording.Message.State;
import org.strowger.engine.recording.MessageChange.Done;
import org.strowger.engine.recording.MessageChange.Reason;
import org.strowger.engine.recording.MessageChange.Refused;
import org.strowger.telephony.RecordingId;

class VoicemailBookTest {
    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private static final Duration KEEP = Duration.ofDays(30);

    @TempDir Path data;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TapeRoom room;
    private VoicemailBook book;

    @BeforeEach
    void open() {
        room = TapeRoom.plain(data);
        book = bookOf(VoicemailSettings.MOST);
    }

    private VoicemailBook bookOf(int most) {
        return new VoicemailBook(data, new VoicemailSettings(KEEP, most), room.folder(), meters);
    }

    private Path file() {
        return data.resolve(VoicemailBook.FILE);
    }

    private static Message message(int n) {
        return new Message(
                new MessageId("m" + n),
                "office",
                Optional.of("support"),
                Optional.of("+44 20 7946 00" + n),
                Optional.of("A caller\nwith \"quotes\", émile"),
                NINE.plusSeconds(n),
                Duration.ofMillis(12_340),
                new RecordingId("20261122-" + n + "-1"),
                State.NEW,
                Optional.empty());
    }

    private static Message in(Message message, String box, Optional<String> queue) {
        return new Message(
                message.id(),
                box,
                queue,
                message.number(),
                message.name(),
                message.leftAt(),
                message.length(),
                message.recording(),
                message.state(),
                message.handledBy());
    }

    @Test
    void aMessageOutlivesARestartWithAllThatIsKnownOfIt() throws Exception {
        Message left = message(10);
        Message bare =
                new Message(
                        new MessageId("bare"),
                        "anna",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        NINE,
                        Duration.ZERO,
                        new RecordingId("20261122-2-1"),
                        State.HEARD,
                        Optional.of("anna"));
        assertEquals(new Done(left), book.add(left));
        assertEquals(new Done(bare), book.add(bare));
        VoicemailBook later = bookOf(10);
        assertEquals(Optional.of(left), later.find(left.id()));
        assertEquals(List.of(bare, left), later.all());
    }

    @Test
    void messagesAreFoundByBoxAndAsWorkOfAQueueTheOldestFirst() throws Exception {
        Message second = message(12);
        Message first = message(11);
        Message elsewhere = in(message(13), "anna", Optional.of("sales"));
        Message onlyInItsBox = in(message(14), "office", Optional.empty());
        for (Message each : List.of(second, first, elsewhere, onlyInItsBox)) {
            book.add(each);
        }
        assertEquals(List.of(first, second), book.newOf("support"));
        assertEquals(List.of(elsewhere), book.newOf("sales"));
        assertEquals(List.of(first, second, onlyInItsBox), book.ofBox("office"));
        book.markHeard(first.id(), "anna");
        assertEquals(List.of(second), book.newOf("support"));
    }

    @Test
    void aMessageIsHeardAndThenDoneWithAndNeverBackAgain() throws Exception {
        Message left = message(10);
        book.add(left);
        assertEquals(
                new Done(left.handled(State.HEARD, "anna")), book.markHeard(left.id(), "anna"));
        Message done = left.handled(State.DONE, "ben");
        assertEquals(new Done(done), book.markDone(left.id(), "ben"));
        assertEquals(new Done(done), book.markHeard(left.id(), "carla"));
        assertEquals(Optional.of(done), bookOf(10).find(left.id()));
    }

    @Test
    void whatIsNotThereIsNeitherHeardNorDeleted() throws Exception {
        MessageId nobody = new MessageId("nobody");
        Refused unknown = new Refused(Reason.UNKNOWN);
        assertEquals(unknown, book.markHeard(nobody, "anna"));
        assertEquals(unknown, book.markDone(nobody, "anna"));
        assertEquals(unknown, book.delete(nobody));
    }

    @Test
    void aFullBookAndAKnownIdAreRefusedWithTheReason() throws Exception {
        VoicemailBook small = bookOf(2);
        small.add(message(10));
        assertEquals(new Refused(Reason.KNOWN), small.add(message(10)));
        small.add(message(11));
        assertEquals(new Refused(Reason.FULL), small.add(message(12)));
        assertEquals(2, meters.counter("strowger.voicemail.refused").count());
        small.delete(new MessageId("m10"));
        assertEquals(new Done(message(12)), small.add(message(12)));
    }

    @Test
    void aDeletedMessageTakesItsRecordingAlongAndIsNotReadableAnyMore() throws Exception {
        Message left = message(10);
        room.record(left.recording(), Audio.speech(100));
        book.add(left);
        book.add(message(11));
        assertEquals(new Done(left), book.delete(left.id()));
        assertEquals(List.of(), room.files());
        String text = Files.readString(file());
        assertFalse(text.contains("7946 0010"), text);
        assertEquals(List.of(message(11)), bookOf(10).all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+442079460010", "00442079460010", "44 (20) 7946-0010"})
    void allThatACallerLeftIsErasedHoweverTheNumberIsWritten(String number) throws Exception {
        Message left = message(10);
        room.record(left.recording(), Audio.speech(100));
        book.add(left);
        book.add(message(11));
        book.markHeard(left.id(), "anna");
        assertEquals(1, book.erase(number));
        assertEquals(List.of(message(11)), book.all());
        assertEquals(List.of(), room.files());
        assertFalse(Files.readString(file()).contains("7946 0010"));
        assertEquals(0, book.erase(number));
    }

    @Test
    void withheldNumbersAreNotErasedForAnEmptyOne() throws Exception {
        Message left = message(10);
        book.add(left);
        assertEquals(0, book.erase(" + "));
        assertEquals(List.of(left), book.all());
    }

    @Test
    void aMessageGoesWithItsRecordingWhenItsTimeIsOver() throws Exception {
        Message left = message(10);
        room.record(left.recording(), Audio.speech(100));
        book.add(left);
        Instant over = left.leftAt().plus(KEEP);
        assertEquals(new Swept(0, 0, false), book.sweep(over.minusMillis(1)));
        assertEquals(new Swept(1, 0, false), book.sweep(over));
        assertEquals(List.of(), book.all());
        assertEquals(List.of(), room.files());
    }

    @Test
    void aMessagesRecordingIsHeldAsLongAsTheMessage() throws Exception {
        Message left = message(10);
        book.add(left);
        assertTrue(book.held().test(left.recording()));
        assertFalse(book.held().test(message(11).recording()));
        book.delete(left.id());
        assertFalse(book.held().test(left.recording()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"m12\",\"box", "\0\0\0\0", "{\"id\":\"m12\"}\n"})
    void aLineThatACrashToreIsCutOff(String torn) throws Exception {
        book.add(message(10));
        Files.writeString(file(), torn, StandardOpenOption.APPEND);
        VoicemailBook later = bookOf(10);
        assertEquals(List.of(message(10)), later.all());
        assertEquals(1, meters.counter("strowger.voicemail.torn.lines").count());
        later.add(message(11));
        assertEquals(List.of(message(10), message(11)), bookOf(10).all());
    }

    @Test
    void everyPlaceAtWhichTheLastLineCanTearIsSurvived() throws Exception {
        book.add(message(10));
        long before = Files.size(file());
        book.add(message(11));
        byte[] whole = Files.readAllBytes(file());
        for (int length = (int) before; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertEquals(List.of(message(10)), bookOf(10).all());
            assertEquals(before, Files.size(file()));
        }
    }

    @Test
    void aLineInTheMiddleThatIsNoMessageIsSaidWithItsPlace() throws Exception {
        book.add(message(10));
        book.add(message(11));
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        lines.set(1, "somebody was here");
        Files.write(file(), lines);
        IOException refused = assertThrows(IOException.class, () -> bookOf(10).all());
        assertEquals(file() + ":2: expected a message", refused.getMessage());
        Files.writeString(file(), "nothing of ours\n");
        IOException other = assertThrows(IOException.class, () -> bookOf(10).all());
        assertEquals(
                file() + ":1: expected {\"messages\":1,\"edition\":0000000000000000000}",
                other.getMessage());
    }

    @Test
    void twoBooksOfOneFileSeeWhatTheOtherDid() throws Exception {
        VoicemailBook operator = bookOf(10);
        book.add(message(10));
        assertEquals(List.of(message(10)), operator.all());
        operator.add(message(11));
        operator.delete(new MessageId("m10"));
        assertEquals(List.of(message(11)), book.all());
        book.add(message(12));
        assertEquals(List.of(message(11), message(12)), operator.all());
    }

    @Test
    void ofManyAtOnceNobodysMessageIsLost() throws Exception {
        List<Callable<MessageChange>> callers = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            Message left = message(i);
            VoicemailBook own = bookOf(100);
            callers.add(() -> own.add(left));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<MessageChange> each : threads.invokeAll(callers)) {
                each.get();
            }
        }
        assertEquals(30, book.all().size());
    }

    /// The file holds more lines than ever stand in it by changes of one at a time.
    @Test
    void tenThousandMessagesAreReadAndTheFileDoesNotGrowWithoutBound() throws Exception {
        book.erase("nobody");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            lines.append(MessageLine.write(new MessageLine.Is(message(i))));
        }
        Files.writeString(file(), lines, StandardOpenOption.APPEND);
        assertEquals(10_000, book.ofBox("office").size());
        assertEquals(new Refused(Reason.FULL), bookOf(10_000).add(message(10_000)));
        String again = MessageLine.write(new MessageLine.Is(message(1)));
        Files.writeString(file(), again.repeat(11_000), StandardOpenOption.APPEND);
        book.markDone(new MessageId("m1"), "anna");
        try (Stream<String> kept = Files.lines(file(), StandardCharsets.UTF_8)) {
            assertEquals(10_001, kept.count());
        }
        assertEquals(9_999, bookOf(20_000).newOf("support").size());
    }

    @Test
    void whoOnlyAsksMakesNoFile() throws Exception {
        assertEquals(List.of(), book.all());
        assertEquals(Optional.empty(), book.find(new MessageId("m1")));
        assertEquals(new Swept(0, 0, false), book.sweep(NINE));
        assertFalse(Files.exists(file().resolveSibling("")));
    }

    @Test
    void messagesAreTheirOwnersAlone() throws Exception {
        book.add(message(10));
        book.delete(new MessageId("m10"));
        assertEquals("rw-------", permissions(file()));
        assertEquals("rwx------", permissions(file().resolveSibling("")));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aMessageIsLoggedWithoutItsCaller() {
        assertEquals("message m10 in office, NEW", message(10).toString());
    }
}
