package org.strowger.flow.exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// The ways between the nodes of a flow being written.
final class DraftWays {
    private final SequencedMap<String, DraftNode> nodes;

    DraftWays(SequencedMap<String, DraftNode> nodes) {
        this.nodes = nodes;
    }

    /// A node being looked at, and which of its ways are still to be gone.
    private record Step(DraftNode node, Iterator<Yaml.Way> left) {}

    /// Ends the call where a way leads back into a circle in which no caller does anything: depth
    /// first, the way that closes a circle is the one turned.
    ///
    /// @return the nodes whose ways were turned
    SequencedSet<DraftNode> cutEndlessCircles(String start) {
        SequencedSet<DraftNode> cut = new LinkedHashSet<>();
        Set<String> done = new HashSet<>();
        List<String> roots = new ArrayList<>(List.of(start));
        roots.addAll(nodes.sequencedKeySet());
        for (String root : roots) {
            DraftNode node = nodes.get(root);
            if (node != null && !done.contains(root)) {
                cutFrom(node, done, cut);
            }
        }
        return cut;
    }

    private void cutFrom(DraftNode root, Set<String> done, Set<DraftNode> cut) {
        Deque<Step> way = new ArrayDeque<>();
        Set<String> onWay = new HashSet<>();
        enter(root, way, onWay);
        while (!way.isEmpty()) {
            Step step = way.element();
            if (!step.left().hasNext()) {
                way.pop();
                onWay.remove(step.node().id());
                done.add(step.node().id());
                continue;
            }
            Yaml.Way next = step.left().next();
            DraftNode to = nodes.get(next.to());
            if (onWay.contains(next.to())) {
                next.turnTo(FlowDraft.END);
                cut.add(step.node());
            } else if (to != null && !done.contains(next.to())) {
                enter(to, way, onWay);
            }
        }
    }

    private static void enter(DraftNode node, Deque<Step> way, Set<String> onWay) {
        onWay.add(node.id());
        way.push(new Step(node, node.ways().stream().filter(w -> !w.isPaced()).iterator()));
    }

    List<String> notReachedFrom(String start) {
        Set<String> reached = new HashSet<>();
        Deque<String> toVisit = new ArrayDeque<>(List.of(start));
        while (!toVisit.isEmpty()) {
            DraftNode node = nodes.get(toVisit.pop());
            if (node != null && reached.add(node.id())) {
                node.ways().forEach(way -> toVisit.push(way.to()));
            }
        }
        return nodes.sequencedKeySet().stream().filter(node -> !reached.contains(node)).toList();
    }
}
