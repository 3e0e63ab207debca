package org.strowger.flow.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Flow files that are in order: one for each kind of node, with every key that it has, the clean
/// examples of the check, and those of `docs/samples`.
final class Samples {
    private static final Path KINDS = Path.of("src", "test", "resources", "kinds");

    private Samples() {}

    /// By the name of the kind.
    static SortedMap<String, String> ofKinds() {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(KINDS)) {
            files.forEach(
                    file ->
                            texts.put(
                                    file.getFileName().toString().replace(".yaml", ""),
                                    LintExample.read(file)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return texts;
    }

    static List<String> all() {
        List<String> texts = new ArrayList<>(ofKinds().values());
        LintExample.goodFlows().forEach(file -> texts.add(LintExample.read(file)));
        SampleFolder.all().forEach(folder -> texts.addAll(folder.sources().flows().values()));
        return texts;
    }
}
