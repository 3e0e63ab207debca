package org.strowger.flow.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.strowger.yaml.Problem;

/// Calendars and instants for tests.
final class Calendars {
    private Calendars() {}

    static Calendar parse(String text) {
        return ok(text).calendar();
    }

    static ParsedCalendar.Ok ok(String text) {
        return switch (CalendarParser.parse("calendars/test.yaml", text)) {
            case ParsedCalendar.Ok ok -> ok;
            case ParsedCalendar.Refused refused ->
                    throw new AssertionError(refused.problems() + "\n" + text);
        };
    }

    static List<String> problems(String text) {
        return switch (CalendarParser.parse("uk.yaml", text)) {
            case ParsedCalendar.Ok _ -> List.of();
            case ParsedCalendar.Refused refused ->
                    refused.problems().stream().map(Problem::toString).toList();
        };
    }

    /// A calendar of a zone, with the rest of the file as given.
    static Calendar in(String zone, String rest) {
        return parse("calendar: test\nschema: 1\nzone: " + zone + "\n" + rest);
    }

    /// When the clock in the calendar's zone shows a time; the first of the two if it does so
    /// twice, and if never, as long after the clock's jump as the time is after the skipped hour's
    /// beginning.
    static Instant wall(Calendar calendar, String time) {
        return LocalDateTime.parse(time).atZone(calendar.zone()).toInstant();
    }

    static Opening at(Calendar calendar, String time) {
        return calendar.at(wall(calendar, time));
    }
}
