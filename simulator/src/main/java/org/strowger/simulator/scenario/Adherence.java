package org.strowger.simulator.scenario;

import java.util.Optional;
import org.strowger.simulator.chance.Distribution;

/// How far agents keep to their shifts, lateness aside.
///
/// @param absent the chance, of each agent and day, that they do not come to the shifts that begin
///   on it
/// @param early by how much they leave before the end of a shift
/// @param breaks those that nobody planned
public record Adherence(
        double absent, Optional<Distribution> early, Optional<UnplannedBreaks> breaks) {
    /// All come, stay, and take the breaks that are planned.
    public static final Adherence FULL = new Adherence(0, Optional.empty(), Optional.empty());

    /// Breaks that come by chance while somebody works.
    ///
    /// @param every from the start of a shift to the first, and from the end of each to the next;
    ///   its mean is above zero
    /// @param lasting how long each takes
    /// @param reason as agents give it
    public record UnplannedBreaks(Distribution every, Distribution lasting, String reason) {}
}
