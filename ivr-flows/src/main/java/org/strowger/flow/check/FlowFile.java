package org.strowger.flow.check;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowNode;
import org.strowger.yaml.Places;
import org.strowger.yaml.Position;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Problem.Severity;

/// A flow that was read, and where in its file everything stands.
record FlowFile(String path, Flow flow, Places places) {

    Problem problem(LintCode code, FlowNode node, Part part, String message) {
        return problem(code, code.severity(), node, part, message);
    }

    /// The message begins with the names of the flow and the node.
    Problem problem(LintCode code, Severity severity, FlowNode node, Part part, String message) {
        return place(node, part)
                .problem(severity, code.name(), flow.id() + "." + node.id() + ": " + message);
    }

    /// Where a part of a node stands. A key that is not there is passed over, for the language lets
    /// some be left out: `say: welcome` stands for `say: { prompt: welcome }`.
    private Position place(FlowNode node, Part part) {
        List<String> path = new ArrayList<>(List.of("nodes", node.id().value()));
        Iterator<String> keys = part.keys().iterator();
        while (keys.hasNext()) {
            String key = keys.next();
            if (isThere(path, key)) {
                path.add(key);
            } else if (key.equals("prompts")) {
                path.add("prompt");
                keys.next();
            } else {
                path.add(byName(key));
            }
            if (!isThere(path.subList(0, path.size() - 1), path.getLast())) {
                path.removeLast();
            }
        }
        return at(path);
    }

    private static String byName(String key) {
        return switch (key) {
            case "*" -> "star";
            case "#" -> "hash";
            default -> key;
        };
    }

    private boolean isThere(List<String> path, String key) {
        List<String> deeper = new ArrayList<>(path);
        deeper.add(key);
        return !at(deeper).equals(at(path));
    }

    private Position at(List<String> path) {
        return places.at(path.toArray(String[]::new));
    }
}
