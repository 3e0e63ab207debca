package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/// VoiceXML's menus, fields, recordings and transfers, each being written as a node.
final class VoiceXmlItems {
    private static final long LONGEST_RECORDING = 600_000;

    private final FlowDraft flow;
    private final VoiceXmlSpeech speech;
    private final Sequences sequences;
    private final VoiceXmlInput input;
    private final BiFunction<SourceElement, String, String> targets;

    VoiceXmlItems(
            FlowDraft flow,
            VoiceXmlSpeech speech,
            Sequences sequences,
            BiFunction<SourceElement, String, Optional<String>> jumps,
            BiFunction<SourceElement, String, String> targets) {
        this.flow = flow;
        this.speech = speech;
        this.sequences = sequences;
        this.input = new VoiceXmlInput(flow, speech, jumps);
        this.targets = targets;
    }

    /// How content that runs from top to bottom is written.
    interface Sequences {
        /// Writes the content, and returns where it begins.
        String write(SourceElement content, String id, String next);
    }

    /// What `<filled>` does after an item, else the next item.
    String afterFilled(SourceElement item, String next) {
        String after = next;
        List<SourceElement> filled = item.elements("filled");
        for (SourceElement content : filled.reversed()) {
            String name = item.peek("name").orElse(item.name()) + "-filled";
            after = sequences.write(content, name, after);
        }
        return after;
    }

    void menu(SourceElement menu, String id, VoiceXmlScope scope) {
        DraftNode node = flow.node(id, menu.at());
        menu.became(node);
        Yaml.Fields parts = input.parts(menu, scope, node);
        Yaml.Fields choices = choices(menu, node);
        if (choices.isEmpty()) {
            flow.notes().add(menu.at(), node, "a menu without a key: it is only said");
            Yaml said = parts.values().getOrDefault("prompt", Speech.orSilence(List.of()));
            Yaml.Way giveUp = Yaml.waysIn(parts).getLast();
            node.with("say", said).next(giveUp.to());
            return;
        }
        Yaml.Fields whole = Yaml.fields();
        parts.values()
                .forEach(
                        (key, value) -> {
                            boolean prompt = key.equals("prompt") || key.equals("prompts");
                            if (!prompt && !whole.has("choices")) {
                                whole.with("choices", choices);
                            }
                            whole.with(key, value);
                        });
        node.with("menu", whole);
    }

    /// VoiceXML 2.0 section 2.2: `dtmf="true"` numbers the choices that have no key of their own.
    private Yaml.Fields choices(SourceElement menu, DraftNode node) {
        boolean numbered = menu.attribute("dtmf").filter("true"::equals).isPresent();
        Yaml.Fields choices = Yaml.fields();
        int number = 1;
        for (SourceElement choice : menu.elements("choice")) {
            Optional<String> own = choice.attribute("dtmf").map(k -> k.replaceAll("\\s+", ""));
            Optional<String> keys = own;
            if (own.isEmpty() && numbered && number <= 9) {
                keys = Optional.of(String.valueOf(number));
                number++;
            }
            addChoice(choices, choice, keys.orElse(""), node);
        }
        return choices;
    }

    private void addChoice(Yaml.Fields choices, SourceElement choice, String keys, DraftNode node) {
        String label = choice.text();
        if (!keys.matches("[0-9*#A-D]{1,8}") || choices.has(keys)) {
            String why = keys.isEmpty() ? "has no key" : "has a key that is none or is given twice";
            String to = choice.attribute("next").map(n -> ", to " + n).orElse("");
            flow.notes()
                    .add(
                            choice.at(),
                            node,
                            "choice " + quoted(label) + to + " " + why + ": left out");
            return;
        }
        Yaml.Way way = Yaml.pacedWay(targets.apply(choice, "next"));
        choices.with(
                keys,
                label.isEmpty()
                        ? way
                        : Yaml.fields().with("label", Yaml.text(label)).with("go", way));
    }

