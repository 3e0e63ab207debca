package org.strowger.simulator.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Staff;

/// What is known of a day that was: who called and what became of it, who worked when, and how long
/// things took.
///
/// @param span what the record has of the time that was asked for
/// @param policy in force when it began
/// @param staff who worked, by id; a pause, and a call that came from no queue, are breaks
/// @param stays of callers in line, in order of their coming
/// @param talks how long they lasted, in seconds, by queue
/// @param wrapUps how long after-call work took, in seconds, by queue, or [#ALL_THERE_IS]; nothing
///   where it was not recorded
/// @param rings how long telephones rang that were answered, in seconds
/// @param refused how many offers were turned down
/// @param missed how many offers were not answered
/// @param gaps what of the time that was asked for the record does not have, in sentences
/// @param notes what is not played again, in sentences: the gaps, and what happened
record RecordedDay(
        Span span,
        RoutingPolicy policy,
        List<Staff> staff,
        List<Stay> stays,
        SortedMap<QueueId, List<Double>> talks,
        SortedMap<QueueId, List<Double>> wrapUps,
        List<Double> rings,
        long refused,
        long missed,
        List<String> gaps,
        List<String> notes) {
    /// After-call work that took all the time there was for it, in seconds: longer than any.
    static final double ALL_THERE_IS = 1e9;

    RecordedDay {
        staff = List.copyOf(staff);
        stays = List.copyOf(stays);
        rings = List.copyOf(rings);
        gaps = List.copyOf(gaps);
        notes = List.copyOf(notes);
    }

    /// One call in line.
    ///
    /// @param at when it came
    /// @param waited in seconds, until `end`
    /// @param talk how long it took, in seconds, if it was answered and over in the record
    record Stay(
            Instant at,
            QueueId queue,
            int priority,
            SkillNeed need,
            Optional<AgentId> preferred,
            double waited,
            End end,
            Optional<Double> talk) {}

    /// How a stay in line ended.
    enum End {
        /// An agent took it: the caller would have waited longer.
        ANSWERED,
        /// The caller hung up.
        GAVE_UP,
        /// The caller chose something else: a message, another menu.
        CHOSE_TO_LEAVE,
        /// Its flow took it out of line, as it would again.
        SENT_ON,
        /// A rule, a fault or the end of the record cut it short: the caller would have waited
        /// longer.
        CUT,
        /// The caller's place was kept: it waits as long as it takes.
        KEPT
    }
}
