package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.yaml.Position;

/// One FreePBX IVR with those it leads to, being written as a flow.
final class FreePbxFlow {
    private static final Pattern IVR = Pattern.compile("ivr-([0-9]{1,9}),.*");
    private static final Pattern DESTINATION = Pattern.compile("([^,]+),([^,]*),?.*");
    private static final Pattern VOICEMAIL = Pattern.compile("vm[a-z]?([0-9]{1,20})");
    private static final long DIGIT_TIMEOUT = 3_000;
    private static final long DEFAULT_LOOPS = 3;
    private static final String TRY_AGAIN = "no-valid-responce-pls-try-again";
    private static final String TRANSFERRING = "no-valid-responce-transfering";

    private final FlowDraft flow;
    private final Families family;
    private final SequencedMap<String, SourceValue> details;

    FreePbxFlow(FlowDraft flow, Families family, SequencedMap<String, SourceValue> details) {
        this.flow = flow;
        this.family = family;
        this.details = details;
        flow.startAt(idOf(family.top()));
    }

    /// The number of the IVR that a destination is.
    static Optional<String> ivrIn(String destination) {
        Matcher ivr = IVR.matcher(destination);
        return ivr.matches() ? Optional.of(ivr.group(1)) : Optional.empty();
    }

    private String idOf(String ivr) {
        SourceValue row = details.get(ivr);
        String name = row == null ? "ivr " + ivr : row.peek("name").orElse("ivr " + ivr);
        return flow.idOf("ivr " + ivr, name, "ivr");
    }

    void menu(String ivr, SourceValue row, List<SourceValue> entries) {
        DraftNode node = flow.node(idOf(ivr), row.at());
        row.became(node);
        row.text("name");
        describe(row, node);
        MenuDraft menu = new MenuDraft(flow, node);
        recording(row, "announcement", "").ifPresent(r -> menu.prompt(1, List.of(r)));
        menu.firstDigit(seconds(row, node), row.at());
        menu.interDigit(OptionalLong.of(DIGIT_TIMEOUT), row.at());
        recording(row, "invalid_retry_recording", TRY_AGAIN)
                .ifPresent(r -> menu.noMatch(List.of(r)));
        recording(row, "timeout_retry_recording", TRY_AGAIN)
                .ifPresent(r -> menu.noInput(List.of(r)));
        attempts(menu, row);
        announcedAgain(row, node);
        directDial(row, node);
        menu.giveUp(giveUp(ivr, row, node));
        entries.forEach(entry -> entry(menu, entry));
        menu.done();
    }

    private void describe(SourceValue row, DraftNode node) {
        row.text("description").ifPresent(words -> node.with("note", Yaml.text(words)));
        for (String off :
                List.of("retvm", "accept_pound_key", "invalid_ivr_ret", "timeout_ivr_ret")) {
            Optional<String> set = row.peek(off).filter(v -> !v.equals("0"));
            row.text(off);
            if (set.isPresent()) {
                String what =
                        "key '"
                                + off
                                + "' is "
                                + quoted(set.get())
                                + " there: no counterpart, left out";
                flow.notes().add(row.field(off).at(), node, what);
            }
        }
    }

    /// The numbers of recordings are of another table; `default` is a sound of the module's own.
    private Optional<Yaml> recording(SourceValue row, String key, String byDefault) {
        SourceValue value = row.field(key);
        return value.text()
                .filter(r -> !r.equals("0"))
                .map(r -> r.equals("default") ? byDefault : r)
                .filter(r -> !r.isEmpty())
                .map(r -> r.matches("[0-9]+") ? "recording " + r : r)
                .map(r -> flow.recording(r, value.at()));
    }

    private OptionalLong seconds(SourceValue row, DraftNode node) {
        SourceValue value = row.field("timeout_time");
        Optional<String> written = value.text();
        OptionalLong millis = written.map(w -> Times.millis(w, "s")).orElse(OptionalLong.empty());
        if (written.isPresent() && millis.isEmpty()) {
            String what = "timeout_time " + quoted(written.get()) + " is not a time: left out";
            flow.notes().add(value.at(), node, what);
        }
        return millis;
    }

    /// `invalid_loops` counts retries, so the caller is asked once more than it says; wrong keys
    /// and silences count apart there, together here.
    private void attempts(MenuDraft menu, SourceValue row) {
        long invalid = loops(menu, row, "invalid_loops");
        long silent = loops(menu, row, "timeout_loops");
        Position at = row.field("invalid_loops").at();
        menu.attempts(Math.max(invalid, silent) + 1, at);
        String what =
                "invalid_loops "
                        + invalid
                        + " and timeout_loops "
                        + silent
                        + " are retries, counted apart; here attempts is every asking";
        flow.notes().add(at, menu.node(), what);
    }

    private long loops(MenuDraft menu, SourceValue row, String key) {
        SourceValue value = row.field(key);
        String written = value.text().orElse("").strip();
        if (written.matches("[0-9]{1,4}")) {
            return Long.parseLong(written);
        }
        if (written.equals("disabled")) {
            return 0;
        }
        if (!written.isEmpty()) {
            String what =
                    key + " " + quoted(written) + " is not a number: " + DEFAULT_LOOPS + " here";
            flow.notes().add(value.at(), menu.node(), what);
        }
        return DEFAULT_LOOPS;
    }

