package org.strowger.flow;

import static org.strowger.yaml.Quoted.quoted;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.strowger.flow.Flow.Limits;
import org.strowger.flow.ParsedFlow.Draft;
import org.strowger.flow.expression.ValueType;
import org.strowger.yaml.ContentHash;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlDocument;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads a flow file: text in, a [Flow] or all that is wrong with it out.
public final class FlowParser {
    /// The words that make the kinds of nodes.
    public static final List<String> KINDS = NodeReader.KINDS;

    private static final int SCHEMA = 1;
    private static final int MOST_NODES = 1_000;
    private static final int MOST_LANGUAGES = 20;
    static final String DEFAULT_LANGUAGE = "en";
    private static final String ID = "an id (a-z, 0-9, _ and -, a letter first, at most 63)";
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");

    private final YamlDocument document;
    private final String version;

    private FlowParser(YamlDocument document, String version) {
        this.document = document;
        this.version = version;
    }

    /// Reads the whole text; whatever it holds, this returns.
    ///
    /// @param fileName what people call the file, for messages
    public static ParsedFlow parse(String fileName, String text) {
        return new FlowParser(YamlDocument.read(fileName, text), ContentHash.of(text)).parse();
    }

    private ParsedFlow parse() {
        YamlMap file = document.root();
        Optional<String> id = file.required("flow").text(NodeId.FORM, ID);
        file.required("schema").integer(SCHEMA, SCHEMA);
        Optional<String> description = file.optional("description").text();
        List<String> languages = languages(file);
        ZoneId zone = zone(file.optional("zone"));
        SequencedMap<NodeId, YamlValue> listed = listed(file.required("nodes"));
        TargetReader targets = new TargetReader(listed.sequencedKeySet());
        VariableReader variables = variables(file, listed);
        ExpressionReader expressions =
                new ExpressionReader(variables.known(), variables.settable());
        YamlMap defaults = file.optional("defaults").map();
        InputRules input = InputReader.read(defaults.optional("input").map(), InputRules.DEFAULT);
        Optional<ValueType> returns =
                file.optional("returns").isPresent()
                        ? Optional.of(VariableReader.type(file.optional("returns")))
                        : Optional.empty();
        NodeReader reader =
                new NodeReader(
                        new PromptReader(languages, expressions),
                        targets,
                        expressions,
                        input,
                        returns);
        Optional<NodeId> start =
                targets.node(file.required("start"), "start expects the id of a node");
        Optional<NodeId> onHangUp =
                targets.node(file.optional("on_hangup"), "on_hangup expects the id of a node");
        SequencedMap<NodeId, FlowNode> nodes = new LinkedHashMap<>();
        SortedMap<NodeId, SortedSet<String>> consulted = new TreeMap<>();
        listed.forEach(
                (node, value) -> {
                    reader.node(node, value).ifPresent(n -> nodes.put(node, n));
                    SortedSet<String> queues = expressions.takeQueues();
                    if (!queues.isEmpty()) {
                        consulted.put(node, queues);
                    }
                });
        Optional<Target> onError = targets.optional(defaults.optional("on_error"));
        var globalKeys = Keys.single(file.optional("global_keys"), targets::required);
        Limits limits = limits(file.optional("limits").map());

        List<Problem> problems = document.problems();
        boolean waysAreKnown = targets.allRead() && nodes.size() == listed.size();
        if (id.isEmpty() || start.isEmpty() || !waysAreKnown) {
            return new ParsedFlow.Refused(problems, Optional.empty());
        }
        Flow flow =
                new Flow(
                        id.get(),
                        description,
                        languages,
                        zone,
                        variables.parameters(),
                        returns,
                        variables.known(),
                        variables.initial(),
                        input,
                        onError,
                        globalKeys,
                        onHangUp,
                        limits,
                        start.get(),
                        nodes,
                        consulted,
                        version);
        return problems.isEmpty()
                ? new ParsedFlow.Ok(flow, document.places())
                : new ParsedFlow.Refused(problems, Optional.of(new Draft(flow, document.places())));
    }

    /// The languages that callers may get, the flow's own first.
    private static List<String> languages(YamlMap file) {
        String expected = "a language tag such as en-GB";
        String own = file.optional("language").text(LANGUAGE, expected).orElse(DEFAULT_LANGUAGE);
        List<String> languages = new ArrayList<>(List.of(own));
        YamlValue all = file.optional("languages");
        List<YamlValue> items = all.list();
        if (items.size() > MOST_LANGUAGES) {
            all.refuse("more than " + MOST_LANGUAGES + " languages");
            return languages;
        }
        List<String> named = new ArrayList<>();
        for (YamlValue item : items) {
            Optional<String> language = item.text(LANGUAGE, expected);
            if (language.isPresent() && named.contains(language.get())) {
                item.refuse("language " + quoted(language.get()) + " is already given");
            }
            language.ifPresent(named::add);
        }
        if (all.isList() && !named.contains(own)) {
            all.refuse("'languages' expects " + quoted(own) + ", the flow's own, among them");
        }
        named.stream().filter(language -> !languages.contains(language)).forEach(languages::add);
        return languages;
    }

    private static ZoneId zone(YamlValue value) {
        Optional<String> name = value.text();
        if (name.isPresent() && !ZoneId.getAvailableZoneIds().contains(name.get())) {
            value.refuse(
                    () ->
                            "no time zone "
                                    + quoted(name.get())
                                    + Spelling.didYouMean(
                                            name.get(),
                                            new TreeSet<>(ZoneId.getAvailableZoneIds())));
            return ZoneOffset.UTC;
        }
        return name.map(ZoneId::of).orElse(ZoneOffset.UTC);
    }

    private static VariableReader variables(YamlMap file, SequencedMap<NodeId, YamlValue> listed) {
        VariableReader variables = new VariableReader();
        variables.readTakes(file.optional("takes"));
        variables.readVars(file.optional("vars"));
        for (YamlValue node : listed.values()) {
            if (node.isMap()) {
                YamlValue http = node.map().optional("http");
                if (http.isMap()) {
                    variables.readDip(http.map().optional("into"));
                }
            }
        }
        return variables;
    }

    private static Limits limits(YamlMap map) {
        return new Limits(
                map.optional("max_steps").integer(1, Limits.MOST_STEPS).orElse(Limits.MOST_STEPS),
                map.optional("max_depth").integer(1, Limits.DEEPEST).orElse(Limits.DEEPEST));
    }

    private static SequencedMap<NodeId, YamlValue> listed(YamlValue nodes) {
        SequencedMap<NodeId, YamlValue> listed = new LinkedHashMap<>();
        SequencedMap<String, YamlValue> entries = nodes.map().entries();
        if (nodes.isMap() && entries.isEmpty()) {
            nodes.refuse("'nodes' expects at least one node");
        }
        if (entries.size() > MOST_NODES) {
            nodes.refuseKey("more than " + MOST_NODES + " nodes");
            return listed;
        }
        entries.forEach((id, node) -> nodeId(id, node).ifPresent(i -> listed.put(i, node)));
        return listed;
    }

    private static Optional<NodeId> nodeId(String id, YamlValue node) {
        if (NodeId.RESERVED.contains(id)) {
            node.refuseKey("a node cannot be called " + quoted(id) + ": the word is a target");
            return Optional.empty();
        }
        if (!NodeId.FORM.matcher(id).matches()) {
            node.refuseKey("a node's key expects " + ID + ", found " + quoted(id));
            return Optional.empty();
        }
        return Optional.of(new NodeId(id));
    }
}
