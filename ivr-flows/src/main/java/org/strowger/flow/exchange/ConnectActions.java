package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.strowger.flow.exchange.ConnectAction.Condition;

/// Amazon Connect's actions, each being written as a node.
final class ConnectActions {
    private static final String FAILURE = "NoMatchingError";
    private static final String NO_CONDITION = "NoMatchingCondition";

    private final FlowDraft flow;
    private final ConnectNames names;
    private final ConnectWords words;
    private final Function<Optional<String>, String> targets;
    private final Map<String, String> queues;
    private final ConnectInput input;

    ConnectActions(
            FlowDraft flow,
            ConnectNames names,
            Function<Optional<String>, String> targets,
            Function<Optional<String>, Optional<ConnectAction>> loops,
            Map<String, String> queues) {
        this.flow = flow;
        this.names = names;
        this.words = new ConnectWords(flow);
        this.targets = targets;
        this.queues = queues;
        this.input = new ConnectInput(flow, words, this::prompt, targets, loops);
    }

    void write(ConnectAction action, String id) {
        boolean made =
                switch (action.type()) {
                    case "MessageParticipant" -> say(action, id);
                    case "GetParticipantInput" -> input.write(action, node(action, id));
                    case "TransferContactToQueue" -> queue(action, id);
                    case "CheckHoursOfOperation" -> hours(action, id);
                    case "Compare" -> compare(action, id);
                    case "UpdateContactAttributes" -> set(action, id);
                    case "DistributeByPercentage" -> split(action, id);
                    case "Loop" -> loop(action, id);
                    case "Wait" -> wait(action, id);
                    case "TransferParticipantToThirdParty" -> transfer(action, id);
                    default -> false;
                };
        if (!made) {
            String named =
                    action.parameter("LambdaFunctionARN")
                            .or(() -> action.parameter("ContactFlowId"))
                            .map(number -> " " + number.substring(number.lastIndexOf(':') + 1))
                            .orElse("");
            DraftNode node =
                    flow.notImported(id, action.source().at(), action.type() + named, next(action));
            action.source().became(node);
        }
    }

    private DraftNode node(ConnectAction action, String id) {
        DraftNode node = flow.node(id, action.source().at());
        action.source().became(node);
        return node;
    }

    private String next(ConnectAction action) {
        return targets.apply(action.next());
    }

    /// What an action says or plays.
    private List<Yaml> prompt(ConnectAction action, DraftNode node) {
        List<Yaml> segments = new ArrayList<>();
        SourceValue text = action.parameters().field("Text");
        text.text()
                .ifPresent(
                        spoken -> {
                            if (spoken.strip().startsWith("<speak>")) {
                                segments.add(Speech.ssml(spoken.strip()));
                            } else {
                                segments.addAll(words.spoken(spoken, text.at(), node));
                            }
                        });
        action.parameter("SSML").ifPresent(markup -> segments.add(Speech.ssml(markup.strip())));
        SourceValue prompt = action.parameters().field("PromptId");
        prompt.text()
                .ifPresent(
                        number -> {
                            String name = names.displayName(action, "PromptId", number);
                            segments.add(flow.recording(name, prompt.at()));
                        });
        SourceValue media = action.parameters().field("Media");
        media.text("Uri").ifPresent(file -> segments.add(flow.recording(file, media.at())));
        return segments;
    }

    private boolean say(ConnectAction action, String id) {
        DraftNode node = node(action, id);
        node.with("say", Speech.orSilence(prompt(action, node))).next(next(action));
        return true;
    }

    private boolean queue(ConnectAction action, String id) {
        DraftNode node = node(action, id);
        String name = queues.getOrDefault(action.id(), "queue");
        if (!queues.containsKey(action.id())) {
            flow.notes()
                    .add(node.at(), node, "no queue is set before this: it is called queue here");
        }
        Yaml.Fields queue = Yaml.fields().with("name", Yaml.text(name));
        action.error("QueueAtCapacity")
                .ifPresent(
                        full -> queue.with("on_full", Yaml.way(targets.apply(Optional.of(full)))));
        node.with("queue", queue).with("next", Yaml.pacedWay(next(action)));
        onError(action, node);
        return true;
    }

    private void onError(ConnectAction action, DraftNode node) {
        String failed = targets.apply(action.error(FAILURE));
        if (!failed.equals(FlowDraft.END) && !failed.equals(node.id())) {
            node.with("on_error", Yaml.way(failed));
        }
    }

    private boolean hours(ConnectAction action, String id) {
        SourceValue number = action.parameters().field("HoursOfOperationId");
        String named =
                names.displayName(action, "HoursOfOperationId", number.text().orElse("hours"));
        String calendar = flow.calendar(named, number.at());
        node(action, id)
                .with(
                        "hours",
                        Yaml.fields()
                                .with("calendar", Yaml.word(calendar))
                                .with("open", Yaml.way(targets.apply(action.when("True"))))
                                .with("closed", Yaml.way(targets.apply(action.when("False")))));
        return true;
    }

