package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.strowger.yaml.Position;

/// Reads TwiML: the verbs of a `<Response>`, which run one after another.
///
/// What a verb's `action` leads to is decided by a web application and stands in no file, so there
/// the flow says what is missing, and goes on with the next verb.
final class TwimlReader {
    private static final Set<String> PROMPTS = Set.of("Say", "Play", "Pause");
    private static final Set<String> LAST_VERBS = Set.of("Hangup", "Reject", "Leave", "Redirect");
    private static final long LONGEST_RECORDING = 600_000;

    private final Drafts drafts;
    private final FlowDraft flow;
    private final TwimlSpeech speech;

    private TwimlReader(Drafts drafts, FlowDraft flow) {
        this.drafts = drafts;
        this.flow = flow;
        this.speech = new TwimlSpeech(flow);
    }

    /// Verbs that become one node: several prompts in a row, or one verb of another kind.
    private record Step(String id, List<SourceElement> verbs) {
        SourceElement verb() {
            return verbs.getFirst();
        }
    }

    static void read(SourceElement root, Drafts drafts) {
        if (!root.name().equals("Response")) {
            return;
        }
        List<SourceElement> verbs = root.use().elements();
        if (verbs.isEmpty()) {
            return;
        }
        FlowDraft flow = drafts.open(drafts.nameOfFile(), root.at());
        new TwimlReader(drafts, flow).read(verbs);
    }

    private void read(List<SourceElement> verbs) {
        List<Step> steps = steps(verbs);
        flow.startAt(steps.getFirst().id());
        for (int i = 0; i < steps.size(); i++) {
            write(steps.get(i), i + 1 < steps.size() ? steps.get(i + 1).id() : FlowDraft.END);
        }
    }

    private List<Step> steps(List<SourceElement> verbs) {
        List<Step> steps = new ArrayList<>();
        boolean ended = false;
        for (SourceElement verb : verbs) {
            if (ended) {
                flow.notes()
                        .add(
                                verb.useAll().at(),
                                "no call comes to this <" + verb.name() + ">: left out");
                continue;
            }
            verb.use();
            boolean joins = PROMPTS.contains(verb.name()) && endsInPrompt(steps);
            if (joins) {
                steps.getLast().verbs().add(verb);
            } else {
                steps.add(new Step(flow.freshId(verb.name()), new ArrayList<>(List.of(verb))));
            }
            ended = LAST_VERBS.contains(verb.name());
        }
        return steps;
    }

    private static boolean endsInPrompt(List<Step> steps) {
        return !steps.isEmpty() && PROMPTS.contains(steps.getLast().verb().name());
    }

    private void write(Step step, String next) {
        SourceElement verb = step.verb();
        switch (verb.name()) {
            case "Say", "Play", "Pause" -> say(step, next);
            case "Gather" -> gather(step.id(), verb, next);
            case "Dial" -> dial(step.id(), verb, next);
            case "Record" -> record(step.id(), verb, next);
            case "Enqueue" -> enqueue(step.id(), verb, next);
            case "Redirect" -> redirect(step.id(), verb);
            case "Hangup", "Leave" -> hangUp(step.id(), verb);
            case "Reject" -> reject(step.id(), verb);
            default -> {
                verb.useAll();
                flow.notImported(step.id(), verb.at(), "<" + verb.name() + ">", next);
            }
        }
    }

    private void say(Step step, String next) {
        DraftNode node = flow.node(step.id(), step.verb().at());
        step.verbs().forEach(verb -> verb.became(node));
        node.with("say", Speech.orSilence(speech.segments(step.verbs(), node))).next(next);
    }

