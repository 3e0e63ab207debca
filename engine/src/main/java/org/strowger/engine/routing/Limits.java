package org.strowger.engine.routing;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The sizes that names, skills and times may have, so that no state and no event can grow without
/// end.
final class Limits {
    static final int TEXT = 200;
    static final int SKILLS = 256;
    static final int NEEDS = 32;
    static final Duration LONGEST = Duration.ofDays(1);

    private Limits() {}

    static void text(String what, String value) {
        if (value.isEmpty() || value.length() > TEXT) {
            throw new IllegalArgumentException(
                    what + " must have 1 to " + TEXT + " characters, but has " + value.length());
        }
    }

    static void level(String skill, int level) {
        text("skill", skill);
        if (level < 1 || level > SkillNeed.MAX_LEVEL) {
            throw new IllegalArgumentException(
                    "level of skill "
                            + skill
                            + " must be 1 to "
                            + SkillNeed.MAX_LEVEL
                            + ", but is "
                            + level);
        }
    }

    static void duration(String what, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    what + " must be 0 to " + LONGEST + ", but is " + value);
        }
    }

    static SortedMap<String, Integer> skills(SortedMap<String, Integer> skills) {
        if (skills.size() > SKILLS) {
            throw new IllegalArgumentException(
                    "an agent has at most "
                            + SKILLS
                            + " skills, but "
                            + skills.size()
                            + " were given");
        }
        skills.forEach(Limits::level);
        return Collections.unmodifiableSortedMap(new TreeMap<>(skills));
    }
}
