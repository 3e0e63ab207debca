package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// How VoiceXML asks: prompts by count, what follows silence and wrong keys, and the timers; being
/// written as the parts of a menu or a collect.
final class VoiceXmlInput {
    private static final int ASKED = 3;

    private final FlowDraft flow;
    private final VoiceXmlSpeech speech;
    private final BiFunction<SourceElement, String, Optional<String>> jumps;

    VoiceXmlInput(
            FlowDraft flow,
            VoiceXmlSpeech speech,
            BiFunction<SourceElement, String, Optional<String>> jumps) {
        this.flow = flow;
        this.speech = speech;
        this.jumps = jumps;
    }

    private record Handler(String event, int count, SourceElement source) {}

    /// The parts of the node in our language's order; `give_up` is always there.
    Yaml.Fields parts(SourceElement item, VoiceXmlScope scope, DraftNode node) {
        Yaml.Fields parts = prompts(item, node);
        List<Handler> handlers = handlers(item, node);
        handler(handlers, "nomatch", node).ifPresent(h -> parts.with("no_match", h));
        handler(handlers, "noinput", node).ifPresent(h -> parts.with("no_input", h));
        Yaml.Fields input = timers(item, scope);
        giveUp(handlers, parts, input, node);
        return parts.with("input", input);
    }

    private Yaml.Fields prompts(SourceElement item, DraftNode node) {
        TreeMap<Integer, List<Yaml>> byCount = new TreeMap<>();
        for (SourcePart part : item.parts()) {
            int count = 1;
            if (part instanceof SourceElement element) {
                count = element.name().equals("prompt") ? count(element) : 1;
                if (element.attributeOfSpoken("cond").isPresent()) {
                    String what = "a prompt on a condition is said always here";
                    flow.notes().add(element.at(), node, what);
                }
            }
            List<Yaml> said = speech.said(part, node);
            if (!said.isEmpty()) {
                byCount.computeIfAbsent(count, _ -> new ArrayList<>()).addAll(said);
            }
        }
        if (byCount.isEmpty()) {
            return Yaml.fields();
        }
        byCount.putIfAbsent(1, byCount.firstEntry().getValue());
        Yaml.Fields prompts = Yaml.fields();
        byCount.forEach(
                (count, said) -> prompts.with(String.valueOf(count), Speech.orSilence(said)));
        return byCount.size() == 1
                ? Yaml.fields().with("prompt", Speech.orSilence(byCount.firstEntry().getValue()))
                : Yaml.fields().with("prompts", prompts);
    }

    /// Up to ten, as often as a caller is asked here at most; another count stays unused and is
    /// told.
    private static int count(SourceElement element) {
        Optional<String> count = element.peek("count").filter(c -> c.matches("[1-9]|10"));
        count.ifPresent(_ -> element.attribute("count"));
        return count.map(Integer::parseInt).orElse(1);
    }

    private List<Handler> handlers(SourceElement item, DraftNode node) {
        List<Handler> handlers = new ArrayList<>();
        for (SourceElement element : item.elements()) {
            String events =
                    switch (element.name()) {
                        case "noinput", "nomatch" -> element.name();
                        case "catch" -> element.peek("event").orElse("");
                        default -> "";
                    };
            for (String event :
                    new LinkedHashSet<>(Arrays.asList(events.strip().split("\\s+", -1)))) {
                if (event.equals("noinput") || event.equals("nomatch")) {
                    element.use().attribute("event");
                    handlers.add(new Handler(event, count(element), element));
                    noteOtherEvents(element, events, node);
                }
            }
        }
        return handlers;
    }

    private void noteOtherEvents(SourceElement handler, String events, DraftNode node) {
        String others = events.replaceAll("\\b(noinput|nomatch)\\b", "").strip();
        if (!others.isEmpty()) {
            String what = "events " + quoted(others) + " have no counterpart: left out";
            flow.notes().add(handler.placeOf("event"), node, what);
        }
    }

