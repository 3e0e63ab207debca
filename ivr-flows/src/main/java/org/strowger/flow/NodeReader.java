package org.strowger.flow;

import static org.strowger.yaml.Quoted.quoted;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.strowger.flow.FlowNode.About;
import org.strowger.flow.FlowNode.Choice;
import org.strowger.flow.FlowNode.Handler;
import org.strowger.flow.FlowNode.MaxWait;
import org.strowger.yaml.Position;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads the nodes of one flow file, and notes the queues and skills they name.
final class NodeReader {
    static final List<String> KINDS = List.of("say", "menu", "queue", "hangup");
    private static final Pattern KEYS = Pattern.compile("[0-9*#A-D]{1,8}");
    private static final Pattern ATTEMPT = Pattern.compile("[1-9]|10");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final String A_NAME =
            "a name (letters, digits, _, . and -, a letter or digit first, at most 63)";
    private static final int HIGHEST_PRIORITY = 1_000_000;
    private static final int HIGHEST_LEVEL = 10;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final Duration SHORTEST_ANNOUNCEMENT = Duration.ofSeconds(5);
    private static final Duration LONGEST_ANNOUNCEMENT = Duration.ofHours(1);
    private static final Prompt.Recorded DEFAULT_MUSIC = new Prompt.Recorded("hold-music");

    private final PromptReader prompts;
    private final TargetReader targets;
    private final InputRules defaultInput;
    private final SequencedMap<String, Position> queues = new LinkedHashMap<>();
    private final SequencedMap<String, Position> skills = new LinkedHashMap<>();
    private boolean everyWayIsKnown = true;

    NodeReader(PromptReader prompts, TargetReader targets, InputRules defaultInput) {
        this.prompts = prompts;
        this.targets = targets;
        this.defaultInput = defaultInput;
    }

    SequencedMap<String, Position> queues() {
        return queues;
    }

    SequencedMap<String, Position> skills() {
        return skills;
    }

    /// Whether every node's kind and every target that must be there could be read.
    boolean everyWayIsKnown() {
        return everyWayIsKnown && targets.allRead();
    }

    /// Empty when the node's kind cannot be told; the problem is noted.
    Optional<FlowNode> node(NodeId id, YamlValue value) {
        YamlMap map = value.map();
        List<String> kinds = KINDS.stream().filter(map::has).toList();
        KINDS.forEach(map::optional);
        About about = new About(map.optional("note").text(), map.optional("milestone").text());
        YamlValue next = map.optional("next");
        if (kinds.isEmpty() && value.isMap()) {
            value.refuseKey(
                    "node "
                            + quoted(id.value())
                            + " has no kind, expected one of "
                            + String.join(", ", KINDS));
        }
        if (kinds.size() > 1) {
            value.refuseKey(
                    "node "
                            + quoted(id.value())
                            + " is of more than one kind: "
                            + String.join(", ", kinds));
        }
        everyWayIsKnown &= kinds.size() == 1;
        return kinds.stream().findFirst().map(kind -> node(kind, id, about, map, next));
    }

    private FlowNode node(String kind, NodeId id, About about, YamlMap map, YamlValue next) {
        YamlValue body = map.optional(kind);
        return switch (kind) {
            case "say" -> say(id, about, map, body, next);
            case "menu" -> {
                next.refuseKey("a menu has no 'next': its choices say where the call goes");
                yield menu(id, about, body.map());
            }
            case "queue" -> queue(id, about, body, next);
            default -> {
                next.refuseKey("a hangup has no 'next': the call has ended");
                yield hangUp(id, about, body);
            }
        };
    }

    private FlowNode say(NodeId id, About about, YamlMap map, YamlValue body, YamlValue next) {
        if (!next.isPresent()) {
            map.refuse("missing key 'next': name a node, or hangup to end the call");
        }
        return new FlowNode.Say(id, about, prompts.prompt(body), targets.required(next));
    }

    private static FlowNode hangUp(NodeId id, About about, YamlValue body) {
        body.flag()
                .filter(flag -> !flag)
                .ifPresent(_ -> body.refuse("'hangup' expects true, found 'false'"));
        return new FlowNode.HangUp(id, about);
    }

    private FlowNode menu(NodeId id, About about, YamlMap body) {
        return new FlowNode.Menu(
                id,
                about,
                promptsByAttempt(body),
                choices(body.required("choices")),
                handler(body.optional("no_match").map()),
                handler(body.optional("no_input").map()),
                targets.required(body.required("give_up")),
                InputReader.read(body.optional("input").map(), defaultInput));
    }

