package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.yaml.Position;

/// One FreeSWITCH menu with its sub-menus, being written as a flow.
final class FreeSwitchFlow {
    private static final long DEFAULT_TIMEOUT = 10_000;
    private static final long DEFAULT_FAILURES = 3;
    private static final String DIALLED = "dialled";
    private static final Pattern VOICED =
            Pattern.compile("([\\w.-]+:[\\w.-]+):(.*)", Pattern.DOTALL);
    private static final Pattern SILENCE = Pattern.compile("silence_stream://([0-9]{1,9}).*");

    private final FlowDraft flow;
    private final String root;
    private final SequencedMap<String, SourceElement> menus;
    private final Families family;
    private final FreeSwitchApp apps;

    FreeSwitchFlow(FlowDraft flow, Families family, SequencedMap<String, SourceElement> menus) {
        this.flow = flow;
        this.family = family;
        this.root = family.top();
        this.menus = menus;
        this.apps = new FreeSwitchApp(flow, this::sound, this::idOf);
        flow.startAt(idOf(root));
    }

    private String idOf(String menu) {
        return flow.idOf(menu, "menu");
    }

    void menu(String name, SourceElement source) {
        DraftNode node = flow.node(idOf(name), source.at());
        source.became(node);
        MenuDraft menu = new MenuDraft(flow, node);
        menu.prompt(1, sounds(source, "greet-long"));
        menu.prompt(2, sounds(source, "greet-short"));
        menu.noMatch(sounds(source, "invalid-sound"));
        times(menu, source);
        attempts(menu, source);
        confirmation(node, source);
        menu.giveUp(giveUp(name, source));
        source.elements("entry").forEach(entry -> entry(menu, name, entry));
        menu.done();
    }

    private List<Yaml> sounds(SourceElement source, String key) {
        return source.attribute(key)
                .map(s -> List.of(sound(s, source.placeOf(key))))
                .orElse(List.of());
    }

    private Yaml sound(String written, Position at) {
        Matcher silence = SILENCE.matcher(written);
        if (written.startsWith("say:")) {
            return spoken(written.substring("say:".length()), at);
        }
        if (silence.matches()) {
            return flow.silence(Long.parseLong(silence.group(1)), at);
        }
        return flow.recording(written, at);
    }

    /// `say:text`, or `say:engine:voice:text`.
    private Yaml spoken(String written, Position at) {
        Matcher voiced = VOICED.matcher(written);
        boolean hasVoice = voiced.matches();
        if (hasVoice) {
            flow.notes().add(at, "the voice " + quoted(voiced.group(1)) + " is left out");
        }
        String words = hasVoice ? voiced.group(2) : written;
        return words.isBlank() ? flow.silence(100, at) : Speech.text(words.strip());
    }

    private void times(MenuDraft menu, SourceElement source) {
        Position at = source.placeOf("timeout");
        OptionalLong timeout = millis(menu, source, "timeout");
        long first = timeout.orElse(DEFAULT_TIMEOUT);
        menu.firstDigit(OptionalLong.of(first > 0 ? first : DEFAULT_TIMEOUT), at);
        OptionalLong between = millis(menu, source, "inter-digit-timeout");
        boolean given = between.isPresent() && between.getAsLong() > 0;
        menu.interDigit(given ? between : OptionalLong.of(first / 2), at);
        source.attribute("digit-len")
                .filter(length -> !length.strip().equals("1"))
                .ifPresent(
                        length -> {
                            String what =
                                    "digit-len is "
                                            + length
                                            + " there; here a key counts at once unless a longer"
                                            + " choice begins with it";
                            flow.notes().add(source.placeOf("digit-len"), menu.node(), what);
                        });
    }

    private OptionalLong millis(MenuDraft menu, SourceElement source, String key) {
        Optional<String> written = source.attribute(key);
        OptionalLong millis = written.map(w -> Times.millis(w, "ms")).orElse(OptionalLong.empty());
        if (written.isPresent() && millis.isEmpty()) {
            String what = key + " " + quoted(written.get()) + " is not a time: left out";
            flow.notes().add(source.placeOf(key), menu.node(), what);
        }
        return millis;
    }