    private void announcedAgain(SourceValue row, DraftNode node) {
        for (String kind : List.of("invalid", "timeout")) {
            SourceValue append = row.field(kind + "_append_announce");
            boolean retry = row.peek(kind + "_retry_recording").isPresent();
            if (append.text().equals(Optional.of("0")) && retry) {
                String what =
                        "the announcement is not repeated after its retry recording; here it is";
                flow.notes().add(append.at(), node, kind + ": " + what);
            }
        }
    }

    private void directDial(SourceValue row, DraftNode node) {
        SourceValue direct = row.field("directdial");
        Optional<String> to = direct.text().filter(d -> !d.equals("Disabled") && !d.equals("0"));
        if (to.isPresent()) {
            String what =
                    "directdial " + quoted(to.get()) + ": the extensions are not in this file;";
            flow.notes()
                    .add(
                            direct.at(),
                            node,
                            what + " add 'extensions' with their first digits and length");
        }
    }

    private String giveUp(String ivr, SourceValue row, DraftNode node) {
        String invalid = last(ivr, row, "invalid");
        String silent = last(ivr, row, "timeout");
        if (!invalid.equals(silent) && row.field("timeout_destination").text().isPresent()) {
            String what =
                    "the last silence leads to "
                            + silent
                            + " there; here give_up is one, "
                            + invalid;
            flow.notes().add(row.field("timeout_destination").at(), node, what);
        }
        return invalid;
    }

    private String last(String ivr, SourceValue row, String kind) {
        SourceValue destination = row.field(kind + "_destination");
        String go = destination.text().map(d -> target(d, destination.at())).orElse(FlowDraft.END);
        Optional<Yaml> said = recording(row, kind + "_recording", TRANSFERRING);
        if (said.isEmpty()) {
            return go;
        }
        String key = ivr + " last " + row.peek(kind + "_recording").orElse("") + go;
        String id = flow.idOf(key, idOf(ivr) + "-last", "last");
        if (!flow.has(id)) {
            flow.say(id, row.field(kind + "_recording").at(), said.get(), go);
        }
        return id;
    }

    private void entry(MenuDraft menu, SourceValue entry) {
        entry.became(menu.node());
        String keys = entry.text("selection").orElse("").strip();
        Optional<String> destination = entry.text("dest");
        SourceValue returns = entry.field("ivr_ret");
        if (returns.text().filter(r -> !r.equals("0")).isPresent()) {
            String what =
                    "choice "
                            + keys
                            + " goes back to the IVR the caller came from, if any; not here";
            flow.notes().add(returns.at(), menu.node(), what);
        }
        if (destination.isEmpty()) {
            flow.notes()
                    .add(
                            entry.at(),
                            menu.node(),
                            "choice " + quoted(keys) + " leads nowhere: left out");
            return;
        }
        menu.choice(keys, Optional.empty(), target(destination.get(), entry.at()), entry.at());
    }

    private String target(String destination, Position at) {
        Optional<String> ivr = ivrIn(destination).filter(family.parents()::containsKey);
        if (ivr.isPresent()) {
            return idOf(ivr.get());
        }
        Matcher parts = DESTINATION.matcher(destination);
        if (!parts.matches()) {
            return notImported(destination, at);
        }
        String context = parts.group(1);
        String extension = parts.group(2);
        return switch (context) {
            case "app-blackhole" -> blackHole(extension, at);
            case "ext-queues" -> queue(extension, at);
            case "from-did-direct", "ext-group", "ext-findmefollow" ->
                    extension(destination, extension, at);
            case "ext-local" -> local(destination, extension, at);
            default -> notImported(destination, at);
        };
    }

    private String notImported(String destination, Position at) {
        String id = flow.idOf(destination, "not-imported");
        if (!flow.has(id)) {
            flow.notImported(id, at, "destination " + destination, FlowDraft.END);
        }
        return id;
    }

    private String blackHole(String kind, Position at) {
        if (!kind.equals("hangup")) {
            flow.notes().add(at, "the caller hears " + quoted(kind) + " there; here the call ends");
        }
        return FlowDraft.END;
    }

    private String queue(String number, Position at) {
        String id = flow.idOf("queue " + number, "queue");
        if (!flow.has(id)) {
            flow.node(id, at)
                    .with(
                            "queue",
                            Yaml.fields().with("name", Yaml.text(Names.name(number, "queue"))));
        }
        return id;
    }

    private String local(String destination, String extension, Position at) {
        Matcher voicemail = VOICEMAIL.matcher(extension);
        if (!voicemail.matches()) {
            return extension(destination, extension, at);
        }
        String id = flow.idOf("voicemail " + voicemail.group(1), "voicemail");
        if (!flow.has(id)) {
            flow.node(id, at)
                    .with("voicemail", Yaml.fields().with("box", Yaml.text(voicemail.group(1))))
                    .next(FlowDraft.END);
        }
        return id;
    }

    private String extension(String destination, String extension, Position at) {
        if (!extension.matches("[0-9*#]{1,30}")) {
            return notImported(destination, at);
        }
        String id = flow.idOf("extension " + extension, "extension");
        if (!flow.has(id)) {
            String to = "sip:" + extension + "@" + FreeSwitchApp.HOST;
            DraftNode node = flow.node(id, at);
            node.with("transfer", Yaml.fields().with("to", Yaml.text(to))).next(FlowDraft.END);
            flow.notes()
                    .add(
                            at,
                            node,
                            quoted(destination)
                                    + " is "
                                    + to
                                    + " here: put your host for "
                                    + FreeSwitchApp.HOST);
        }
        return id;
    }
}
