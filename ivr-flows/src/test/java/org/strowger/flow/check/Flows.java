package org.strowger.flow.check;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.yaml.Problem;

/// Flows written in a test, and what a check says of them.
final class Flows {
    private Flows() {}

    /// The findings about one flow whose nodes are given.
    static List<String> findings(String nodes) {
        return findings("", nodes);
    }

    /// @param more keys of the file beside the nodes
    static List<String> findings(String more, String nodes) {
        return findings(Surroundings.unknown(), flow("main", more, nodes));
    }

    /// The findings about several files, each beginning with `flow: ID`.
    static List<String> findings(Surroundings around, String... files) {
        return check(around, files).findings().stream().map(Problem::toString).toList();
    }

    static Checked check(Surroundings around, String... files) {
        SortedMap<String, String> flows = new TreeMap<>();
        for (String file : files) {
            String id = file.lines().findFirst().orElseThrow().substring("flow: ".length());
            flows.put(id + ".yaml", file);
        }
        return FlowCheck.check(new FlowSources(flows, new TreeMap<>()), around);
    }

    /// The first node of the file is on line 4, or further down by the lines of `more`.
    static String flow(String id, String more, String nodes) {
        return "flow: " + id + "\nschema: 1\nstart: a\n" + more + "nodes:\n" + nodes.indent(2);
    }
}
