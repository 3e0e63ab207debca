package org.strowger.engine.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.engine.contact.SampleContacts.ANNA;
import static org.strowger.engine.contact.SampleContacts.BEN;
import static org.strowger.engine.contact.SampleContacts.NINE;
import static org.strowger.engine.contact.SampleContacts.NUMBER;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.engine.contact.Segment.Kind;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.telephony.Party;

class ContactTest {

    private static Segment segment(Kind kind, int from, int until) {
        return new Segment(
                kind, Optional.of(ANNA), NINE.plusSeconds(from), NINE.plusSeconds(until));
    }

    private static Contact lastingAMinute(Segment... segments) {
        return contact(Outcome.SELF_SERVED, segments);
    }

    private static Contact contact(Outcome outcome, Segment... segments) {
        return new Contact(
                new CallId("c1"),
                new Party(NUMBER, ""),
                Optional.empty(),
                "100",
                "main",
                Optional.empty(),
                Optional.empty(),
                NINE,
                Optional.empty(),
                NINE.plusSeconds(60),
                outcome,
                Optional.empty(),
                List.of(),
                List.of(segments));
    }

    private static void assertDoesNotAddUp(Segment... segments) {
        assertThrows(IllegalArgumentException.class, () -> lastingAMinute(segments));
    }

    @Test
    void segmentsWithoutGapsThatFillTheCallAddUp() {
        Contact contact = lastingAMinute(segment(Kind.FLOW, 0, 20), segment(Kind.TALK, 20, 60));
        assertEquals(2, contact.segments().size());
    }

    @Test
    void aGapAnOverlapALateBeginningOrAnEarlyEndDoesNotAddUp() {
        assertDoesNotAddUp(segment(Kind.FLOW, 0, 20), segment(Kind.TALK, 21, 60));
        assertDoesNotAddUp(segment(Kind.FLOW, 0, 20), segment(Kind.TALK, 19, 60));
        assertDoesNotAddUp(segment(Kind.FLOW, 1, 60));
        assertDoesNotAddUp(segment(Kind.FLOW, 0, 59));
        assertDoesNotAddUp();
    }

    @Test
    void whatIsLessThanAMillisecondIsNoGap() {
        Instant end = NINE.plusSeconds(60);
        Segment flow =
                new Segment(Kind.FLOW, Optional.empty(), NINE.plusNanos(900_000), end.plusNanos(1));
        assertEquals(List.of(flow), lastingAMinute(flow).segments());
    }

    @Test
    void workAfterATalkGoesOnBesideTheCallAndComesLast() {
        Contact contact =
                lastingAMinute(
                        segment(Kind.TALK, 0, 20),
                        segment(Kind.FLOW, 20, 60),
                        segment(Kind.WRAP_UP, 20, 90));
        assertEquals(3, contact.segments().size());
        assertDoesNotAddUp(
                segment(Kind.TALK, 0, 20),
                segment(Kind.WRAP_UP, 20, 60),
                segment(Kind.FLOW, 20, 60));
        assertDoesNotAddUp(segment(Kind.TALK, 0, 60), segment(Kind.WRAP_UP, 30, 90));
    }

    @Test
    void aContactThatSaysAnsweredTellsByWhom() {
        Contact answered = SampleContacts.answered("c1", ANNA);
        assertEquals(Optional.of(ANNA), answered.answeredBy());
        assertThrows(
                IllegalArgumentException.class,
                () -> contact(Outcome.ANSWERED, segment(Kind.FLOW, 0, 60)));
    }

