package org.strowger.engine.routing;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What routing knows of an agent: agents with equal profiles are told apart by what they do and
/// did only.
///
/// @param skills the level of each skill, 1 to 10; a skill that is not here is at level 0
/// @param ranks the agent's rank in queues, 0 to 1000: agents of a lower rank are offered a queue's
///   calls first (app_queue calls it penalty). In a queue that is not here it is 0.
/// @param units how much the agent can work on at once, 1 to 1000; what a contact takes of it is
///   the queue's [QueuePolicy#work]
/// @param limits how many contacts of a channel the agent may have at once, where that is less than
///   the units allow
/// @param weight how often, against others, the agent is drawn where agents are drawn by lot: 1 to
///   1000
/// @param wrapUp time for after-call work, in place of the queues' own
public record RoutingProfile(
        SortedMap<String, Integer> skills,
        SortedMap<QueueId, Integer> ranks,
        int units,
        SortedMap<String, Integer> limits,
        int weight,
        Optional<Duration> wrapUp)
        implements Comparable<RoutingProfile> {

    private static final Comparator<RoutingProfile> IN_ORDER =
            Comparator.comparing(RoutingProfile::skills, Orders::compareMaps)
                    .thenComparing(RoutingProfile::ranks, Orders::compareMaps)
                    .thenComparingInt(RoutingProfile::units)
                    .thenComparing(RoutingProfile::limits, Orders::compareMaps)
                    .thenComparingInt(RoutingProfile::weight)
                    .thenComparing(profile -> profile.wrapUp().orElse(Duration.ofNanos(-1)));

    public RoutingProfile {
        Limits.size("an agent's skills", skills.size(), Limits.SKILLS);
        skills.forEach(
                (skill, level) -> {
                    Limits.text("skill", skill);
                    Limits.range("level of skill " + skill, level, 1, SkillNeed.MAX_LEVEL);
                });
        Limits.size("an agent's ranks", ranks.size(), Limits.QUEUES);
        ranks.forEach((queue, rank) -> Limits.range("rank in " + queue, rank, 0, Limits.RANK));
        Limits.range("units", units, 1, Limits.UNITS);
        Limits.size("an agent's limits", limits.size(), Limits.CHANNELS);
        limits.forEach(
                (channel, limit) -> {
                    Limits.text("channel", channel);
                    Limits.range("limit of " + channel, limit, 0, Limits.UNITS);
                });
        Limits.range("weight", weight, 1, Limits.WEIGHT);
        wrapUp.ifPresent(time -> Limits.duration("wrapUp", time));
        skills = Collections.unmodifiableSortedMap(new TreeMap<>(skills));
        ranks = Collections.unmodifiableSortedMap(new TreeMap<>(ranks));
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    }

    /// An agent with these skills, of rank 0 everywhere, who works on one contact at a time.
    public static RoutingProfile of(SortedMap<String, Integer> skills) {
        return new RoutingProfile(skills, new TreeMap<>(), 1, new TreeMap<>(), 1, Optional.empty());
    }

    public int rankIn(QueueId queue) {
        return ranks.getOrDefault(queue, 0);
    }

    @Override
    public int compareTo(RoutingProfile other) {
        return this == other ? 0 : IN_ORDER.compare(this, other);
    }
}
