package org.strowger.flow.change;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.UnaryOperator;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowNode;
import org.strowger.flow.NodeId;
import org.strowger.flow.change.Point.Named;

/// Which nodes go by another name now: one whose old name is gone, and a new one that says the
/// same, when all names that came or went are left out of account.
///
/// A guess that is wrong, say of two nodes that say the same, costs no truth: whatever still
/// differs under the new names is a change like any other.
final class Renamed {
    private static final NodeId SOME_NAME = new NodeId("renamed");

    private final SequencedMap<NodeId, NodeId> names = new LinkedHashMap<>();
    private final SequencedSet<NodeId> taken = new LinkedHashSet<>();

    private Renamed() {}

    static Renamed between(Flow before, Flow after) {
        SequencedMap<Map<String, Named>, Deque<NodeId>> fresh = new LinkedHashMap<>();
        onlyIn(after, before)
                .forEach(
                        id ->
                                fresh.computeIfAbsent(
                                                said(after, id, before), _ -> new ArrayDeque<>())
                                        .add(id));
        Renamed renamed = new Renamed();
        for (NodeId id : onlyIn(before, after)) {
            Deque<NodeId> same = fresh.get(said(before, id, after));
            if (same != null && !same.isEmpty()) {
                renamed.add(id, same.remove());
            }
        }
        return renamed;
    }

    /// What a node of the earlier flow is called in the later one.
    NodeId now(NodeId id) {
        return names.getOrDefault(id, id);
    }

    boolean isNewName(NodeId id) {
        return taken.contains(id);
    }

    private void add(NodeId from, NodeId to) {
        names.put(from, to);
        taken.add(to);
    }

    private static SequencedSet<NodeId> onlyIn(Flow flow, Flow other) {
        SequencedSet<NodeId> only = new LinkedHashSet<>(flow.nodes().keySet());
        only.removeAll(other.nodes().keySet());
        return only;
    }

    private static Map<String, Named> said(Flow flow, NodeId id, Flow other) {
        UnaryOperator<NodeId> names = node -> other.nodes().containsKey(node) ? node : SOME_NAME;
        FlowNode node = flow.node(id);
        SequencedMap<String, Named> said = new LinkedHashMap<>();
        NodePoints.of(flow, node, names)
                .forEach((name, point) -> said.put(name, withoutNames(point)));
        said.put(
                "kind",
                new Named(
                        "kind", Optional.empty(), new Point.Setting(FlowWords.kind(node), "", "")));
        return said;
    }

    /// What is only shown may have old names in it.
    private static Named withoutNames(Named point) {
        Point bare =
                switch (point.point()) {
                    case Point.Way(var to, _) -> new Point.Way(to, "");
                    case Point.Setting(var value, _, _) -> new Point.Setting(value, "", "");
                    case Point.Words words -> words;
                    case Point.Order order -> order;
                };
        return new Named(point.name(), point.owner(), bare);
    }
}