    /// Which outcomes claim that somebody was in line.
    @ParameterizedTest
    @EnumSource
    void anOutcomeOfALineNeedsItsQueue(Outcome outcome) {
        Set<Outcome> withoutLine =
                EnumSet.of(
                        Outcome.SELF_SERVED,
                        Outcome.VOICEMAIL,
                        Outcome.TRANSFERRED_OUT,
                        Outcome.OUTBOUND_FAILED,
                        Outcome.REFUSED,
                        Outcome.FAILED);
        if (withoutLine.contains(outcome)) {
            assertEquals(
                    Optional.empty(), contact(outcome, segment(Kind.FLOW, 0, 60)).answeredBy());
        } else {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> contact(outcome, segment(Kind.FLOW, 0, 60)));
        }
    }

    @Test
    void wrapUpIsAddedOnceToTheLastTalkOfItsAgent() {
        Contact contact = SampleContacts.answered("c1", ANNA);
        Instant until = contact.endedAt().plusSeconds(20);
        Contact wrappedUp = contact.wrappedUp(ANNA, until).orElseThrow();
        assertEquals(
                new Segment(Kind.WRAP_UP, Optional.of(ANNA), contact.endedAt(), until),
                wrappedUp.segments().getLast());
        assertEquals(Optional.empty(), wrappedUp.wrappedUp(ANNA, until));
        assertEquals(Optional.empty(), contact.wrappedUp(BEN, until));
        assertEquals(Optional.empty(), contact.wrappedUp(ANNA, NINE));
    }

    @Test
    void aContactComesBackFromItsLine() {
        Contact whole =
                SampleContacts.answered("c1", ANNA)
                        .disposed(new Disposition("solved", "\"quoted\"\n</x> é 😀", NINE))
                        .wrappedUp(ANNA, NINE.plusSeconds(500))
                        .orElseThrow();
        for (Contact contact : List.of(whole, SampleContacts.abandoned("c2", "", NINE))) {
            String line =
                    new String(EntryLine.write(new Entry.Ended(contact)), StandardCharsets.UTF_8);
            assertTrue(line.startsWith(EntryLine.BEGIN_OF_CONTACT), line);
            assertEquals(line.length() - 1, line.indexOf('\n'));
            assertEquals(Optional.of(new Entry.Ended(contact)), EntryLine.read(line));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"contact\":\"c1\"}",
                "{\"contact\":1,\"segments\":2}",
                "{\"disposed\":\"c1\",\"reason\":\"\",\"at\":\"2026-11-22T09:00:00Z\"}",
                "{\"wrapped_up\":\"c1\",\"agent\":\"anna\",\"until\":\"noon\"}",
                "{\"contact\":\"c1\",\"arrived\":\"2026-11-22T09:00:00Z\","
                        + "\"ended\":\"2026-11-22T09:01:00Z\",\"outcome\":\"LOST\",\"segments\":[]}"
            })
    void whatIsNoLineOfOursIsNotRead(String line) {
        assertEquals(Optional.empty(), EntryLine.read(line));
    }

    @ParameterizedTest
    @CsvSource({
        "+44 1632 960001, +441632960001",
        "+44 (1632) 960-001, +441632960001",
        "020.7946/0000, 02079460000",
        "201, 201",
    })
    void numbersAreComparedWithoutWhatPeopleWriteBetweenDigits(String written, String digits) {
        assertEquals(Optional.of(new CallerNumber(digits)), CallerNumber.of(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "anonymous", "Restricted", "+", "0000000000", "+0", "1", "44+1"})
    void aWithheldNumberIsNoNumber(String written) {
        assertEquals(Optional.empty(), CallerNumber.of(written));
    }

    @Test
    void aTimelineAddsUpWhateverItIsTold() {
        Random random = new Random(7);
        for (int run = 0; run < 500; run++) {
            assertTimelineAddsUp(random);
        }
    }

    private static void assertTimelineAddsUp(Random random) {
        Timeline timeline = new Timeline(NINE);
        List<Kind> kinds = new ArrayList<>(EnumSet.complementOf(EnumSet.of(Kind.WRAP_UP)));
        Instant now = NINE;
        int changes = random.nextInt(30) == 0 ? 2_000 : random.nextInt(20);
        for (int i = 0; i < changes; i++) {
            now = now.plusNanos(random.nextInt(3_000_000) - 500_000);
            Optional<AgentId> who = random.nextBoolean() ? Optional.of(ANNA) : Optional.empty();
            timeline.begin(kinds.get(random.nextInt(kinds.size())), who, now);
        }
        Instant end = timeline.end(now.minusMillis(random.nextInt(3)));
        List<Segment> segments = timeline.until(end);
        Contact contact =
                new Contact(
                        new CallId("c1"),
                        Party.UNKNOWN,
                        Optional.empty(),
                        "",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        NINE,
                        Optional.empty(),
                        end,
                        Outcome.SELF_SERVED,
                        Optional.empty(),
                        List.of(),
                        segments);
        assertEquals(
                end.toEpochMilli() - NINE.toEpochMilli(),
                contact.segments().stream().mapToLong(s -> s.length().toMillis()).sum());
    }

    @Test
    void aTimelineTellsWhatWentOn() {
        Timeline timeline = new Timeline(NINE);
        timeline.begin(Kind.FLOW, Optional.empty(), NINE.plusSeconds(1));
        timeline.begin(Kind.QUEUE, Optional.empty(), NINE.plusSeconds(10));
        timeline.begin(Kind.TALK, Optional.of(ANNA), NINE.plusSeconds(30));
        assertEquals(
                List.of(
                        new Segment(Kind.FLOW, Optional.empty(), NINE, NINE.plusSeconds(10)),
                        new Segment(
                                Kind.QUEUE,
                                Optional.empty(),
                                NINE.plusSeconds(10),
                                NINE.plusSeconds(30)),
                        segment(Kind.TALK, 30, 60)),
                timeline.until(NINE.plusSeconds(60)));
        assertThrows(
                IllegalArgumentException.class,
                () -> timeline.begin(Kind.WRAP_UP, Optional.of(ANNA), NINE));
    }
}
