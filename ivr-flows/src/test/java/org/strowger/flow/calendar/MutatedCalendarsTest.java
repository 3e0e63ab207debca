package org.strowger.flow.calendar;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A calendar file with a few characters changed is a calendar or refused, never an exception.
class MutatedCalendarsTest {
    private static final String WHOLE =
            """
            calendar: uk-office
            schema: 1
            zone: Europe/London
            hours:
              mon-thu: ["09:00-12:00", "13:00-17:30"]
              fri: ["22:00-06:00"]
              sat,sun: []
            holidays:
              2026-12-25: Christmas Day
              12-26: Boxing Day
            special:
              2026-12-24: ["09:00-24:00"]
              2026-12-31: []
            """;
    private static final List<String> PIECES =
            List.of(
                    ":",
                    "-",
                    "\"",
                    "[",
                    "]",
                    "{",
                    "}",
                    ",",
                    "\n",
                    "\n  ",
                    " ",
                    "0",
                    "9",
                    "24:00",
                    "00:00-00:00",
                    "mon",
                    "sun-mon",
                    "02-29",
                    "2026-02-30",
                    "2999-12-31",
                    "UTC",
                    "null",
                    "~",
                    "&a ",
                    "*a",
                    "!!str ",
                    "#",
                    "'",
                    "\t",
                    "\u0000",
                    "é",
                    "|",
                    ">");
    private static final Instant DAY = Instant.parse("2026-12-24T10:00:00Z");

    @Test
    void mutatedCalendarsNeverThrow() {
        Random random = new Random(20);
        int calendars = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = mutated(random);
            switch (CalendarParser.parse("calendars/mutated.yaml", text)) {
                case ParsedCalendar.Ok ok -> {
                    calendars++;
                    ok.calendar().changes(DAY, 3);
                }
                case ParsedCalendar.Refused no -> {
                    refused++;
                    assertTrue(!no.problems().isEmpty());
                }
            }
        }
        assertTrue(calendars > 1_000, "calendars: " + calendars);
        assertTrue(refused > 1_000, "refused: " + refused);
    }

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(WHOLE);
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(4));
            String piece = random.nextInt(3) == 0 ? "" : PIECES.get(random.nextInt(PIECES.size()));
            text.replace(at, end, piece);
        }
        return text.toString();
    }
}
