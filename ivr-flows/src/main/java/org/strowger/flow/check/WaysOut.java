package org.strowger.flow.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.flow.FlowNode;
import org.strowger.yaml.Problem;

/// Finds nodes that wait for others and do not say what happens if those never come (L11, L16).
final class WaysOut {
    private WaysOut() {}

    static List<Problem> find(FlowFile file) {
        List<Problem> problems = new ArrayList<>();
        for (FlowNode node : file.flow().nodes().values()) {
            if (node instanceof FlowNode.Http http && nothingIsSaidOfFailing(file, http)) {
                problems.add(
                        file.problem(
                                LintCode.L11,
                                node,
                                Part.of("http"),
                                "when the data dip fails there is neither a 'fallback' nor an"
                                        + " 'on_error'"));
            }
            if (node instanceof FlowNode.Queue queue) {
                missing(queue)
                        .ifPresent(
                                missing ->
                                        problems.add(
                                                file.problem(
                                                        LintCode.L16,
                                                        node,
                                                        Part.of("queue"),
                                                        missing)));
            }
        }
        return problems;
    }

    private static boolean nothingIsSaidOfFailing(FlowFile file, FlowNode.Http http) {
        return http.fallback().isEmpty()
                && http.about().onError().isEmpty()
                && file.flow().onError().isEmpty();
    }

    private static Optional<String> missing(FlowNode.Queue queue) {
        boolean waitsForEver = queue.maxWait().isEmpty();
        boolean endsWithoutAgents = queue.onNoAgents().isEmpty();
        if (waitsForEver && endsWithoutAgents) {
            return Optional.of(
                    "callers may wait for ever: there is neither 'max_wait' with 'on_timeout' nor"
                            + " 'on_no_agents'");
        }
        if (waitsForEver) {
            return Optional.of(
                    "callers may wait for ever: there is no 'max_wait' with 'on_timeout'");
        }
        return endsWithoutAgents
                ? Optional.of(
                        "callers are hung up on when nobody is there: there is no 'on_no_agents'")
                : Optional.empty();
    }
}
