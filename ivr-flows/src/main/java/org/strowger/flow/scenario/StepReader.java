package org.strowger.flow.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.strowger.flow.FlowInput;
import org.strowger.flow.scenario.Step.EndReason;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads the steps of scenarios: one verb each.
final class StepReader {
    /// Steps that stand alone.
    static final List<String> ALONE =
            List.of(
                    "listens",
                    "says nothing",
                    "hangs up",
                    "agent answers",
                    "talk ends",
                    "line lets go",
                    "ends");

    /// Steps that say something more.
    static final List<String> WITH_MORE =
            List.of(
                    "waits",
                    "presses",
                    "speaks",
                    "queue refuses",
                    "place is",
                    "transfer",
                    "callback",
                    "hears",
                    "does not hear",
                    "reaches",
                    "asks",
                    "knows",
                    "ends");

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration BETWEEN_KEYS = Duration.ofMillis(200);
    private static final int MOST_WAITING = 100_000;
    private static final int MOST_PRIORITY = 1_000_000;
    private static final Pattern KEYS = Pattern.compile("[0-9A-D*#]{1,100}");
    private static final String KEYS_FORM = "1 to 100 of the keys 0-9 A-D * #";

    private StepReader() {}

    static Optional<Step> read(YamlValue item) {
        if (!item.isMap()) {
            return item.text().flatMap(verb -> alone(item, verb));
        }
        YamlMap map = item.map();
        SequencedMap<String, YamlValue> entries = map.entries();
        if (entries.size() != 1) {
            map.refuse("a step expects one verb, found " + entries.size());
            return Optional.empty();
        }
        Map.Entry<String, YamlValue> step = entries.firstEntry();
        return withMore(step.getKey(), step.getValue());
    }

    private static Optional<Step> alone(YamlValue item, String verb) {
        return switch (verb) {
            case "listens" -> Optional.of(new Step.Listens());
            case "says nothing" -> Optional.of(new Step.SaysNothing());
            case "hangs up" -> Optional.of(new Step.HangsUp());
            case "agent answers" -> Optional.of(new Step.AgentAnswers());
            case "talk ends" -> Optional.of(new Step.TalkEnds());
            case "line lets go" -> Optional.of(new Step.LineLetsGo());
            case "ends" -> Optional.of(new Step.Ends(Optional.empty()));
            default -> {
                item.refuse(
                        () ->
                                WITH_MORE.contains(verb)
                                        ? quoted(verb) + " expects a value: '" + verb + ": ...'"
                                        : unknown(verb));
                yield Optional.empty();
            }
        };
    }

    private static String unknown(String verb) {
        List<String> verbs = new ArrayList<>(ALONE);
        verbs.addAll(WITH_MORE.subList(0, WITH_MORE.size() - 1));
        String guess = Spelling.didYouMean(verb, verbs);
        return "no step "
                + quoted(verb)
                + (guess.isEmpty() ? ", expected one of " + String.join(", ", verbs) : guess);
    }

    private static Optional<Step> withMore(String verb, YamlValue value) {
        return switch (verb) {
            case "waits" -> value.duration(SHORTEST, LONGEST).map(Step.Waits::new);
            case "presses" -> presses(value);
            case "speaks" -> value.duration(SHORTEST, LONGEST).map(Step.Speaks::new);
            case "queue refuses" ->
                    value.oneOf(FlowInput.QueueRefused.Reason.class).map(Step.QueueRefuses::new);
            case "place is" -> placeIs(value);
            case "transfer" ->
                    value.oneOf(Step.Transferred.Outcome.class).map(Step.Transferred::new);
            case "callback" -> value.oneOf(Step.CalledBack.Outcome.class).map(Step.CalledBack::new);
            case "hears" -> value.text().map(Step.Hears::new);
            case "does not hear" -> value.text().map(Step.DoesNotHear::new);
            case "reaches" -> reaches(value);
            case "asks" -> value.text().map(Step.Asks::new);
            case "knows" -> Optional.of(new Step.Knows(given(value)));
            case "ends" ->
                    value.oneOf(EndReason.class).map(reason -> new Step.Ends(Optional.of(reason)));
            default -> {
                value.refuseKey(
                        ALONE.contains(verb) ? quoted(verb) + " stands alone" : unknown(verb));
                yield Optional.empty();
            }
        };
    }

    private static Optional<Step> presses(YamlValue value) {
        if (!value.isMap()) {
            return value.text(KEYS, KEYS_FORM).map(keys -> new Step.Presses(keys, BETWEEN_KEYS));
        }
        YamlMap map = value.map();
        Duration every =
                map.optional("every")
                        .duration(SHORTEST, Duration.ofMinutes(1))
                        .orElse(BETWEEN_KEYS);
        return map.required("keys")
                .text(KEYS, KEYS_FORM)
                .map(keys -> new Step.Presses(keys, every));
    }

    private static Optional<Step> placeIs(YamlValue value) {
        if (!value.isMap()) {
            return place(value).map(place -> new Step.PlaceIs(place, Optional.empty()));
        }
        YamlMap map = value.map();
        Optional<Duration> wait = map.optional("expected_wait").duration(Duration.ZERO, LONGEST);
        return place(map.required("place")).map(place -> new Step.PlaceIs(place, wait));
    }

    private static Optional<Integer> place(YamlValue value) {
        return boxed(value.integer(1, MOST_WAITING));
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private static Optional<Step> reaches(YamlValue value) {
        if (!value.isMap()) {
            return value.text().map(node -> new Step.ReachesNode(Optional.empty(), node));
        }
        YamlMap map = value.map();
        if (map.has("queue")) {
            return reachesQueue(map);
        }
        if (map.has("milestone")) {
            return map.required("milestone").text().map(Step.ReachesMilestone::new);
        }
        Optional<String> flow = map.optional("flow").text();
        return map.required("node").text().map(node -> new Step.ReachesNode(flow, node));
    }

    private static Optional<Step> reachesQueue(YamlMap map) {
        Optional<Integer> priority =
                boxed(map.optional("priority").integer(-MOST_PRIORITY, MOST_PRIORITY));
        Optional<SortedMap<String, Integer>> skills =
                Optional.of(map.optional("skills"))
                        .filter(YamlValue::isPresent)
                        .map(StepReader::skills);
        Optional<String> prefer = map.optional("prefer").text();
        return map.required("queue")
                .text()
                .map(queue -> new Step.ReachesQueue(queue, priority, skills, prefer));
    }

    private static SortedMap<String, Integer> skills(YamlValue value) {
        SortedMap<String, Integer> skills = new TreeMap<>();
        value.map()
                .entries()
                .forEach(
                        (skill, level) ->
                                boxed(level.integer(1, 10)).ifPresent(n -> skills.put(skill, n)));
        return skills;
    }

    static SequencedMap<String, Given> given(YamlValue value) {
        SequencedMap<String, Given> given = new LinkedHashMap<>();
        value.map()
                .entries()
                .forEach((name, v) -> givenOne(v).ifPresent(one -> given.put(name, one)));
        return given;
    }

    private static Optional<Given> givenOne(YamlValue value) {
        return value.isList()
                ? givenList(value)
                : value.text().map(text -> new Given(List.of(text), false, value.at()));
    }

    private static Optional<Given> givenList(YamlValue value) {
        List<String> texts = new ArrayList<>();
        value.list().forEach(item -> item.text().ifPresent(texts::add));
        return Optional.of(new Given(texts, true, value.at()));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
