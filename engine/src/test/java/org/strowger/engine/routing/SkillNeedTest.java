package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What needs mean, and that equal ones are equal however they were written.
final class SkillNeedTest {
    private static final SkillNeed FRENCH = SkillNeed.atLeast("french", 3);
    private static final SkillNeed GERMAN = SkillNeed.atLeast("german", 2);
    private static final SkillNeed BILLING = SkillNeed.atLeast("billing", 1);

    /// A need and, said independently of it, who meets it.
    private record Meaning(SkillNeed need, Predicate<SortedMap<String, Integer>> isMetBy) {}

    @Test
    void orderAndDoublesInWritingCountForNothing() {
        assertEquals(
                SkillNeed.all(List.of(FRENCH, GERMAN, BILLING)),
                SkillNeed.all(List.of(BILLING, SkillNeed.all(List.of(GERMAN, FRENCH, GERMAN)))));
        assertEquals(
                SkillNeed.any(List.of(FRENCH, GERMAN, BILLING)),
                SkillNeed.any(List.of(SkillNeed.any(List.of(BILLING, GERMAN)), FRENCH, FRENCH)));
        assertEquals(FRENCH, SkillNeed.all(List.of(FRENCH, SkillNeed.none())));
        assertEquals(FRENCH, SkillNeed.any(List.of(FRENCH, FRENCH)));
        assertEquals(SkillNeed.none(), SkillNeed.any(List.of(FRENCH, SkillNeed.none())));
        assertEquals(SkillNeed.none(), SkillNeed.atLeast("french", 0));
    }

    @Test
    void levelsOfOneSkillBecomeOne() {
        assertEquals(
                SkillNeed.within("french", 3, 6),
                SkillNeed.all(List.of(FRENCH, SkillNeed.within("french", 0, 6))));
        assertEquals(
                SkillNeed.atLeast("french", 5),
                SkillNeed.all(List.of(FRENCH, SkillNeed.atLeast("french", 5))));
    }

    @Test
    void levelsThatNobodyCanHaveAreTheSameInEveryOrder() {
        List<SkillNeed> levels =
                new ArrayList<>(
                        List.of(
                                SkillNeed.within("french", 0, 2),
                                SkillNeed.within("french", 5, 10),
                                SkillNeed.within("french", 1, 1)));
        SkillNeed need = SkillNeed.all(levels);
        for (int i = 0; i < 3; i++) {
            Collections.rotate(levels, 1);
            assertEquals(need, SkillNeed.all(levels));
            assertEquals(
                    need,
                    SkillNeed.all(List.of(SkillNeed.all(levels.subList(0, 2)), levels.get(2))));
        }
        for (int level = 0; level <= 10; level++) {
            assertEquals(false, need.isMetBy(having("french", level)));
        }
    }

