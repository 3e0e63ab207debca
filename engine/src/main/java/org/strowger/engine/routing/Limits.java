package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The sizes that names, skills and times may have, so that no state and no event can grow without
/// end.
final class Limits {
    static final int TEXT = 200;
    static final int SKILLS = 256;
    static final int NEEDS = 32;
    static final int DEPTH = 8;
    static final int QUEUES = 10_000;
    static final int STEPS = 16;
    static final int UNITS = 1_000;
    static final int CHANNELS = 16;
    static final int WEIGHT = 1_000;
    static final int RANK = 1_000;
    static final int REFUSALS = 32;
    static final Duration LONGEST = Duration.ofDays(1);
    static final Duration LONGEST_DEFERRAL = Duration.ofDays(31);

    /// Times are counted in nanoseconds since the first within a long.
    static final Instant FIRST = Instant.EPOCH;

    static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private Limits() {}

    static void text(String what, String value) {
        if (value.isEmpty() || value.length() > TEXT) {
            throw new IllegalArgumentException(
                    what + " must have 1 to " + TEXT + " characters, but has " + value.length());
        }
    }

    static void range(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s must be %d to %d, but is %d".formatted(what, least, most, value));
        }
    }

    static void size(String what, int size, int most) {
        if (size > most) {
            throw new IllegalArgumentException(
                    "%s may be %d at most, but are %d".formatted(what, most, size));
        }
    }

    static void duration(String what, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    what + " must be 0 to " + LONGEST + ", but is " + value);
        }
    }

    static void positive(String what, Duration value) {
        duration(what, value);
        if (value.isZero()) {
            throw new IllegalArgumentException(what + " must be more than zero");
        }
    }

    /// Handle times are counted in milliseconds, and divided by.
    static void handleTime(Duration value) {
        duration("handle time", value);
        if (value.toMillis() == 0) {
            throw new IllegalArgumentException(
                    "handle time must be a millisecond or more, but is " + value);
        }
    }

    static void time(Instant at) {
        if (at.isBefore(FIRST) || !at.isBefore(LAST)) {
            throw new IllegalArgumentException(
                    "times must be from %s to before %s, but one is %s".formatted(FIRST, LAST, at));
        }
    }

    /// When a call began to wait that a command puts in line.
    static void begun(Instant at, Optional<Instant> since) {
        if (since.isPresent() && since.get().isAfter(at)) {
            throw new IllegalArgumentException("a call cannot have begun to wait in future");
        }
        since.ifPresent(Limits::time);
    }

    static void deferral(Instant at, Instant notBefore) {
        time(notBefore);
        if (notBefore.isAfter(at.plus(LONGEST_DEFERRAL))) {
            throw new IllegalArgumentException(
                    "a place may be deferred for %d days at most, but from %s it is until %s"
                            .formatted(LONGEST_DEFERRAL.toDays(), at, notBefore));
        }
    }

    /// What a call, or a step of a queue, may ask by itself; both together may ask twice as much.
    static void ownNeed(SkillNeed need) {
        if (!(need instanceof SkillNeed.Level)) {
            needs(List.of(need));
        }
    }

    static void needs(List<SkillNeed> needs) {
        needs(needs, NEEDS, DEPTH);
    }

    /// What a call and a step of its queue may ask together.
    static void jointNeeds(List<SkillNeed> needs) {
        needs(needs, 2 * NEEDS, DEPTH + 1);
    }

    private static void needs(List<SkillNeed> needs, int most, int deepest) {
        size("the skills a call needs", leaves(needs), most);
        size("the levels of and and or in a need", depth(needs), deepest);
    }

    private static int leaves(List<SkillNeed> needs) {
        int leaves = 0;
        for (SkillNeed need : needs) {
            leaves +=
                    switch (need) {
                        case SkillNeed.Level _ -> 1;
                        case SkillNeed.All(var parts) -> leaves(parts);
                        case SkillNeed.Any(var parts) -> leaves(parts);
                    };
        }
        return leaves;
    }

    private static int depth(List<SkillNeed> needs) {
        int deepest = 0;
        for (SkillNeed need : needs) {
            deepest =
                    switch (need) {
                        case SkillNeed.Level _ -> deepest;
                        case SkillNeed.All(var parts) -> Math.max(deepest, depth(parts));
                        case SkillNeed.Any(var parts) -> Math.max(deepest, depth(parts));
                    };
        }
        return deepest + 1;
    }
}
