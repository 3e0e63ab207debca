package org.strowger.simulator.result;

import java.util.Optional;
import java.util.OptionalDouble;
import org.strowger.engine.routing.QueueId;

/// A figure of one scenario beside that of another.
///
/// @param queue absent: all together
/// @param key of the figure, as in [CallMeasure] and [AgentMeasure]
/// @param before of the first scenario
/// @param after of the second
/// @param change after less before, with its own 95 % interval
/// @param jointReach half the width of its interval when those of all compared figures are to hold
///   at once with 95 % (Bonferroni); absent for less than two days
/// @param chance the probability of a change as large as this, or larger, if there were none in
///   truth (Student's test of pairs); 0 where it follows from a record
/// @param jointChance the same when as many figures are looked at as here (Holm)
public record Difference(
        Optional<QueueId> queue,
        String key,
        Unit unit,
        Estimate before,
        Estimate after,
        Estimate change,
        OptionalDouble jointReach,
        double chance,
        double jointChance) {
    private static final double ERRORS_ALLOWED = 0.05;

    /// Whether it is more than chance: of all comparisons of scenarios between which there is no
    /// difference, at most 5 % say so of any figure.
    public boolean isSignificant() {
        return jointChance <= ERRORS_ALLOWED;
    }
}
