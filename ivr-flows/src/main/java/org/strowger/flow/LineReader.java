package org.strowger.flow;

import static org.strowger.yaml.Quoted.quoted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.strowger.flow.FlowNode.About;
import org.strowger.flow.FlowNode.CallbackOffer;
import org.strowger.flow.FlowNode.Comfort;
import org.strowger.flow.FlowNode.LineNeeds;
import org.strowger.flow.FlowNode.MaxWait;
import org.strowger.flow.FlowNode.QueueKey;
import org.strowger.flow.FlowNode.Treatment;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.ValueType;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads the nodes that put callers, or their places, in line.
final class LineReader {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    static final String A_NAME =
            "a name (letters, digits, _, . and -, a letter or digit first, at most 63)";
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
    private static final int HIGHEST_PRIORITY = 1_000_000;
    private static final int HIGHEST_LEVEL = 10;
    private static final int MOST_COMFORTS = 20;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final Duration SHORTEST_ANNOUNCEMENT = Duration.ofSeconds(5);
    private static final Duration LONGEST_ANNOUNCEMENT = Duration.ofHours(1);
    private static final Duration PREFER_FOR = Duration.ofSeconds(30);
    private static final Duration EXPIRES = Duration.ofHours(4);
    private static final Duration SOONEST_EXPIRY = Duration.ofMinutes(1);
    private static final Duration LATEST_EXPIRY = Duration.ofDays(7);
    private static final Prompt.Recorded DEFAULT_MUSIC = new Prompt.Recorded("hold-music");

    private final PromptReader prompts;
    private final TargetReader targets;
    private final ExpressionReader expressions;

    LineReader(PromptReader prompts, TargetReader targets, ExpressionReader expressions) {
        this.prompts = prompts;
        this.targets = targets;
        this.expressions = expressions;
    }

    FlowNode queue(NodeId id, About about, YamlMap map, YamlValue next) {
        return new FlowNode.Queue(
                id,
                about,
                needs(map, "name", true),
                treatment(map),
                maxWait(map.optional("max_wait"), map.optional("on_timeout")),
                targets.optional(map.optional("on_full")),
                targets.optional(map.optional("on_no_agents")),
                targets.optional(next).orElse(new Target.HangUp()));
    }

    FlowNode callback(NodeId id, About about, YamlMap map, Target next) {
        return new FlowNode.Callback(
                id,
                about,
                needs(map, "queue", false),
                expressions.optional(map.optional("number"), ValueType.STRING),
                map.optional("expires").duration(SOONEST_EXPIRY, LATEST_EXPIRY).orElse(EXPIRES),
                targets.optional(map.optional("on_refused")),
                next);
    }

    private LineNeeds needs(YamlMap map, String nameKey, boolean mayPrefer) {
        return new LineNeeds(
                map.required(nameKey).text(NAME, A_NAME).orElse(""),
                priority(map.optional("priority")),
                skills(map.optional("skills").map()),
                mayPrefer
                        ? expressions.optional(map.optional("prefer"), ValueType.STRING)
                        : Optional.empty(),
                mayPrefer ? preferFor(map) : PREFER_FOR);
    }

    private static Duration preferFor(YamlMap map) {
        YamlValue value = map.optional("prefer_for");
        if (!map.has("prefer")) {
            value.refuseKey("'prefer_for' needs 'prefer': the agent to wait for");
        }
        return value.duration(SHORTEST_WAIT, LONGEST_WAIT).orElse(PREFER_FOR);
    }

    private Optional<Expression> priority(YamlValue value) {
        Optional<String> text = value.isMap() || value.isList() ? Optional.empty() : value.text();
        if (text.filter(t -> !WHOLE.matcher(t).matches()).isEmpty()) {
            value.integer(-HIGHEST_PRIORITY, HIGHEST_PRIORITY);
        }
        return text.isEmpty() ? Optional.empty() : expressions.optional(value, ValueType.INT);
    }

