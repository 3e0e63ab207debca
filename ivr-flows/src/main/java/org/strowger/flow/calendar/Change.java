package org.strowger.flow.calendar;

import java.time.Instant;

/// An instant from which a calendar says something else than before.
///
/// @param opening what it says from then on
public record Change(Instant at, Opening opening) {}
