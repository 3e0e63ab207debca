package org.strowger.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When the calendars of a folder open.
class OpeningHoursTest {
    private static final Instant MONDAY_NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final SortedSet<String> NONE = Collections.emptySortedSet();

    private static final String OFFICE =
            """
            calendar: office
            schema: 1
            zone: Europe/London
            hours: { mon-fri: ["09:00-17:00"] }
            """;

    @TempDir Path folder;
    private OpeningHours hours;

    @BeforeEach
    void oneCalendar() throws Exception {
        write(OFFICE);
        hours = new OpeningHours(folder);
        hours.reload();
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("office.yaml"), text);
    }

    private Optional<Instant> opens(String time) {
        return hours.opensAt("office", NONE, Instant.parse(time));
    }

    @Test
    void anOpenCalendarOpensNow() {
        assertEquals(Optional.of(MONDAY_NOON), opens("2026-03-02T12:00:00Z"));
    }

    @Test
    void aClosedCalendarOpensOnTheNextDayOfWork() {
        assertEquals(
                Optional.of(Instant.parse("2026-03-09T09:00:00Z")), opens("2026-03-06T17:00:00Z"));
    }

    @Test
    void oneThatIsClosedByHandIsLookedAtAgainSoon() {
        assertEquals(
                Optional.of(MONDAY_NOON.plus(OpeningHours.CLOSED_BY_HAND)),
                hours.opensAt("office", new TreeSet<>(List.of("office")), MONDAY_NOON));
    }

    @Test
    void aCalendarThatNobodyKnowsNeverOpens() {
        assertEquals(Optional.empty(), hours.opensAt("removed", NONE, MONDAY_NOON));
    }

    @Test
    void aChangeCountsAndAMistakeDoesNot() throws Exception {
        write(OFFICE.replace("09:00", "10:30"));
        hours.reload();
        Optional<Instant> later = Optional.of(Instant.parse("2026-03-03T10:30:00Z"));
        assertEquals(later, opens("2026-03-02T17:00:00Z"));
        write("calendar: office\nshut: yes\n");
        Files.setLastModifiedTime(
                folder.resolve("office.yaml"), FileTime.from(MONDAY_NOON.plusSeconds(60)));
        hours.reload();
        assertEquals(later, opens("2026-03-02T17:00:00Z"));
    }

    @Test
    void aFolderThatIsNotThereHasNoCalendars() {
        OpeningHours none = new OpeningHours(folder.resolve("none"));
        none.reload();
        assertEquals(Optional.empty(), none.opensAt("office", NONE, MONDAY_NOON));
    }
}
