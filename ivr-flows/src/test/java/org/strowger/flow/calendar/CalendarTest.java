package org.strowger.flow.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.strowger.flow.calendar.Calendars.at;
import static org.strowger.flow.calendar.Calendars.in;
import static org.strowger.flow.calendar.Calendars.wall;
import static org.strowger.flow.calendar.Opening.CLOSED;
import static org.strowger.flow.calendar.Opening.HOLIDAY;
import static org.strowger.flow.calendar.Opening.OPEN;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cases H01 to H04 of our notes, and what follows from them.
class CalendarTest {
    /// 2026-12-24 is a Thursday.
    private static final Calendar OFFICE =
            in(
                    "Europe/London",
                    """
                    hours:
                      mon-fri: ["09:00-12:00", "13:00-17:00"]
                      sat: ["10:00-14:00"]
                      sun: []
                    holidays:
                      2026-12-25: Christmas Day
                      12-26: Boxing Day
                      12-24: Christmas Eve
                      2027-12-26: Boxing Day, observed
                    special:
                      2026-12-24: ["09:00-12:00"]
                      2026-12-27: ["11:00-13:00"]
                      2026-12-28: []
                    """);

    private static final Calendar NIGHT_DESK =
            in(
                    "Europe/London",
                    """
                    hours:
                      mon-sun: ["22:00-06:00"]
                    holidays:
                      2026-12-25: Christmas Day
                    special:
                      2026-12-30: ["09:00-10:00"]
                    """);

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T08:59:59.999, CLOSED",
        "2026-11-20T09:00:00.000, OPEN",
        "2026-11-20T11:59:59.999, OPEN",
        "2026-11-20T12:00:00.000, CLOSED",
        "2026-11-20T13:00:00.000, OPEN",
        "2026-11-20T16:59:59.999, OPEN",
        "2026-11-20T17:00:00.000, CLOSED",
        "2026-11-21T13:59:59.999, OPEN",
        "2026-11-21T14:00:00.000, CLOSED",
        "2026-11-22T12:00:00.000, CLOSED"
    })
    void anEndIsExclusive(String time, Opening opening) {
        assertEquals(opening, at(OFFICE, time));
    }

    @Test
    void aHolidayBeatsTheWeekday() {
        assertEquals(HOLIDAY, at(OFFICE, "2026-12-25T10:00"));
        assertEquals(HOLIDAY, at(OFFICE, "2026-12-25T03:00"));
        assertEquals(HOLIDAY, at(OFFICE, "2026-12-26T10:00"));
        assertEquals(HOLIDAY, at(OFFICE, "2031-12-26T10:00"));
        assertEquals(OPEN, at(OFFICE, "2027-12-31T10:00"));
    }

    @Test
    void aSpecialOpeningBeatsTheHolidayWhoseDayItIs() {
        assertEquals(OPEN, at(OFFICE, "2026-12-24T10:00"));
        assertEquals(HOLIDAY, at(OFFICE, "2026-12-24T14:00"));
        assertEquals(HOLIDAY, at(OFFICE, "2027-12-24T10:00"));
    }

    @Test
    void aSpecialDayReplacesTheWeekdaysHours() {
        assertEquals(OPEN, at(OFFICE, "2026-12-27T11:00"));
        assertEquals(CLOSED, at(OFFICE, "2026-12-27T13:00"));
        assertEquals(CLOSED, at(OFFICE, "2026-12-28T10:00"));
        assertEquals(OPEN, at(OFFICE, "2026-12-29T10:00"));
    }

    @Test
    void aHolidayIsToldByName() {
        assertEquals(
                Optional.of("Christmas Day"), OFFICE.holiday(wall(OFFICE, "2026-12-25T10:00")));
        assertEquals(
                Optional.of("Christmas Eve"), OFFICE.holiday(wall(OFFICE, "2026-12-24T10:00")));
        assertEquals(Optional.empty(), OFFICE.holiday(wall(OFFICE, "2026-12-28T10:00")));
    }

    @Test
    void theNameOfOneYearBeatsThatOfEveryYear() {
        assertEquals(
                Optional.of("Boxing Day, observed"),
                OFFICE.holiday(wall(OFFICE, "2027-12-26T10:00")));
    }

    @Test
    void aLeapDayComesEveryFourYears() {
        Calendar calendar =
                in("UTC", "hours: { mon-sun: [\"00:00-24:00\"] }\nholidays: { 02-29: Leap Day }\n");

        assertEquals(HOLIDAY, at(calendar, "2028-02-29T12:00"));
        assertEquals(OPEN, at(calendar, "2027-02-28T12:00"));
        assertEquals(OPEN, at(calendar, "2027-03-01T12:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T21:59:59.999, CLOSED",
        "2026-11-20T22:00:00.000, OPEN",
        "2026-11-21T01:30:00.000, OPEN",
        "2026-11-21T05:59:59.999, OPEN",
        "2026-11-21T06:00:00.000, CLOSED"
    })
    void aNightRangeRunsIntoTheNextMorning(String time, Opening opening) {
        assertEquals(opening, at(NIGHT_DESK, time));
    }

    @Test
    void aNightBelongsToTheDayItBeginsOn() {
        Calendar friday = in("Europe/London", "hours: { fri: [\"22:00-06:00\"] }\n");

        assertEquals(OPEN, at(friday, "2026-11-21T01:30"));
        assertEquals(CLOSED, at(friday, "2026-11-20T01:30"));
    }

    @Test
    void theNightBeforeAHolidayGoesOnToItsEnd() {
        assertEquals(OPEN, at(NIGHT_DESK, "2026-12-25T05:59"));
        assertEquals(HOLIDAY, at(NIGHT_DESK, "2026-12-25T06:00"));
        assertEquals(OPEN, at(NIGHT_DESK, "2026-12-30T05:59"));
        assertEquals(CLOSED, at(NIGHT_DESK, "2026-12-30T06:00"));
    }

    @Test
    void theNightThatAHolidayWouldBeginFallsOut() {
        assertEquals(HOLIDAY, at(NIGHT_DESK, "2026-12-25T23:00"));
        assertEquals(CLOSED, at(NIGHT_DESK, "2026-12-26T01:00"));
        assertEquals(OPEN, at(NIGHT_DESK, "2026-12-26T22:00"));
        assertEquals(CLOSED, at(NIGHT_DESK, "2026-12-31T01:00"));
    }

    @Test
    void midnightEndsADayInEitherSpelling() {
        for (String end : List.of("24:00", "00:00")) {
            Calendar evening = in("UTC", "hours: { mon: [\"18:00-" + end + "\"] }\n");

            assertEquals(OPEN, at(evening, "2026-11-23T23:59:59.999"));
            assertEquals(CLOSED, at(evening, "2026-11-24T00:00"));
        }
    }

    @Test
    void bothHalfPastTwosOfAnAutumnNightAreOpen() {
        Calendar calendar = in("Europe/Berlin", "hours: { sun: [\"02:00-03:00\"] }\n");

        assertEquals(OPEN, calendar.at(Instant.parse("2026-10-25T00:30:00Z")));
        assertEquals(OPEN, calendar.at(Instant.parse("2026-10-25T01:30:00Z")));
        assertEquals(CLOSED, calendar.at(Instant.parse("2026-10-24T23:59:59Z")));
        assertEquals(CLOSED, calendar.at(Instant.parse("2026-10-25T02:00:00Z")));
    }

    @Test
    void anHourThatTheClocksSkipIsNeverOpen() {
        Calendar calendar = in("Europe/Berlin", "hours: { sun: [\"02:00-03:00\"] }\n");

        assertEquals(CLOSED, calendar.at(Instant.parse("2026-03-29T00:59:59Z")));
        assertEquals(CLOSED, calendar.at(Instant.parse("2026-03-29T01:00:00Z")));
        assertEquals(
                Instant.parse("2026-04-05T00:00:00Z"),
                calendar.changes(Instant.parse("2026-03-29T00:00:00Z"), 1).getFirst().at());
    }

    @Test
    void hoursThatBeginInASkippedHourBeginWhenTheClocksHaveJumped() {
        Calendar calendar = in("Europe/Berlin", "hours: { sun: [\"02:30-04:00\"] }\n");

        assertEquals(
                List.of(
                        new Change(Instant.parse("2026-03-29T01:00:00Z"), OPEN),
                        new Change(Instant.parse("2026-03-29T02:00:00Z"), CLOSED)),
                calendar.changes(Instant.parse("2026-03-29T00:00:00Z"), 2));
    }

    @Test
    void hoursThatBeginInARepeatedHourOpenTwice() {
        Calendar calendar = in("Europe/Berlin", "hours: { sun: [\"02:30-04:00\"] }\n");

        assertEquals(
                List.of(
                        new Change(Instant.parse("2026-10-25T00:30:00Z"), OPEN),
                        new Change(Instant.parse("2026-10-25T01:00:00Z"), CLOSED),
                        new Change(Instant.parse("2026-10-25T01:30:00Z"), OPEN),
                        new Change(Instant.parse("2026-10-25T03:00:00Z"), CLOSED)),
                calendar.changes(Instant.parse("2026-10-24T12:00:00Z"), 4));
    }

    @Test
    void theNextChangesAreTold() {
        Instant morning = wall(OFFICE, "2026-12-24T09:00");

        assertEquals(
                List.of(
                        new Change(wall(OFFICE, "2026-12-24T12:00"), HOLIDAY),
                        new Change(wall(OFFICE, "2026-12-27T00:00"), CLOSED),
                        new Change(wall(OFFICE, "2026-12-27T11:00"), OPEN),
                        new Change(wall(OFFICE, "2026-12-27T13:00"), CLOSED),
                        new Change(wall(OFFICE, "2026-12-29T09:00"), OPEN)),
                OFFICE.changes(morning, 5));
        assertEquals(List.of(), OFFICE.changes(morning, 0));
    }

    @Test
    void noChangeIsSoughtBeyondFourHundredDays() {
        Calendar once = in("UTC", "hours: {}\nspecial: { 2027-12-26: [\"00:00-24:00\"] }\n");
        Instant open = Instant.parse("2027-12-26T00:00:00Z");

        assertEquals(
                List.of(new Change(open, OPEN)), once.changes(open.minus(Calendar.LOOK_AHEAD), 10));
        assertEquals(List.of(), once.changes(open.minus(Calendar.LOOK_AHEAD).minusNanos(1), 10));
    }

    @Test
    void aDayThatAZoneLeftOutDoesNotMatter() {
        Calendar samoa = in("Pacific/Apia", "hours: { mon-fri: [\"09:00-17:00\"] }\n");

        assertEquals(
                List.of(
                        new Change(wall(samoa, "2011-12-29T17:00"), CLOSED),
                        new Change(wall(samoa, "2012-01-02T09:00"), OPEN)),
                samoa.changes(wall(samoa, "2011-12-29T10:00"), 2));
    }

    @Test
    void theVersionIsTheHashOfTheText() {
        String text = "calendar: x\nschema: 1\nzone: UTC\nhours: { mon: [\"09:00-17:00\"] }\n";

        assertEquals(64, Calendars.parse(text).version().length());
        assertEquals(Calendars.parse(text).version(), Calendars.parse(text).version());
        assertNotEquals(Calendars.parse(text).version(), Calendars.parse(text + "#").version());
        assertEquals("x", Calendars.parse(text).id());
    }
}
