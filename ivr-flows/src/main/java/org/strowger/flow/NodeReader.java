package org.strowger.flow;

import static org.strowger.yaml.Quoted.quoted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.strowger.flow.FlowNode.About;
import org.strowger.flow.FlowNode.Share;
import org.strowger.flow.FlowNode.Way;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.ValueType;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads the nodes of one flow file.
final class NodeReader {
    static final List<String> KINDS =
            List.of(
                    "say",
                    "menu",
                    "collect",
                    "record",
                    "switch",
                    "split",
                    "hours",
                    "http",
                    "set",
                    "queue",
                    "transfer",
                    "voicemail",
                    "callback",
                    "survey",
                    "call",
                    "return",
                    "hangup");
    private static final String AN_ID = "an id (a-z, 0-9, _ and -, a letter first, at most 63)";
    private static final Duration SHORTEST_RING = Duration.ofSeconds(5);
    private static final Duration LONGEST_RING = Duration.ofMinutes(5);
    private static final Duration RING = Duration.ofSeconds(30);
    private static final int HEAVIEST = 1_000;
    private static final int MOST_WAYS = 20;
    private static final int MOST_CASES = 100;

    private final Optional<ValueType> returns;
    private final boolean bargeIn;
    private final PromptReader prompts;
    private final TargetReader targets;
    private final ExpressionReader expressions;
    private final TapingReader taping;
    private final AskReader asks;
    private final LineReader lines;
    private final HttpReader https;

    NodeReader(
            PromptReader prompts,
            TargetReader targets,
            ExpressionReader expressions,
            InputRules defaultInput,
            Optional<ValueType> returns) {
        this.returns = returns;
        this.bargeIn = defaultInput.bargeIn();
        this.prompts = prompts;
        this.targets = targets;
        this.expressions = expressions;
        this.taping = new TapingReader(prompts);
        this.asks = new AskReader(prompts, targets, expressions, taping, defaultInput);
        this.lines = new LineReader(prompts, targets, expressions);
        this.https = new HttpReader(prompts, expressions);
    }

    /// Empty when the node's kind cannot be told; the problem is noted.
    Optional<FlowNode> node(NodeId id, YamlValue value) {
        YamlMap map = value.map();
        List<String> kinds = KINDS.stream().filter(map::has).toList();
        KINDS.forEach(map::optional);
        About about =
                new About(
                        map.optional("note").text(),
                        map.optional("milestone").text(),
                        targets.optional(map.optional("on_error")));
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
        targets.waysAreKnown(kinds.size() == 1);
        return kinds.stream().findFirst().map(kind -> node(kind, id, about, map, next));
    }

    private FlowNode node(String kind, NodeId id, About about, YamlMap map, YamlValue next) {
        YamlValue body = map.optional(kind);
        return switch (kind) {
            case "menu" -> {
                hasNoNext(next, "a menu has no 'next': its choices say where the call goes");
                yield asks.menu(id, about, body.map());
            }
            case "switch" -> {
                hasNoNext(next, "a switch has no 'next': each of its ways says where it goes");
                yield switchNode(id, about, body);
            }
            case "split" -> {
                hasNoNext(next, "a split has no 'next': each of its ways says where it goes");
                yield split(id, about, body.map());
            }
            case "hours" -> {
                hasNoNext(
                        next, "hours have no 'next': 'open' and 'closed' say where the call goes");
                yield hours(id, about, body.map());
            }
            case "return" -> {
                hasNoNext(next, "a return has no 'next': the call goes on where it came from");
                yield returnNode(id, about, body);
            }
            case "hangup" -> {
                hasNoNext(next, "a hangup has no 'next': the call has ended");
                isTrue(body, "'hangup'");
                yield new FlowNode.HangUp(id, about);
            }
            case "queue" -> lines.queue(id, about, body.map(), next);
            default -> goingOn(kind, id, about, body, next(map, next));
        };
    }

    private static void hasNoNext(YamlValue next, String message) {
        next.refuseKey(message);
    }

    private Target next(YamlMap map, YamlValue next) {
        if (!next.isPresent()) {
            map.refuse("L03", "missing key 'next': name a node, or hangup to end the call");
        }
        return targets.required(next);
    }

    private FlowNode goingOn(String kind, NodeId id, About about, YamlValue body, Target next) {
        return switch (kind) {
            case "say" -> say(id, about, body, next);
            case "collect" -> asks.collect(id, about, body.map(), next);
            case "record" -> record(id, about, body.map(), next);
            case "http" -> https.http(id, about, body.map(), next);
            case "set" -> new FlowNode.Assign(id, about, expressions.assignments(body), next);
            case "transfer" -> transfer(id, about, body.map(), next);
            case "voicemail" -> voicemail(id, about, body.map(), next);
            case "callback" -> lines.callback(id, about, body.map(), next);
            case "survey" -> asks.survey(id, about, body.map(), next);
            default -> call(id, about, body.map(), next);
        };
    }

    private FlowNode say(NodeId id, About about, YamlValue body, Target next) {
        if (body.isMap() && body.map().has("prompt")) {
            YamlMap map = body.map();
            return new FlowNode.Say(
                    id,
                    about,
                    prompts.prompt(map.required("prompt")),
                    map.optional("barge_in").flag().orElse(bargeIn),
                    next);
        }
        return new FlowNode.Say(id, about, prompts.prompt(body), bargeIn, next);
    }