    private static SortedMap<String, Integer> skills(YamlMap map) {
        SortedMap<String, Integer> levels = new TreeMap<>();
        map.entries()
                .forEach(
                        (skill, level) -> {
                            if (!NAME.matcher(skill).matches()) {
                                level.refuseKey(
                                        "a skill expects " + A_NAME + ", found " + quoted(skill));
                            }
                            levels.put(skill, level.integer(1, HIGHEST_LEVEL).orElse(1));
                        });
        return levels;
    }

    private Treatment treatment(YamlMap map) {
        Optional<Duration> place = announcement(map.optional("announce_place"));
        Optional<Duration> wait = announcement(map.optional("announce_wait"));
        YamlValue onlyWhenBetter = map.optional("only_when_better");
        if (place.isEmpty() && wait.isEmpty()) {
            onlyWhenBetter.refuseKey(
                    "'only_when_better' needs 'announce_place' or 'announce_wait'");
        }
        return new Treatment(
                prompts.prompt(map.optional("welcome")),
                prompts.recorded(map.optional("music")).orElse(DEFAULT_MUSIC),
                place,
                wait,
                onlyWhenBetter.flag().orElse(false),
                comforts(map.optional("comfort")),
                Keys.single(map.optional("keys"), this::queueKey),
                callbackOffer(map.optional("callback_offer"), map.optional("keys")));
    }

    private static Optional<Duration> announcement(YamlValue value) {
        return value.duration(SHORTEST_ANNOUNCEMENT, LONGEST_ANNOUNCEMENT);
    }

    private List<Comfort> comforts(YamlValue value) {
        List<Comfort> comforts = new ArrayList<>();
        List<YamlValue> items = value.list();
        if (items.size() > MOST_COMFORTS) {
            value.refuse("more than " + MOST_COMFORTS + " words of comfort");
            return comforts;
        }
        items.forEach(item -> comforts.add(comfort(item, item.map())));
        return comforts;
    }

    private Comfort comfort(YamlValue item, YamlMap map) {
        YamlValue every = map.optional("every");
        YamlValue after = map.optional("after");
        if (item.isMap() && every.isPresent() == after.isPresent()) {
            item.refuse("words of comfort have one of 'every' and 'after'");
        }
        Optional<Duration> again = announcement(every);
        return new Comfort(
                again.or(() -> announcement(after)).orElse(SHORTEST_ANNOUNCEMENT),
                again.isPresent(),
                prompts.prompt(map.required("say")));
    }

    private QueueKey queueKey(YamlValue value) {
        if (!value.isMap()) {
            return new QueueKey(List.of(), targets.required(value));
        }
        YamlMap map = value.map();
        return new QueueKey(
                prompts.prompt(map.optional("say")), targets.required(map.required("go")));
    }

    private Optional<CallbackOffer> callbackOffer(YamlValue value, YamlValue keys) {
        if (!value.isPresent()) {
            return Optional.empty();
        }
        YamlMap map = value.map();
        YamlValue written = map.required("key");
        Optional<Character> pressed = InputReader.key(written, Optional.empty());
        if (written.isPresent() && !written.isNothing() && pressed.isEmpty()) {
            written.refuse("'key' expects a key");
        }
        char key = pressed.orElse('1');
        if (keys.isMap()
                && keys.map().entries().keySet().stream()
                        .map(Keys::ofWord)
                        .anyMatch(String.valueOf(key)::equals)) {
            value.refuse("key " + quoted(String.valueOf(key)) + " is already given under 'keys'");
        }
        return Optional.of(
                new CallbackOffer(
                        announcement(map.required("after")).orElse(SHORTEST_ANNOUNCEMENT),
                        prompts.prompt(map.required("say")),
                        key,
                        targets.required(map.required("go"))));
    }

    private Optional<MaxWait> maxWait(YamlValue maxWait, YamlValue onTimeout) {
        Optional<Duration> wait = maxWait.duration(SHORTEST_WAIT, LONGEST_WAIT);
        Optional<Target> target = targets.optional(onTimeout);
        if (!onTimeout.isPresent()) {
            maxWait.refuseKey("'max_wait' needs 'on_timeout': where the call goes then");
        }
        if (!maxWait.isPresent()) {
            onTimeout.refuseKey("'on_timeout' needs 'max_wait': how long the call waits");
        }
        return wait.flatMap(w -> target.map(t -> new MaxWait(w, t)));
    }
}
