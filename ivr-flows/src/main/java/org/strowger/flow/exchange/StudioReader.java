package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import org.strowger.flow.exchange.StudioState.Match;
import org.strowger.yaml.Position;

/// Reads a flow of Twilio Studio; a gather and the split on its keys become one menu.
final class StudioReader {
    private static final long ASKED_AGAIN = 3;
    private static final int LONGEST_LIST = 200;
    private static final int MOST_STATES = 2_000;

    private final FlowDraft flow;
    private final StudioWords words;
    private final StudioWidgets widgets;
    private final SequencedMap<String, StudioState> states = new LinkedHashMap<>();
    private final Set<String> merged = new LinkedHashSet<>();

    private StudioReader(FlowDraft flow) {
        this.flow = flow;
        this.words = new StudioWords(flow);
        this.widgets = new StudioWidgets(flow, words, this::target);
    }

    static void read(SourceValue root, Drafts drafts) {
        List<SourceValue> listed = root.field("states").items();
        if (listed.isEmpty() || listed.size() > MOST_STATES) {
            return;
        }
        FlowDraft flow = drafts.open(drafts.nameOfFile(), root.at());
        root.text("description").ifPresent(flow::describe);
        root.field("flags").field("allow_concurrent_calls").written();
        new StudioReader(flow).read(root, listed);
    }

    private void read(SourceValue root, List<SourceValue> listed) {
        for (SourceValue source : listed) {
            Optional<StudioState> state = StudioState.of(source);
            if (state.isPresent() && states.putIfAbsent(state.get().name(), state.get()) == null) {
                positions(source);
            } else {
                flow.notes()
                        .add(
                                source.useAll().at(),
                                "a state without a name or type of its own: left out");
            }
        }
        Optional<StudioState> trigger = trigger(root.text("initial_state"));
        trigger.ifPresent(this::start);
        if (trigger.isEmpty()) {
            states.values().stream().findFirst().ifPresent(s -> flow.startAt(idOf(s.name())));
        }
        mergeSplits();
        states.values().stream()
                .filter(state -> !merged.contains(state.name()) && !state.type().equals("trigger"))
                .forEach(this::write);
    }

    private void positions(SourceValue source) {
        SourceValue offset = source.field("properties").field("offset");
        if (offset.isMap()) {
            offset.useAll();
            String what =
                    "'offset' with all in it is left out: a drawing's places are computed here";
            flow.notes().add(offset.keyAt(), what);
        }
    }

    private Optional<StudioState> trigger(Optional<String> initial) {
        return initial.map(states::get)
                .filter(state -> state.type().equals("trigger"))
                .or(
                        () ->
                                states.values().stream()
                                        .filter(s -> s.type().equals("trigger"))
                                        .findFirst());
    }

    private void start(StudioState trigger) {
        flow.startAt(target(trigger.next("incomingCall")));
        for (SourceValue transition : trigger.transitions()) {
            Optional<String> event = transition.text("event");
            Optional<String> next = transition.text("next");
            if (next.isPresent() && !event.equals(Optional.of("incomingCall"))) {
                String what = event.orElse("another event") + " leads to " + next.get();
                flow.notes().add(transition.at(), what + ": only calls begin a flow here");
            }
        }
    }

    private String idOf(String state) {
        return flow.idOf(state, "state");
    }

    private String target(Optional<String> state) {
        return state.map(this::idOf).orElse(FlowDraft.END);
    }

    /// A split on the keys of a gather is part of its menu when nobody else leads to it.
    private void mergeSplits() {
        for (StudioState state : states.values()) {
            if (state.type().equals("gather-input-on-call")) {
                splitOn(state).ifPresent(split -> merged.add(split.name()));
            }
        }
    }

    private Optional<StudioState> splitOn(StudioState gather) {
        Optional<StudioState> split =
                gather.next("keypress")
                        .map(states::get)
                        .filter(s -> s.type().equals("split-based-on"));
        return split.filter(
                s ->
                        s.property("input")
                                        .text()
                                        .flatMap(words::value)
                                        .equals(Optional.of(words.digitsOf(gather.name())))
                                && comeFrom(s.name()).equals(List.of(gather.name()))
                                && isMenu(s));
    }

    private List<String> comeFrom(String name) {
        List<String> come = new ArrayList<>();
        for (StudioState state : states.values()) {
            boolean leads =
                    state.transitions().stream()
                            .filter(t -> !t.peek("event").equals(Optional.of("speech")))
                            .anyMatch(t -> t.peek("next").equals(Optional.of(name)));
            if (leads) {
                come.add(state.name());
            }
        }
        return come;
    }

    private static boolean isMenu(StudioState split) {
        Optional<List<Match>> matches = split.matches();
        return matches.isPresent()
                && !matches.get().isEmpty()
                && matches.get().stream().allMatch(StudioReader::isByKeys);
    }

    private static boolean isByKeys(Match match) {
        return (match.type().equals("equal_to") || match.type().equals("matches_any_of"))
                && match.value().length() <= LONGEST_LIST
                && match.value().matches("[0-9*#]{1,8}(\\s*,\\s*[0-9*#]{1,8})*");
    }

    private void write(StudioState state) {
        switch (state.type()) {
            case "gather-input-on-call" -> gather(state);
            case "split-based-on" -> split(state);
            default -> widgets.write(state, idOf(state.name()));
        }
        noteWaysNotTaken(state);
    }

