package org.strowger.simulator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// The time that is simulated. It begins with nobody in line; no call comes at or after its end,
/// and those that are in then are seen through.
///
/// @param from first instant
/// @param until no call comes from here on
/// @param zone of the centre, for times of day
/// @param warmUp what begins within this time from the start counts in no figure
/// @param interval the length of the intervals that figures are also told for; 5 min to 1 day
public record Span(Instant from, Instant until, ZoneId zone, Duration warmUp, Duration interval) {}