    void field(SourceElement field, String id, String next, VoiceXmlScope scope) {
        Optional<String> type = field.attribute("type").or(() -> builtIn(field));
        Optional<Digits> digits = type.flatMap(Digits::of);
        if (digits.isEmpty()) {
            String what = "a field of " + type.map(t -> "type " + quoted(t)).orElse("a grammar");
            DraftNode node = flow.notImported(id, field.at(), what, afterFilled(field, next));
            field.attribute("name");
            field.became(node);
            return;
        }
        DraftNode node = flow.node(id, field.at());
        field.became(node);
        Digits of = digits.get();
        String variable = flow.variable(field.attribute("name").orElse(id));
        flow.declare(variable, of.variable());
        Yaml.Fields collect = Yaml.fields().with("into", Yaml.word(variable));
        Yaml.Fields parts = input.parts(field, scope, node);
        parts.values()
                .forEach(
                        (key, value) -> {
                            boolean prompt = key.equals("prompt") || key.equals("prompts");
                            if (!prompt && of.isOfAnyLength() && !collect.has("min")) {
                                collect.with("min", Yaml.number(of.min()));
                                collect.with("max", Yaml.number(of.max()));
                            }
                            collect.with(key, value);
                        });
        node.with("collect", collect).with("next", Yaml.pacedWay(afterFilled(field, next)));
        of.remark().ifPresent(what -> flow.notes().add(field.at(), node, what));
    }

    private static Optional<String> builtIn(SourceElement field) {
        return field.elements().stream()
                .filter(e -> e.name().equals("grammar"))
                .filter(e -> e.peek("src").filter(s -> s.startsWith("builtin:dtmf/")).isPresent())
                .findFirst()
                .flatMap(e -> e.use().attribute("src"))
                .map(src -> src.substring("builtin:dtmf/".length()));
    }

    /// What a built-in type takes by keys (VoiceXML 2.0 appendix P).
    private record Digits(String variable, int min, int max, Optional<String> remark) {
        private static final int MOST = 64;

        /// Whether the type of the variable does not say how many keys there are.
        boolean isOfAnyLength() {
            return !variable.equals("bool") && !variable.equals("timestamp");
        }

        static Optional<Digits> of(String type) {
            String name = type.strip().replaceAll("\\?.*", "");
            return switch (name) {
                case "digits" -> digits(type.strip());
                case "boolean" -> Optional.of(new Digits("bool", 1, 1, Optional.empty()));
                case "number", "currency" ->
                        Optional.of(new Digits("double", 1, 20, Optional.empty()));
                case "date" -> Optional.of(new Digits("timestamp", 8, 8, Optional.empty()));
                case "phone" -> Optional.of(new Digits("string", 1, 30, Optional.empty()));
                case "time" ->
                        Optional.of(
                                new Digits(
                                        "string",
                                        4,
                                        4,
                                        Optional.of("a time is four digits here, unchecked")));
                default -> Optional.empty();
            };
        }

        private static Optional<Digits> digits(String type) {
            int min = 1;
            int max = MOST;
            String query = type.contains("?") ? type.substring(type.indexOf('?') + 1) : "";
            for (String part : Arrays.asList(query.split(";", -1))) {
                String[] pair = part.split("=", 2);
                boolean number = pair.length == 2 && pair[1].strip().matches("[1-9][0-9]{0,2}");
                if (!number && !part.isBlank()) {
                    return Optional.empty();
                }
                int value = number ? Integer.parseInt(pair[1].strip()) : 0;
                String key = pair[0].strip();
                min = number && (key.equals("minlength") || key.equals("length")) ? value : min;
                max = number && (key.equals("maxlength") || key.equals("length")) ? value : max;
            }
            return min <= max && max <= MOST
                    ? Optional.of(new Digits("string", min, max, Optional.empty()))
                    : Optional.empty();
        }
    }