    /// FreeSWITCH counts wrong entries and silences apart, and forgets wrong ones at a right one;
    /// we count every asking.
    private void attempts(MenuDraft menu, SourceElement source) {
        long failures = count(menu, source, "max-failures").orElse(DEFAULT_FAILURES);
        long timeouts = count(menu, source, "max-timeouts").orElse(failures);
        Position at = source.placeOf("max-failures");
        menu.attempts(Math.max(failures, timeouts), at);
        if (failures + timeouts > 2) {
            String what =
                    "max-failures "
                            + failures
                            + " and max-timeouts "
                            + timeouts
                            + " count apart there; here attempts counts both together";
            flow.notes().add(at, menu.node(), what);
        }
    }

    private OptionalLong count(MenuDraft menu, SourceElement source, String key) {
        Optional<String> written = source.attribute(key);
        if (written.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!written.get().strip().matches("[0-9]{1,6}")) {
            String what = key + " " + quoted(written.get()) + " is not a number: left out";
            flow.notes().add(source.placeOf(key), menu.node(), what);
            return OptionalLong.empty();
        }
        long count = Long.parseLong(written.get().strip());
        return OptionalLong.of(count > 0 ? count : DEFAULT_FAILURES);
    }

    private void confirmation(DraftNode node, SourceElement source) {
        Optional<String> macro = source.attribute("confirm-macro");
        Optional<String> key = source.attribute("confirm-key");
        Optional<String> times = source.attribute("confirm-attempts");
        if (macro.isPresent()) {
            String what =
                    "confirm-macro "
                            + quoted(macro.get())
                            + key.map(k -> ", key " + quoted(k)).orElse("")
                            + times.map(t -> ", " + t + " times").orElse("")
                            + ": a choice is not confirmed here, left out";
            flow.notes().add(source.placeOf("confirm-macro"), node, what);
        }
    }

    /// A sub-menu that gives up goes back to the menu above, the top one says its last words.
    private String giveUp(String name, SourceElement source) {
        Optional<String> onFailures = source.attribute("exec-on-max-failures");
        Optional<String> onTimeouts = source.attribute("exec-on-max-timeouts");
        String otherwise = name.equals(root) ? farewell() : above(name);
        if (onTimeouts.isPresent() && !onTimeouts.equals(onFailures)) {
            Position at = source.placeOf("exec-on-max-timeouts");
            String what =
                    "exec-on-max-timeouts "
                            + quoted(onTimeouts.get())
                            + (onFailures.isPresent()
                                    ? ": there is one give_up here, exec-on-max-failures is it"
                                    : " is for silence only there; here it is give_up for all");
            flow.notes().add(at, what);
        }
        String key = onFailures.isPresent() ? "exec-on-max-failures" : "exec-on-max-timeouts";
        return onFailures
                .or(() -> onTimeouts)
                .map(app -> apps.target(app, source.placeOf(key), Optional.empty(), otherwise))
                .orElse(otherwise);
    }

    private String above(String name) {
        return family.above(name, this::idOf);
    }

    /// The exit sound of the top menu, after which the dialplan would go on.
    private String farewell() {
        SourceElement top = Optional.ofNullable(menus.get(root)).orElseThrow();
        Optional<String> sound = top.attribute("exit-sound");
        if (sound.isEmpty()) {
            return FlowDraft.END;
        }
        String id = flow.idOf("exit sound of " + root, "bye", "bye");
        if (!flow.has(id)) {
            Position at = top.placeOf("exit-sound");
            DraftNode node = flow.say(id, at, sound(sound.get(), at), FlowDraft.END);
            flow.notes()
                    .add(at, node, "after the menu the dialplan goes on there; here the call ends");
        }
        return id;
    }

