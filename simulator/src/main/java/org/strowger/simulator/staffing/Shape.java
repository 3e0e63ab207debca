package org.strowger.simulator.staffing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Staff;

/// Hours that an agent may be asked to work over the span: one shift, or one on each of its days.
///
/// @param name the hours as people write them
/// @param shifts at least one, in order of time
public record Shape(String name, List<Staff.Shift> shifts) {
    private static final String TIME = "([01][0-9]|2[0-3]):([0-5][0-9])";
    private static final Pattern HOURS = Pattern.compile(TIME + "-(" + TIME + "|24:00)");
    private static final double SECONDS_OF_AN_HOUR = 3_600;

    public Shape {
        shifts = List.copyOf(shifts);
    }

    /// What the shifts take of a person's time within the span, breaks included.
    public double hours(Span span) {
        double seconds = 0;
        for (Staff.Shift shift : shifts) {
            Instant from = later(shift.from(), span.from());
            Instant until = shift.until().isBefore(span.until()) ? shift.until() : span.until();
            seconds += Math.max(0, Duration.between(from, until).toSeconds());
        }
        return seconds / SECONDS_OF_AN_HOUR;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// Reads a shift on each day of the span, with its breaks: `08:00-16:30,12:00-12:30`. One that
    /// ends before it begins ends the next morning.
    ///
    /// @param pause what agents say of their breaks
    /// @throws IllegalArgumentException saying what was expected
    public static Shape read(String text, Span span, String pause) {
        String[] parts = text.split(",", -1);
        List<Staff.Shift> shifts = new ArrayList<>();
        LocalDate day = span.from().atZone(span.zone()).toLocalDate().minusDays(1);
        while (day.atStartOfDay(span.zone()).toInstant().isBefore(span.until())) {
            shift(parts, day, span, pause).ifPresent(shifts::add);
            day = day.plusDays(1);
        }
        if (shifts.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a shift within the span, but nothing of %s is".formatted(text));
        }
        return new Shape(text, shifts);
    }

    private static Optional<Staff.Shift> shift(
            String[] parts, LocalDate day, Span span, String pause) {
        Staff.Break hours = hours(parts[0], day, span, pause);
        List<Staff.Break> breaks = new ArrayList<>();
        Instant free = hours.from();
        for (int i = 1; i < parts.length; i++) {
            Staff.Break rest = hours(parts[i], day, span, pause);
            if (rest.from().isBefore(hours.from())) {
                rest = hours(parts[i], day.plusDays(1), span, pause);
            }
            if (rest.from().isBefore(free) || rest.until().isAfter(hours.until())) {
                throw new IllegalArgumentException(
                        "expected breaks within %s, in order, but found %s"
                                .formatted(parts[0], parts[i]));
            }
            free = rest.until();
            breaks.add(rest);
        }
        boolean isWithin =
                !hours.from().isBefore(span.from()) && hours.from().isBefore(span.until());
        return isWithin
                ? Optional.of(new Staff.Shift(hours.from(), hours.until(), breaks))
                : Optional.empty();
    }

    private static Staff.Break hours(String text, LocalDate day, Span span, String pause) {
        Matcher matcher = HOURS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected hours such as 08:00-16:30, but found '%s'".formatted(text));
        }
        ZonedDateTime from =
                ZonedDateTime.of(day, LocalTime.parse(text.substring(0, 5)), span.zone());
        LocalDate lastDay = day;
        LocalTime end = LocalTime.MIDNIGHT;
        if (matcher.group(3).equals("24:00")) {
            lastDay = day.plusDays(1);
        } else {
            end = LocalTime.parse(matcher.group(3));
            lastDay = end.isAfter(from.toLocalTime()) ? day : day.plusDays(1);
        }
        ZonedDateTime until = ZonedDateTime.of(lastDay, end, span.zone());
        return new Staff.Break(from.toInstant(), until.toInstant(), pause);
    }

    /// The hours that an agent of a scenario works, named by what people would write.
    static Shape of(List<Staff.Shift> shifts, Span span) {
        Staff.Shift first = shifts.getFirst();
        StringBuilder name = new StringBuilder(words(first.from(), first.until(), span));
        for (Staff.Break rest : first.breaks()) {
            name.append(',').append(words(rest.from(), rest.until(), span));
        }
        if (shifts.size() > 1) {
            name.append(" and %d more".formatted(shifts.size() - 1));
        }
        return new Shape(name.toString(), shifts);
    }

    private static String words(Instant from, Instant until, Span span) {
        Instant end = until.isBefore(span.until()) ? until : span.until();
        return time(later(from, span.from()), span) + "-" + time(end, span);
    }

    private static String time(Instant at, Span span) {
        LocalTime time = at.atZone(span.zone()).toLocalTime();
        return String.format(Locale.ROOT, "%02d:%02d", time.getHour(), time.getMinute());
    }
}
