package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Twilio Studio's widgets other than gathers and splits, each being written as a node.
final class StudioWidgets {
    private static final int MOST_TIMES = 10;
    private static final long LONGEST_RECORDING = 600_000;

    private final FlowDraft flow;
    private final StudioWords words;
    private final Function<Optional<String>, String> targets;

    StudioWidgets(FlowDraft flow, StudioWords words, Function<Optional<String>, String> targets) {
        this.flow = flow;
        this.words = words;
        this.targets = targets;
    }

    void write(StudioState state, String id) {
        boolean made =
                switch (state.type()) {
                    case "say-play" -> say(state, id);
                    case "connect-call-to" -> connect(state, id);
                    case "record-voicemail" -> voicemail(state, id);
                    case "enqueue-call" -> enqueue(state, id, "queue_name", "workflow_sid");
                    case "send-to-flex" -> enqueue(state, id, "workflow", "channel");
                    case "set-variables" -> set(state, id);
                    case "make-http-request" -> http(state, id);
                    default -> false;
                };
        if (!made) {
            String what = state.type() + " " + quoted(state.name());
            String next = targets.apply(state.firstNext());
            DraftNode node = flow.notImported(id, state.source().at(), what, next);
            state.source().became(node);
        }
    }

    private DraftNode node(StudioState state, String id) {
        DraftNode node = flow.node(id, state.source().at());
        state.source().became(node);
        return node;
    }

    private String next(StudioState state, String event) {
        return targets.apply(state.next(event));
    }

