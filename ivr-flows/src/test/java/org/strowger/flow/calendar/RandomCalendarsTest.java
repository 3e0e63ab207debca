package org.strowger.flow.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Random calendars in zones whose clocks do what they like: what `changes` foretells, `at` says.
class RandomCalendarsTest {
    private static final List<String> ZONES =
            List.of(
                    "Europe/Berlin",
                    "Europe/London",
                    "America/New_York",
                    "Australia/Lord_Howe",
                    "Asia/Kathmandu",
                    "Pacific/Apia",
                    "America/Sao_Paulo");
    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Duration SPAN = Duration.ofHours(60);

    @Test
    void changesAgreeWithEveryMinute() {
        Random random = new Random(20);
        int changes = 0;
        int aroundJumps = 0;
        for (int i = 0; i < 700; i++) {
            ZoneId zone = ZoneId.of(ZONES.get(i % ZONES.size()));
            Instant from = someInstant(zone, random);
            String text = calendar(zone, LocalDate.ofInstant(from, zone), random);

            changes += compared(Calendars.parse(text), from, text);
            aroundJumps += jumps(zone, from) ? 1 : 0;
        }
        assertTrue(changes > 2_000, "changes: " + changes);
        assertTrue(aroundJumps > 200, "spans with a change of the clocks: " + aroundJumps);
    }

    private static int compared(Calendar calendar, Instant from, String text) {
        List<Change> changes = calendar.changes(from, Integer.MAX_VALUE);
        Opening foretold = calendar.at(from);
        int next = 0;
        for (Instant t = from; t.isBefore(from.plus(SPAN)); t = t.plusSeconds(60)) {
            if (next < changes.size() && changes.get(next).at().equals(t)) {
                assertTrue(changes.get(next).opening() != foretold);
                foretold = changes.get(next).opening();
                next++;
            }
            assertEquals(foretold, calendar.at(t), () -> from + "\n" + text);
        }
        return next;
    }

    /// Half of them shortly before the clocks jump, where the zone has such a day.
    private static Instant someInstant(ZoneId zone, Random random) {
        Instant day =
                LocalDate.of(2010 + random.nextInt(20), 1 + random.nextInt(12), 1)
                        .atStartOfDay(zone)
                        .toInstant();
        ZoneOffsetTransition jump = zone.getRules().nextTransition(day);
        Instant base = jump != null && random.nextBoolean() ? jump.getInstant() : day;
        return base.minus(Duration.ofMinutes(random.nextInt(2_000)));
    }

    private static boolean jumps(ZoneId zone, Instant from) {
        ZoneOffsetTransition jump = zone.getRules().nextTransition(from);
        return jump != null && jump.getInstant().isBefore(from.plus(SPAN));
    }

    private static String calendar(ZoneId zone, LocalDate around, Random random) {
        StringBuilder text =
                new StringBuilder("calendar: random\nschema: 1\nzone: " + zone + "\nhours:\n");
        for (String day : DAYS) {
            text.append("  ").append(day).append(": ").append(ranges(random)).append('\n');
        }
        text.append("holidays: {");
        TreeSet<LocalDate> days = new TreeSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            days.add(around.plusDays(random.nextInt(4)));
        }
        days.forEach(
                day ->
                        text.append(random.nextBoolean() ? day : day.toString().substring(5))
                                .append(": Day, "));
        text.append("}\nspecial: {");
        if (random.nextBoolean()) {
            text.append(around.plusDays(random.nextInt(4))).append(": ").append(ranges(random));
        }
        return text.append("}\n").toString();
    }

    /// Ranges that do not overlap; the last may be one of the night. Often near the small hours,
    /// when clocks jump.
    private static String ranges(Random random) {
        TreeSet<Integer> times = new TreeSet<>();
        int span = random.nextBoolean() ? 24 * 60 : 4 * 60;
        for (int i = 2 * random.nextInt(4); i > 0; i--) {
            times.add(random.nextInt(span));
        }
        List<Integer> ends = new ArrayList<>(times);
        if (ends.size() % 2 == 1) {
            ends.removeLast();
        }
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i + 1 < ends.size(); i += 2) {
            ranges.add(range(ends.get(i), ends.get(i + 1)));
        }
        boolean night = random.nextBoolean() && (ends.isEmpty() || ends.getLast() < 22 * 60);
        if (night) {
            ranges.add(range(22 * 60 + random.nextInt(120), random.nextInt(10 * 60)));
        }
        return ranges.toString();
    }

    private static String range(int from, int to) {
        return "\"" + new HourRange(from, to) + "\"";
    }
}
