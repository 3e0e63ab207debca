package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads what is asked of agents' skills.
///
/// A need is a map, and asks for everything in it: skills with their least level or a range of
/// levels, and under the words `all`, `any` and `not` needs in turn: `{ billing: 7, any: [{
/// english: 5 }, { german: 3-6 }], not: { trainee: 1 } }`.
final class NeedReader {
    private static final Pattern LEVEL = Pattern.compile("10|[1-9]");
    private static final Pattern RANGE = Pattern.compile("(?:10|[0-9])-(?:10|[0-9])");
    private static final Pattern LEVELS = Pattern.compile(LEVEL + "|" + RANGE);
    private static final String A_LEVEL = "a level from 1 to 10 or a range of levels such as 3-6";

    private final SkillNames skills;

    NeedReader(SkillNames skills) {
        this.skills = skills;
    }

    /// A need that was read; one that asks nothing where there is none, or where it is wrong.
    SkillNeed read(YamlValue value) {
        if (!value.isPresent()) {
            return SkillNeed.none();
        }
        return Checked.made(value::refuse, () -> need(value))
                .flatMap(need -> need)
                .orElse(SkillNeed.none());
    }

    /// Empty when something in it is wrong, which has left a problem behind.
    private Optional<SkillNeed> need(YamlValue value) {
        YamlMap map = value.map();
        if (!value.isMap()) {
            return Optional.empty();
        }
        List<Optional<SkillNeed>> parts = new ArrayList<>();
        map.entries().forEach((key, part) -> parts.add(part(key, part)));
        return whole(parts).map(SkillNeed::all).filter(need -> canBeMet(need, value));
    }

    private Optional<SkillNeed> part(String key, YamlValue value) {
        return switch (key) {
            case "all" ->
                    list(key, value).map(SkillNeed::all).filter(need -> canBeMet(need, value));
            case "any" -> list(key, value).map(SkillNeed::any);
            case "not" -> contrary(value);
            default -> level(key, value);
        };
    }

    private Optional<List<SkillNeed>> list(String word, YamlValue value) {
        List<YamlValue> items = value.isList() ? value.list() : List.of();
        if (items.isEmpty()) {
            value.refuse(quoted(word) + " expects a list of needs; no skill can have this name");
            return Optional.empty();
        }
        return whole(items.stream().map(this::inner).toList());
    }

    private Optional<SkillNeed> contrary(YamlValue value) {
        if (!value.isMap()) {
            value.refuse("'not' expects a need; no skill can have this name");
            return Optional.empty();
        }
        return inner(value).map(SkillNeed::not);
    }

    private Optional<SkillNeed> inner(YamlValue value) {
        Optional<SkillNeed> need = need(value);
        if (need.isPresent() && need.get().equals(SkillNeed.none())) {
            value.refuse("expected a need, but this one asks for nothing");
            return Optional.empty();
        }
        return need;
    }

    private Optional<SkillNeed> level(String skill, YamlValue value) {
        boolean known = skills.isKnown(skill, value::refuseKey);
        Optional<SkillNeed> need =
                value.text(LEVELS, A_LEVEL).flatMap(text -> levels(skill, text, value));
        return known ? need : Optional.empty();
    }

    private static Optional<SkillNeed> levels(String skill, String text, YamlValue value) {
        if (LEVEL.matcher(text).matches()) {
            return Optional.of(SkillNeed.atLeast(skill, Integer.parseInt(text)));
        }
        String[] range = text.split("-", 2);
        int from = Integer.parseInt(range[0]);
        int to = Integer.parseInt(range[1]);
        if (from > to) {
            value.refuse("expected " + A_LEVEL + ", but found " + quoted(text));
            return Optional.empty();
        }
        if (from == 0 && to == SkillNeed.MAX_LEVEL) {
            value.refuse("every agent has " + quoted(skill) + " at a level from 0 to 10");
            return Optional.empty();
        }
        return Optional.of(SkillNeed.within(skill, from, to));
    }

    /// All of them, or nothing when one is missing.
    private static Optional<List<SkillNeed>> whole(List<Optional<SkillNeed>> parts) {
        List<SkillNeed> needs = parts.stream().flatMap(Optional::stream).toList();
        return needs.size() == parts.size() ? Optional.of(needs) : Optional.empty();
    }

    private static boolean canBeMet(SkillNeed need, YamlValue value) {
        boolean possible = canBeMet(List.of(need), new TreeMap<>());
        if (!possible) {
            value.refuse("this need contradicts itself: nobody could meet it");
        }
        return possible;
    }

    /// Whether there are levels that meet all of the needs and are within those given.
    private static boolean canBeMet(
            List<SkillNeed> needs, SortedMap<String, SkillNeed.Level> given) {
        if (needs.isEmpty()) {
            return true;
        }
        List<SkillNeed> rest = needs.subList(1, needs.size());
        return switch (needs.getFirst()) {
            case SkillNeed.Level level -> canBeMet(level, rest, given);
            case SkillNeed.All(var parts) -> canBeMet(joined(parts, rest), given);
            case SkillNeed.Any(var parts) ->
                    parts.stream().anyMatch(part -> canBeMet(joined(List.of(part), rest), given));
        };
    }

    private static boolean canBeMet(
            SkillNeed.Level level, List<SkillNeed> rest, SortedMap<String, SkillNeed.Level> given) {
        SkillNeed.Level other = given.getOrDefault(level.skill(), level);
        int atLeast = Math.max(level.atLeast(), other.atLeast());
        int atMost = Math.min(level.atMost(), other.atMost());
        if (atLeast > atMost) {
            return false;
        }
        SortedMap<String, SkillNeed.Level> narrowed = new TreeMap<>(given);
        narrowed.put(level.skill(), new SkillNeed.Level(level.skill(), atLeast, atMost));
        return canBeMet(rest, narrowed);
    }

    private static List<SkillNeed> joined(List<SkillNeed> first, List<SkillNeed> rest) {
        List<SkillNeed> joined = new ArrayList<>(first);
        joined.addAll(rest);
        return joined;
    }
}
