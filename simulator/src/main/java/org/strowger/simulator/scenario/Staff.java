package org.strowger.simulator.scenario;

import java.time.Instant;
import java.util.List;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingProfile;

/// An agent and the hours they work.
///
/// @param shifts at least one, in order of time, none overlapping; none begins before the span, but
///   the last may end after it
public record Staff(AgentId agent, RoutingProfile profile, List<Shift> shifts) {
    public Staff {
        shifts = List.copyOf(shifts);
    }

    /// From signing in to signing out. Who talks at the end finishes first.
    ///
    /// @param breaks within the shift, in order, none overlapping; one that begins in a talk begins
    ///   after it, and ends when it was to end
    public record Shift(Instant from, Instant until, List<Break> breaks) {
        public Shift {
            breaks = List.copyOf(breaks);
        }
    }

    /// A pause that is planned.
    ///
    /// @param reason as agents give it
    public record Break(Instant from, Instant until, String reason) {}
}