    private void entry(MenuDraft menu, String name, SourceElement entry) {
        Optional<String> digits = entry.attribute("digits");
        Optional<String> action = entry.attribute("action");
        entry.became(menu.node());
        if (digits.isEmpty() || action.isEmpty()) {
            flow.notes()
                    .add(entry.at(), menu.node(), "an entry without digits or action: left out");
            entry.attribute("param");
        } else if (digits.get().startsWith("/")) {
            pattern(menu, name, entry, digits.get(), action.get());
        } else {
            String go = target(name, entry, action.get(), Optional.empty());
            menu.choice(digits.get(), Optional.empty(), go, entry.placeOf("digits"));
        }
    }

    private void pattern(
            MenuDraft menu, String name, SourceElement entry, String digits, String action) {
        Position at = entry.placeOf("digits");
        Optional<DigitPattern> pattern = DigitPattern.of(digits);
        if (pattern.isEmpty() || menu.hasExtensions()) {
            String why =
                    pattern.isEmpty()
                            ? " is not digits of one length"
                            : ": a menu has one pattern here, and this is its second";
            String param = entry.attribute("param").map(p -> " " + p).orElse("");
            String what = "digits " + quoted(digits) + why + ": left out, with " + action + param;
            flow.notes().add(at, menu.node(), what);
            return;
        }
        String dialled = flow.variable(DIALLED);
        String go = target(name, entry, action, Optional.of(dialled));
        DigitPattern known = pattern.get();
        String checked = known.isFree() ? go : check(menu, name, known, dialled, go, at);
        menu.extensions(known.starts(), known.length(), dialled, checked);
    }

    private String check(
            MenuDraft menu,
            String name,
            DigitPattern pattern,
            String dialled,
            String go,
            Position at) {
        String id = flow.freshId(name + "-number");
        String condition = dialled + ".matches('" + pattern.regex() + "')";
        DraftNode node = flow.node(id, at);
        node.with(
                "switch",
                new Yaml.Items(
                        List.of(
                                Yaml.fields()
                                        .with("if", Yaml.text(condition))
                                        .with("go", Yaml.way(go)),
                                Yaml.fields().with("go", Yaml.way(menu.node().id())))));
        flow.notes().add(at, node, "a number that does not fit asks again without a word");
        return id;
    }

    private String target(
            String name, SourceElement entry, String action, Optional<String> dialled) {
        Position at = entry.placeOf("param");
        return switch (action) {
            case "menu-exit" -> farewell();
            case "menu-top" -> idOf(root);
            case "menu-back" -> name.equals(root) ? farewell() : above(name);
            case "menu-sub" -> subMenu(param(entry).orElse(""), at, name);
            case "menu-play-sound" -> play(param(entry).orElse("silence_stream://100"), at, name);
            case "menu-exec-app" -> apps.target(param(entry).orElse(""), at, dialled, idOf(name));
            default -> {
                String what = action + param(entry).map(p -> " " + p).orElse("");
                String id = flow.idOf(what, "not-imported");
                if (!flow.has(id)) {
                    flow.notImported(id, entry.at(), what, idOf(name));
                }
                yield id;
            }
        };
    }

    private static Optional<String> param(SourceElement entry) {
        return entry.attribute("param");
    }

    private String subMenu(String sub, Position at, String name) {
        if (menus.containsKey(sub)) {
            return idOf(sub);
        }
        String id = flow.idOf("menu " + sub, "menu " + sub, "menu");
        if (!flow.has(id)) {
            flow.notImported(id, at, "menu " + quoted(sub) + ", not in this file,", idOf(name));
        }
        return id;
    }

    private String play(String sound, Position at, String name) {
        String named = sound.startsWith("say:") ? "say" : Names.recording(sound);
        String id = flow.idOf("play " + sound, named, "play");
        if (!flow.has(id)) {
            flow.say(id, at, sound(sound, at), idOf(name));
        }
        return id;
    }
}