    @Test
    void randomNeedsMeanWhatTheySay() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            Meaning meaning = random(random, 3);
            for (int j = 0; j < 20; j++) {
                SortedMap<String, Integer> skills = skills(random);
                boolean isMet = meaning.isMetBy().test(skills);
                assertEquals(isMet, meaning.need().isMetBy(skills), meaning.need()::toString);
                assertEquals(isMet, meaning.need().firstUnmet(skills).isEmpty());
            }
        }
    }

    @Test
    void notOfNotMeansTheSame() {
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            SkillNeed need = random(random, 2).need();
            if (need.equals(SkillNeed.none())) {
                continue;
            }
            SkillNeed contrary = SkillNeed.not(need);
            for (int j = 0; j < 20; j++) {
                SortedMap<String, Integer> skills = skills(random);
                assertTrue(need.isMetBy(skills) != contrary.isMetBy(skills), need::toString);
            }
        }
        assertEquals(FRENCH, SkillNeed.not(SkillNeed.not(FRENCH)));
        assertThrows(IllegalArgumentException.class, () -> SkillNeed.not(SkillNeed.none()));
    }

    @Test
    void orderOfNeedsIsTotalAndAgreesWithEquality() {
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            SkillNeed a = random(random, 2).need();
            SkillNeed b = random(random, 2).need();
            assertEquals(a.equals(b), a.compareTo(b) == 0);
            assertEquals(Integer.signum(a.compareTo(b)), -Integer.signum(b.compareTo(a)));
        }
    }

    @Test
    void droppedSkillIsNoLongerHeard() {
        SkillNeed need = SkillNeed.all(List.of(FRENCH, SkillNeed.any(List.of(GERMAN, BILLING))));
        assertEquals(FRENCH, need.without(dropping("german")));
        assertEquals(SkillNeed.any(List.of(GERMAN, BILLING)), need.without(dropping("french")));
        assertEquals(SkillNeed.none(), need.without(dropping("french", "billing")));
        assertEquals(need, need.without(dropping("italian")));
    }

    @Test
    void loweredLevelsGoDownToOneAndUpperOnesStay() {
        assertEquals(SkillNeed.atLeast("french", 1), FRENCH.lowered(2));
        assertEquals(SkillNeed.atLeast("french", 1), FRENCH.lowered(9));
        assertEquals(SkillNeed.within("french", 2, 6), SkillNeed.within("french", 4, 6).lowered(2));
        assertEquals(SkillNeed.within("french", 0, 6), SkillNeed.within("french", 0, 6).lowered(2));
    }

    @Test
    void matchAddsTheLevelsThatAreWanted() {
        SkillNeed need =
                SkillNeed.all(
                        List.of(
                                FRENCH,
                                SkillNeed.within("billing", 0, 4),
                                SkillNeed.any(List.of(GERMAN, SkillNeed.atLeast("french", 9)))));
        SortedMap<String, Integer> skills = having("french", 7);
        skills.put("german", 5);
        skills.put("billing", 2);
        assertEquals(12, need.match(skills));
    }

    @Test
    void firstUnmetLevelIsInTheNeedsOwnOrder() {
        SkillNeed need = SkillNeed.all(List.of(GERMAN, FRENCH));
        assertEquals(
                Optional.of(new SkillNeed.Level("french", 3, 10)),
                need.firstUnmet(new TreeMap<>()));
        assertEquals(
                Optional.of(new SkillNeed.Level("german", 2, 10)),
                need.firstUnmet(having("french", 3)));
        assertEquals(
                Optional.of(new SkillNeed.Level("billing", 1, 10)),
                SkillNeed.any(List.of(GERMAN, BILLING)).firstUnmet(new TreeMap<>()));
    }

    @Test
    void needIsBounded() {
        List<SkillNeed> levels = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            levels.add(SkillNeed.atLeast("skill" + i, 1));
        }
        SkillNeed most = SkillNeed.all(levels);
        levels.add(FRENCH);
        assertThrows(IllegalArgumentException.class, () -> SkillNeed.all(levels));
        assertThrows(IllegalArgumentException.class, () -> SkillNeed.any(levels));
        assertEquals(33, ((SkillNeed.All) most.and(FRENCH)).needs().size());
        SkillNeed deep = FRENCH;
        for (int i = 0; i < 4; i++) {
            deep = SkillNeed.any(List.of(GERMAN, SkillNeed.all(List.of(deep, BILLING))));
        }
        SkillNeed deepest = deep;
        assertThrows(
                IllegalArgumentException.class,
                () -> SkillNeed.all(List.of(deepest, SkillNeed.atLeast("italian", 1))));
    }

    @Test
    void stepAndCallMayEachAskAsMuchAsANeedMay() {
        List<SkillNeed> one = new ArrayList<>();
        List<SkillNeed> other = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            one.add(SkillNeed.atLeast("one" + i, 1));
            other.add(SkillNeed.atLeast("other" + i, 2));
        }
        RoutingStep step =
                new RoutingStep(Optional.empty(), SkillNeed.any(one), dropping(), 0, 1_000, false);
        SkillNeed asked = step.needOf(SkillNeed.any(other));
        assertTrue(asked.isMetBy(meeting("one7", 1, "other9", 2)));
        assertEquals(false, asked.isMetBy(meeting("one7", 1, "other9", 1)));
    }

    @Test
    void levelOutOfRangeSaysWhatWasExpected() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> SkillNeed.atLeast("french", 11));
        assertEquals(
                "levels of skill french must be a range within 0 to 10, but are 11 to 10",
                refused.getMessage());
    }

    private static Meaning random(Random random, int depth) {
        String skill = "skill" + random.nextInt(3);
        return switch (random.nextInt(depth == 0 ? 2 : 5)) {
            case 0 -> {
                int least = random.nextInt(5);
                yield new Meaning(
                        SkillNeed.atLeast(skill, least),
                        skills -> skills.getOrDefault(skill, 0) >= least);
            }
            case 1 -> {
                int least = random.nextInt(5);
                int most = least + random.nextInt(3);
                yield new Meaning(
                        SkillNeed.within(skill, least, most),
                        skills ->
                                skills.getOrDefault(skill, 0) >= least
                                        && skills.getOrDefault(skill, 0) <= most);
            }
            case 2 -> {
                Meaning a = random(random, depth - 1);
                Meaning b = random(random, depth - 1);
                yield new Meaning(
                        SkillNeed.all(List.of(a.need(), b.need())), a.isMetBy().and(b.isMetBy()));
            }
            case 3 -> {
                Meaning a = random(random, depth - 1);
                Meaning b = random(random, depth - 1);
                yield new Meaning(
                        SkillNeed.any(List.of(a.need(), b.need())), a.isMetBy().or(b.isMetBy()));
            }
            default -> {
                Meaning a = random(random, depth - 1);
                yield a.need().equals(SkillNeed.none())
                        ? a
                        : new Meaning(SkillNeed.not(a.need()), a.isMetBy().negate());
            }
        };
    }

    private static SortedMap<String, Integer> skills(Random random) {
        SortedMap<String, Integer> skills = new TreeMap<>();
        for (int i = 0; i < 3; i++) {
            int level = random.nextInt(7);
            if (level > 0) {
                skills.put("skill" + i, level);
            }
        }
        return skills;
    }

    private static SortedMap<String, Integer> having(String skill, int level) {
        SortedMap<String, Integer> skills = new TreeMap<>();
        if (level > 0) {
            skills.put(skill, level);
        }
        return skills;
    }

    private static SortedMap<String, Integer> meeting(
            String one, int level, String other, int otherLevel) {
        SortedMap<String, Integer> skills = having(one, level);
        skills.put(other, otherLevel);
        return skills;
    }

    private static SortedSet<String> dropping(String... skills) {
        return new TreeSet<>(List.of(skills));
    }
}
