package org.strowger.flow.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.strowger.yaml.Position;

/// A menu being written; one without any choice becomes what our language has for that.
final class MenuDraft {
    static final int MOST_ATTEMPTS = 10;
    private static final String KEYS = "[0-9*#A-D]{1,8}";

    private final FlowDraft flow;
    private final DraftNode node;
    private final TreeMap<Integer, Yaml> prompts = new TreeMap<>();
    private final SequencedMap<String, Yaml> choices = new LinkedHashMap<>();
    private final Yaml.Fields noMatch = Yaml.fields();
    private final Yaml.Fields noInput = Yaml.fields();
    private final Yaml.Fields input = Yaml.fields();
    private Optional<Extensions> extensions = Optional.empty();
    private String giveUp = FlowDraft.END;

    MenuDraft(FlowDraft flow, DraftNode node) {
        this.flow = flow;
        this.node = node;
    }

    private record Extensions(String starts, int length, String into, String go) {}

    DraftNode node() {
        return node;
    }

    /// @param attempt the first time it is played: 1 is the first asking
    void prompt(int attempt, List<Yaml> segments) {
        Speech.of(segments).ifPresent(prompt -> prompts.put(attempt, prompt));
    }

    /// A choice by keys; keys that no telephone has, and those given twice, are noted.
    void choice(String keys, Optional<String> label, String go, Position at) {
        if (!keys.matches(KEYS)) {
            note(at, "'" + keys + "' cannot be keyed as a choice: left out");
            return;
        }
        if (choices.containsKey(keys)) {
            note(at, "choice " + keys + " is already given: left out");
            return;
        }
        Yaml.Way way = Yaml.pacedWay(go);
        Optional<String> said = label.filter(words -> !words.isBlank());
        choices.put(
                keys,
                said.isEmpty()
                        ? way
                        : Yaml.fields()
                                .with("label", Yaml.text(said.get().strip()))
                                .with("go", way));
    }

    boolean hasExtensions() {
        return extensions.isPresent();
    }

    /// Numbers of one length that the caller may key instead of a choice.
    void extensions(String starts, int length, String into, String go) {
        extensions = Optional.of(new Extensions(starts, length, into, go));
    }

    void noMatch(List<Yaml> said) {
        Speech.of(said).ifPresent(prompt -> noMatch.with("say", prompt));
    }

    void noInput(List<Yaml> said) {
        Speech.of(said).ifPresent(prompt -> noInput.with("say", prompt));
    }

    void giveUp(String target) {
        giveUp = target;
    }

    /// What to do at silence and at a wrong key, where the source only names what comes next: going
    /// to the menu itself means asking again, which we do at most so many times.
    ///
    /// @param asked how often the caller is asked in all, where asking again is meant
    void otherwise(String onSilence, String onWrong, long asked, Position at) {
        boolean silenceAsks = onSilence.equals(node.id());
        boolean wrongAsks = onWrong.equals(node.id());
        attempts(silenceAsks || wrongAsks ? asked : 1, at);
        giveUp(silenceAsks ? (wrongAsks ? FlowDraft.END : onWrong) : onSilence);
        if (wrongAsks && !silenceAsks) {
            noInput.with("go", Yaml.way(onSilence));
        }
        if (!wrongAsks && (silenceAsks || !onWrong.equals(onSilence))) {
            noMatch.with("go", Yaml.pacedWay(onWrong));
        }
    }

    /// As [#otherwise], for a source that would ask again without end.
    void otherwiseAskedWithoutEnd(String onSilence, String onWrong, long asked, Position at) {
        otherwise(onSilence, onWrong, asked, at);
        if (onSilence.equals(node.id()) || onWrong.equals(node.id())) {
            String then = giveUp.equals(FlowDraft.END) ? "ends" : "goes to " + giveUp;
            note(
                    at,
                    "asked again without end there; here "
                            + asked
                            + " times, then the call "
                            + then);
        }
    }

    void firstDigit(OptionalLong millis, Position at) {
        time("first_digit", millis, at);
    }

    void interDigit(OptionalLong millis, Position at) {
        time("inter_digit", millis, at);
    }

    private void time(String key, OptionalLong millis, Position at) {
        if (millis.isEmpty()) {
            return;
        }
        long bounded = Math.clamp(millis.getAsLong(), 100, 60_000);
        if (bounded != millis.getAsLong()) {
            note(at, key + " is " + Times.written(bounded) + ": ours is from 100ms to 1m");
        }
        input.with(key, Yaml.word(Times.written(bounded)));
    }

    /// How often the caller is asked in all, whatever goes wrong.
    void attempts(long times, Position at) {
        long bounded = Math.clamp(times, 1, MOST_ATTEMPTS);
        if (bounded != times) {
            note(at, "asked " + bounded + " times, not " + times + ": ours is from 1 to 10");
        }
        input.with("attempts", Yaml.number(bounded));
    }

    void termKey(String key) {
        input.with("term_key", Yaml.text(key));
    }

    private void note(Position at, String what) {
        flow.notes().add(at, node, what);
    }

    /// Puts the menu into its node.
    void done() {
        if (!choices.isEmpty()) {
            node.with("menu", menu());
        } else if (extensions.isPresent()) {
            node.with("collect", collect(extensions.get()))
                    .with("next", Yaml.pacedWay(extensions.get().go()));
        } else {
            note(node.at(), "a menu without a choice: it is only said");
            node.with("say", Speech.orSilence(firstPrompt())).next(giveUp);
        }
    }

    private List<Yaml> firstPrompt() {
        return prompts.isEmpty() ? List.of() : List.of(prompts.firstEntry().getValue());
    }

    private Yaml menu() {
        Yaml.Fields menu = prompts();
        Yaml.Fields listed = Yaml.fields();
        choices.forEach(listed::with);
        menu.with("choices", listed);
        extensions.ifPresent(
                e ->
                        menu.with(
                                "extensions",
                                Yaml.fields()
                                        .with("starts", Yaml.text(e.starts()))
                                        .with("length", Yaml.number(e.length()))
                                        .with("into", Yaml.word(e.into()))
                                        .with("go", Yaml.pacedWay(e.go()))));
        return handlersTo(menu);
    }

    private Yaml collect(Extensions e) {
        Yaml.Fields collect = Yaml.fields().with("into", Yaml.word(e.into()));
        prompts().values().forEach(collect::with);
        collect.with("min", Yaml.number(e.length())).with("max", Yaml.number(e.length()));
        return handlersTo(collect);
    }

    private Yaml.Fields prompts() {
        Yaml.Fields fields = Yaml.fields();
        if (!prompts.isEmpty() && !prompts.containsKey(1)) {
            prompts.put(1, prompts.firstEntry().getValue());
        }
        if (prompts.size() == 1) {
            return fields.with("prompt", prompts.firstEntry().getValue());
        }
        if (!prompts.isEmpty()) {
            Yaml.Fields byAttempt = Yaml.fields();
            prompts.forEach((attempt, prompt) -> byAttempt.with(String.valueOf(attempt), prompt));
            fields.with("prompts", byAttempt);
        }
        return fields;
    }

    private Yaml handlersTo(Yaml.Fields fields) {
        fields.with("no_match", unlessEmpty(noMatch));
        fields.with("no_input", unlessEmpty(noInput));
        fields.with("give_up", Yaml.way(giveUp));
        return fields.with("input", unlessEmpty(input));
    }

    private static Optional<Yaml.Fields> unlessEmpty(Yaml.Fields fields) {
        return fields.isEmpty() ? Optional.empty() : Optional.of(fields);
    }
}
