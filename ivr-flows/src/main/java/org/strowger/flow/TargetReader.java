package org.strowger.flow;

import static org.strowger.yaml.Quoted.quoted;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlValue;

/// Reads targets, which must be nodes of the file or words of the language.
final class TargetReader {
    /// Stands for a target that could not be read; a flow with one is refused.
    static final Target NOWHERE = new Target.HangUp();

    private final SequencedMap<String, NodeId> ids = new LinkedHashMap<>();
    private boolean allRead = true;

    TargetReader(Collection<NodeId> ids) {
        ids.forEach(id -> this.ids.put(id.value(), id));
    }

    /// Whether no target was missing or wrong so far.
    boolean allRead() {
        return allRead;
    }

    /// Notes that ways out of a node could not be told for another reason.
    void waysAreKnown(boolean known) {
        allRead &= known;
    }

    Optional<NodeId> node(YamlValue value, String expected) {
        return value.text(NodeId.FORM, "the id of a node")
                .flatMap(id -> known(id, value, expected));
    }

    Target required(YamlValue value) {
        allRead &= value.isPresent();
        return optional(value).orElse(NOWHERE);
    }

    Optional<Target> optional(YamlValue value) {
        Optional<Target> target = value.text().flatMap(word -> target(word, value));
        allRead &= target.isPresent() || !value.isPresent();
        return target;
    }

    private Optional<Target> target(String word, YamlValue value) {
        return switch (word) {
            case "hangup" -> Optional.of(new Target.HangUp());
            case "repeat" -> Optional.of(new Target.Repeat());
            case "back" -> Optional.of(new Target.Back());
            default ->
                    known(word, value, "a target is the id of a node, hangup, repeat or back")
                            .map(Target.To::new);
        };
    }

    private Optional<NodeId> known(String word, YamlValue value, String expected) {
        NodeId node = ids.get(word);
        if (node == null) {
            value.refuse("L01", () -> "no node " + quoted(word) + guess(word, expected));
        }
        return Optional.ofNullable(node);
    }

    private String guess(String word, String expected) {
        String guess = Spelling.didYouMean(word, ids.keySet());
        return guess.isEmpty() ? ": " + expected : guess;
    }
}
