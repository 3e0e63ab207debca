package org.strowger.flow.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.flow.Exit;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowEvent;
import org.strowger.flow.FlowNode;
import org.strowger.flow.Target;

/// Which nodes and ways of some flows their tests went through.
///
/// @param nodes how many there are
/// @param ways how many ways out of them there are
/// @param nodesMissed those that no test came to, as `flow/node`
/// @param waysMissed those that no test went, as `flow/node: way -> target`
public record Coverage(int nodes, int ways, List<String> nodesMissed, List<String> waysMissed) {
    public Coverage {
        nodesMissed = List.copyOf(nodesMissed);
        waysMissed = List.copyOf(waysMissed);
    }

    public static Coverage of(Collection<Flow> flows, Collection<ScenarioResult> results) {
        SortedSet<String> entered = new TreeSet<>();
        SortedSet<String> left = new TreeSet<>();
        for (ScenarioResult result : results) {
            result.events().forEach(event -> note(event, entered, left));
        }
        List<String> nodesMissed = new ArrayList<>();
        List<String> waysMissed = new ArrayList<>();
        int nodes = 0;
        int ways = 0;
        for (Flow flow : flows) {
            for (FlowNode node : flow.nodes().values()) {
                String name = flow.id() + "/" + node.id();
                nodes++;
                if (!entered.contains(name)) {
                    nodesMissed.add(name);
                }
                for (Exit exit : node.exits()) {
                    if (asksAgain(node, exit)) {
                        continue;
                    }
                    ways++;
                    String way = name + ": " + exit.label();
                    if (!left.contains(way)) {
                        waysMissed.add(way + " -> " + word(exit.target()));
                    }
                }
            }
        }
        return new Coverage(nodes, ways, nodesMissed, waysMissed);
    }

    /// A menu is not left by a choice to hear it again.
    private static boolean asksAgain(FlowNode node, Exit exit) {
        return node instanceof FlowNode.Menu
                && exit.target() instanceof Target.Repeat
                && !exit.label().equals("give_up")
                && !exit.label().equals("on_error");
    }

    private static void note(FlowEvent event, SortedSet<String> entered, SortedSet<String> left) {
        switch (event) {
            case FlowEvent.NodeEntered(var flow, var node, _) -> entered.add(flow + "/" + node);
            case FlowEvent.NodeLeft(var flow, var node, var by, _) ->
                    left.add(flow + "/" + node + ": " + by);
            case FlowEvent.NodeFailed _,
                    FlowEvent.SurveyAnswered _,
                    FlowEvent.LanguageChosen _ -> {}
        }
    }

    private static String word(Target target) {
        return target.toString();
    }

    /// What was gone through, and each node and way that was not.
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "nodes %d of %d, ways %d of %d"
                        .formatted(
                                nodes - nodesMissed.size(), nodes, ways - waysMissed.size(), ways));
        nodesMissed.forEach(node -> lines.add("  no test comes to " + node));
        waysMissed.forEach(way -> lines.add("  no test goes " + way));
        return lines;
    }
}
