package org.strowger.flow.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.flow.calendar.Calendars.problems;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.yaml.Problem;

/// What is wrong with a calendar file is said, with its place and what was expected.
class CalendarParserTest {
    private static final String HEAD = "calendar: uk\nschema: 1\n";
    private static final String UTC = HEAD + "zone: UTC\n";
    private static final String WEEK = "hours: { mon: [\"09:00-17:00\"] }\n";

    @Test
    void everyMistakeIsToldAtOnce() {
        assertEquals(
                List.of(
                        "uk.yaml:1:11: 'calendar' expects an id (a-z, 0-9, _ and -, a letter first,"
                                + " at most 63), found 'UK Office'",
                        "uk.yaml:2:9: 'schema' expects 1, found '2'",
                        "uk.yaml:3:7: no time zone 'Europe/Londn', did you mean 'Europe/London'?",
                        "uk.yaml:5:3: no weekday 'Monday', did you mean 'mon'?",
                        "uk.yaml:6:10: item 1 of 'tue' expects hours such as \"09:00-17:30\", or"
                                + " \"22:00-06:00\", found the quoted text '9-17'",
                        "uk.yaml:8:3: there is no such day as '02-30'",
                        "uk.yaml:9:1: unknown key 'specials', did you mean 'special'?"),
                problems(
                        """
                        calendar: UK Office
                        schema: 2
                        zone: Europe/Londn
                        hours:
                          Monday: []
                          tue: [ "9-17" ]
                        holidays:
                          02-30: Never
                        specials: {}
                        """));
    }