    private FlowNode record(NodeId id, About about, YamlMap map, Target next) {
        return new FlowNode.Record(
                id,
                about,
                expressions.into(map.required("into"), List.of(ValueType.STRING)).orElse(""),
                taping.taping(map, TapingReader.NOTE),
                targets.optional(map.optional("on_empty")),
                next);
    }

    private FlowNode voicemail(NodeId id, About about, YamlMap map, Target next) {
        return new FlowNode.Voicemail(
                id,
                about,
                map.required("box").text(LineReader.NAME, LineReader.A_NAME).orElse(""),
                taping.taping(map, TapingReader.MESSAGE),
                map.optional("queue").text(LineReader.NAME, LineReader.A_NAME),
                next);
    }

    private FlowNode switchNode(NodeId id, About about, YamlValue body) {
        List<YamlValue> items = body.list();
        targets.waysAreKnown(!items.isEmpty());
        if (body.isList() && (items.isEmpty() || items.size() > MOST_CASES)) {
            body.refuse("a switch expects 1 to " + MOST_CASES + " ways");
        }
        List<Way> ways = new ArrayList<>();
        Target otherwise = TargetReader.NOWHERE;
        for (int i = 0; i < items.size(); i++) {
            YamlMap map = items.get(i).map();
            YamlValue condition = map.optional("if");
            Target go = targets.required(map.required("go"));
            boolean last = i == items.size() - 1;
            if (last) {
                condition.refuseKey("the last way of a switch has no 'if': it is taken otherwise");
                otherwise = go;
            } else {
                ways.add(new Way(expressions.required(map.required("if"), ValueType.BOOL), go));
            }
        }
        return new FlowNode.Switch(id, about, ways, otherwise);
    }

    private FlowNode split(NodeId id, About about, YamlMap map) {
        YamlValue listed = map.required("ways");
        List<YamlValue> items = listed.list();
        targets.waysAreKnown(!items.isEmpty());
        if (listed.isList() && (items.size() < 2 || items.size() > MOST_WAYS)) {
            listed.refuse("a split expects 2 to " + MOST_WAYS + " ways");
        }
        List<Share> ways = new ArrayList<>();
        for (YamlValue item : items) {
            YamlMap way = item.map();
            ways.add(
                    new Share(
                            way.required("weight").integer(1, HEAVIEST).orElse(1),
                            way.optional("label").text(),
                            targets.required(way.required("go"))));
        }
        return new FlowNode.Split(id, about, map.optional("name").text(), ways);
    }

    private FlowNode hours(NodeId id, About about, YamlMap map) {
        return new FlowNode.Hours(
                id,
                about,
                map.required("calendar").text(NodeId.FORM, AN_ID).orElse(""),
                targets.required(map.required("open")),
                targets.required(map.required("closed")),
                targets.optional(map.optional("holiday")),
                targets.optional(map.optional("emergency")));
    }

    private FlowNode transfer(NodeId id, About about, YamlMap map, Target next) {
        return new FlowNode.Transfer(
                id,
                about,
                party(map),
                map.optional("mode").oneOf(Mode.class).orElse(Mode.BLIND) == Mode.ATTENDED,
                map.optional("timeout").duration(SHORTEST_RING, LONGEST_RING).orElse(RING),
                prompts.prompt(map.optional("prompt")),
                targets.optional(map.optional("on_busy")),
                targets.optional(map.optional("on_no_answer")),
                next);
    }

    private enum Mode {
        BLIND,
        ATTENDED
    }

    private FlowNode.Party party(YamlMap map) {
        YamlValue number = map.optional("to");
        YamlValue agent = map.optional("agent");
        YamlValue dial = map.optional("dial");
        List<YamlValue> given =
                List.of(number, agent, dial).stream().filter(YamlValue::isPresent).toList();
        if (given.size() != 1) {
            map.refuse("a transfer has one of 'to', 'agent' and 'dial'");
        }
        if (agent.isPresent()) {
            return new FlowNode.Party.Agent(
                    agent.text(LineReader.NAME, LineReader.A_NAME).orElse(""));
        }
        if (dial.isPresent()) {
            return new FlowNode.Party.Dialled(expressions.required(dial, ValueType.STRING));
        }
        return new FlowNode.Party.Number(
                number.text(DialForm.NUMBER, "a number such as +442079460000, or sip:user@host")
                        .orElse(""));
    }

    private FlowNode call(NodeId id, About about, YamlMap map, Target next) {
        SequencedMap<String, Expression> with = new LinkedHashMap<>();
        map.optional("with")
                .map()
                .entries()
                .forEach((name, value) -> with.put(name, expressions.ofAnyType(value)));
        return new FlowNode.Call(
                id,
                about,
                map.required("flow").text(NodeId.FORM, AN_ID).orElse(""),
                with,
                expressions.into(map.optional("into"), List.of(ValueType.values())),
                next);
    }

    private FlowNode returnNode(NodeId id, About about, YamlValue body) {
        if (returns.isPresent()) {
            return new FlowNode.Return(
                    id, about, Optional.of(expressions.required(body, returns.get())));
        }
        isTrue(body, "'return' in a flow without 'returns'");
        return new FlowNode.Return(id, about, Optional.empty());
    }

    private static void isTrue(YamlValue body, String what) {
        body.flag()
                .filter(flag -> !flag)
                .ifPresent(_ -> body.refuse(what + " expects true, found 'false'"));
    }
}
