package org.strowger.engine.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a call asks of an agent's skills: levels of skills, joined by and, or and not.
///
/// A language is a skill. An agent without a skill has it at level 0, so "not" needs no form of its
/// own: not "billing at 3 or more" is "billing at 0 to 2". Needs are kept in one normal form, so
/// that equal needs that were written differently are equal: conjunctions hold alternatives and
/// levels, alternatives hold conjunctions and levels, each in order and without doubles.
public sealed interface SkillNeed extends Comparable<SkillNeed> {
    /// The level of the best; the lowest is 1, and 0 is not having the skill.
    int MAX_LEVEL = 10;

    /// The level of one skill.
    ///
    /// @param atLeast 0 to 10
    /// @param atMost at least `atLeast`, at most 10
    record Level(String skill, int atLeast, int atMost) implements SkillNeed {
        private static final Comparator<Level> IN_ORDER =
                Comparator.comparing(Level::skill)
                        .thenComparingInt(Level::atLeast)
                        .thenComparingInt(Level::atMost);

        public Level {
            Limits.text("skill", skill);
            if (atLeast < 0 || atMost > MAX_LEVEL || atLeast > atMost) {
                throw new IllegalArgumentException(
                        "levels of skill %s must be a range within 0 to %d, but are %d to %d"
                                .formatted(skill, MAX_LEVEL, atLeast, atMost));
            }
        }

        private boolean isMet(int level) {
            return atLeast <= level && level <= atMost;
        }

        private boolean asksNothing() {
            return atLeast == 0 && atMost == MAX_LEVEL;
        }
    }

    /// All of several needs; made by [SkillNeed#all].
    record All(List<SkillNeed> needs) implements SkillNeed {
        private static final All NONE = new All(List.of());

        public All {
            needs = List.copyOf(needs);
            Limits.jointNeeds(needs);
        }
    }

    /// At least one of several needs; made by [SkillNeed#any].
    record Any(List<SkillNeed> needs) implements SkillNeed {
        public Any {
            needs = List.copyOf(needs);
            Limits.jointNeeds(needs);
            if (needs.size() < 2) {
                throw new IllegalArgumentException("an alternative needs two needs or more");
            }
        }
    }

    /// Asks for nothing: every agent will do.
    static SkillNeed none() {
        return All.NONE;
    }

    /// A skill at a level or better.
    static SkillNeed atLeast(String skill, int level) {
        return within(skill, level, MAX_LEVEL);
    }

    /// A skill at a level within a range.
    static SkillNeed within(String skill, int atLeast, int atMost) {
        Level level = new Level(skill, atLeast, atMost);
        return level.asksNothing() ? none() : level;
    }

    /// All skills at their levels or better.
    static SkillNeed atLeast(SortedMap<String, Integer> levels) {
        List<SkillNeed> needs = new ArrayList<>();
        levels.forEach((skill, level) -> needs.add(atLeast(skill, level)));
        return all(needs);
    }

    /// All of these needs. Levels of the same skill become one; where an agent cannot have it, two:
    /// the least and the most that are asked.
    static SkillNeed all(List<SkillNeed> needs) {
        SkillNeed all = conjunction(needs);
        if (all instanceof All(var parts)) {
            Limits.needs(parts);
        }
        return all;
    }

    /// This need and another: what a call asks and what its queue asks beside. The limits of size
    /// hold for each of the two.
    default SkillNeed and(SkillNeed other) {
        return conjunction(List.of(this, other));
    }

    private static SkillNeed conjunction(List<SkillNeed> needs) {
        SortedSet<SkillNeed> parts = new TreeSet<>();
        SortedMap<String, Integer> least = new TreeMap<>();
        SortedMap<String, Integer> most = new TreeMap<>();
        for (SkillNeed need : needs) {
            for (SkillNeed part : need instanceof All(var inner) ? inner : List.of(need)) {
                if (part instanceof Level(var skill, var from, var to)) {
                    least.merge(skill, from, Math::max);
                    most.merge(skill, to, Math::min);
                } else {
                    parts.add(part);
                }
            }
        }
        least.forEach(
                (skill, from) -> {
                    int to = most.getOrDefault(skill, MAX_LEVEL);
                    if (from <= to) {
                        parts.add(new Level(skill, from, to));
                    } else {
                        parts.add(new Level(skill, 0, to));
                        parts.add(new Level(skill, from, MAX_LEVEL));
                    }
                });
        return parts.size() == 1 ? parts.first() : new All(List.copyOf(parts));
    }

    /// At least one of these needs.
    ///
    /// @throws IllegalArgumentException if there are none
    static SkillNeed any(List<SkillNeed> needs) {
        SortedSet<SkillNeed> parts = new TreeSet<>();
        for (SkillNeed need : needs) {
            parts.addAll(need instanceof Any(var inner) ? inner : List.of(need));
        }
        if (parts.contains(none())) {
            return none();
        }
        Limits.needs(List.copyOf(parts));
        return parts.size() == 1 ? parts.first() : new Any(List.copyOf(parts));
    }

