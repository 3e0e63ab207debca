package org.strowger.flow.drawing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowNode;
import org.strowger.flow.NodeId;
import org.strowger.flow.Target;
import org.strowger.flow.change.FlowWords;

/// What is drawn of a flow, before anything has a place.
///
/// @param boxes the start first; a box is named by its place in this list
record Chart(String title, String description, List<Box> boxes, List<Arrow> arrows) {

    Chart {
        boxes = List.copyOf(boxes);
        arrows = List.copyOf(arrows);
    }

    /// One thing with a place of its own.
    ///
    /// @param head its name, or the word on a mark
    /// @param detail what it is about, short; may be empty
    record Box(
            Shape shape,
            Optional<NodeId> node,
            String kind,
            String head,
            String detail,
            Optional<String> milestone) {
        static Box mark(Shape shape, String word) {
            return new Box(shape, Optional.empty(), "", word, "", Optional.empty());
        }
    }

    enum Shape {
        /// A node of the flow.
        NODE,
        /// Where calls begin.
        START,
        /// Stands for all nodes, for what may happen at any of them.
        ANYWHERE,
        /// The call ends.
        END,
        /// Back to the last question.
        BACK,
        /// To a node that is drawn elsewhere.
        JUMP
    }

    /// All ways from one box to another, in the flow's order.
    ///
    /// @param labels when each is taken; empty when it always is
    record Arrow(int from, int to, List<String> labels) {
        Arrow {
            labels = List.copyOf(labels);
        }
    }

    static Chart of(Flow flow) {
        return new Draughtsman(flow).draw();
    }

    /// The same with a mark in place of each arrow that would cross too much of the picture.
    Chart withJumps() {
        return Jumps.in(this);
    }

    /// Draws one flow.
    private static final class Draughtsman {
        private final Flow flow;
        private final List<Box> boxes = new ArrayList<>();
        private final List<Arrow> arrows = new ArrayList<>();
        private final SequencedMap<NodeId, Integer> places = new LinkedHashMap<>();

        Draughtsman(Flow flow) {
            this.flow = flow;
        }

        Chart draw() {
            boxes.add(Box.mark(Shape.START, "start"));
            flow.nodes().forEach(this::addNode);
            arrows.add(new Arrow(0, placeOf(flow.start()), List.of()));
            addAnywhere();
            flow.nodes().values().forEach(node -> addWays(placeOf(node.id()), waysOf(node)));
            return new Chart(flow.id(), flow.description().orElse(""), boxes, arrows);
        }

        private void addNode(NodeId id, FlowNode node) {
            places.put(id, boxes.size());
            boxes.add(
                    new Box(
                            Shape.NODE,
                            Optional.of(id),
                            FlowWords.kind(node),
                            id.value(),
                            NodeText.detail(node, flow.language()),
                            node.about().milestone()));
        }

        private void addAnywhere() {
            SequencedMap<Target, List<String>> ways = new LinkedHashMap<>();
            flow.globalKeys().forEach((key, go) -> add(ways, go, "key " + key));
            flow.onError().ifPresent(go -> add(ways, go, "on_error"));
            flow.onHangUp().ifPresent(node -> add(ways, new Target.To(node), "on_hangup"));
            if (!ways.isEmpty()) {
                boxes.add(Box.mark(Shape.ANYWHERE, "from anywhere"));
                addWays(boxes.size() - 1, ways);
            }
        }

        private static SequencedMap<Target, List<String>> waysOf(FlowNode node) {
            SequencedMap<Target, List<String>> ways = new LinkedHashMap<>();
            boolean one = node.exits().size() == 1;
            node.exits()
                    .forEach(exit -> add(ways, exit.target(), one ? "" : NodeText.way(node, exit)));
            return ways;
        }

        private static void add(SequencedMap<Target, List<String>> ways, Target go, String label) {
            List<String> labels = ways.computeIfAbsent(go, _ -> new ArrayList<>());
            if (!label.isEmpty()) {
                labels.add(label);
            }
        }

        private void addWays(int from, SequencedMap<Target, List<String>> ways) {
            ways.forEach((go, labels) -> arrows.add(new Arrow(from, end(from, go), labels)));
        }

        private int end(int from, Target go) {
            return switch (go) {
                case Target.To(var node) -> placeOf(node);
                case Target.HangUp() -> mark(Shape.END, "hang up");
                case Target.Repeat() -> from;
                case Target.Back() -> mark(Shape.BACK, "back");
            };
        }

        private int mark(Shape shape, String word) {
            boxes.add(Box.mark(shape, word));
            return boxes.size() - 1;
        }

        private int placeOf(NodeId id) {
            Integer place = places.get(id);
            if (place == null) {
                throw new IllegalArgumentException("flow " + flow.id() + " has no node " + id);
            }
            return place;
        }
    }
}
