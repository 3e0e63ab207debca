package org.strowger.engine.flow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.Flow;
import org.strowger.flow.NodeId;
import org.strowger.yaml.Places;
import org.strowger.yaml.Position;
import org.strowger.yaml.Problem;
import org.strowger.yaml.YamlDocument;

/// Which file each flow is in, and where its nodes stand there.
final class Sources {
    private final SortedMap<String, Source> byId = new TreeMap<>();

    private record Source(Path file, Places places) {}

    /// Of two files with one flow the first counts.
    ///
    /// @param texts by path
    static Sources of(SortedMap<String, String> texts) {
        Sources sources = new Sources();
        texts.forEach(
                (path, text) -> {
                    YamlDocument file = YamlDocument.read(path, text);
                    file.root()
                            .optional("flow")
                            .text()
                            .ifPresent(
                                    id ->
                                            sources.byId.putIfAbsent(
                                                    id, new Source(Path.of(path), file.places())));
                });
        return sources;
    }

    Path fileOf(String flow) {
        return source(flow).file();
    }

    Position node(String flow, NodeId node) {
        return source(flow).places().at("nodes", node.value());
    }

    private Source source(String flow) {
        Source source = byId.get(flow);
        if (source == null) {
            throw new IllegalArgumentException("no file is the flow " + flow);
        }
        return source;
    }

    /// The nodes of a flow that are in the language, but that calls here cannot go through yet.
    List<Problem> notCarriedOut(Flow flow) {
        List<Problem> problems = new ArrayList<>();
        flow.nodes()
                .values()
                .forEach(
                        node ->
                                Abilities.lacking(node)
                                        .forEach(
                                                lack ->
                                                        problems.add(
                                                                place(flow, node.id(), lack)
                                                                        .problem(lack.message()))));
        return Collections.unmodifiableList(problems);
    }

    private Position place(Flow flow, NodeId node, Abilities.Lack lack) {
        List<String> path = new ArrayList<>(List.of("nodes", node.value()));
        path.addAll(lack.path());
        return source(flow.id()).places().at(path.toArray(String[]::new));
    }
}
