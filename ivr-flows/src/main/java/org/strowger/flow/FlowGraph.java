package org.strowger.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import org.strowger.flow.FlowNode.Handler;

/// The ways between the nodes of a flow.
final class FlowGraph {
    private final SequencedMap<NodeId, FlowNode> nodes;

    FlowGraph(SequencedMap<NodeId, FlowNode> nodes) {
        this.nodes = nodes;
    }

    /// A way out of a node.
    ///
    /// @param paced the caller pressed a key, waited in line or talked before going this way
    record Exit(Target target, boolean paced) {}

    List<NodeId> notReachedFrom(NodeId start) {
        Set<NodeId> reached = new LinkedHashSet<>();
        Deque<NodeId> toVisit = new ArrayDeque<>(List.of(start));
        while (!toVisit.isEmpty()) {
            NodeId node = toVisit.pop();
            if (reached.add(node) && nodes.containsKey(node)) {
                toVisit.addAll(neighbours(node, false));
            }
        }
        return nodes.sequencedKeySet().stream().filter(node -> !reached.contains(node)).toList();
    }

    /// The circles that a call could go round without doing anything, each from its first node in
    /// the order of the file. Circles that share a node are told as one.
    List<List<NodeId>> endlessLoops() {
        SequencedSet<NodeId> left = new LinkedHashSet<>(nodes.sequencedKeySet());
        List<List<NodeId>> loops = new ArrayList<>();
        SequencedMap<NodeId, List<NodeId>> unpaced = new LinkedHashMap<>();
        left.forEach(node -> unpaced.put(node, neighbours(node, true)));
        removeNodesThatLeadOut(left, unpaced);
        while (!left.isEmpty()) {
            List<NodeId> loop = loopFrom(left.getFirst(), left, unpaced);
            loops.add(loop);
            loop.forEach(left::remove);
            removeNodesThatLeadOut(left, unpaced);
        }
        return loops;
    }

    /// Leaves only nodes with an unpaced way to another that is left: those lead into a loop.
    private static void removeNodesThatLeadOut(
            Set<NodeId> left, SequencedMap<NodeId, List<NodeId>> unpaced) {
        boolean removed = true;
        while (removed) {
            removed =
                    left.removeIf(
                            node ->
                                    unpaced.getOrDefault(node, List.of()).stream()
                                            .noneMatch(left::contains));
        }
    }

    private List<NodeId> loopFrom(
            NodeId first, Set<NodeId> left, SequencedMap<NodeId, List<NodeId>> unpaced) {
        List<NodeId> way = new ArrayList<>();
        NodeId node = first;
        while (!way.contains(node)) {
            way.add(node);
            node =
                    unpaced.getOrDefault(node, List.of()).stream()
                            .filter(left::contains)
                            .findFirst()
                            .orElseThrow();
        }
        return fromFirstInFile(way.subList(way.indexOf(node), way.size()));
    }

    private List<NodeId> fromFirstInFile(List<NodeId> loop) {
        NodeId first =
                nodes.sequencedKeySet().stream().filter(loop::contains).findFirst().orElseThrow();
        List<NodeId> turned = new ArrayList<>(loop.subList(loop.indexOf(first), loop.size()));
        turned.addAll(loop.subList(0, loop.indexOf(first)));
        return turned;
    }

    private List<NodeId> neighbours(NodeId id, boolean onlyUnpaced) {
        FlowNode node = nodes.get(id);
        if (node == null) {
            return List.of();
        }
        List<NodeId> neighbours = new ArrayList<>();
        for (Exit exit : exits(node)) {
            if (!onlyUnpaced || !exit.paced()) {
                switch (exit.target()) {
                    case Target.To(NodeId to) -> neighbours.add(to);
                    case Target.Repeat() -> neighbours.add(id);
                    case Target.HangUp() -> {}
                }
            }
        }
        return neighbours;
    }

    private static List<Exit> exits(FlowNode node) {
        return switch (node) {
            case FlowNode.Say say -> List.of(new Exit(say.next(), false));
            case FlowNode.Menu menu -> exitsOf(menu);
            case FlowNode.Queue queue -> exitsOf(queue);
            case FlowNode.HangUp _ -> List.of();
        };
    }

    private static List<Exit> exitsOf(FlowNode.Menu menu) {
        List<Exit> exits = new ArrayList<>();
        menu.choices().values().forEach(choice -> exits.add(new Exit(choice.go(), true)));
        addLeaving(exits, menu.noMatch(), true);
        addLeaving(exits, menu.noInput(), false);
        exits.add(new Exit(menu.giveUp(), false));
        return exits;
    }

    private static void addLeaving(List<Exit> exits, Handler handler, boolean paced) {
        if (!(handler.go() instanceof Target.Repeat)) {
            exits.add(new Exit(handler.go(), paced));
        }
    }

    private static List<Exit> exitsOf(FlowNode.Queue queue) {
        List<Exit> exits = new ArrayList<>();
        queue.maxWait().ifPresent(wait -> exits.add(new Exit(wait.onTimeout(), true)));
        queue.onFull().ifPresent(target -> exits.add(new Exit(target, false)));
        queue.onNoAgents().ifPresent(target -> exits.add(new Exit(target, false)));
        exits.add(new Exit(queue.next(), true));
        return exits;
    }
}
