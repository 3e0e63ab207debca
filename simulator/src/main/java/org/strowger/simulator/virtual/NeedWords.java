package org.strowger.simulator.virtual;

import java.util.List;
import java.util.stream.Collectors;
import org.strowger.engine.routing.SkillNeed;

/// Needs as people write them in settings: `{billing: 7, any: [{english: 5}, {german: 3-6}]}`.
final class NeedWords {
    private NeedWords() {}

    static String of(SkillNeed need) {
        return switch (need) {
            case SkillNeed.All(var needs) -> map(needs);
            case SkillNeed.Level _, SkillNeed.Any _ -> map(List.of(need));
        };
    }

    private static String map(List<SkillNeed> needs) {
        return needs.stream().map(NeedWords::entry).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String entry(SkillNeed need) {
        return switch (need) {
            case SkillNeed.Level(var skill, var atLeast, var atMost) ->
                    atMost == SkillNeed.MAX_LEVEL
                            ? skill + ": " + atLeast
                            : skill + ": " + atLeast + "-" + atMost;
            case SkillNeed.All(var needs) -> list("all", needs);
            case SkillNeed.Any(var needs) -> list("any", needs);
        };
    }

    private static String list(String word, List<SkillNeed> needs) {
        return needs.stream()
                .map(NeedWords::of)
                .collect(Collectors.joining(", ", word + ": [", "]"));
    }
}
