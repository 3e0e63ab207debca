package org.strowger.engine.routing;

import java.util.OptionalInt;

/// What makes a waiting call of a queue more urgent than another, of this queue or of one that the
/// same agents serve.
///
/// There is one order for all waiting calls: first by tier, which only [Strict] queues use and
/// which is 0 elsewhere; then by points, which are what a minute of waiting is worth in a [Fifo]
/// queue; then by the time of entering the line; then by id.
public sealed interface CallOrder {
    /// The priority is the tier, and a minute is a point: no wait outweighs a higher priority.
    record Strict() implements CallOrder {}

    /// A minute is a point, and priority counts for nothing.
    record Fifo() implements CallOrder {}

    /// Points are the priority, and what waiting adds to it (accumulating priority: Kleinrock 1964;
    /// Stanford, Taylor and Ziedins 2014).
    ///
    /// @param milliPointsPerMinute thousandths of a point that a minute adds: 0 to 100,000
    /// @param cap the most points that waiting adds; empty for no limit
    record Accumulating(int milliPointsPerMinute, OptionalInt cap) implements CallOrder {
        public Accumulating {
            Limits.range("milliPointsPerMinute", milliPointsPerMinute, 0, 100_000);
            cap.ifPresent(points -> Limits.range("cap", points, 0, 1_000_000));
        }
    }

    /// Points are minus the minutes left until the call will have waited the queue's service
    /// target: earliest deadline first. Priority counts for nothing.
    record Deadline() implements CallOrder {}
}
