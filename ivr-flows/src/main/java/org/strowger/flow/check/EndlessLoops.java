package org.strowger.flow.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import org.strowger.flow.NodeId;
import org.strowger.flow.check.FlowGraph.Way;
import org.strowger.yaml.Problem;

/// Finds the circles that a call could go round without the caller doing anything (L04).
final class EndlessLoops {
    private static final int MOST_TOLD = 10;

    private final List<NodeId> order;
    private final SequencedMap<NodeId, List<NodeId>> atOnce = new LinkedHashMap<>();

    private EndlessLoops(FlowGraph graph) {
        this.order = List.copyOf(graph.reached());
        order.forEach(
                node ->
                        atOnce.put(
                                node,
                                graph.waysFrom(node).stream()
                                        .filter(way -> !way.paced())
                                        .map(Way::to)
                                        .toList()));
    }

    static List<Problem> find(FlowFile file, FlowGraph graph) {
        return new EndlessLoops(graph)
                .loops().stream()
                        .map(
                                loop ->
                                        file.problem(
                                                LintCode.L04,
                                                file.flow().node(loop.getFirst()),
                                                Part.WHOLE,
                                                message(loop)))
                        .toList();
    }

    private static String message(List<NodeId> loop) {
        StringBuilder way = new StringBuilder();
        loop.stream().limit(MOST_TOLD).forEach(node -> way.append(node).append(" -> "));
        if (loop.size() > MOST_TOLD) {
            way.append(loop.size() - MOST_TOLD).append(" more -> ");
        }
        return "endless loop without a key pressed, a wait in line or a data dip: "
                + way
                + loop.getFirst();
    }

    /// Each from the node that calls come to first. Circles that share a node are told as one.
    private List<List<NodeId>> loops() {
        SequencedSet<NodeId> left = new LinkedHashSet<>(order);
        List<List<NodeId>> loops = new ArrayList<>();
        removeNodesThatLeadOut(left);
        while (!left.isEmpty()) {
            List<NodeId> loop = loopFrom(left.getFirst(), left);
            loops.add(loop);
            loop.forEach(left::remove);
            removeNodesThatLeadOut(left);
        }
        return loops;
    }

    /// Leaves only nodes with a way at once to another that is left: those lead into a loop.
    private void removeNodesThatLeadOut(Set<NodeId> left) {
        boolean removed = true;
        while (removed) {
            removed = left.removeIf(node -> next(node).stream().noneMatch(left::contains));
        }
    }

    private List<NodeId> loopFrom(NodeId first, Set<NodeId> left) {
        SequencedSet<NodeId> way = new LinkedHashSet<>();
        NodeId node = first;
        while (way.add(node)) {
            node = next(node).stream().filter(left::contains).findFirst().orElseThrow();
        }
        List<NodeId> all = List.copyOf(way);
        return fromFirstReached(all.subList(all.indexOf(node), all.size()));
    }

    private List<NodeId> fromFirstReached(List<NodeId> loop) {
        NodeId first = order.stream().filter(loop::contains).findFirst().orElseThrow();
        List<NodeId> turned = new ArrayList<>(loop.subList(loop.indexOf(first), loop.size()));
        turned.addAll(loop.subList(0, loop.indexOf(first)));
        return turned;
    }

    private List<NodeId> next(NodeId node) {
        return atOnce.getOrDefault(node, List.of());
    }
}