    private SortedMap<Integer, List<Prompt>> promptsByAttempt(YamlMap body) {
        YamlValue always = body.optional("prompt");
        YamlValue byAttempt = body.optional("prompts");
        SortedMap<Integer, List<Prompt>> asked = new TreeMap<>();
        if (always.isPresent()) {
            byAttempt.refuseKey("'prompt' is already given: use one of 'prompt' and 'prompts'");
            asked.put(1, prompts.prompt(always));
        }
        byAttempt
                .map()
                .entries()
                .forEach(
                        (attempt, value) -> {
                            if (ATTEMPT.matcher(attempt).matches()) {
                                asked.put(Integer.parseInt(attempt), prompts.prompt(value));
                            } else {
                                value.refuseKey(
                                        "'prompts' expects attempts from 1 to 10 as keys, found "
                                                + quoted(attempt));
                            }
                        });
        if (byAttempt.isMap() && !asked.containsKey(1)) {
            byAttempt.refuse("'prompts' expects a prompt for attempt 1");
        }
        return asked;
    }

    private NavigableMap<String, Choice> choices(YamlValue value) {
        NavigableMap<String, Choice> choices = new TreeMap<>();
        SequencedMap<String, YamlValue> entries =
                value.isPresent() && !value.isNothing()
                        ? value.map().entries()
                        : new LinkedHashMap<>();
        entries.forEach((written, choice) -> addChoice(choices, written, choice));
        everyWayIsKnown &= !entries.isEmpty();
        if (entries.isEmpty() && (value.isMap() || value.isNothing())) {
            value.refuseKey(
                    "'choices' is empty: # begins a comment and * an alias,"
                            + " so quote these keys as '#' and '*' or write hash and star");
        }
        return choices;
    }

    private void addChoice(SortedMap<String, Choice> choices, String written, YamlValue choice) {
        String keys =
                switch (written) {
                    case "star" -> "*";
                    case "hash" -> "#";
                    default -> written;
                };
        if (!KEYS.matcher(keys).matches()) {
            choice.refuseKey(
                    "a choice expects 1 to 8 keys of 0-9, A-D, '*' and '#', or star or hash, found "
                            + quoted(written));
        } else if (choices.containsKey(keys)) {
            choice.refuseKey("choice " + quoted(keys) + " is already given");
        }
        choices.put(keys, choice(choice));
    }

    private Choice choice(YamlValue value) {
        if (!value.isMap()) {
            return new Choice(Optional.empty(), targets.required(value));
        }
        YamlMap map = value.map();
        return new Choice(map.optional("label").text(), targets.required(map.required("go")));
    }

    private Handler handler(YamlMap map) {
        return new Handler(
                prompts.prompt(map.optional("say")),
                targets.optional(map.optional("go")).orElse(Handler.ASK_AGAIN.go()));
    }

    private FlowNode queue(NodeId id, About about, YamlValue body, YamlValue next) {
        YamlMap map = body.map();
        return new FlowNode.Queue(
                id,
                about,
                queueName(map.required("name")),
                map.optional("priority").integer(-HIGHEST_PRIORITY, HIGHEST_PRIORITY).orElse(0),
                skills(map.optional("skills").map()),
                prompts.prompt(map.optional("welcome")),
                music(map.optional("music"), body),
                announcePlace(map.optional("announce_place")),
                maxWait(map.optional("max_wait"), map.optional("on_timeout")),
                targets.optional(map.optional("on_full")),
                targets.optional(map.optional("on_no_agents")),
                targets.optional(next).orElse(new Target.HangUp()));
    }

    private String queueName(YamlValue value) {
        Optional<String> name = value.text(NAME, A_NAME);
        name.ifPresent(n -> queues.putIfAbsent(n, value.at()));
        return name.orElse("");
    }

    private SortedMap<String, Integer> skills(YamlMap map) {
        SortedMap<String, Integer> levels = new TreeMap<>();
        map.entries()
                .forEach(
                        (skill, level) -> {
                            if (!NAME.matcher(skill).matches()) {
                                level.refuseKey(
                                        "a skill expects " + A_NAME + ", found " + quoted(skill));
                            }
                            skills.putIfAbsent(skill, level.keyAt());
                            levels.put(skill, level.integer(1, HIGHEST_LEVEL).orElse(1));
                        });
        return levels;
    }

    private Prompt music(YamlValue value, YamlValue queue) {
        return value.isPresent()
                ? prompts.recorded(value).orElse(DEFAULT_MUSIC)
                : prompts.note(DEFAULT_MUSIC, queue.keyAt());
    }

    private Optional<Duration> announcePlace(YamlValue value) {
        if (value.isPresent()) {
            prompts.note(PlaceAnnouncement.BEFORE, value.at());
            prompts.note(PlaceAnnouncement.AFTER, value.at());
        }
        return value.duration(SHORTEST_ANNOUNCEMENT, LONGEST_ANNOUNCEMENT);
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
