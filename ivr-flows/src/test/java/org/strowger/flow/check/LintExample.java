package org.strowger.flow.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Files of the folder `lint`, in which a comment such as `# L04` ends each line on which the check
/// is to find something.
///
/// @param expected what is to be found: `flows/main.yaml:5 L04`
record LintExample(FlowSources sources, Surroundings around, SortedSet<String> expected) {
    private static final Path FOLDER = Path.of("src", "test", "resources", "lint");
    private static final Pattern MARK = Pattern.compile("# (L[0-9]{2})$");

    /// @param name of a file or a folder: `L04-bad`
    static LintExample of(String name) {
        SortedSet<String> expected = new TreeSet<>();
        Path single = FOLDER.resolve(name + ".yaml");
        if (Files.exists(single)) {
            SortedMap<String, String> flow = new TreeMap<>();
            flow.put(name + ".yaml", read(single));
            addMarks(flow, expected);
            return new LintExample(
                    new FlowSources(flow, new TreeMap<>()), Surroundings.unknown(), expected);
        }
        Path folder = FOLDER.resolve(name);
        SortedMap<String, String> flows = texts(folder, "flows");
        SortedMap<String, String> calendars = texts(folder, "calendars");
        addMarks(flows, expected);
        addMarks(calendars, expected);
        return new LintExample(
                new FlowSources(flows, calendars), recordings(folder, expected), expected);
    }

    /// Every file of flows that is good.
    static List<Path> goodFlows() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(
                            file ->
                                    file.toString().contains("-good")
                                            && file.toString().endsWith(".yaml")
                                            && !file.toString().contains("calendars"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static SortedMap<String, String> texts(Path folder, String kind) {
        SortedMap<String, String> texts = new TreeMap<>();
        if (Files.isDirectory(folder.resolve(kind))) {
            try (Stream<Path> files = Files.list(folder.resolve(kind))) {
                files.forEach(file -> texts.put(kind + "/" + file.getFileName(), read(file)));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return texts;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void addMarks(SortedMap<String, String> texts, SortedSet<String> expected) {
        texts.forEach(
                (path, text) -> {
                    List<String> lines = text.lines().toList();
                    for (int i = 0; i < lines.size(); i++) {
                        Matcher mark = MARK.matcher(lines.get(i));
                        if (mark.find()) {
                            expected.add(path + ":" + (i + 1) + " " + mark.group(1));
                        }
                    }
                });
    }

    /// A line of `prompts.txt`: language/id, samples a second, channels, milliseconds.
    private static Surroundings recordings(Path folder, SortedSet<String> expected) {
        Path list = folder.resolve("prompts.txt");
        if (!Files.exists(list)) {
            return Surroundings.unknown();
        }
        SortedMap<String, SortedMap<String, RecordingFacts>> recordings = new TreeMap<>();
        read(list)
                .lines()
                .forEach(
                        line -> {
                            String[] words = line.split(" ", -1);
                            String[] name = words[0].split("/", -1);
                            String path = "prompts/" + words[0] + ".wav";
                            recordings
                                    .computeIfAbsent(name[0], _ -> new TreeMap<>())
                                    .put(
                                            name[1],
                                            new RecordingFacts(
                                                    path,
                                                    Integer.parseInt(words[1]),
                                                    Integer.parseInt(words[2]),
                                                    Duration.ofMillis(Long.parseLong(words[3]))));
                            Matcher mark = MARK.matcher(line);
                            if (mark.find()) {
                                expected.add(path + ":1 " + mark.group(1));
                            }
                        });
        return new Surroundings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(recordings));
    }

    Checked check() {
        return FlowCheck.check(sources, around);
    }
}
