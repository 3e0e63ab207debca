package org.strowger.engine.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A skill a call asks for, at the least level that will do.
public record SkillNeed(String skill, int level) implements Comparable<SkillNeed> {
    /// The level of the best; the lowest is 1.
    public static final int MAX_LEVEL = 10;

    private static final Comparator<SkillNeed> BY_SKILL_THEN_LEVEL =
            Comparator.comparing(SkillNeed::skill).thenComparingInt(SkillNeed::level);

    public SkillNeed {
        Limits.level(skill, level);
    }

    @Override
    public int compareTo(SkillNeed other) {
        return BY_SKILL_THEN_LEVEL.compare(this, other);
    }

    /// One need for each skill, the highest asked for, ordered by skill: equal needs are equal
    /// lists.
    static List<SkillNeed> inOrder(List<SkillNeed> needs) {
        if (needs.size() > Limits.NEEDS) {
            throw new IllegalArgumentException(
                    "a call has at most "
                            + Limits.NEEDS
                            + " needs, but "
                            + needs.size()
                            + " were given");
        }
        SortedMap<String, Integer> levels = new TreeMap<>();
        needs.forEach(need -> levels.merge(need.skill(), need.level(), Math::max));
        List<SkillNeed> ordered = new ArrayList<>(levels.size());
        levels.forEach((skill, level) -> ordered.add(new SkillNeed(skill, level)));
        return List.copyOf(ordered);
    }
}
