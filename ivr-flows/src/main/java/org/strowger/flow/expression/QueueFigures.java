package org.strowger.flow.expression;

import java.time.Duration;

/// What an expression may ask about a queue.
///
/// @param waiting calls in line
/// @param ready agents who could take a call now
/// @param expectedWait of a call that joined now
public record QueueFigures(int waiting, int ready, Duration expectedWait) {}
