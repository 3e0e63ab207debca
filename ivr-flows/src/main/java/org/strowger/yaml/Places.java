package org.strowger.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Where the parts of a file stand, for those who find a mistake after the file was read.
public final class Places {
    private final String file;
    private final @Nullable Node root;

    Places(String file, Optional<Node> root) {
        this.file = file;
        this.root = root.orElse(null);
    }

    /// Where a part of the file stands: its key, or the item in a list.
    ///
    /// @param path keys from the file's top, and for items of lists their number from 0; where it
    ///   leads nowhere, the last place that is there counts
    public Position at(String... path) {
        Position at = Position.startOf(file);
        Node node = root;
        for (String step : path) {
            switch (node) {
                case MappingNode map -> {
                    NodeTuple entry = entry(map, step);
                    if (entry == null) {
                        return at;
                    }
                    at = positionOf(entry.getKeyNode());
                    node = entry.getValueNode();
                }
                case SequenceNode list when isIndexOf(list, step) -> {
                    node = list.getValue().get(Integer.parseInt(step));
                    at = positionOf(node);
                }
                case null, default -> {
                    return at;
                }
            }
        }
        return at;
    }

    /// The keys of the maps and lists around a place of the file, from its top.
    public List<String> around(int line, int column) {
        List<String> path = new ArrayList<>();
        Node node = root;
        while (node instanceof MappingNode || node instanceof SequenceNode) {
            Node next = null;
            if (node instanceof MappingNode map) {
                NodeTuple entry = lastUpTo(map, line, column);
                if (entry != null && !(entry.getValueNode() instanceof ScalarNode)) {
                    path.add(((ScalarNode) entry.getKeyNode()).getValue());
                    next = entry.getValueNode();
                }
            } else if (node instanceof SequenceNode list) {
                for (Node item : list.getValue()) {
                    next = isUpTo(item, line, column) ? item : next;
                }
            }
            node = next;
        }
        return path;
    }

    /// The last entry whose key stands before the place; none when the place is that of a key.
    private @Nullable NodeTuple lastUpTo(MappingNode map, int line, int column) {
        NodeTuple last = null;
        for (NodeTuple entry : map.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key && isUpTo(key, line, column)) {
                last = entry;
            }
        }
        boolean isKey =
                last != null
                        && positionOf(last.getKeyNode()).equals(new Position(file, line, column));
        return isKey ? null : last;
    }

    private boolean isUpTo(Node node, int line, int column) {
        Position at = positionOf(node);
        return at.line() < line || (at.line() == line && at.column() <= column);
    }

    private static @Nullable NodeTuple entry(MappingNode map, String key) {
        return map.getValue().stream()
                .filter(e -> e.getKeyNode() instanceof ScalarNode k && k.getValue().equals(key))
                .findFirst()
                .orElse(null);
    }

    private static boolean isIndexOf(SequenceNode list, String step) {
        return step.chars().allMatch(Character::isDigit)
                && step.length() < 7
                && !step.isEmpty()
                && Integer.parseInt(step) < list.getValue().size();
    }

    private Position positionOf(Node node) {
        return node.getStartMark()
                .map(mark -> Position.of(file, mark))
                .orElse(Position.startOf(file));
    }
}