    private void noteWaysNotTaken(StudioState state) {
        for (SourceValue transition : state.transitions()) {
            Optional<String> left = transition.unread("next");
            if (left.isPresent()) {
                String event = transition.text("event").orElse("another event");
                transition.text("next");
                String what = "the way to " + left.get() + " at " + event + " has no counterpart";
                flow.notes().add(transition.at(), what + ": left out");
            }
        }
    }

    private void gather(StudioState gather) {
        DraftNode node = flow.node(idOf(gather.name()), gather.source().at());
        gather.source().became(node);
        Optional<StudioState> split = splitOn(gather);
        if (split.isPresent()) {
            split.get().source().became(node);
            menu(gather, split.get(), node);
        } else {
            collect(gather, node);
        }
        Optional<String> speech = gather.next("speech");
        if (speech.isPresent() && !speech.equals(gather.next("keypress"))) {
            String what = "what is spoken leads to " + speech.get() + " there; here keys only";
            flow.notes().add(gather.source().at(), node, what);
        }
    }

    private void menu(StudioState gather, StudioState split, DraftNode node) {
        MenuDraft menu = new MenuDraft(flow, node);
        Position at = gather.source().at();
        menu.prompt(1, widgets.prompt(gather, node));
        for (Match match : split.matches().orElseThrow()) {
            for (String keys : match.value().strip().split("\\s*,\\s*", -1)) {
                Optional<String> label = Optional.of(match.label()).filter(l -> !l.equals(keys));
                menu.choice(keys, label, target(match.next()), match.at().at());
            }
        }
        menu.otherwiseAskedWithoutEnd(
                target(gather.next("timeout")), target(split.next("noMatch")), ASKED_AGAIN, at);
        menu.firstDigit(OptionalLong.of(timeout(gather)), at);
        finishOnKey(gather, node).ifPresent(menu::termKey);
        lengthOf(gather, node);
        menu.done();
    }

    private void collect(StudioState gather, DraftNode node) {
        Optional<Long> length = lengthOf(gather, node);
        String silence = target(gather.next("timeout"));
        boolean again = silence.equals(node.id());
        Yaml.Fields input =
                Yaml.fields()
                        .with("first_digit", flow.time(timeout(gather), 100, 60_000, node.at()))
                        .with("attempts", Yaml.number(again ? ASKED_AGAIN : 1));
        finishOnKey(gather, node).ifPresent(key -> input.with("term_key", Yaml.text(key)));
        if (again) {
            String what = "asked again without end there; here 3 times, then the call ends";
            flow.notes().add(node.at(), node, what);
        }
        Yaml.Fields collect =
                Yaml.fields()
                        .with("into", Yaml.word(words.digitsOf(gather.name())))
                        .with("prompt", Speech.of(widgets.prompt(gather, node)))
                        .with("min", Yaml.number(length.orElse(1L)))
                        .with("max", Yaml.number(length.orElse(64L)))
                        .with("give_up", Yaml.way(again ? FlowDraft.END : silence))
                        .with("input", input);
        node.with("collect", collect).with("next", Yaml.pacedWay(target(gather.next("keypress"))));
    }

    private static long timeout(StudioState gather) {
        return gather.property("timeout").millis("s").orElse(5_000);
    }

    private Optional<Long> lengthOf(StudioState gather, DraftNode node) {
        SourceValue digits = gather.property("number_of_digits");
        Optional<String> written = digits.text();
        gather.property("stop_gather").isWord("true");
        if (written.isPresent() && !written.get().matches("[1-9]|[1-5][0-9]|6[0-4]")) {
            String what =
                    "number_of_digits " + quoted(written.get()) + " is not from 1 to 64: left out";
            flow.notes().add(digits.at(), node, what);
            return Optional.empty();
        }
        return written.map(Long::valueOf);
    }

    private Optional<String> finishOnKey(StudioState gather, DraftNode node) {
        SourceValue key = gather.property("finish_on_key");
        Optional<String> written = key.written().map(String::strip);
        if (written.isPresent() && !written.get().matches("[0-9*#]?")) {
            String what = "finish_on_key " + quoted(written.get()) + " is one key here: left out";
            flow.notes().add(key.at(), node, what);
            return Optional.empty();
        }
        return written.filter(k -> !k.equals("#"));
    }

    private void split(StudioState split) {
        String id = idOf(split.name());
        SourceValue input = split.property("input");
        Optional<String> value = input.text().flatMap(words::value);
        Optional<List<Match>> matches = split.matches();
        String otherwise = target(split.next("noMatch"));
        if (value.isEmpty() || matches.isEmpty()) {
            String on = "a split on " + quoted(input.text().orElse("nothing"));
            DraftNode node = flow.notImported(id, split.source().at(), on, otherwise);
            split.source().became(node);
            return;
        }
        DraftNode node = flow.node(id, split.source().at());
        split.source().became(node);
        List<Yaml> ways = new ArrayList<>();
        for (Match match : matches.get()) {
            Optional<String> condition =
                    StudioWords.condition(value.get(), match.type(), match.value());
            String go = target(match.next());
            if (condition.isPresent()) {
                ways.add(
                        Yaml.fields()
                                .with("if", Yaml.text(condition.get()))
                                .with("go", Yaml.way(go)));
            } else {
                String what = match.type() + " " + quoted(match.value()) + " has no counterpart";
                flow.notes()
                        .add(match.at().at(), node, what + ": its way to " + go + " is left out");
            }
        }
        ways.add(Yaml.fields().with("go", Yaml.way(otherwise)));
        node.with("switch", new Yaml.Items(ways));
    }
}
