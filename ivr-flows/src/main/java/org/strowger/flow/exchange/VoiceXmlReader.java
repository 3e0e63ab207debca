package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.strowger.yaml.Position;

/// Reads VoiceXML 2.0 and 2.1: menus, and forms whose items are visited one after another.
///
/// Conditions, scripts and grammars are programs of another language; they are told, not guessed.
final class VoiceXmlReader {
    private static final Set<String> JUMPS =
            Set.of("goto", "exit", "disconnect", "submit", "return");
    private static final Set<String> ITEMS =
            Set.of("block", "field", "transfer", "record", "subdialog", "initial", "object");

    private final Drafts drafts;
    private final FlowDraft flow;
    private final VoiceXmlSpeech speech;
    private final VoiceXmlItems items;
    private final SequencedMap<String, SourceElement> dialogs = new LinkedHashMap<>();
    private final SequencedMap<String, String> handled = new LinkedHashMap<>();

    private VoiceXmlReader(Drafts drafts, FlowDraft flow) {
        this.drafts = drafts;
        this.flow = flow;
        this.speech = new VoiceXmlSpeech(flow);
        this.items = new VoiceXmlItems(flow, speech, this::sequence, this::jumpIn, this::target);
    }

    static void read(SourceElement root, Drafts drafts) {
        if (!root.name().equals("vxml")) {
            return;
        }
        root.use().attribute("version");
        FlowDraft flow = drafts.open(drafts.nameOfFile(), root.at());
        root.attribute("xml:lang").ifPresent(flow::speak);
        new VoiceXmlReader(drafts, flow).readDocument(root);
    }

    private void readDocument(SourceElement root) {
        VoiceXmlScope scope = VoiceXmlScope.none().with(root);
        for (SourceElement dialog : root.elements()) {
            if (dialog.name().equals("menu") || dialog.name().equals("form")) {
                String id = dialog.use().attribute("id").orElse("dialog " + (dialogs.size() + 1));
                if (dialogs.putIfAbsent(id, dialog) != null) {
                    String what = "dialog " + quoted(id) + " is already given: left out";
                    flow.notes().add(dialog.useAll().at(), what);
                }
            }
        }
        dialogs.sequencedKeySet().stream().findFirst().ifPresent(id -> flow.startAt(idOf(id)));
        dialogs.forEach(
                (id, dialog) -> {
                    if (dialog.name().equals("menu")) {
                        items.menu(dialog, idOf(id), scope.with(dialog));
                    } else {
                        form(dialog, idOf(id), scope.with(dialog));
                    }
                });
    }

    private String idOf(String dialog) {
        return flow.idOf("dialog " + dialog, dialog, "dialog");
    }

    /// The form's first item has the form's id, for that is where a goto leads.
    private void form(SourceElement form, String id, VoiceXmlScope scope) {
        List<SourceElement> visited =
                form.elements().stream().filter(e -> ITEMS.contains(e.name())).toList();
        form.elements().stream().filter(e -> e.name().equals("var")).forEach(this::variable);
        if (visited.isEmpty()) {
            flow.node(id, form.at()).with("hangup", Yaml.word("true"));
            return;
        }
        List<String> ids = new ArrayList<>(List.of(id));
        for (SourceElement item : visited.subList(1, visited.size())) {
            ids.add(flow.freshId(item.peek("name").orElse(id + "-" + item.name())));
        }
        for (int i = 0; i < visited.size(); i++) {
            String next = i + 1 < ids.size() ? ids.get(i + 1) : FlowDraft.END;
            item(visited.get(i).use(), ids.get(i), next, scope);
        }
    }

    private void variable(SourceElement variable) {
        variable.use().attribute("name").ifPresent(flow::variable);
        Optional<String> value = variable.attribute("expr");
        if (value.isPresent()) {
            String what = "the value " + quoted(value.get()) + " is computed there: left out";
            flow.notes().add(variable.at(), what);
        }
    }