    @Test
    void anEmptyFileLacksEverything() {
        assertEquals(List.of("uk.yaml:1:1: the file is empty"), problems(""));
        assertEquals(
                List.of(
                        "uk.yaml:1:1: missing key 'calendar'",
                        "uk.yaml:1:1: missing key 'schema'",
                        "uk.yaml:1:1: missing key 'zone'",
                        "uk.yaml:1:1: missing key 'hours'"),
                problems("{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Europe/Londn | , did you mean 'Europe/London'?",
                "europe/london | , did you mean 'Europe/London'?",
                "London | , did you mean 'Europe/London'?",
                "new york | , did you mean 'America/New_York'?",
                "utc | , did you mean 'Etc/UTC'?",
                "+01:00 | : a zone is named by area and city, such as Europe/London",
                "UTC+1 | : a zone is named by area and city, such as Europe/London"
            })
    void aZoneNobodyKnowsIsGuessedAt(String zone, String guess) {
        assertEquals(
                List.of("uk.yaml:3:7: no time zone '" + zone + "'" + guess),
                problems(HEAD + "zone: " + zone + "\n" + WEEK));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Mon | no weekday 'Mon', did you mean 'mon'?",
                "monday | no weekday 'monday', did you mean 'mon'?",
                "mno | no weekday 'mno', did you mean 'mon'?",
                "mon-firday | no weekday 'firday', expected mon, tue, wed, thu, fri, sat, sun,"
                        + " mon-fri or mon,wed",
                "mon,,wed | no weekday '', expected mon, tue, wed, thu, fri, sat, sun, mon-fri or"
                        + " mon,wed",
                "mon,wed,mon-tue | 'mon' is already given by 'mon,wed,mon-tue'"
            })
    void aWeekdayNobodyKnowsIsGuessedAt(String key, String problem) {
        assertEquals(
                List.of("uk.yaml:5:3: " + problem),
                problems(UTC + "hours:\n  \"" + key + "\": []\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "mon-fri | MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY",
                "mon,wed | MONDAY WEDNESDAY",
                "mon-tue, sat | MONDAY TUESDAY SATURDAY",
                "sat-mon | MONDAY SATURDAY SUNDAY",
                "sun-sun | SUNDAY"
            })
    void daysAreNamedAloneInRangesAndLists(String key, String days) {
        Calendar calendar =
                Calendars.parse(UTC + "hours: { \"" + key + "\": [\"09:00-10:00\"] }\n");

        assertEquals(
                days,
                IntStream.range(23, 30)
                        .mapToObj(day -> "2026-11-" + day)
                        .filter(day -> Calendars.at(calendar, day + "T09:00") == Opening.OPEN)
                        .map(day -> LocalDate.parse(day).getDayOfWeek().name())
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void aDayIsGivenOnce() {
        assertEquals(
                List.of("uk.yaml:6:3: 'wed' is already given by 'mon-fri'"),
                problems(UTC + "hours:\n  mon-fri: []\n  wed: []\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"09:00-12:00\", \"11:59-13:00\" | '11:59-13:00' overlaps '09:00-12:00' of this day",
                "\"11:00-13:00\", \"09:00-17:00\" | '09:00-17:00' overlaps '11:00-13:00' of this day",
                "\"22:00-06:00\", \"23:00-24:00\" | '23:00-24:00' overlaps '22:00-06:00' of this day",
                "\"08:00-08:30\", \"08:00-08:30\" | '08:00-08:30' overlaps '08:00-08:30' of this day",
                "\"08:00-08:30\", \"12:00-12:00\" | '12:00-12:00' is empty; for the whole day write"
                        + " \"00:00-24:00\", for none []"
            })
    void rangesOfADayDoNotOverlapAndAreNotEmpty(String ranges, String problem) {
        assertEquals(
                List.of("uk.yaml:4:31: " + problem),
                problems(UTC + "hours: { mon: [" + ranges + "] }\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {"\"09:00-12:00\", \"12:00-17:00\"", "\"22:00-06:00\", \"05:00-12:00\""})
    void rangesMayTouchAndANightMayMeetTheMorningOfItsOwnWeekday(String ranges) {
        assertEquals(List.of(), problems(UTC + "hours: { mon-fri: [" + ranges + "] }\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "9:00-17:00",
        "09:00-25:00",
        "24:00-06:00",
        "09:60-10:00",
        "09:00 - 17:00",
        "09.00-17.00"
    })
    void hoursHaveOneForm(String range) {
        assertEquals(
                List.of(
                        "uk.yaml:4:16: item 1 of 'mon' expects hours such as \"09:00-17:30\", or"
                                + " \"22:00-06:00\", found the quoted text '"
                                + range
                                + "'"),
                problems(UTC + "hours: { mon: [\"" + range + "\"] }\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "2026-02-29 | there is no such day as '2026-02-29'",
                "02-30 | there is no such day as '02-30'",
                "13-01 | there is no such day as '13-01'",
                "0206-12-25 | expects a date such as 2026-12-25, or 12-25 for every year, found"
                        + " '0206-12-25'",
                "25.12.2026 | expects a date such as 2026-12-25, or 12-25 for every year, found"
                        + " '25.12.2026'"
            })
    void aHolidayIsADayOfTheCalendar(String date, String problem) {
        assertEquals(
                List.of("uk.yaml:6:3: " + problem),
                problems(UTC + WEEK + "holidays:\n  " + date + ": Somebody's Day\n"));
    }

    @Test
    void aSpecialDayIsOfOneYear() {
        assertEquals(
                List.of("uk.yaml:6:3: expects a date such as 2026-12-24, found '12-24'"),
                problems(UTC + WEEK + "special:\n  12-24: []\n"));
    }

    @Test
    void aHolidayHasAName() {
        assertEquals(
                List.of(
                        "uk.yaml:6:9: '12-25' expects the holiday's name, at most 100 characters,"
                                + " found nothing",
                        "uk.yaml:7:10: '12-26' expects the holiday's name, at most 100 characters,"
                                + " found the quoted text ''"),
                problems(UTC + WEEK + "holidays:\n  12-25:\n  12-26: ''\n"));
    }

    @Test
    void aDayMayBeBothHolidayAndSpecialAndLongPast() {
        assertEquals(
                List.of(),
                problems(
                        UTC
                                + WEEK
                                + "holidays: { 2001-01-01: New Year }\n"
                                + "special: { 2001-01-01: [] }\n"));
    }

    @Test
    void aWeekThatNeverOpensIsWarnedOf() {
        ParsedCalendar.Ok closed = Calendars.ok(UTC + "hours:\n  mon-fri: []\n");

        assertEquals(
                List.of(
                        "calendars/test.yaml:4:1: no day of the week is ever open; if so meant,"
                                + " only special days open"),
                closed.warnings().stream().map(Problem::toString).toList());
        assertEquals(List.of(), Calendars.ok(UTC + WEEK).warnings());
    }

    @Test
    void listsAreBounded() {
        String twentyOne =
                IntStream.rangeClosed(0, HoursReader.MOST_RANGES)
                        .mapToObj(hour -> "\"%02d:00-%02d:30\"".formatted(hour, hour))
                        .collect(Collectors.joining(", "));
        assertEquals(
                List.of("uk.yaml:4:15: more than 20 ranges of hours in a day"),
                problems(UTC + "hours: { mon: [" + twentyOne + "] }\n"));
        assertEquals(
                List.of("uk.yaml:5:1: more than 400 holidays"),
                problems(UTC + WEEK + "holidays:\n" + dates("x", 401)));
        assertEquals(
                List.of("uk.yaml:5:1: more than 400 special days"),
                problems(UTC + WEEK + "special:\n" + dates("[]", 401)));
        assertEquals(List.of(), problems(UTC + WEEK + "holidays:\n" + dates("x", 400)));
    }

    private static String dates(String value, int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        day -> "  " + LocalDate.of(2026, 1, 1).plusDays(day) + ": " + value + "\n")
                .collect(Collectors.joining());
    }
}
