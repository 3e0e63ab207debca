package org.strowger.flow.calendar;

/// What a calendar says of one instant.
public enum Opening {
    OPEN,
    /// Closed on a day that is no holiday.
    CLOSED,
    /// Closed on a day that is a holiday.
    HOLIDAY
}