    private boolean compare(ConnectAction action, String id) {
        SourceValue compared = action.parameters().field("ComparisonValue");
        Optional<String> value = compared.text().flatMap(words::value);
        if (value.isEmpty()) {
            String on = "a comparison of " + quoted(compared.text().orElse("nothing"));
            String otherwise = targets.apply(action.error(NO_CONDITION).or(action::next));
            action.source().became(flow.notImported(id, action.source().at(), on, otherwise));
            return true;
        }
        DraftNode node = node(action, id);
        List<Yaml> ways = new ArrayList<>();
        for (Condition condition : action.conditions()) {
            Optional<String> when = ConnectWords.condition(value.get(), condition);
            if (when.isPresent()) {
                Yaml go = Yaml.way(targets.apply(condition.next()));
                ways.add(Yaml.fields().with("if", Yaml.text(when.get())).with("go", go));
            }
        }
        Optional<String> otherwise = action.error(NO_CONDITION).or(action::next);
        ways.add(Yaml.fields().with("go", Yaml.way(targets.apply(otherwise))));
        node.with("switch", new Yaml.Items(ways));
        return true;
    }

    private boolean set(ConnectAction action, String id) {
        Yaml.Fields set = Yaml.fields();
        DraftNode node = node(action, id);
        if (!action.parameters().is("TargetContact", "Current")) {
            String what = "attributes of another contact: they are set on this call";
            flow.notes().add(node.at(), node, what);
        }
        action.parameters()
                .field("Attributes")
                .fields()
                .forEach(
                        (name, source) -> {
                            String text = source.written().orElse("");
                            boolean path = text.startsWith("$.");
                            Optional<String> value =
                                    path ? words.value(text) : Optional.of(Cel.literal(text));
                            value.ifPresent(v -> set.with(words.attribute(name), Yaml.text(v)));
                            if (value.isEmpty()) {
                                String what = "attribute " + name + " is set to " + quoted(text);
                                flow.notes()
                                        .add(
                                                source.at(),
                                                node,
                                                what + ", not known here: left out");
                            }
                        });
        if (set.isEmpty()) {
            return false;
        }
        node.with("set", set).next(next(action));
        return true;
    }

    /// A number from 1 to 100 is drawn; the conditions are "less than" in a rising chain.
    private boolean split(ConnectAction action, String id) {
        List<Yaml> ways = new ArrayList<>();
        int below = 1;
        for (Condition condition : action.conditions()) {
            String operand = String.join("", condition.operands()).strip();
            int limit = operand.matches("[0-9]{1,3}") ? Integer.parseInt(operand) : 0;
            if (condition.operator().equals("NumberLessThan") && limit > below && limit <= 101) {
                ways.add(weighed(limit - below, targets.apply(condition.next())));
                below = limit;
            }
        }
        if (below <= 100) {
            ways.add(
                    weighed(
                            101 - below,
                            targets.apply(action.error(NO_CONDITION).or(action::next))));
        }
        if (ways.size() < 2 || ways.size() > 20) {
            return false;
        }
        DraftNode node = node(action, id);
        node.with("split", Yaml.fields().with("ways", new Yaml.Items(ways)));
        String what = "drawn anew for every call there; here a caller always goes the same way";
        flow.notes().add(node.at(), node, what);
        return true;
    }

    private static Yaml weighed(int weight, String go) {
        return Yaml.fields().with("weight", Yaml.number(weight)).with("go", Yaml.way(go));
    }

    private boolean loop(ConnectAction action, String id) {
        String count = action.parameter("LoopCount").orElse("");
        if (!count.matches("[0-9]{1,3}")) {
            return false;
        }
        DraftNode node = node(action, id);
        String counter = flow.counter("times through " + id);
        String again = flow.freshId(id + "-again");
        if (flow.isExpended(id)) {
            flow.expend(again);
        }
        Yaml more =
                Yaml.fields()
                        .with("if", Yaml.text(counter + " < " + count))
                        .with("go", Yaml.way(again));
        Yaml done = Yaml.fields().with("go", Yaml.way(targets.apply(action.when("DoneLooping"))));
        node.with("switch", new Yaml.Items(List.of(more, done)));
        flow.node(again, node.at())
                .with("set", Yaml.fields().with(counter, Yaml.text(counter + " + 1")))
                .next(targets.apply(action.when("ContinueLooping")));
        return true;
    }

    private boolean wait(ConnectAction action, String id) {
        OptionalLong millis = action.parameters().field("TimeLimitSeconds").millis("s");
        if (millis.isEmpty()) {
            return false;
        }
        node(action, id)
                .with("say", flow.silence(millis.getAsLong(), action.source().at()))
                .next(targets.apply(action.when("WaitCompleted").or(action::next)));
        return true;
    }

    private boolean transfer(ConnectAction action, String id) {
        String number = action.parameter("ThirdPartyPhoneNumber").orElse("");
        Optional<String> value = words.value(number);
        if (value.isEmpty() && !number.matches("\\+[0-9]{4,15}")) {
            return false;
        }
        DraftNode node = node(action, id);
        Yaml.Fields transfer =
                value.map(v -> Yaml.fields().with("dial", Yaml.text(v)))
                        .orElseGet(() -> Yaml.fields().with("to", Yaml.text(number)));
        OptionalLong timeout =
                action.parameters().field("ThirdPartyConnectionTimeLimitSeconds").millis("s");
        if (timeout.isPresent()) {
            transfer.with("timeout", flow.time(timeout.getAsLong(), 1_000, 60_000, node.at()));
        }
        action.error("ConnectionTimeLimitExceeded")
                .ifPresent(
                        n ->
                                transfer.with(
                                        "on_no_answer", Yaml.way(targets.apply(Optional.of(n)))));
        node.with("transfer", transfer).next(next(action));
        onError(action, node);
        return true;
    }
}
