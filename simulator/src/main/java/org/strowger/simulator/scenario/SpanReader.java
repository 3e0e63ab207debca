package org.strowger.simulator.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.strowger.flow.calendar.HourRange;
import org.strowger.flow.calendar.HoursReader;
import org.strowger.flow.calendar.ZoneReader;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads which time is simulated.
final class SpanReader {
    static final int MOST_DAYS = 366;

    private static final Pattern DATE =
            Pattern.compile("2(?:0[0-9]|1[0-8])[0-9]-[0-9]{2}-[0-9]{2}");
    private static final LocalDate ANY_DAY = LocalDate.of(2000, 1, 1);
    private static final HourRange WHOLE_DAY = new HourRange(0, 24 * 60);
    private static final Duration A_DAY = Duration.ofHours(24);

    private SpanReader() {}

    static WallClock read(YamlMap root) {
        Optional<ZoneId> zone = ZoneReader.read(root.required("zone"));
        Optional<LocalDate> day = day(root.required("day"));
        int days = root.optional("days").integer(1, MOST_DAYS).orElse(1);
        YamlValue said = root.optional("hours");
        Optional<HourRange> hours = HoursReader.range(said);
        boolean isKnown =
                zone.isPresent() && day.isPresent() && (hours.isPresent() || !said.isPresent());
        WallClock clock =
                clock(
                        zone.orElse(ZoneOffset.UTC),
                        day.orElse(ANY_DAY),
                        days,
                        hours.orElse(WHOLE_DAY),
                        isKnown);
        YamlValue warmUp = root.optional("warm_up");
        Duration warm = warmUp.duration(Duration.ZERO, A_DAY).orElse(Duration.ZERO);
        Duration interval =
                root.optional("interval")
                        .duration(Duration.ofMinutes(5), A_DAY)
                        .orElse(Duration.ofMinutes(30));
        Span span = clock.span();
        if (!span.from().isBefore(span.until())) {
            said.refuse("the clock skips these hours on " + clock.firstDay());
            return clock(ZoneOffset.UTC, ANY_DAY, 1, WHOLE_DAY, false);
        }
        if (isKnown && !span.from().plus(warm).isBefore(span.until())) {
            warmUp.refuse(
                    "nothing is left after the warm-up: the span lasts "
                            + Duration.between(span.from(), span.until()).toMinutes()
                            + " minutes");
        }
        return new WallClock(
                new Span(span.from(), span.until(), span.zone(), warm, interval),
                clock.firstDay(),
                days,
                isKnown);
    }

    private static WallClock clock(
            ZoneId zone, LocalDate day, int days, HourRange hours, boolean isKnown) {
        LocalDateTime begin = hours.beginOn(day);
        LocalDateTime end = hours.endOf(day.plusDays(days - 1L));
        Instant from = WallClock.instant(begin, zone);
        Instant until = WallClock.instant(end, zone);
        return new WallClock(
                new Span(from, until, zone, Duration.ZERO, Duration.ofMinutes(30)),
                day,
                days,
                isKnown);
    }

    private static Optional<LocalDate> day(YamlValue value) {
        return value.text(DATE, "a date such as 2026-11-10, of the years 2000 to 2189")
                .flatMap(
                        text -> {
                            try {
                                return Optional.of(LocalDate.parse(text));
                            } catch (DateTimeException e) {
                                value.refuse("there is no such day as " + quoted(text));
                                return Optional.empty();
                            }
                        });
    }
}
