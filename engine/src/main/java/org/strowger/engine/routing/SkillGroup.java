package org.strowger.engine.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The agents who have equal profiles.
final class SkillGroup {
    final RoutingProfile profile;
    final int slot;

    /// One for each load that some of them have or had.
    final List<Pool> pools = new ArrayList<>();

    /// Whether its agents are of those whom a queue's callers may wait for, once somebody has
    /// asked; forgotten with every policy.
    final Map<Line, Boolean> staffs = new HashMap<>();

    int size;

    /// How many are neither paused nor about to be, nor about to leave.
    int present;

    /// Its place in the order of profiles.
    int ordinal;

    SkillGroup(RoutingProfile profile, int slot) {
        this.profile = profile;
        this.slot = slot;
    }

    /// Whether its agents could take calls that ask this, were they free.
    boolean qualifies(QueueId queue, SkillNeed need, int maxRank) {
        return profile.rankIn(queue) <= maxRank && need.isMetBy(profile.skills());
    }
}
