package org.strowger.flow.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A folder of `docs/samples`: flows that a company can start from.
///
/// @param tests by path
public record SampleFolder(String name, FlowSources sources, SortedMap<String, String> tests) {
    private static final Path SAMPLES = Path.of("..", "docs", "samples");

    /// All that there are, by name; other folders beside them hold samples of other things.
    public static List<SampleFolder> all() {
        return filesIn(SAMPLES).stream()
                .filter(folder -> Files.isDirectory(folder.resolve("flows")))
                .map(
                        folder ->
                                new SampleFolder(
                                        folder.getFileName().toString(),
                                        new FlowSources(
                                                texts(folder, "flows"), texts(folder, "calendars")),
                                        texts(folder, "tests")))
                .toList();
    }

    /// What the centre has for which the samples are written.
    public static Surroundings centre() {
        return new Surroundings(
                names(
                        "apologies",
                        "billing",
                        "complaints",
                        "parcels",
                        "sales",
                        "support",
                        "workshop"),
                names("english", "french", "german"),
                names("anna"),
                names("complaints", "workshop"),
                Optional.of(List.of("+441632960100")),
                Optional.empty());
    }

    /// The page that tells of all samples.
    static String page() {
        return read(SAMPLES.resolve("README.md"));
    }

    /// What the check finds.
    public Checked check() {
        return FlowCheck.check(sources, centre());
    }

    @Override
    public String toString() {
        return name;
    }

    private static Optional<SortedSet<String>> names(String... names) {
        return Optional.of(new TreeSet<>(List.of(names)));
    }

    private static SortedMap<String, String> texts(Path sample, String kind) {
        SortedMap<String, String> texts = new TreeMap<>();
        if (Files.isDirectory(sample.resolve(kind))) {
            filesIn(sample.resolve(kind))
                    .forEach(file -> texts.put(kind + '/' + file.getFileName(), read(file)));
        }
        return texts;
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
