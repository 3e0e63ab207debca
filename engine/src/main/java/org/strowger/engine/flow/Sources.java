package org.strowger.engine.flow;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.NodeId;
import org.strowger.yaml.Places;
import org.strowger.yaml.Position;
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
}
