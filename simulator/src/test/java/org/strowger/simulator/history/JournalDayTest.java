package org.strowger.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.cluster.FileEventLog;
import org.strowger.engine.cluster.RecordedJournal;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Staff;

final class JournalDayTest {
    @TempDir Path folder;
    private List<RoutingEvent> events;

    @BeforeEach
    void record() {
        events = SmallCentre.events();
    }

    private int firstAfter(Duration sinceOpening) {
        Instant at = SmallCentre.OPENS.plus(sinceOpening);
        int i = 0;
        while (events.get(i).at().isBefore(at)) {
            i++;
        }
        return i;
    }

    @Test
    void aDayWithinWhichTheJournalEndsIsThatPart() throws Exception {
        List<RoutingEvent> half = events.subList(0, firstAfter(Duration.ofHours(2)));
        RecordedDay day = JournalDay.of(SmallCentre.journal(half, folder), SmallCentre.SPAN);
        Instant end = half.getLast().at().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        assertEquals(SmallCentre.SPAN.from(), day.span().from());
        assertEquals(end, day.span().until());
        assertEquals(List.of("what came after " + end + ": the record ends there"), day.gaps());
        assertTrue(day.notes().containsAll(day.gaps()));
        for (Staff agent : day.staff()) {
            assertEquals(end, agent.shifts().getLast().until());
        }
    }

    @Test
    void aDayWithinWhichTheJournalBeginsIsThatPart() throws Exception {
        int forgotten = firstAfter(Duration.ofHours(1));
        RoutingSnapshot before = RoutingCore.replay(events.subList(0, forgotten)).snapshot();
        RecordedDay day = JournalDay.of(journalFrom(forgotten, before), SmallCentre.SPAN);
        Instant begin = before.at().truncatedTo(ChronoUnit.SECONDS);
        assertEquals(begin, day.span().from());
        assertEquals(SmallCentre.SPAN.until(), day.span().until());
        assertEquals(
                "what came before " + begin + ": the record begins there", day.gaps().getFirst());
        assertEquals(
                events.stream().skip(forgotten).filter(CallQueued.class::isInstance).count(),
                day.stays().size());
        assertEquals(busy(before), awayFromTheBeginning(day, before.at()));
        assertTrue(busy(before) > 0);
    }

    /// Those in calls that are not played.
    private static long busy(RoutingSnapshot state) {
        return state.agents().stream()
                .filter(
                        agent ->
                                agent.contacts().stream()
                                        .anyMatch(
                                                contact ->
                                                        !(contact.phase()
                                                                instanceof Phase.Ringing)))
                .count();
    }

    private static long awayFromTheBeginning(RecordedDay day, Instant begin) {
        return day.staff().stream()
                .map(agent -> agent.shifts().getFirst().breaks())
                .filter(breaks -> !breaks.isEmpty() && breaks.getFirst().from().equals(begin))
                .filter(breaks -> breaks.getFirst().reason().startsWith("call not played"))
                .count();
    }

    @Test
    void aJournalThatBeginsAfterTheDayIsRefused() throws Exception {
        int forgotten = firstAfter(Duration.ofHours(2));
        RecordedJournal journal =
                journalFrom(forgotten, RoutingCore.replay(events.subList(0, forgotten)).snapshot());
        Span hour =
                new Span(
                        SmallCentre.OPENS,
                        SmallCentre.OPENS.plus(Duration.ofHours(1)),
                        SmallCentre.SPAN.zone(),
                        Duration.ZERO,
                        Duration.ofMinutes(30));
        RefusedDay refused = assertThrows(RefusedDay.class, () -> JournalDay.of(journal, hour));
        assertTrue(
                Objects.requireNonNull(refused.getMessage()).startsWith("the journal begins at"),
                refused.getMessage());
    }

    /// A journal of which the first events were forgotten.
    private RecordedJournal journalFrom(int forgotten, RoutingSnapshot before) throws Exception {
        FileEventLog log = FileEventLog.in(folder, new SimpleMeterRegistry());
        long epoch = log.open().toCompletionStage().toCompletableFuture().join().epoch();
        append(log, epoch, 0, forgotten);
        log.saveSnapshot(forgotten, before).toCompletionStage().toCompletableFuture().join();
        append(log, epoch, forgotten, events.size());
        log.close().toCompletionStage().toCompletableFuture().join();
        try (var first = Files.newDirectoryStream(folder, "events-0000000000000000001-*.log")) {
            for (Path file : first) {
                Files.delete(file);
            }
        }
        return RecordedJournal.open(folder);
    }

    private void append(FileEventLog log, long epoch, int from, int until) {
        for (int i = from; i < until; i += 100) {
            log.append(epoch, i + 1, events.subList(i, Math.min(until, i + 100)))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }
}
