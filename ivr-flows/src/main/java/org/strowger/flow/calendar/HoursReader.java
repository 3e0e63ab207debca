package org.strowger.flow.calendar;

import static org.strowger.yaml.Quoted.quoted;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.strowger.yaml.YamlValue;

/// Reads the week, the holidays and the special days of a calendar.
public final class HoursReader {
    static final int MOST_DATES = 400;
    static final int MOST_RANGES = 20;

    private static final Pattern YEARLY = Pattern.compile("[0-9]{2}-[0-9]{2}");
    private static final Pattern DATE = Pattern.compile("2[0-9]{3}-[0-9]{2}-[0-9]{2}");
    private static final String RANGE = "hours such as \"09:00-17:30\", or \"22:00-06:00\"";
    private static final Pattern RANGE_FORM =
            Pattern.compile(
                    "([01][0-9]|2[0-3]):([0-5][0-9])-(?:(2[0-3]|[01][0-9]):([0-5][0-9])|24:00)");
    private static final Pattern NAME_FORM = Pattern.compile("\\S(.{0,98}\\S)?");

    private HoursReader() {}

    static WallHours read(YamlValue week, YamlValue holidays, YamlValue special) {
        SortedMap<LocalDate, String> dated = new TreeMap<>();
        SortedMap<MonthDay, String> yearly = new TreeMap<>();
        readHolidays(holidays, dated, yearly);
        return new WallHours(week(week), dated, yearly, special(special));
    }

    private static SortedMap<DayOfWeek, List<HourRange>> week(YamlValue week) {
        SortedMap<DayOfWeek, List<HourRange>> hours = new TreeMap<>();
        SortedMap<DayOfWeek, String> givenBy = new TreeMap<>();
        week.map()
                .entries()
                .forEach(
                        (key, value) -> {
                            List<HourRange> ranges = ranges(value);
                            for (DayOfWeek day : WeekdayKey.days(key, value)) {
                                refuseSecond(day, value, givenBy.putIfAbsent(day, key));
                                hours.putIfAbsent(day, ranges);
                            }
                        });
        return hours;
    }

    private static void refuseSecond(DayOfWeek day, YamlValue value, @Nullable String givenBy) {
        if (givenBy != null) {
            value.refuseKey(
                    quoted(WeekdayKey.name(day)) + " is already given by " + quoted(givenBy));
        }
    }

    private static void readHolidays(
            YamlValue holidays,
            SortedMap<LocalDate, String> dated,
            SortedMap<MonthDay, String> yearly) {
        dates(holidays, "holidays")
                .forEach(
                        (key, value) -> {
                            Optional<String> name =
                                    value.text(
                                            NAME_FORM,
                                            "the holiday's name, at most 100 characters");
                            if (YEARLY.matcher(key).matches()) {
                                date(key, value, k -> MonthDay.parse("--" + k))
                                        .ifPresent(day -> yearly.put(day, name.orElse("")));
                            } else {
                                dated(key, value, "2026-12-25, or 12-25 for every year")
                                        .ifPresent(day -> dated.put(day, name.orElse("")));
                            }
                        });
    }

    private static SortedMap<LocalDate, List<HourRange>> special(YamlValue special) {
        SortedMap<LocalDate, List<HourRange>> hours = new TreeMap<>();
        dates(special, "special days")
                .forEach(
                        (key, value) -> {
                            List<HourRange> ranges = ranges(value);
                            dated(key, value, "2026-12-24")
                                    .ifPresent(day -> hours.put(day, ranges));
                        });
        return hours;
    }

    private static SequencedMap<String, YamlValue> dates(YamlValue value, String what) {
        SequencedMap<String, YamlValue> entries = value.map().entries();
        if (entries.size() > MOST_DATES) {
            value.refuseKey("more than " + MOST_DATES + " " + what);
            return new LinkedHashMap<>();
        }
        return entries;
    }

    private static Optional<LocalDate> dated(String key, YamlValue value, String example) {
        if (!DATE.matcher(key).matches()) {
            value.refuseKey("expects a date such as " + example + ", found " + quoted(key));
            return Optional.empty();
        }
        return date(key, value, LocalDate::parse);
    }

    private static <D> Optional<D> date(String key, YamlValue value, Function<String, D> parse) {
        try {
            return Optional.of(parse.apply(key));
        } catch (DateTimeException wrong) {
            value.refuseKey("there is no such day as " + quoted(key));
            return Optional.empty();
        }
    }

    private static List<HourRange> ranges(YamlValue value) {
        List<YamlValue> items = value.list();
        if (items.size() > MOST_RANGES) {
            value.refuse("more than " + MOST_RANGES + " ranges of hours in a day");
            return List.of();
        }
        List<HourRange> ranges = new ArrayList<>();
        for (YamlValue item : items) {
            range(item, ", for none []")
                    .ifPresent(
                            range -> {
                                refuseOverlap(range, ranges, item);
                                ranges.add(range);
                            });
        }
        return List.copyOf(ranges);
    }

    private static void refuseOverlap(HourRange range, List<HourRange> earlier, YamlValue item) {
        earlier.stream()
                .filter(range::overlaps)
                .findFirst()
                .ifPresent(
                        other ->
                                item.refuse(
                                        "'" + range + "' overlaps '" + other + "' of this day"));
    }

    /// One range, such as `09:00-17:30`; empty, and refused, when it is none.
    public static Optional<HourRange> range(YamlValue value) {
        return range(value, "");
    }

    private static Optional<HourRange> range(YamlValue value, String orNone) {
        return value.text(RANGE_FORM, RANGE).flatMap(text -> range(text, value, orNone));
    }

    private static Optional<HourRange> range(String text, YamlValue item, String orNone) {
        Matcher parts = RANGE_FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        int from = minutes(parts.group(1), parts.group(2));
        int to =
                parts.group(3) == null
                        ? HourRange.MINUTES_OF_A_DAY
                        : minutes(parts.group(3), parts.group(4));
        if (from == to) {
            item.refuse(
                    quoted(text) + " is empty; for the whole day write \"00:00-24:00\"" + orNone);
            return Optional.empty();
        }
        return Optional.of(new HourRange(from, to));
    }

    private static int minutes(String hours, String minutes) {
        return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
    }
}