    /// What is said at an event; said again at each, whatever its count.
    private Optional<Yaml> handler(List<Handler> handlers, String event, DraftNode node) {
        Optional<Yaml> said = Optional.empty();
        for (Handler handler : handlers) {
            boolean stays = handler.event().equals(event) && jump(handler).isEmpty();
            if (stays) {
                Optional<Yaml> words = Speech.of(speech.saidBy(handler.source(), node));
                handler.source().elements("reprompt");
                if (words.isPresent() && said.isPresent()) {
                    String what = "one " + event + " is said at every count here: this is left out";
                    flow.notes().add(handler.source().at(), node, what);
                } else if (words.isPresent()) {
                    said = Optional.of(Yaml.fields().with("say", words.get()));
                }
            }
        }
        return said;
    }

    private Optional<String> jump(Handler handler) {
        return jumps.apply(handler.source(), handler.event());
    }

    /// The lowest count at which an event leads away is the number of attempts.
    private void giveUp(
            List<Handler> handlers, Yaml.Fields parts, Yaml.Fields input, DraftNode node) {
        Optional<Handler> last = Optional.empty();
        for (Handler handler : handlers) {
            Optional<String> go = jump(handler);
            if (go.isEmpty()) {
                continue;
            }
            if (last.isEmpty() || handler.count() < last.get().count()) {
                last = Optional.of(handler);
            }
        }
        String giveUp = last.flatMap(this::jump).orElse(FlowDraft.END);
        for (Handler handler : handlers) {
            Optional<String> go = jump(handler).filter(g -> !g.equals(giveUp));
            if (go.isPresent()) {
                String what =
                        handler.event() + " at count " + handler.count() + " leads to " + go.get();
                flow.notes().add(handler.source().at(), node, what + " there; give_up is one here");
            }
        }
        int attempts = last.map(Handler::count).orElse(ASKED);
        if (last.isEmpty()) {
            String what = "asked again without end there; here 3 times, then the call ends";
            flow.notes().add(node.at(), node, what);
        } else {
            String what = "events count apart there; here attempts counts them all";
            flow.notes().add(last.get().source().at(), node, what);
        }
        parts.with("give_up", Yaml.way(giveUp));
        input.with("attempts", Yaml.number(attempts));
    }

    /// VoiceXML 2.0 section 6.3.3: the timers of keys, in seconds or milliseconds.
    private Yaml.Fields timers(SourceElement item, VoiceXmlScope scope) {
        Yaml.Fields input = Yaml.fields();
        OptionalLong ofPrompt = OptionalLong.empty();
        for (SourceElement element : item.elements()) {
            if (element.name().equals("prompt") && ofPrompt.isEmpty()) {
                ofPrompt = element.millis("timeout", "s");
            }
        }
        time(input, "first_digit", ofPrompt.isPresent() ? ofPrompt : time(scope, "timeout"), item);
        time(input, "inter_digit", time(scope, "interdigittimeout"), item);
        OptionalLong afterKey = time(scope, "termtimeout");
        if (afterKey.orElse(0) > 0) {
            time(input, "term_wait", afterKey, item);
        }
        scope.property("bargein")
                .filter(b -> b.equals("false"))
                .ifPresent(_ -> input.with("barge_in", Yaml.word("false")));
        scope.property("termchar")
                .filter(key -> !key.equals("#"))
                .ifPresent(key -> input.with("term_key", Yaml.text(key)));
        return input;
    }

    private static OptionalLong time(VoiceXmlScope scope, String property) {
        return scope.property(property)
                .map(written -> Times.millis(written, "s"))
                .orElse(OptionalLong.empty());
    }

    private void time(Yaml.Fields input, String key, OptionalLong millis, SourceElement item) {
        if (millis.isPresent()) {
            input.with(key, flow.time(millis.getAsLong(), 100, 60_000, item.at()));
        }
    }
}
