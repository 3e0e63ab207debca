package org.strowger.engine.routing;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// One of the steps in which a queue asks less and less of the agent for a call.
///
/// @param lasting how long a call stays in this step before it goes to the next; the time of
///   unanswered offers counts. The last step of a queue, and only that, lasts for ever.
/// @param need what the queue asks, beside what the call asks
/// @param drop skills of which the call's own need is no longer heard
/// @param lowered by how much the levels that the call asks for are lowered, down to 1
/// @param maxRank agents of a higher rank in the queue are not asked
/// @param skippedIfNobody a call leaves this step at once while nobody who is signed in, whatever
///   they do, meets what it asks
public record RoutingStep(
        Optional<Duration> lasting,
        SkillNeed need,
        SortedSet<String> drop,
        int lowered,
        int maxRank,
        boolean skippedIfNobody) {

    /// Asks what the call asks, for ever.
    public static final RoutingStep FOR_EVER =
            new RoutingStep(
                    Optional.empty(), SkillNeed.none(), new TreeSet<>(), 0, Limits.RANK, false);

    public RoutingStep {
        lasting.ifPresent(time -> Limits.positive("lasting", time));
        Limits.ownNeed(need);
        Limits.size("dropped skills", drop.size(), Limits.SKILLS);
        drop.forEach(skill -> Limits.text("skill", skill));
        Limits.range("lowered", lowered, 0, SkillNeed.MAX_LEVEL);
        Limits.range("maxRank", maxRank, 0, Limits.RANK);
        if (skippedIfNobody && lasting.isEmpty()) {
            throw new IllegalArgumentException("the last step cannot be skipped");
        }
        drop = Collections.unmodifiableSortedSet(new TreeSet<>(drop));
    }

    /// What a call with this need of its own asks in this step.
    public SkillNeed needOf(SkillNeed called) {
        return need.and(called.without(drop).lowered(lowered));
    }
}
