package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.yaml.Position;
import org.strowger.yaml.Problem;

/// A flow being written: its nodes under names made of those of the source.
///
/// Whatever a reader puts in, what is written is a flow of ours: a node that was named but never
/// made becomes one that says so, circles without an end are cut, and what no way leads to is left
/// out. Each of these is a note.
final class FlowDraft {
    static final int MOST_NODES = 1_000;
    static final String END = "hangup";

    private final String id;
    private final Position at;
    private final Notes notes;
    private final Names names = new Names();
    private final Set<String> expended = new HashSet<>();
    private final SequencedMap<String, String> idsOfSource = new LinkedHashMap<>();
    private final SequencedMap<String, DraftNode> nodes = new LinkedHashMap<>();
    private final SequencedMap<String, Yaml> variables = new LinkedHashMap<>();
    private final SequencedMap<String, String> calendars = new TreeMap<>();
    private final SequencedMap<String, String> variablesOfSource = new LinkedHashMap<>();
    private final Names variableNames = new Names();
    private final Names recordingNames = new Names();
    private final SequencedMap<String, String> recordings = new LinkedHashMap<>();
    private String language = "en";
    private String description = "";
    private String start = END;

    FlowDraft(String id, Position at, Notes notes) {
        this.id = id;
        this.at = at;
        this.notes = notes;
    }

    String id() {
        return id;
    }

    void describe(String words) {
        description = words;
    }

    void startAt(String node) {
        start = node;
    }

    String start() {
        return start;
    }

    /// The language of prompts, when the source's tag is of our form.
    void speak(String tag) {
        if (tag.matches("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")) {
            language = tag;
        }
    }

    Notes notes() {
        return notes;
    }

    /// The id of the node made of a part of the source, the same at each asking.
    String idOf(String sourceName, String otherwise) {
        return idOf(sourceName, sourceName, otherwise);
    }

    /// As [#idOf(String, String)], with a name that reads better than the source's own.
    String idOf(String sourceName, String wanted, String otherwise) {
        return idsOfSource.computeIfAbsent(
                sourceName, _ -> names.fresh(Names.id(wanted, otherwise)));
    }

    String freshId(String wanted) {
        return names.fresh(Names.id(wanted, "node"));
    }

    /// Makes a node; its content is put in by the caller.
    DraftNode node(String nodeId, Position place) {
        DraftNode node = new DraftNode(nodeId, place);
        nodes.put(nodeId, node);
        return node;
    }

    /// Marks a node that has become part of another: nobody misses it when no way leads to it.
    void expend(String nodeId) {
        expended.add(nodeId);
    }

    boolean isExpended(String nodeId) {
        return expended.contains(nodeId);
    }

    boolean has(String nodeId) {
        return nodes.containsKey(nodeId);
    }

    DraftNode say(String nodeId, Position place, Yaml prompt, String next) {
        return node(nodeId, place).with("say", prompt).next(next);
    }

    /// A node in place of what has no counterpart: it says so and the call goes on.
    DraftNode notImported(String nodeId, Position place, String what, String next) {
        DraftNode node =
                say(nodeId, place, Speech.text("Not imported: " + YamlText.line(what)), next);
        notes.add(
                place,
                node,
                what + " has no counterpart: it is said instead, and the call goes on");
        return node;
    }

    /// The variable that a variable of the source is here, the same at each asking.
    String variable(String sourceName) {
        String name =
                variablesOfSource.computeIfAbsent(
                        sourceName,
                        wanted -> variableNames.fresh(Names.variable(wanted, "value"), "_"));
        variables.putIfAbsent(name, Yaml.word("string"));
        return name;
    }

    /// The nearest time within the bounds that our language sets; another than meant is noted.
    Yaml time(long millis, long least, long most, Position place) {
        long bounded = Math.clamp(millis, least, most);
        if (bounded != millis) {
            String nearest = Times.written(bounded) + " here: the nearest allowed";
            notes.add(place, "a time of " + Times.written(millis) + " is " + nearest);
        }
        return Yaml.word(Times.written(bounded));
    }

    Yaml silence(long millis, Position place) {
        return Yaml.fields().with("silence", time(millis, 100, 60_000, place));
    }

    boolean knows(String sourceName) {
        return variablesOfSource.containsKey(sourceName);
    }

    /// Gives a variable another type than text.
    void declare(String variable, String type) {
        variables.put(variable, Yaml.word(type));
    }

    /// As [#variable], for a number that counts.
    String counter(String sourceName) {
        String name = variable(sourceName);
        variables.put(name, Yaml.word("int"));
        return name;
    }