    void record(SourceElement record, String id, String next) {
        DraftNode node = flow.node(id, record.at());
        record.became(node);
        String variable = flow.variable(record.attribute("name").orElse(id));
        boolean beep = record.attribute("beep").filter("true"::equals).isPresent();
        boolean anyKey = record.attribute("dtmfterm").filter("false"::equals).isEmpty();
        OptionalLong most = millis(record, "maxtime");
        Yaml.Fields fields =
                Yaml.fields()
                        .with("into", Yaml.word(variable))
                        .with("prompt", Speech.of(prompts(record, node)))
                        .with(
                                "max",
                                flow.time(
                                        most.orElse(120_000), 1_000, LONGEST_RECORDING, node.at()))
                        .with(
                                "silence",
                                flow.time(
                                        millis(record, "finalsilence").orElse(5_000),
                                        1_000,
                                        60_000,
                                        node.at()))
                        .with("term_keys", Yaml.text(anyKey ? "0123456789*#" : "#"))
                        .with("beep", Yaml.word(String.valueOf(beep)));
        if (!anyKey) {
            flow.notes()
                    .add(record.placeOf("dtmfterm"), node, "no key ends it there; '#' does here");
        }
        node.with("record", fields).next(afterFilled(record, next));
    }

    private List<Yaml> prompts(SourceElement item, DraftNode node) {
        List<Yaml> said = new ArrayList<>();
        item.parts().forEach(part -> said.addAll(speech.said(part, node)));
        return said;
    }

    private OptionalLong millis(SourceElement element, String key) {
        Optional<String> written = element.attribute(key);
        OptionalLong millis = written.map(w -> Times.millis(w, "s")).orElse(OptionalLong.empty());
        if (written.isPresent() && millis.isEmpty()) {
            String what = key + " " + quoted(written.get()) + " is not a time: left out";
            flow.notes().add(element.placeOf(key), what);
        }
        return millis;
    }

    void transfer(SourceElement transfer, String id, String next) {
        String address = transfer.attribute("dest").orElse("").strip();
        Optional<String> to = address(address);
        String after = afterFilled(transfer, next);
        transfer.attribute("name");
        if (to.isEmpty()) {
            String named = address.isEmpty() ? "an address computed there" : address;
            DraftNode node = flow.notImported(id, transfer.at(), "<transfer> to " + named, after);
            transfer.became(node);
            return;
        }
        DraftNode node = flow.node(id, transfer.at());
        transfer.became(node);
        Yaml.Fields fields = Yaml.fields().with("to", Yaml.text(to.get()));
        OptionalLong timeout = millis(transfer, "connecttimeout");
        if (timeout.isPresent()) {
            fields.with("timeout", flow.time(timeout.getAsLong(), 1_000, 60_000, node.at()));
        }
        fields.with("prompt", Speech.of(prompts(transfer, node)));
        node.with("transfer", fields).next(after);
        boolean bridged = transfer.attribute("bridge").filter("true"::equals).isPresent();
        Optional<String> type = transfer.attribute("type").filter(t -> !t.equals("blind"));
        if (bridged || type.isPresent()) {
            String what = type.orElse("bridge") + " transfer there; here a transfer is blind";
            flow.notes().add(transfer.at(), node, what);
        }
    }

    private static Optional<String> address(String written) {
        String number = written.replaceFirst("^(tel|phone):(//)?", "").replaceAll("[;?].*", "");
        String plain = number.replaceAll("[ ().-]", "");
        if (plain.matches("\\+[0-9]{4,15}")) {
            return Optional.of(plain);
        }
        if (plain.matches("[0-9*#]{1,30}")) {
            return Optional.of("sip:" + plain + "@" + FreeSwitchApp.HOST);
        }
        String sip = written.replaceAll("[;?].*", "");
        return sip.matches("sip:[A-Za-z0-9*#+._-]{1,60}@[A-Za-z0-9.-]{1,100}")
                ? Optional.of(sip)
                : Optional.empty();
    }
}
