package org.strowger.flow.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.strowger.flow.Exit;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowNode;
import org.strowger.flow.NodeId;
import org.strowger.flow.Target;

/// The ways between the nodes of one flow: those that it names, and those that are open everywhere,
/// by global keys and for errors.
///
/// Hanging up is no way here; [#reachedFrom] takes its node as a start of its own.
final class FlowGraph {
    private static final String BY_DEFAULT = "on_error by default";

    private final Flow flow;
    private final SortedMap<String, Returning> returning;
    private final SequencedMap<NodeId, SequencedSet<Way>> ways = new LinkedHashMap<>();

    /// Whether a flow that was called comes back.
    enum Returning {
        NEVER,
        /// After the caller pressed a key, waited or talked.
        PACED,
        /// Also without.
        AT_ONCE
    }

    /// A way from one node to another.
    ///
    /// @param label as of an [Exit]; `global 0` for a global key, and words for the flow's own way
    ///   for errors
    /// @param paced the caller pressed a key, waited or talked before going this way
    record Way(String label, NodeId to, boolean paced) {}

    private FlowGraph(Flow flow, SortedMap<String, Returning> returning) {
        this.flow = flow;
        this.returning = returning;
    }

    /// @param returning whether flows that it calls come back; of one that is not there, it is not
    ///   known, and taken to be after a while
    static FlowGraph of(Flow flow, SortedMap<String, Returning> returning) {
        FlowGraph graph = new FlowGraph(flow, returning);
        flow.nodes().forEach((id, _) -> graph.ways.put(id, new LinkedHashSet<>()));
        flow.nodes().values().forEach(graph::addWays);
        graph.addWaysBack();
        return graph;
    }

    SequencedSet<Way> waysFrom(NodeId node) {
        return ways.getOrDefault(node, new LinkedHashSet<>());
    }

    /// All nodes that a call can come to from some, these included.
    SequencedSet<NodeId> reachedFrom(List<NodeId> starts) {
        return reached(starts, _ -> true);
    }

    /// All nodes that a call can come to without the caller doing anything.
    SequencedSet<NodeId> reachedAtOnceFrom(NodeId start) {
        return reached(List.of(start), way -> !way.paced());
    }

    /// All nodes that a call can come to when its caller has hung up: the flow's own way for errors
    /// is for callers who are there.
    SequencedSet<NodeId> reachedWithoutCallerFrom(NodeId start) {
        return reached(List.of(start), way -> !way.label().equals(BY_DEFAULT));
    }

    /// Where calls can be at all.
    SequencedSet<NodeId> reached() {
        List<NodeId> starts = new ArrayList<>(List.of(flow.start()));
        flow.onHangUp().ifPresent(starts::add);
        return reachedFrom(starts);
    }

    private SequencedSet<NodeId> reached(List<NodeId> starts, Predicate<Way> open) {
        SequencedSet<NodeId> reached = new LinkedHashSet<>(starts);
        Deque<NodeId> toVisit = new ArrayDeque<>(starts);
        while (!toVisit.isEmpty()) {
            for (Way way : waysFrom(toVisit.pop())) {
                if (open.test(way) && reached.add(way.to())) {
                    toVisit.add(way.to());
                }
            }
        }
        return reached;
    }

    private void addWays(FlowNode node) {
        for (Exit exit : node.exits()) {
            addExit(node, exit);
        }
        if (node.about().onError().isEmpty()) {
            // Where errors lead by default is no loop that anybody drew: it counts as paced.
            flow.onError().ifPresent(target -> add(node, BY_DEFAULT, target, true));
        }
        if (node instanceof FlowNode.Menu menu) {
            flow.globalKeys()
                    .forEach(
                            (key, target) -> {
                                if (!menu.choices().containsKey(key.toString())) {
                                    add(menu, "global " + key, target, true);
                                }
                            });
        }
    }

    private void addExit(FlowNode node, Exit exit) {
        if (node instanceof FlowNode.Call call && exit.label().equals("next")) {
            switch (returning.getOrDefault(call.flow(), Returning.PACED)) {
                case NEVER -> {}
                case PACED -> add(node, exit.label(), exit.target(), true);
                case AT_ONCE -> add(node, exit.label(), exit.target(), false);
            }
            return;
        }
        add(node, exit.label(), exit.target(), exit.paced());
    }

    private void add(FlowNode node, String label, Target target, boolean paced) {
        switch (target) {
            case Target.To(NodeId to) -> addWay(node.id(), new Way(label, to, paced));
            case Target.Repeat() -> addWay(node.id(), new Way(label, node.id(), paced));
            case Target.HangUp(), Target.Back() -> {}
        }
    }

    private void addWay(NodeId from, Way way) {
        Optional.ofNullable(ways.get(from)).ifPresent(known -> known.add(way));
    }

    /// `back` leads to any question that can be the last one before the node. From the first
    /// question it is `repeat`, which is no way but an attempt, unless attempts are over.
    private void addWaysBack() {
        List<NodeId> order = List.copyOf(flow.nodes().sequencedKeySet());
        SequencedMap<NodeId, BitSet> before = questionsBefore(order);
        SequencedMap<NodeId, List<Exit>> back = new LinkedHashMap<>();
        flow.nodes().forEach((id, node) -> back.put(id, exitsBack(node)));
        back.forEach((id, exits) -> exits.forEach(exit -> addBack(id, exit, before, order)));
    }

    private void addBack(
            NodeId from, Exit exit, SequencedMap<NodeId, BitSet> before, List<NodeId> order) {
        BitSet questions = (BitSet) before.getOrDefault(from, new BitSet()).clone();
        if (flow.node(from).isQuestion()) {
            questions.clear(order.indexOf(from));
            if (questions.isEmpty() && exit.label().equals("give_up")) {
                addWay(from, new Way(exit.label(), from, exit.paced()));
            }
        }
        questions.stream()
                .forEach(q -> addWay(from, new Way(exit.label(), order.get(q), exit.paced())));
    }

    private static List<Exit> exitsBack(FlowNode node) {
        return node.exits().stream().filter(exit -> exit.target() instanceof Target.Back).toList();
    }

    private SequencedMap<NodeId, BitSet> questionsBefore(List<NodeId> order) {
        SequencedMap<NodeId, BitSet> before = new LinkedHashMap<>();
        order.forEach(id -> before.put(id, new BitSet()));
        SequencedSet<NodeId> changed = new LinkedHashSet<>(order);
        while (!changed.isEmpty()) {
            NodeId from = changed.removeFirst();
            BitSet told = lastQuestions(from, order, before);
            for (Way way : waysFrom(from)) {
                BitSet known = before.getOrDefault(way.to(), new BitSet());
                int size = known.cardinality();
                known.or(told);
                if (known.cardinality() != size && !flow.node(way.to()).isQuestion()) {
                    changed.add(way.to());
                }
            }
        }
        return before;
    }

    private BitSet lastQuestions(
            NodeId node, List<NodeId> order, SequencedMap<NodeId, BitSet> before) {
        if (!flow.node(node).isQuestion()) {
            return before.getOrDefault(node, new BitSet());
        }
        BitSet itself = new BitSet();
        itself.set(order.indexOf(node));
        return itself;
    }
}