    /// What a widget says or plays, as often as it does.
    List<Yaml> prompt(StudioState state, DraftNode node) {
        List<Yaml> once = new ArrayList<>();
        SourceValue say = state.property("say");
        say.text().ifPresent(text -> once.addAll(words.spoken(text, say.at(), node)));
        SourceValue play = state.property("play");
        play.text().ifPresent(file -> once.add(flow.recording(file, play.at())));
        state.property("language").text().ifPresent(flow::speak);
        SourceValue loop = state.property("loop");
        String written = loop.text().orElse("1");
        int times = written.matches("[1-9][0-9]?") ? Integer.parseInt(written) : MOST_TIMES + 1;
        int most = Math.min(times, MOST_TIMES);
        if (times != most) {
            String what = "loop " + quoted(written) + " there; here " + most + " times at most";
            flow.notes().add(loop.at(), node, what);
        }
        List<Yaml> segments = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            segments.addAll(once);
        }
        return segments;
    }

    private boolean say(StudioState state, String id) {
        DraftNode node = node(state, id);
        node.with("say", Speech.orSilence(prompt(state, node))).next(next(state, "audioComplete"));
        return true;
    }

    private boolean connect(StudioState state, String id) {
        String noun = state.property("noun").text().orElse("number");
        SourceValue to = state.property(noun.equals("sip") ? "sip_endpoint" : "to");
        String written = to.text().or(() -> state.property("to").text()).orElse("").strip();
        Optional<Yaml.Fields> party = party(noun, written);
        if (party.isEmpty()) {
            return false;
        }
        DraftNode node = node(state, id);
        long timeout = seconds(state, "timeout", 30_000);
        node.with(
                        "transfer",
                        party.get().with("timeout", flow.time(timeout, 1_000, 60_000, node.at())))
                .next(next(state, "callCompleted"));
        String what = "after the talk the caller goes on there; here a transfer is blind";
        flow.notes().add(state.source().at(), node, what);
        return true;
    }

    private Optional<Yaml.Fields> party(String noun, String written) {
        Optional<String> value = words.value(written);
        if (value.isPresent()) {
            return Optional.of(Yaml.fields().with("dial", Yaml.text(value.get())));
        }
        String sip = written.startsWith("sip:") ? written : "sip:" + written;
        return switch (noun) {
            case "number" ->
                    written.replaceAll("[ ()-]", "").matches("\\+[0-9]{4,15}")
                            ? to(written.replaceAll("[ ()-]", ""))
                            : Optional.empty();
            case "sip" ->
                    sip.matches("sip:[A-Za-z0-9*#+._-]{1,60}@[A-Za-z0-9.-]{1,100}")
                            ? to(sip)
                            : Optional.empty();
            case "client" ->
                    Optional.of(
                            Yaml.fields().with("agent", Yaml.text(Names.name(written, "agent"))));
            default -> Optional.empty();
        };
    }

    private static Optional<Yaml.Fields> to(String address) {
        return Optional.of(Yaml.fields().with("to", Yaml.text(address)));
    }

    private boolean voicemail(StudioState state, String id) {
        DraftNode node = node(state, id);
        String box = Names.name(state.name(), "box");
        long most = seconds(state, "max_length", LONGEST_RECORDING);
        Yaml.Fields voicemail =
                Yaml.fields()
                        .with("box", Yaml.text(box))
                        .with("max", flow.time(most, 1_000, LONGEST_RECORDING, node.at()))
                        .with(
                                "silence",
                                flow.time(
                                        seconds(state, "timeout", 5_000), 1_000, 60_000, node.at()))
                        .with(
                                "beep",
                                Yaml.word(
                                        String.valueOf(
                                                !state.property("play_beep")
                                                        .text()
                                                        .equals(Optional.of("false")))));
        node.with("voicemail", voicemail).next(next(state, "recordingComplete"));
        flow.notes().add(state.source().at(), node, "messages go into box " + box + " here");
        return true;
    }

    private boolean enqueue(StudioState state, String id, String first, String second) {
        Optional<String> given =
                state.property(first).text().or(() -> state.property(second).text());
        if (given.isEmpty()) {
            return false;
        }
        DraftNode node = node(state, id);
        String name = Names.name(given.get(), "queue");
        Yaml.Fields queue = Yaml.fields().with("name", Yaml.text(name));
        state.next("failedToEnqueue")
                .ifPresent(n -> queue.with("on_full", Yaml.way(targets.apply(Optional.of(n)))));
        node.with("queue", queue).with("next", Yaml.pacedWay(next(state, "callComplete")));
        if (!name.equals(given.get())) {
            flow.notes().add(state.source().at(), node, "the queue is called " + name + " here");
        }
        return true;
    }

    private boolean set(StudioState state, String id) {
        Yaml.Fields set = Yaml.fields();
        DraftNode node = node(state, id);
        for (SourceValue variable : state.property("variables").items()) {
            Optional<String> key = variable.text("key");
            Optional<String> value = words.expression(variable.field("value").written().orElse(""));
            if (key.isPresent() && value.isPresent()) {
                set.with(flow.variable(key.get()), Yaml.text(value.get()));
            } else {
                String what =
                        "variable " + quoted(key.orElse("")) + " is set to what is not known here";
                flow.notes().add(variable.at(), node, what + ": left out");
            }
        }
        if (set.isEmpty()) {
            return false;
        }
        node.with("set", set).next(next(state, "next"));
        return true;
    }

    /// Studio waits ten seconds for an answer, no more and no less.
    private boolean http(StudioState state, String id) {
        SourceValue url = state.property("url");
        Optional<String> address = url.text().flatMap(words::address);
        Optional<String> method =
                Optional.of(state.property("method").text().orElse("GET"))
                        .filter(m -> m.equals("GET") || m.equals("POST"));
        if (address.isEmpty() || method.isEmpty()) {
            return false;
        }
        DraftNode node = node(state, id);
        Yaml.Fields http =
                Yaml.fields()
                        .with("method", Yaml.word(method.get()))
                        .with("url", Yaml.text(address.get()))
                        .with("timeout", Yaml.word("10s"));
        node.with("http", http)
                .next(next(state, "success"))
                .with("on_error", Yaml.way(next(state, "failed")));
        String what = "the fields of the answer are not declared there: add 'into' for those used";
        flow.notes().add(state.source().at(), node, what);
        return true;
    }

    private static long seconds(StudioState state, String key, long otherwise) {
        return state.property(key).millis("s").orElse(otherwise);
    }
}
