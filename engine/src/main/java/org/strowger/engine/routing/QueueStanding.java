package org.strowger.engine.routing;

import java.time.Instant;
import java.util.Optional;

/// How a queue stands at a moment.
///
/// @param waiting calls in line, those in an offer and kept places included
/// @param ready agents who could take a call that asks nothing but what the queue itself asks, in
///   whichever of its steps
/// @param longestSince since when the call waits that has waited for longest
public record QueueStanding(int waiting, int ready, Optional<Instant> longestSince) {}
