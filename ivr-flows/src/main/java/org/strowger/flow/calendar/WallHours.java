package org.strowger.flow.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Opening hours as the clock on the wall and the calendar beside it tell them, in no time zone.
///
/// A day has the hours of one rule only: those of its special opening, else none on a holiday, else
/// those of its weekday. A night range is the business of the day it begins on: it goes on into a
/// holiday or special day, and the night that a holiday would have begun falls out.
///
/// @param holidays of one year, which name the day before those of every year do
record WallHours(
        SortedMap<DayOfWeek, List<HourRange>> week,
        SortedMap<LocalDate, String> holidays,
        SortedMap<MonthDay, String> yearlyHolidays,
        SortedMap<LocalDate, List<HourRange>> special) {

    WallHours {
        week = Collections.unmodifiableSortedMap(new TreeMap<>(week));
        holidays = Collections.unmodifiableSortedMap(new TreeMap<>(holidays));
        yearlyHolidays = Collections.unmodifiableSortedMap(new TreeMap<>(yearlyHolidays));
        special = Collections.unmodifiableSortedMap(new TreeMap<>(special));
    }

    Opening at(LocalDateTime wall) {
        LocalDate day = wall.toLocalDate();
        if (isOpen(day, wall.get(ChronoField.MINUTE_OF_DAY))) {
            return Opening.OPEN;
        }
        return holiday(day).isPresent() ? Opening.HOLIDAY : Opening.CLOSED;
    }

    /// The day's name, open or not.
    Optional<String> holiday(LocalDate day) {
        @Nullable String name = holidays.get(day);
        return Optional.ofNullable(name != null ? name : yearlyHolidays.get(MonthDay.from(day)));
    }

    /// All times at which something may begin or end by a day's own rule, its midnight first; those
    /// of its night ranges lie on the next day.
    List<LocalDateTime> seamsOf(LocalDate day) {
        List<LocalDateTime> seams = new ArrayList<>();
        seams.add(day.atStartOfDay());
        for (HourRange range : hoursOf(day)) {
            seams.add(range.beginOn(day));
            seams.add(range.endOf(day));
        }
        return seams;
    }

    private boolean isOpen(LocalDate day, int minute) {
        return hoursOf(day).stream().anyMatch(range -> range.covers(minute))
                || hoursOf(day.minusDays(1)).stream()
                        .anyMatch(range -> range.coversOnTheMorrow(minute));
    }

    private List<HourRange> hoursOf(LocalDate day) {
        @Nullable List<HourRange> ownHours = special.get(day);
        if (ownHours != null) {
            return ownHours;
        }
        return holiday(day).isPresent()
                ? List.of()
                : week.getOrDefault(day.getDayOfWeek(), List.of());
    }
}
