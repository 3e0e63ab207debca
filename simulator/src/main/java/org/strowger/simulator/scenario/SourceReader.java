package org.strowger.simulator.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.strowger.engine.CentreWords;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads where calls come from.
final class SourceReader {
    private static final int MOST_SOURCES = 10_000;
    private static final int HIGHEST_PRIORITY = 1_000_000;
    private static final int MOST_CHOICES = 100;
    private static final String NOTHING = "nothing";
    private static final Pattern PRIORITY = Pattern.compile("-?(0|[1-9][0-9]{0,5}|1000000)");
    private static final Pattern PRESSED = Pattern.compile("[0-9*#]{1,64}|" + NOTHING);
    private static final String KEYS = "keys (0-9, * and #, at most 64) or nothing";
    private static final Pattern CALLER = Pattern.compile("[+]?[0-9]{2,20}");
    private static final Distribution AT_ONCE = new Distribution.Constant(0);

    private final EngineSettings settings;
    private final CentreWords words;
    private final TimeReader times;
    private final ArrivalReader arrivals;
    private final KeyNodes nodes;

    SourceReader(
            EngineSettings settings,
            CentreWords words,
            TimeReader times,
            ArrivalReader arrivals,
            KeyNodes nodes) {
        this.settings = settings;
        this.words = words;
        this.times = times;
        this.arrivals = arrivals;
        this.nodes = nodes;
    }

    List<Source> read(YamlValue value) {
        SequencedMap<String, YamlValue> entries = value.map().entries();
        if (value.isMap() && (entries.isEmpty() || entries.size() > MOST_SOURCES)) {
            value.refuse("expected 1 to " + MOST_SOURCES + " sources, found " + entries.size());
            return List.of();
        }
        List<Source> sources = new ArrayList<>();
        entries.forEach((name, said) -> source(name, said).ifPresent(sources::add));
        return sources;
    }

    private Optional<Source> source(String name, YamlValue value) {
        if (!CentreWords.isName(name, value)) {
            return Optional.empty();
        }
        YamlMap map = value.map();
        Optional<Source.Way> way = way(map);
        Optional<Arrivals> when = arrivals.read(map.required("arrivals"));
        return way.isPresent() && when.isPresent()
                ? Optional.of(new Source(name, way.get(), when.get()))
                : Optional.empty();
    }

    private Optional<Source.Way> way(YamlMap map) {
        YamlValue queue = map.optional("queue");
        YamlValue number = map.optional("number");
        if (queue.isPresent() && number.isPresent()) {
            number.refuseKey("calls go to a queue or to a number, not to both");
            return Optional.empty();
        }
        if (number.isPresent()) {
            return toNumber(number, map);
        }
        if (!queue.isPresent()) {
            map.refuse("missing key 'queue' or 'number': where the calls go");
        }
        return toQueue(queue, map);
    }

    private Optional<Source.Way> toQueue(YamlValue queue, YamlMap map) {
        for (String key : List.of("keys", "thinking", "caller")) {
            map.optional(key)
                    .refuseKey(
                            "'%s' is for calls that go to a 'number', through its flow"
                                    .formatted(key));
        }
        Optional<QueueId> id = words.queue(queue);
        int priority = priority(map.optional("priority"));
        SkillNeed need = words.need(map.optional("needs"));
        return id.map(to -> new Source.ToQueue(to, priority, need));
    }

    private static int priority(YamlValue value) {
        String expected = "a whole number from -" + HIGHEST_PRIORITY + " to " + HIGHEST_PRIORITY;
        return value.text(PRIORITY, expected).map(Integer::valueOf).orElse(0);
    }

    private Optional<Source.Way> toNumber(YamlValue number, YamlMap map) {
        for (String key : List.of("priority", "needs")) {
            map.optional(key)
                    .refuseKey(
                            "'%s' is for calls that go straight to a 'queue'; a number's flow gives it"
                                    .formatted(key));
        }
        Optional<String> dialled = CentreWords.known(number, "number", settings.numbers().keySet());
        Distribution thinking = times.readEnding(map.optional("thinking")).orElse(AT_ONCE);
        Optional<String> caller =
                map.optional("caller")
                        .text(CALLER, "a number of 2 to 20 digits, with or without a +");
        SortedMap<String, List<Source.Choice>> keys = new TreeMap<>();
        Optional<KeyNodes.Names> names =
                dialled.flatMap(n -> nodes.of(settings.numbers().getOrDefault(n, ""), number));
        map.optional("keys")
                .map()
                .entries()
                .forEach(
                        (node, said) -> {
                            names.ifPresent(known -> refuseUnlessKnown(node, said, known));
                            keys.put(node, choices(said));
                        });
        return dialled.map(n -> new Source.ToNumber(n, new Source.Keys(keys, thinking), caller));
    }

    private static void refuseUnlessKnown(String node, YamlValue said, KeyNodes.Names known) {
        if (!known.all().contains(node)) {
            said.refuseKey(
                    "the flow has no node "
                            + quoted(node)
                            + Spelling.didYouMean(node, known.asking()));
        } else if (!known.asking().contains(node)) {
            said.refuseKey("the node " + quoted(node) + " takes no keys");
        }
    }

    private static List<Source.Choice> choices(YamlValue value) {
        if (!value.isMap()) {
            return value.text(PRESSED, KEYS + ", or a map of them to their chances").stream()
                    .map(keys -> new Source.Choice(1, pressed(keys)))
                    .toList();
        }
        List<Source.Choice> choices = new ArrayList<>();
        SequencedMap<String, YamlValue> entries = value.map().entries();
        entries.forEach(
                (keys, said) -> {
                    if (!PRESSED.matcher(keys).matches()) {
                        said.refuseKey("expected " + KEYS + ", but found " + quoted(keys));
                    }
                    OptionalDouble chance = Chances.some(said);
                    if (chance.isPresent()) {
                        choices.add(new Source.Choice(chance.getAsDouble(), pressed(keys)));
                    }
                });
        if (entries.isEmpty() || entries.size() > MOST_CHOICES) {
            value.refuse("expected 1 to " + MOST_CHOICES + " choices, found " + entries.size());
            return List.of();
        }
        if (choices.size() < entries.size()) {
            return List.of();
        }
        double sum = choices.stream().mapToDouble(Source.Choice::chance).sum();
        Chances.areWhole(sum, value::refuse);
        return choices.stream()
                .map(c -> new Source.Choice(Chances.part(c.chance(), sum), c.pressed()))
                .toList();
    }

    private static String pressed(String keys) {
        return keys.equals(NOTHING) ? "" : keys;
    }
}