    /// Without any key the next verb runs; with keys, the web application.
    private void gather(String id, SourceElement gather, String next) {
        DraftNode node = flow.node(id, gather.at());
        gather.became(node);
        gather.elements().stream()
                .filter(e -> PROMPTS.contains(e.name()))
                .forEach(SourceElement::use);
        List<SourceElement> prompts =
                gather.elements().stream().filter(e -> PROMPTS.contains(e.name())).toList();
        Optional<Integer> length = number(gather, "numDigits", 1, 64);
        Yaml.Fields collect =
                Yaml.fields()
                        .with("into", Yaml.word(flow.variable("digits")))
                        .with("prompt", Speech.of(speech.segments(prompts, node)))
                        .with("min", Yaml.number(length.orElse(1)))
                        .with("max", Yaml.number(length.orElse(64)));
        String decided = decision(gather, next);
        boolean emptyToo =
                gather.attribute("actionOnEmptyResult").filter("true"::equals).isPresent();
        collect.with("give_up", Yaml.way(emptyToo ? decided : next));
        collect.with("input", input(gather, node));
        node.with("collect", collect).with("next", Yaml.pacedWay(decided));
    }

    private Yaml input(SourceElement gather, DraftNode node) {
        long timeout = seconds(gather, "timeout", 5);
        String finish = gather.written("finishOnKey").orElse("#").strip();
        boolean oneKey = finish.matches("[0-9*#]?");
        if (!oneKey) {
            flow.notes()
                    .add(gather.placeOf("finishOnKey"), node, "finishOnKey is one key here, '#'");
        }
        gather.attribute("input")
                .filter(input -> input.contains("speech"))
                .ifPresent(
                        input -> {
                            String what = "input " + quoted(input) + ": keys only here, no speech";
                            flow.notes().add(gather.placeOf("input"), node, what);
                        });
        return Yaml.fields()
                .with("first_digit", flow.time(timeout, 100, 60_000, node.at()))
                .with("inter_digit", flow.time(timeout, 100, 60_000, node.at()))
                .with("attempts", Yaml.number(1))
                .with("term_key", Yaml.text(oneKey ? finish : "#"));
    }

    /// The node that stands for what the web application at a verb's `action` decides.
    private String decision(SourceElement verb, String next) {
        Optional<String> action = verb.attribute("action");
        String url = action.orElse("the address this came from");
        String id = flow.freshId(verb.name() + " " + Names.recording(url));
        flow.notImported(
                id,
                verb.placeOf("action"),
                "what " + url + " decides after <" + verb.name() + ">",
                next);
        return id;
    }

    private String after(SourceElement verb, String next) {
        return verb.attribute("action").isPresent() ? decision(verb, next) : next;
    }

    private void dial(String id, SourceElement dial, String next) {
        Optional<Yaml.Fields> party = party(dial);
        if (party.isEmpty()) {
            DraftNode node = flow.notImported(id, dial.at(), "this <Dial>", next);
            node.next(after(dial.useAll(), next));
            return;
        }
        Yaml timeout = flow.time(seconds(dial, "timeout", 30), 1_000, 60_000, dial.at());
        DraftNode node = flow.node(id, dial.at());
        dial.became(node);
        node.with("transfer", party.get().with("timeout", timeout)).next(after(dial, next));
        flow.notes()
                .add(
                        dial.at(),
                        node,
                        "after the talk the caller goes on there; here a transfer is blind");
    }

    private Optional<Yaml.Fields> party(SourceElement dial) {
        List<SourceElement> nouns = dial.elements();
        if (nouns.isEmpty()) {
            return address(dial.text(), dial.at());
        }
        SourceElement noun = nouns.getFirst();
        return switch (noun.name()) {
            case "Number" -> address(noun.use().text(), noun.at());
            case "Sip" -> sip(noun.use().text().replaceAll("[?;].*", ""));
            case "Client" -> Optional.of(agent(noun.use()));
            default -> Optional.empty();
        };
    }

    private Optional<Yaml.Fields> address(String written, Position at) {
        String number = written.replaceAll("[^0-9+*#]", "");
        if (number.matches("\\+[0-9]{4,15}")) {
            return Optional.of(Yaml.fields().with("to", Yaml.text(number)));
        }
        if (!number.matches("[0-9*#]{1,30}")) {
            return Optional.empty();
        }
        String to = "sip:" + number + "@" + FreeSwitchApp.HOST;
        flow.notes().add(at, quoted(written) + " has no country code: here it is " + to);
        return Optional.of(Yaml.fields().with("to", Yaml.text(to)));
    }

