package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.ContactBook;
import org.strowger.engine.contact.ContactSettings;
import org.strowger.engine.contact.Disposition;
import org.strowger.engine.contact.Outcome;
import org.strowger.engine.contact.Segment;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Party;

/// What agents say of calls before these are over.
class EarlyNotesTest {
    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private static final AgentId ANNA = new AgentId("anna");
    private static final Disposition SOLVED = new Disposition("solved", "at once", NINE);
    private static final Disposition SOLD = new Disposition("sold", "", NINE.plusSeconds(5));

    @TempDir Path folder;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ContactBook book;
    private EarlyNotes notes;

    @BeforeEach
    void open() throws IOException {
        ContactSettings settings = new ContactSettings(Duration.ofDays(30), 100);
        book = ContactBook.open(folder, settings, () -> NINE, meters);
        notes = new EarlyNotes(book, "disposition", 2, meters);
    }

    @AfterEach
    void close() {
        book.close();
    }

    private static Contact contact(String call) {
        return new Contact(
                new CallId(call),
                new Party("+442071838750", "Zoe"),
                Optional.empty(),
                "100",
                "main",
                Optional.of(new QueueId("support")),
                Optional.of(ANNA),
                NINE,
                Optional.of(NINE),
                NINE.plusSeconds(60),
                Outcome.ANSWERED,
                Optional.empty(),
                List.of(),
                List.of(
                        new Segment(
                                Segment.Kind.TALK, Optional.of(ANNA), NINE, NINE.plusSeconds(60))));
    }

    private void says(String call, Disposition what) {
        notes.add(new CallId(call), contacts -> contacts.dispose(new CallId(call), what));
    }

    private void ends(String call) {
        book.add(contact(call));
        notes.ended(contact(call));
    }

    private Optional<Disposition> said(String call) {
        return book.contact(new CallId(call)).orElseThrow().disposition();
    }

    private double dropped() {
        return meters.counter("strowger.contacts.notes.dropped", "what", "disposition").count();
    }

    @Test
    void aDispositionGivenWhileTheCallerAnswersASurveyIsInTheContact() {
        says("c1", SOLVED);
        ends("c1");
        assertEquals(Optional.of(SOLVED), said("c1"));
    }

    @Test
    void theLastWordCounts() {
        says("c1", SOLVED);
        says("c1", SOLD);
        ends("c1");
        assertEquals(Optional.of(SOLD), said("c1"));
    }

    @Test
    void ofACallThatIsOverItIsNotedAtOnce() {
        ends("c1");
        says("c1", SOLVED);
        assertEquals(Optional.of(SOLVED), said("c1"));
    }

    @Test
    void ofTooManyTheOldestIsDroppedAndCounted() {
        says("c1", SOLVED);
        says("c2", SOLVED);
        says("c3", SOLVED);
        assertEquals(1, dropped());
        ends("c1");
        ends("c2");
        ends("c3");
        assertEquals(Optional.empty(), said("c1"));
        assertEquals(Optional.of(SOLVED), said("c2"));
        assertEquals(Optional.of(SOLVED), said("c3"));
        says("c4", SOLVED);
        says("c5", SOLVED);
        assertEquals(1, dropped());
    }

    @Test
    void wrapUpsWaitAsWell() {
        CallId call = new CallId("c1");
        Instant until = NINE.plusSeconds(90);
        notes.add(call, contacts -> contacts.wrappedUp(call, ANNA, until));
        ends("c1");
        List<Segment> way = book.contact(call).orElseThrow().segments();
        assertEquals(Segment.Kind.WRAP_UP, way.getLast().kind());
        assertEquals(until, way.getLast().until());
    }
}
