package org.strowger.flow;

import static org.strowger.yaml.Quoted.quoted;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.strowger.yaml.Problem;
import org.strowger.yaml.YamlDocument;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads a flow file: text in, a [Flow] or all that is wrong with it out.
public final class FlowParser {
    private static final int SCHEMA = 1;
    private static final int MOST_NODES = 1_000;
    private static final String DEFAULT_LANGUAGE = "en";
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
        return new FlowParser(YamlDocument.read(fileName, text), versionOf(text)).parse();
    }

    private ParsedFlow parse() {
        YamlMap file = document.root();
        Optional<String> id = file.required("flow").text(NodeId.FORM, ID);
        file.required("schema").integer(SCHEMA, SCHEMA);
        Optional<String> description = file.optional("description").text();
        String language =
                file.optional("language")
                        .text(LANGUAGE, "a language tag such as en-GB")
                        .orElse(DEFAULT_LANGUAGE);
        InputRules input = defaultInput(file.optional("defaults").map());
        SequencedMap<NodeId, YamlValue> listed = listed(file.required("nodes"));
        PromptReader prompts = new PromptReader();
        TargetReader targets = new TargetReader(listed.sequencedKeySet());
        NodeReader reader = new NodeReader(prompts, targets, input);
        Optional<NodeId> start =
                targets.node(file.required("start"), "start expects the id of a node");
        SequencedMap<NodeId, FlowNode> nodes = new LinkedHashMap<>();
        listed.forEach(
                (node, value) -> reader.node(node, value).ifPresent(n -> nodes.put(node, n)));
        checkLoops(listed, nodes);
        if (reader.everyWayIsKnown() && start.isPresent()) {
            checkReached(listed, nodes, start.get());
        }

        List<Problem> problems = document.problems();
        if (!problems.isEmpty()) {
            return new ParsedFlow.Refused(problems);
        }
        return new ParsedFlow.Ok(
                new Flow(
                        id.orElseThrow(),
                        description,
                        language,
                        start.orElseThrow(),
                        nodes,
                        prompts.noted(),
                        reader.queues(),
                        reader.skills(),
                        version));
    }

    private static InputRules defaultInput(YamlMap defaults) {
        return InputReader.read(defaults.optional("input").map(), InputRules.DEFAULT);
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

    private static void checkLoops(
            SequencedMap<NodeId, YamlValue> listed, SequencedMap<NodeId, FlowNode> nodes) {
        for (List<NodeId> loop : new FlowGraph(nodes).endlessLoops()) {
            refuseKeyOf(listed.get(loop.getFirst()), loopMessage(loop));
        }
    }

    private static void checkReached(
            SequencedMap<NodeId, YamlValue> listed,
            SequencedMap<NodeId, FlowNode> nodes,
            NodeId start) {
        for (NodeId node : new FlowGraph(nodes).notReachedFrom(start)) {
            refuseKeyOf(
                    listed.get(node),
                    "no way leads from the start to node " + quoted(node.value()));
        }
    }

    private static void refuseKeyOf(@Nullable YamlValue node, String message) {
        if (node != null) {
            node.refuseKey(message);
        }
    }

    private static String loopMessage(List<NodeId> loop) {
        StringBuilder way = new StringBuilder();
        loop.forEach(node -> way.append(node).append(" -> "));
        return "endless loop without a key pressed or a wait in line: " + way + loop.getFirst();
    }

    private static String versionOf(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
