package org.strowger.flow.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;

/// Opening hours from one time to another, as written for one day: `09:00-17:30`.
///
/// One that ends before it begins, such as `22:00-06:00`, runs into the next morning and still
/// belongs to the day it begins on.
///
/// @param from the first minute, counted from midnight
/// @param to the first minute after it, counted from midnight, 1440 for `24:00`
public record HourRange(int from, int to) {
    static final int MINUTES_OF_A_DAY = 24 * 60;

    public HourRange {
        if (from < 0 || from >= MINUTES_OF_A_DAY || to < 0 || to > MINUTES_OF_A_DAY || to == from) {
            throw new IllegalArgumentException("no range of hours: " + from + " to " + to);
        }
    }

    /// Whether it covers a minute of the day it belongs to.
    boolean covers(int minute) {
        return minute >= from && minute < until();
    }

    /// Whether it covers a minute of the day after.
    boolean coversOnTheMorrow(int minute) {
        return minute + MINUTES_OF_A_DAY < until();
    }

    boolean overlaps(HourRange other) {
        return from < other.until() && other.from < until();
    }

    /// When it begins, if it belongs to this day.
    public LocalDateTime beginOn(LocalDate day) {
        return day.atStartOfDay().plusMinutes(from);
    }

    /// When it ends, if it belongs to this day: on the next one, if it runs over midnight.
    public LocalDateTime endOf(LocalDate day) {
        return day.atStartOfDay().plusMinutes(until());
    }

    /// As it is written in a file.
    @Override
    public String toString() {
        return time(from) + "-" + time(to);
    }

    private static String time(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    private int until() {
        return to > from ? to : to + MINUTES_OF_A_DAY;
    }
}