    private static Optional<Yaml.Fields> sip(String address) {
        String to = address.startsWith("sip:") ? address : "sip:" + address;
        boolean known =
                to.matches("sip:[A-Za-z0-9*#+._-]{1,60}@[A-Za-z0-9.-]{1,100}(:[0-9]{1,5})?");
        return known ? Optional.of(Yaml.fields().with("to", Yaml.text(to))) : Optional.empty();
    }

    private Yaml.Fields agent(SourceElement client) {
        String identity =
                client.elements("Identity").stream()
                        .findFirst()
                        .map(SourceElement::text)
                        .orElseGet(client::text);
        String name = Names.name(identity, "agent");
        flow.notes().add(client.at(), "client " + quoted(identity) + " is agent " + name + " here");
        return Yaml.fields().with("agent", Yaml.text(name));
    }

    private void record(String id, SourceElement record, String next) {
        DraftNode node = flow.node(id, record.at());
        record.became(node);
        long most = seconds(record, "maxLength", LONGEST_RECORDING / 1_000);
        String keys = record.attribute("finishOnKey").orElse("1234567890*#");
        boolean beep = record.attribute("playBeep").filter("false"::equals).isEmpty();
        Yaml.Fields fields =
                Yaml.fields()
                        .with("into", Yaml.word(flow.variable("recording")))
                        .with("max", flow.time(most, 1_000, LONGEST_RECORDING, node.at()))
                        .with(
                                "silence",
                                flow.time(seconds(record, "timeout", 5), 1_000, 60_000, node.at()))
                        .with("term_keys", Yaml.text(keys.matches("[0-9*#]{1,12}") ? keys : "#"))
                        .with("beep", Yaml.word(String.valueOf(beep)))
                        .with("on_empty", Yaml.way(next));
        node.with("record", fields).next(after(record, next));
    }

    private void enqueue(String id, SourceElement enqueue, String next) {
        DraftNode node = flow.node(id, enqueue.at());
        enqueue.became(node);
        String words = enqueue.text();
        Optional<String> workflow =
                words.isEmpty() ? enqueue.attribute("workflowSid") : Optional.empty();
        String queue = Names.name(words.isEmpty() ? workflow.orElse("queue") : words, "queue");
        if (!queue.equals(words)) {
            flow.notes().add(enqueue.at(), node, "the queue is called " + queue + " here");
        }
        node.with("queue", Yaml.fields().with("name", Yaml.text(queue)));
        node.with("next", Yaml.pacedWay(after(enqueue, next)));
    }

    /// A document that redirects to itself begins anew.
    private void redirect(String id, SourceElement redirect) {
        String url = redirect.text();
        if (Names.recording(url).equals(drafts.nameOfFile())) {
            DraftNode node = flow.node(id, redirect.at());
            node.with("say", flow.silence(1_000, redirect.at())).next(flow.start());
        } else {
            flow.notImported(id, redirect.at(), "<Redirect> to " + url, FlowDraft.END);
        }
    }

    private void hangUp(String id, SourceElement verb) {
        flow.node(id, verb.at()).with("hangup", Yaml.word("true"));
    }

    private void reject(String id, SourceElement verb) {
        DraftNode node = flow.node(id, verb.at()).with("hangup", Yaml.word("true"));
        String reason = verb.attribute("reason").orElse("rejected");
        flow.notes()
                .add(
                        verb.at(),
                        node,
                        "refused unanswered there, " + quoted(reason) + "; hung up here");
    }

    private Optional<Integer> number(SourceElement element, String key, int least, int most) {
        Optional<String> written = element.attribute(key);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        if (!written.get().matches("[0-9]{1,6}")) {
            String what = key + " " + quoted(written.get()) + " is not a number: left out";
            flow.notes().add(element.placeOf(key), what);
            return Optional.empty();
        }
        int number = Math.clamp(Integer.parseInt(written.get()), least, most);
        if (number != Integer.parseInt(written.get())) {
            flow.notes()
                    .add(
                            element.placeOf(key),
                            key + " is " + number + " here: the nearest allowed");
        }
        return Optional.of(number);
    }

    private long seconds(SourceElement element, String key, long otherwise) {
        return number(element, key, 0, 86_400).orElse((int) otherwise) * 1_000L;
    }
}
