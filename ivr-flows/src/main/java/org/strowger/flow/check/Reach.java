package org.strowger.flow.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.strowger.flow.FlowNode;
import org.strowger.yaml.Problem;

/// Finds nodes that no call comes to (L02), and those that a call may not come to when its caller
/// has hung up (L00).
final class Reach {
    private Reach() {}

    static List<Problem> find(FlowFile file, FlowGraph graph) {
        List<Problem> problems = new ArrayList<>();
        Set<?> reached = graph.reached();
        file.flow()
                .nodes()
                .forEach(
                        (id, node) -> {
                            if (!reached.contains(id)) {
                                problems.add(
                                        file.problem(
                                                LintCode.L02,
                                                node,
                                                Part.WHOLE,
                                                "no way leads from the start to this node"));
                            }
                        });
        file.flow()
                .onHangUp()
                .ifPresent(
                        first ->
                                graph.reachedWithoutCallerFrom(first)
                                        .forEach(
                                                id -> {
                                                    FlowNode node = file.flow().node(id);
                                                    if (!node.isSilent()) {
                                                        problems.add(
                                                                file.problem(
                                                                        LintCode.L00,
                                                                        node,
                                                                        Part.WHOLE,
                                                                        "on_hangup leads to this node, and nobody is there to"
                                                                                + " hear it; only set, switch, split, hours,"
                                                                                + " http, call, return and hangup may be there"));
                                                    }
                                                }));
        return problems;
    }
}
