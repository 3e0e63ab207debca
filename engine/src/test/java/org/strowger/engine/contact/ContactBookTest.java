package org.strowger.engine.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.engine.contact.SampleContacts.ANNA;
import static org.strowger.engine.contact.SampleContacts.BEN;
import static org.strowger.engine.contact.SampleContacts.NINE;
import static org.strowger.engine.contact.SampleContacts.NUMBER;
import static org.strowger.engine.contact.SampleContacts.abandoned;
import static org.strowger.engine.contact.SampleContacts.answered;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.contact.Segment.Kind;
import org.strowger.engine.routing.CallId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;

@Timeout(60)
class ContactBookTest {
    private static final ContactSettings SETTINGS = new ContactSettings(Duration.ofDays(30), 100);

    @TempDir Path data;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = NINE.plus(1, ChronoUnit.HOURS);

    private Path folder() {
        return data.resolve("contacts");
    }

    private ContactBook book() throws IOException {
        return book(SETTINGS);
    }

    private ContactBook book(ContactSettings settings) throws IOException {
        return ContactBook.open(folder(), settings, () -> now, meters);
    }

    private double count(String meter) {
        return meters.counter(meter).count();
    }

    private static List<String> calls(List<Contact> contacts) {
        return contacts.stream().map(contact -> contact.call().value()).toList();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private String allText() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.sorted().toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @Test
    void theNewestContactsOfACallerComeFirst() throws IOException {
        try (ContactBook book = book()) {
            book.add(answered("c1", ANNA));
            book.add(answered("c2", "+441632960002", ANNA, NINE));
            book.add(abandoned("c3", "+44 1632 960-001", NINE.plusSeconds(300)));
            assertEquals(List.of("c3", "c1"), calls(book.lastOf(NUMBER, 10)));
            assertEquals(List.of("c3"), calls(book.lastOf("+44 (1632) 960001", 1)));
            assertEquals(List.of("c2", "c1"), calls(book.lastOfKey("4711", 10)));
            assertEquals(List.of(), book.lastOf("+441632960009", 10));
        }
    }

    @Test
    void theLastAgentIsThatOfTheLastContactThatEndedWell() throws IOException {
        try (ContactBook book = book()) {
            assertEquals(Optional.empty(), book.lastAgent(NUMBER));
            book.add(answered("c1", ANNA));
            book.add(answered("c2", BEN));
            book.add(abandoned("c3", NUMBER, NINE));
            assertEquals(Optional.of(BEN), book.lastAgent(NUMBER));
        }
    }

    @Test
    void callersWhoHideTheirNumbersAreNotOnePerson() throws IOException {
        try (ContactBook book = book()) {
            for (String withheld : List.of("", "anonymous", "0000000000")) {
                book.add(answered("c-" + withheld, withheld, ANNA, NINE));
                assertEquals(Optional.empty(), book.lastAgent(withheld));
                assertEquals(List.of(), book.lastOf(withheld, 10));
            }
        }
    }

    @Test
    void aCallHasOneContact() throws IOException {
        try (ContactBook book = book()) {
            assertTrue(book.add(answered("c1", ANNA)));
            assertFalse(book.add(abandoned("c1", NUMBER, NINE)));
        }
        assertEquals(1, count("strowger.contacts.repeated"));
        try (ContactBook book = book()) {
            assertFalse(book.add(abandoned("c1", NUMBER, NINE)));
            assertEquals(List.of(answered("c1", ANNA)), book.lastOf(NUMBER, 10));
        }
        assertEquals(1, allText().lines().count());
    }

    @Test
    void whatWasKeptAndNotedIsThereAfterARestart() throws IOException {
        Contact contact = answered("c1", ANNA);
        Instant until = contact.endedAt().plusSeconds(20);
        try (ContactBook book = book()) {
            book.add(contact);
            assertTrue(book.dispose(contact.call(), "solved", "by restarting"));
            assertTrue(book.wrappedUp(contact.call(), ANNA, until));
        }
        Contact whole =
                contact.disposed(new Disposition("solved", "by restarting", now))
                        .wrappedUp(ANNA, until)
                        .orElseThrow();
        try (ContactBook book = book()) {
            assertEquals(Optional.of(whole), book.contact(contact.call()));
            assertEquals(Kind.WRAP_UP, whole.segments().getLast().kind());
            assertEquals(Optional.of(ANNA), book.lastAgent(NUMBER));
        }
    }

    @Test
    void aCallOfBeforeMidnightHasItsContactHoweverManyCallsTheNewDayHad() throws IOException {
        ContactSettings few = new ContactSettings(SETTINGS.keep(), 2);
        Contact begun = begun("lost", NUMBER, NINE.minus(1, ChronoUnit.DAYS));
        try (ContactBook book = book(few)) {
            book.begin(begun);
            book.add(answered("c1", ANNA));
            book.add(answered("c2", ANNA));
        }
        try (ContactBook book = book(few)) {
            Contact lost = book.contact(begun.call()).orElseThrow();
            assertEquals(Optional.of(WhyFailed.NODE_LOST), lost.failure());
        }
    }

    @Test
    void aCallThatWentOnWhenTheProcessEndedHasOneContact() throws IOException {
        Contact begun = begun("lost", NUMBER, NINE);
        try (ContactBook book = book()) {
            book.begin(begun);
            book.begin(begun("ended", NUMBER, NINE));
            book.begin(begun("place", NUMBER, NINE));
            book.rename(new CallId("place"));
            book.begin(begun("place-2", NUMBER, NINE));
            book.add(answered("ended", ANNA));
            book.add(abandoned("place-2", NUMBER, NINE));
            assertEquals(Optional.empty(), book.contact(begun.call()));
        }
        Contact lost;
        try (ContactBook book = book()) {
            lost = book.contact(begun.call()).orElseThrow();
            assertEquals(Outcome.FAILED, lost.outcome());
            assertEquals(Optional.of(WhyFailed.NODE_LOST), lost.failure());
            assertEquals(answered("ended", ANNA).endedAt(), lost.endedAt());
            assertEquals(3, book.lastOf(NUMBER, 10).size());
        }
        try (ContactBook book = book()) {
            assertEquals(Optional.of(lost), book.contact(begun.call()));
            assertEquals(3, book.lastOf(NUMBER, 10).size());
        }
        assertEquals(
                1, allText().lines().filter(l -> l.startsWith("{\"contact\":\"lost\"")).count());
        assertEquals(0, count("strowger.contacts.repeated"));
    }

    private static Contact begun(String call, String number, Instant at) {
        return new Contact(
                new CallId(call),
                new Party(number, "Ada Example"),
                Optional.empty(),
                "100",
                "main",
                Optional.empty(),
                Optional.empty(),
                at,
                Optional.empty(),
                at,
                Outcome.FAILED,
                Optional.empty(),
                List.of(),
                List.of(new Segment(Kind.FLOW, Optional.empty(), at, at)));
    }

    @Test
    void whatIsNotAtHandIsNotDisposed() throws IOException {
        try (ContactBook book = book()) {
            assertFalse(book.dispose(new CallId("c1"), "solved", ""));
            assertFalse(book.wrappedUp(new CallId("c1"), ANNA, NINE));
        }
        assertEquals("", allText());
    }

    @Test
    void eachDayHasAFileThatOnlyItsOwnerMayRead() throws IOException {
        try (ContactBook book = book()) {
            book.add(answered("c1", ANNA));
            book.add(answered("c2", NUMBER, ANNA, NINE.minus(1, ChronoUnit.DAYS)));
        }
        for (String day : List.of("2026-11-21.jsonl", "2026-11-22.jsonl")) {
            Path file = folder().resolve(day);
            assertEquals(1, Files.readAllLines(file).size());
            assertEquals("rw-------", permissions(file));
        }
        assertEquals("rwx------", permissions(folder()));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aLineThatACrashToreIsLeftOutAndCutOff() throws IOException {
        try (ContactBook book = book()) {
            book.add(answered("c1", ANNA));
        }
        Path day = folder().resolve("2026-11-22.jsonl");
        Files.writeString(day, "{\"contact\":\"c2\",\"num", StandardOpenOption.APPEND);
        try (ContactBook book = book()) {
            assertEquals(List.of("c1"), calls(book.lastOf(NUMBER, 10)));
            book.add(answered("c3", ANNA));
        }
        assertEquals(0, count("strowger.contacts.unreadable"));
        try (ContactBook book = book()) {
            assertEquals(List.of("c3", "c1"), calls(book.lastOf(NUMBER, 10)));
        }
        assertEquals(2, Files.readAllLines(day).size());
    }

    @Test
    void aLineThatIsDamagedIsCountedAndTheOthersAreRead() throws IOException {
        try (ContactBook book = book()) {
            book.add(answered("c1", ANNA));
        }
        Path day = folder().resolve("2026-11-22.jsonl");
        Files.writeString(day, "not ours\n" + Files.readString(day));
        try (ContactBook book = book()) {
            assertEquals(List.of("c1"), calls(book.lastOf(NUMBER, 10)));
        }
        assertEquals(1, count("strowger.contacts.unreadable"));
    }

    @Test
    void onlyTheNewestAreAtHand() throws IOException {
        ContactSettings three = new ContactSettings(Duration.ofDays(30), 3);
        try (ContactBook book = book(three)) {
            for (int day = 5; day > 0; day--) {
                book.add(answered("c" + day, NUMBER, ANNA, NINE.minus(day, ChronoUnit.DAYS)));
            }
            assertEquals(List.of("c1", "c2", "c3"), calls(book.lastOf(NUMBER, 10)));
            assertEquals(List.of("c1", "c2", "c3"), calls(book.lastOfKey("4711", 10)));
        }
        try (ContactBook book = book(three)) {
            assertEquals(List.of("c1", "c2", "c3"), calls(book.lastOf(NUMBER, 10)));
        }
    }

    @Test
    void contactsThatAreTooOldGoByWholeDays() throws IOException {
        Instant old = now.minus(SETTINGS.keep());
        try (ContactBook book = book()) {
            book.add(answered("c1", NUMBER, ANNA, old.minus(1, ChronoUnit.DAYS)));
            book.add(answered("c2", NUMBER, ANNA, old.minusSeconds(600)));
            book.add(answered("c3", NUMBER, ANNA, NINE));
        }
        try (ContactBook book = book()) {
            assertEquals(List.of("c3", "c2"), calls(book.lastOf(NUMBER, 10)));
        }
        assertEquals(2, allText().lines().count());
        now = now.plus(1, ChronoUnit.DAYS);
        try (ContactBook book = book()) {
            book.add(answered("c4", NUMBER, BEN, now));
            await(() -> !Files.exists(folder().resolve("2026-10-23.jsonl")));
            assertEquals(List.of("c4", "c3"), calls(book.lastOf(NUMBER, 10)));
        }
    }

    @Test
    void anErasedNumberIsNowhere() throws Exception {
        List<RecordingId> theirs = new ArrayList<>();
        try (ContactBook book = book()) {
            for (int i = 0; i < 3; i++) {
                Instant at = NINE.minus(i, ChronoUnit.DAYS);
                book.add(answered("theirs" + i, "+44 1632 960001", ANNA, at));
                book.add(answered("others" + i, "+441632960002", BEN, at));
                theirs.add(new RecordingId("rec-theirs" + (2 - i)));
            }
            book.begin(begun("theirs0", "+44 1632 960001", NINE));
            book.dispose(new CallId("theirs1"), "solved", "Ada will call again");
            book.dispose(new CallId("others1"), "solved", "kept");
            List<RecordingId> removed = new ArrayList<>();
            Erased erased = book.erase(NUMBER, removed::add).get(30, TimeUnit.SECONDS);
            assertEquals(new Erased(3, 3, 0, 3), erased);
            assertEquals(theirs, removed);
            assertEquals(List.of(), book.lastOf(NUMBER, 10));
            assertEquals(Optional.empty(), book.lastAgent(NUMBER));
            assertEquals(3, book.lastOfKey("4711", 10).size());
            Contact left = book.contact(new CallId("theirs1")).orElseThrow();
            assertEquals("", left.caller().number() + left.caller().name());
            assertEquals("", left.disposition().orElseThrow().note());
            assertEquals(Outcome.ANSWERED, left.outcome());
        }
        String text = allText();
        for (String personal : List.of("960001", "960 001", "Ada will", "rec-theirs")) {
            assertFalse(text.contains(personal), text);
        }
        assertTrue(text.contains("kept"));
        try (ContactBook book = book()) {
            assertEquals(List.of(), book.lastOf(NUMBER, 10));
            assertEquals(3, book.lastOf("+441632960002", 10).size());
            assertTrue(book.contact(new CallId("theirs0")).isPresent());
        }
    }

    /// Each recording is found by its contact, and by nothing else.
    @Test
    void whatAnInterruptedErasureLeftIsFinishedByTheNext() throws Exception {
        try (ContactBook book = book()) {
            for (int i = 0; i < 3; i++) {
                Instant at = NINE.minus(i, ChronoUnit.DAYS);
                book.add(answered("theirs" + i, NUMBER, ANNA, at));
            }
            TreeSet<RecordingId> there = new TreeSet<>(Comparator.comparing(RecordingId::value));
            for (int i = 0; i < 3; i++) {
                there.add(new RecordingId("rec-theirs" + i));
            }
            CompletableFuture<Erased> first =
                    book.erase(
                            NUMBER,
                            recording -> {
                                if (there.size() == 2) {
                                    throw new IOException("the disk is gone");
                                }
                                return there.remove(recording);
                            });
            assertThrows(ExecutionException.class, () -> first.get(30, TimeUnit.SECONDS));
            assertEquals(2, there.size());
            assertEquals(List.of(), book.lastOf(NUMBER, 10));
            Erased second = book.erase(NUMBER, there::remove).get(30, TimeUnit.SECONDS);
            assertEquals(new Erased(2, 2, 0, 2), second);
            assertTrue(there.isEmpty());
        }
        assertFalse(allText().contains("960001"));
    }

    @Test
    void whatComesAfterTheEndIsCountedAsLost() throws IOException {
        ContactBook book = book();
        book.close();
        book.add(answered("c1", ANNA));
        assertEquals(1, count("strowger.contacts.lost"));
        assertTrue(book.erase(NUMBER, _ -> true).isCompletedExceptionally());
        assertEquals(1, book.lastOf(NUMBER, 10).size(), "nothing was erased, nor seems to be");
    }

    @Test
    void whatIsLeftOfARewritingIsClearedAway() throws IOException {
        Files.createDirectories(folder());
        Path left = folder().resolve(".2026-11-22.tmp");
        Files.writeString(left, NUMBER);
        book().close();
        assertFalse(Files.exists(left));
    }

    @Test
    void whatTheDiskDoesNotTakeIsTriedAgain() throws IOException {
        Path inTheWay = folder().resolve("2026-11-22.jsonl");
        try (ContactBook book = book()) {
            Files.createDirectory(inTheWay);
            book.add(answered("c1", ANNA));
            await(() -> count("strowger.contacts.failures") > 0);
            Files.delete(inTheWay);
        }
        assertEquals(0, count("strowger.contacts.lost"));
        assertEquals(1, Files.readAllLines(inTheWay).size());
    }

    @Test
    void aFullBacklogNeverHoldsACallUpAndWhatIsLostIsCounted() throws IOException {
        try (ContactBook book = ContactBook.open(folder(), SETTINGS, () -> now, 1, meters)) {
            Files.createDirectory(folder().resolve("2026-11-22.jsonl"));
            book.add(answered("c1", ANNA));
            await(() -> count("strowger.contacts.failures") > 0);
            book.add(answered("c2", ANNA));
            assertEquals(0, count("strowger.contacts.lost"));
            book.add(answered("c3", ANNA));
            assertEquals(1, count("strowger.contacts.lost"));
            assertEquals(List.of("c3", "c2", "c1"), calls(book.lastOf(NUMBER, 10)));
        }
        assertEquals(3, count("strowger.contacts.lost"));
    }
}