    /// The contrary of a need.
    ///
    /// @throws IllegalArgumentException if the need asks nothing: nobody could meet its contrary
    static SkillNeed not(SkillNeed need) {
        return switch (need) {
            case Level(var skill, var from, var to) -> outside(skill, from, to);
            case Any(var needs) -> all(needs.stream().map(SkillNeed::not).toList());
            case All(var needs) -> any(needs.stream().map(SkillNeed::not).toList());
        };
    }

    private static SkillNeed outside(String skill, int from, int to) {
        List<SkillNeed> ranges = new ArrayList<>();
        if (from > 0) {
            ranges.add(within(skill, 0, from - 1));
        }
        if (to < MAX_LEVEL) {
            ranges.add(within(skill, to + 1, MAX_LEVEL));
        }
        return any(ranges);
    }

    /// Whether an agent with these skills will do.
    default boolean isMetBy(SortedMap<String, Integer> skills) {
        return switch (this) {
            case Level level -> level.isMet(skills.getOrDefault(level.skill(), 0));
            case All(var needs) -> {
                for (SkillNeed need : needs) {
                    if (!need.isMetBy(skills)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Any(var needs) -> {
                for (SkillNeed need : needs) {
                    if (need.isMetBy(skills)) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }

    /// The first level, in the need's own order, that an agent with these skills lacks; of
    /// alternatives none of which is met, the first one's. Empty if the need is met.
    default Optional<Level> firstUnmet(SortedMap<String, Integer> skills) {
        return switch (this) {
            case Level level ->
                    level.isMet(skills.getOrDefault(level.skill(), 0))
                            ? Optional.empty()
                            : Optional.of(level);
            case All(var needs) ->
                    needs.stream().flatMap(need -> need.firstUnmet(skills).stream()).findFirst();
            case Any(var needs) ->
                    isMetBy(skills) ? Optional.empty() : needs.getFirst().firstUnmet(skills);
        };
    }

    /// How good an agent is at what is asked: the sum of their levels of the skills that the need
    /// wants at any level above 0, each counted once.
    default int match(SortedMap<String, Integer> skills) {
        SortedSet<String> wanted = new TreeSet<>();
        collectWanted(this, wanted);
        return wanted.stream().mapToInt(skill -> skills.getOrDefault(skill, 0)).sum();
    }

    private static void collectWanted(SkillNeed need, SortedSet<String> wanted) {
        switch (need) {
            case Level level -> {
                if (level.atLeast() > 0) {
                    wanted.add(level.skill());
                }
            }
            case All(var needs) -> needs.forEach(part -> collectWanted(part, wanted));
            case Any(var needs) -> needs.forEach(part -> collectWanted(part, wanted));
        }
    }

    /// The same need without what it says of these skills.
    default SkillNeed without(SortedSet<String> dropped) {
        if (dropped.isEmpty()) {
            return this;
        }
        return switch (this) {
            case Level level -> dropped.contains(level.skill()) ? none() : level;
            case All(var needs) -> all(needs.stream().map(n -> n.without(dropped)).toList());
            case Any(var needs) -> any(needs.stream().map(n -> n.without(dropped)).toList());
        };
    }

    /// The same need with every least level lower, down to 1; levels that are limits from above
    /// stay.
    default SkillNeed lowered(int by) {
        if (by == 0) {
            return this;
        }
        return switch (this) {
            case Level(var skill, var from, var to) ->
                    from == 0 ? this : new Level(skill, Math.max(1, from - by), to);
            case All(var needs) -> all(needs.stream().map(need -> need.lowered(by)).toList());
            case Any(var needs) -> any(needs.stream().map(need -> need.lowered(by)).toList());
        };
    }

    /// The skills that the need speaks of.
    default SortedSet<String> skills() {
        SortedSet<String> skills = new TreeSet<>();
        switch (this) {
            case Level level -> skills.add(level.skill());
            case All(var needs) -> needs.forEach(need -> skills.addAll(need.skills()));
            case Any(var needs) -> needs.forEach(need -> skills.addAll(need.skills()));
        }
        return skills;
    }

    /// Levels first, by skill and range; then conjunctions, then alternatives, by their parts.
    @Override
    default int compareTo(SkillNeed other) {
        return switch (this) {
            case Level level ->
                    other instanceof Level that ? Level.IN_ORDER.compare(level, that) : -1;
            case All(var needs) ->
                    switch (other) {
                        case Level _ -> 1;
                        case All(var others) -> Orders.compareLists(needs, others);
                        case Any _ -> -1;
                    };
            case Any(var needs) ->
                    other instanceof Any(var others) ? Orders.compareLists(needs, others) : 1;
        };
    }
}