    /// As [#variable], for digits that are never to be told.
    String secret(String sourceName) {
        String name = variable(sourceName);
        variables.put(
                name,
                Yaml.fields().with("type", Yaml.word("string")).with("secret", Yaml.word("true")));
        return name;
    }

    /// The id of the recording that a file of the source is here.
    Yaml recording(String file, Position place) {
        String recording = recordings.get(file);
        if (recording == null) {
            recording = recordingNames.fresh(Names.recording(file));
            recordings.put(file, recording);
            notes.add(
                    place, "prompts/" + language + "/" + recording + ".wav is " + file + " there");
        }
        return Yaml.word(recording);
    }

    /// The id of a calendar that the source only names; its hours are for people to write.
    String calendar(String name, Position place) {
        String calendar = Names.id(name, "hours");
        if (calendars.put(calendar, name) == null) {
            String what =
                    "the hours of "
                            + quoted(name)
                            + " are not in this file: write them into calendars/";
            notes.add(place, what + calendar + ".yaml, which says always open");
        }
        return calendar;
    }

    /// The calendars the flow needs, by file name.
    SortedMap<String, String> calendars() {
        SortedMap<String, String> files = new TreeMap<>();
        calendars.forEach(
                (calendar, name) -> {
                    YamlText text = new YamlText();
                    text.comment(
                            "the hours of "
                                    + name
                                    + " did not come with the flow: write them here");
                    text.entry(0, "calendar", Yaml.word(calendar));
                    text.entry(0, "schema", Yaml.number(1));
                    text.entry(0, "zone", Yaml.word("UTC"));
                    Yaml allDay = new Yaml.Items(List.of(Yaml.text("00:00-24:00")));
                    text.entry(0, "hours", Yaml.fields().with("mon-sun", allDay));
                    files.put("calendars/" + calendar + ".yaml", text.written());
                });
        return files;
    }

    /// Makes the flow whole; what is wrong with it then is that it is too large.
    Optional<Problem> complete() {
        makeWhatIsMissing();
        if (nodes.size() > MOST_NODES) {
            return Optional.of(at.problem("more than " + MOST_NODES + " nodes would be needed"));
        }
        DraftWays ways = new DraftWays(nodes);
        for (DraftNode node : ways.cutEndlessCircles(start)) {
            String what = "the way on would be a circle without an end: the call ends here";
            notes.add(node.at(), node, what);
        }
        for (String unreached : ways.notReachedFrom(start)) {
            DraftNode node = nodes.remove(unreached);
            if (node != null && !expended.contains(unreached)) {
                notes.add(node.at(), "no way leads to node " + unreached + ": left out");
            }
        }
        return Optional.empty();
    }

    private void makeWhatIsMissing() {
        List<String> missing = new ArrayList<>();
        nodes.values().forEach(node -> node.ways().forEach(way -> missing.add(way.to())));
        missing.add(start);
        for (String target : missing) {
            boolean word = target.equals(END) || target.equals("repeat") || target.equals("back");
            if (!word && !nodes.containsKey(target)) {
                notImported(target, at, "what was called " + target, END);
            }
        }
        if (start.equals(END)) {
            start = freshId("end");
            node(start, at).with("hangup", Yaml.word("true"));
        }
    }

    private Yaml.Fields usedVariables() {
        YamlText content = new YamlText();
        nodes.values().forEach(node -> node.writeTo(content, 0));
        Set<String> words =
                new HashSet<>(Arrays.asList(content.written().split("[^a-z0-9_]+", -1)));
        Yaml.Fields declared = Yaml.fields();
        new TreeMap<>(variables)
                .forEach(
                        (name, type) -> {
                            if (words.contains(name)) {
                                declared.with(name, type);
                            }
                        });
        return declared;
    }

    String written(String fileName) {
        YamlText text = new YamlText();
        text.entry(0, "flow", Yaml.word(id));
        text.entry(0, "schema", Yaml.number(1));
        String origin = description.isBlank() ? "" : description.strip() + " ";
        text.entry(0, "description", Yaml.text(origin + "(imported from " + fileName + ")"));
        text.entry(0, "language", Yaml.word(language));
        text.entry(0, "start", Yaml.word(start));
        Yaml.Fields declared = usedVariables();
        if (!declared.isEmpty()) {
            text.entry(0, "vars", declared);
        }
        text.blankLine();
        text.opening(0, "nodes");
        boolean first = true;
        for (DraftNode node : nodes.values()) {
            if (!first) {
                text.blankLine();
            }
            first = false;
            node.writeTo(text, 2);
        }
        return text.written();
    }
}