    private void item(SourceElement item, String id, String next, VoiceXmlScope scope) {
        Optional<String> condition = item.attribute("cond").or(() -> item.attribute("expr"));
        if (condition.isPresent()) {
            String what = "visited only if " + quoted(condition.get()) + " there; always here";
            flow.notes().add(item.at(), what);
        }
        switch (item.name()) {
            case "block" -> block(item, id, next);
            case "field" -> items.field(item, id, next, scope.with(item));
            case "transfer" -> items.transfer(item, id, next);
            case "record" -> items.record(item, id, next);
            default -> {
                String source = item.attribute("src").map(s -> " " + s).orElse("");
                String what = "<" + item.name() + ">" + source;
                DraftNode node =
                        flow.notImported(id, item.at(), what, items.afterFilled(item, next));
                item.attribute("name");
                item.became(node);
            }
        }
    }

    private void block(SourceElement block, String id, String next) {
        block.attribute("name");
        DraftNode node = flow.node(id, block.at());
        block.became(node);
        List<Yaml> said = new ArrayList<>();
        String go = run(block.parts(), next, said, node);
        node.with("say", Speech.orSilence(said)).next(go);
    }

    /// Content that runs from top to bottom, as a node where it says something.
    ///
    /// @return where it begins
    private String sequence(SourceElement content, String id, String next) {
        DraftNode node = new DraftNode(id, content.at());
        List<Yaml> said = new ArrayList<>();
        String go = run(content.parts(), next, said, node);
        if (said.isEmpty()) {
            return go;
        }
        String given = flow.freshId(id);
        DraftNode made = flow.say(given, content.at(), Speech.orSilence(said), go);
        content.became(made);
        return given;
    }

    private String run(List<SourcePart> parts, String next, List<Yaml> said, DraftNode node) {
        for (SourcePart part : parts) {
            if (part instanceof SourceElement element && JUMPS.contains(element.name())) {
                return jump(element.use());
            }
            said.addAll(speech.said(part, node));
        }
        return next;
    }

    /// The way out of an event's handler, where it has one; `noinput` and `nomatch` may share one.
    private Optional<String> jumpIn(SourceElement handler, String event) {
        boolean jumps = handler.elements().stream().anyMatch(e -> JUMPS.contains(e.name()));
        if (!jumps) {
            return Optional.empty();
        }
        Position at = handler.at();
        String key = "handler " + at.line() + ":" + at.column();
        return Optional.of(
                handled.computeIfAbsent(
                        key, _ -> sequence(handler, "after-" + event, FlowDraft.END)));
    }

    private String jump(SourceElement jump) {
        jump.attribute("namelist");
        return switch (jump.name()) {
            case "goto" -> target(jump, "next");
            case "submit" -> {
                String url = jump.attribute("next").orElse("an address computed there");
                yield notImported("<submit> to " + url, jump.at());
            }
            case "return" -> {
                flow.notes().add(jump.at(), "<return> ends a subdialog there; here the call ends");
                yield FlowDraft.END;
            }
            default -> FlowDraft.END;
        };
    }

    /// Where an attribute with an address leads.
    private String target(SourceElement element, String attribute) {
        String address = element.attribute(attribute).orElse("").strip();
        String dialog = address.substring(address.indexOf('#') + 1);
        String document =
                address.contains("#") ? address.substring(0, address.indexOf('#')) : address;
        boolean here =
                address.contains("#")
                        && (document.isEmpty()
                                || Names.recording(document).equals(drafts.nameOfFile()));
        if (here && dialogs.containsKey(dialog)) {
            return idOf(dialog);
        }
        String named = address.isEmpty() ? "a way computed there" : address;
        return notImported("<" + element.name() + "> to " + named, element.at());
    }

    private String notImported(String what, Position at) {
        String id = flow.idOf(what, what.replaceAll("<[^>]*> to ", "to "), "not-imported");
        if (!flow.has(id)) {
            flow.notImported(id, at, what, FlowDraft.END);
        }
        return id;
    }
}
