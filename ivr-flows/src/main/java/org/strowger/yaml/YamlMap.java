package org.strowger.yaml;

import static org.strowger.yaml.Quoted.quoted;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// A map of a YAML file, asked key by key.
///
/// Every key asked for is known from then on; a key that nobody asked for is a problem on its own
/// line and column. A map that is absent answers every question with "absent" and never complains:
/// what was wrong with it has been said once.
public final class YamlMap {
    private final YamlDocument document;
    private final boolean absent;
    private final Position at;
    private final SequencedMap<String, YamlValue> values = new LinkedHashMap<>();
    private final SequencedSet<String> askedFor = new LinkedHashSet<>();

    YamlMap(YamlDocument document, @Nullable MappingNode node, Position at) {
        this.document = document;
        this.absent = node == null;
        this.at = at;
        if (node != null) {
            node.getValue().forEach(this::put);
        }
    }

    private void put(NodeTuple entry) {
        Node keyNode = entry.getKeyNode();
        Position keyAt = document.positionOf(keyNode);
        if (!(keyNode instanceof ScalarNode scalar)) {
            document.add(keyAt.problem("a key must be text"));
            return;
        }
        String key = scalar.getValue();
        YamlValue earlier = values.get(key);
        if (earlier != null) {
            int line = earlier.keyAt().line();
            document.add(keyAt.problem("key " + quoted(key) + " is already given on line " + line));
            return;
        }
        Node value = entry.getValueNode();
        values.put(
                key,
                new YamlValue(document, quoted(key), keyAt, document.positionOf(value), value));
    }

    /// The value of a key that must be there.
    public YamlValue required(String key) {
        YamlValue value = optional(key);
        if (!value.isPresent()) {
            refuse("missing key " + quoted(key));
        }
        return value;
    }

    /// The value of a key that may be there.
    public YamlValue optional(String key) {
        askedFor.add(key);
        YamlValue value = values.get(key);
        return value != null ? value : new YamlValue(document, quoted(key), at, at, null);
    }

    /// All values in file order, for a map whose keys are the writer's own.
    public SequencedMap<String, YamlValue> entries() {
        askedFor.addAll(values.keySet());
        return Collections.unmodifiableSequencedMap(values);
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public Position at() {
        return at;
    }

    /// Adds a problem at the map's place, unless the map is absent.
    public void refuse(String message) {
        refuse(Problem.FORM, message);
    }

    /// As [#refuse(String)], for what has a code of its own.
    public void refuse(String code, String message) {
        if (!absent) {
            document.add(at.problem(Problem.Severity.ERROR, code, message));
        }
    }

    void refuseKeysNotAskedFor() {
        values.forEach(
                (key, value) -> {
                    if (!askedFor.contains(key)) {
                        document.add(() -> value.keyAt().problem(unknown(key)));
                    }
                });
    }

    private String unknown(String key) {
        String guess = Spelling.didYouMean(key, askedFor);
        return "unknown key "
                + quoted(key)
                + (guess.isEmpty() ? ", expected one of " + String.join(", ", askedFor) : guess);
    }
}
