package org.strowger.flow.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowNode;
import org.strowger.flow.NodeId;

/// What one version of a flow changes in another, in meaning.
///
/// Order of keys, comments and layout of a file make no difference. Whatever else differs makes at
/// least one change: each part of a flow is a point with a name, and points of the same name are
/// compared.
public final class FlowDifference {
    private final Flow before;
    private final Flow after;
    private final Renamed renamed;

    private FlowDifference(Flow before, Flow after) {
        this.before = before;
        this.after = after;
        this.renamed = Renamed.between(before, after);
    }

    /// All changes, those of the flow as a whole first, then by node in the order of the files.
    public static List<Change> between(Flow before, Flow after) {
        return new FlowDifference(before, after).changes();
    }

    /// All changes between two sets of flows by their ids.
    public static List<Change> between(
            SortedMap<String, Flow> before, SortedMap<String, Flow> after) {
        SortedSet<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String id : ids) {
            Optional<Flow> old = Optional.ofNullable(before.get(id));
            Optional<Flow> young = Optional.ofNullable(after.get(id));
            if (old.isEmpty()) {
                young.ifPresent(flow -> changes.add(new Change.FlowAdded(id, flow.nodes().size())));
            } else if (young.isEmpty()) {
                changes.add(new Change.FlowRemoved(id));
            } else {
                between(old.orElseThrow(), young.orElseThrow())
                        .forEach(change -> changes.add(new Change.InFlow(id, change)));
            }
        }
        return changes;
    }

    private List<Change> changes() {
        List<Change> whole =
                new Comparison(Optional.empty())
                        .between(
                                FlowPoints.of(before, renamed::now),
                                FlowPoints.of(after, UnaryOperator.identity()));
        List<Change> nodes = new ArrayList<>();
        before.nodes().forEach((id, node) -> nodes.addAll(changesOf(id, node)));
        after.nodes()
                .forEach(
                        (id, node) -> {
                            if (!before.nodes().containsKey(id) && !renamed.isNewName(id)) {
                                nodes.add(added(id, node));
                            }
                        });
        return Inherited.told(whole, nodes);
    }

    private static Change added(NodeId id, FlowNode node) {
        return new Change.NodeAdded(id, FlowWords.kind(node), ways(node));
    }

    private List<Change> changesOf(NodeId id, FlowNode node) {
        NodeId now = renamed.now(id);
        Optional<FlowNode> then = Optional.ofNullable(after.nodes().get(now));
        if (then.isEmpty()) {
            return List.of(new Change.NodeRemoved(id, FlowWords.kind(node)));
        }
        List<Change> changes = new ArrayList<>();
        if (!now.equals(id)) {
            changes.add(new Change.NodeRenamed(id, now));
        }
        changes.addAll(changes(now, node, then.orElseThrow()));
        return changes;
    }

    private List<Change> changes(NodeId id, FlowNode old, FlowNode young) {
        String was = FlowWords.kind(old);
        String is = FlowWords.kind(young);
        if (!was.equals(is)) {
            return List.of(new Change.KindChanged(id, was, is, ways(young)));
        }
        SequencedMap<String, Point.Named> then =
                NodePoints.of(after, young, UnaryOperator.identity());
        return new Comparison(Optional.of(id))
                .between(NodePoints.of(before, old, renamed::now), then);
    }

    private static List<String> ways(FlowNode node) {
        return node.exits().stream().map(exit -> exit.label() + " -> " + exit.target()).toList();
    }
}
