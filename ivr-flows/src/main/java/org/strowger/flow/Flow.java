package org.strowger.flow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.strowger.yaml.Position;

/// A flow in which nothing is left to be wrong: every target is there, every node is reached, and
/// no call can go round for ever without a key pressed or a wait in line.
///
/// Whether its queues, skills and recordings exist is for those to check who have them; that is why
/// each is told with the position that first names it.
///
/// @param language a BCP 47 tag such as `en-GB`
/// @param nodes in the order of the file
/// @param prompts every recording and text that it can play, with where it is first named; numbers
///   are not among them, as they are known only in a call
/// @param queues every queue that it names, with where it is first named
/// @param skills every skill that it asks for, likewise
/// @param version SHA-256 of the file's text in hex
public record Flow(
        String id,
        Optional<String> description,
        String language,
        NodeId start,
        SequencedMap<NodeId, FlowNode> nodes,
        SequencedMap<Prompt, Position> prompts,
        SequencedMap<String, Position> queues,
        SequencedMap<String, Position> skills,
        String version) {

    public Flow {
        nodes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(nodes));
        prompts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(prompts));
        queues = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(queues));
        skills = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(skills));
    }

    FlowNode node(NodeId id) {
        FlowNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("flow " + this.id + " has no node " + id);
        }
        return node;
    }
}
