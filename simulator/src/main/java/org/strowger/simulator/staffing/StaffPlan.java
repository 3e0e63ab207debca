package org.strowger.simulator.staffing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.strowger.simulator.result.Estimate;
import org.strowger.simulator.result.Verdict;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Staff;

/// What a search for the least staff came to.
///
/// @param outcome how it ended
/// @param staff who works when; of a search without success the best that was tried
/// @param hours of all their shifts, breaks included
/// @param needed by group and shape
/// @param groups in the order of the scenario
/// @param present by group, how many are there in each interval, on average over it
/// @param verdicts of the targets, on fresh days that no decision of the search has seen; none when
///   it was stopped before
/// @param turnedAway the share of calls that were turned away on those days
/// @param worst the interval with the lowest service level on those days, all queues together
/// @param checkedDays how many fresh days
/// @param trials how many schedules were tried
/// @param hoursAsItIs the hours of the scenario's own shifts
public record StaffPlan(
        Outcome outcome,
        Span span,
        List<Staff> staff,
        double hours,
        List<Needed> needed,
        List<Group> groups,
        List<List<Double>> present,
        List<Verdict> verdicts,
        Optional<Estimate> turnedAway,
        Optional<Worst> worst,
        int checkedDays,
        int trials,
        double hoursAsItIs) {
    public StaffPlan {
        staff = List.copyOf(staff);
        needed = List.copyOf(needed);
        groups = List.copyOf(groups);
        present = List.copyOf(present);
        verdicts = List.copyOf(verdicts);
    }

    /// How a search ends.
    public enum Outcome {
        /// The targets are met, and no step that was tried leads to fewer hours.
        FOUND,
        /// The targets are met, but the search ended before it had tried every step; if it was
        /// stopped, no fresh days say so.
        FOUND_SO_FAR,
        /// Nobody more may be had, or nobody more helps, and still targets are missed.
        CANNOT_BE_MET,
        /// The search met the targets on its own days, but fresh days miss some.
        NOT_ON_FRESH_DAYS,
        /// The search was over before any schedule met the targets.
        NOTHING_YET
    }

    /// How many of a group work a shape.
    public record Needed(Group group, Shape shape, int count) {}

    /// An interval with a low service level.
    public record Worst(Instant from, Estimate level) {}

    /// Whether the targets are met on fresh days.
    public boolean isMet() {
        return checkedDays > 0 && (outcome == Outcome.FOUND || outcome == Outcome.FOUND_SO_FAR);
    }
}
