package org.strowger.engine.flow;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowNode;
import org.strowger.flow.FlowParser;
import org.strowger.flow.ParsedFlow;
import org.strowger.flow.Prompt;
import org.strowger.telephony.Sound;
import org.strowger.yaml.Position;
import org.strowger.yaml.Problem;

/// The flows of a folder, each in the last version that was without fault.
///
/// [#reload] looks for files that changed. A file with a mistake is refused whole, with line and
/// column, and what ran before it goes on running. Reloading belongs to one thread; [#find] and
/// [#problems] to any.
public final class FlowLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(FlowLibrary.class);
    private static final long LONGEST_FILE = 1 << 20;

    private final Path folder;
    private final CentreNames names;
    private final PromptLibrary prompts;
    private final SortedMap<Path, Seen> seen = new TreeMap<>();
    private volatile Map<String, LoadedFlow> flows = Map.of();
    private volatile List<Problem> problems = List.of();

    /// A file as it was last looked at: the flow that runs, and what is wrong with a newer text.
    private record Seen(
            FileTime changed, long size, Optional<LoadedFlow> running, List<Problem> problems) {

        /// A file with problems is looked at again though it did not change: what it lacked, such
        /// as a recording, may be there by now.
        boolean isStill(FileTime nowChanged, long nowSize) {
            return problems.isEmpty() && changed.equals(nowChanged) && size == nowSize;
        }
    }

    /// @param names what the flows may name
    public FlowLibrary(Path folder, CentreNames names, PromptLibrary prompts) {
        this.folder = folder;
        this.names = names;
        this.prompts = prompts;
    }

    /// The version of a flow that new calls run.
    public Optional<LoadedFlow> find(String id) {
        return Optional.ofNullable(flows.get(id));
    }

    /// What is wrong with the newest texts; empty when all is well.
    public List<Problem> problems() {
        return problems;
    }

    /// Reads what changed since the last time.
    public void reload() {
        List<Path> files = files();
        seen.keySet().retainAll(files);
        for (Path file : files) {
            look(file);
        }
        publish();
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.warn("the folder of flows cannot be read: {}", folder, e);
            return List.copyOf(seen.keySet());
        }
    }

    private void look(Path file) {
        Seen before = seen.get(file);
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            if (before != null && before.isStill(changed, size)) {
                return;
            }
            seen.put(file, read(file, changed, size, before));
        } catch (IOException e) {
            Problem problem = problem(file, "the file cannot be read: " + reason(e));
            FileTime never = FileTime.fromMillis(0);
            seen.put(file, new Seen(never, -1, running(before), List.of(problem)));
        }
    }

    private static Optional<LoadedFlow> running(@Nullable Seen before) {
        return before == null ? Optional.empty() : before.running();
    }

    private static String reason(IOException e) {
        return e instanceof MalformedInputException ? "it is not UTF-8 text" : e.toString();
    }

    private Seen read(Path file, FileTime changed, long size, @Nullable Seen before)
            throws IOException {
        if (size > LONGEST_FILE) {
            Problem problem = problem(file, "longer than " + LONGEST_FILE + " bytes");
            return new Seen(changed, size, running(before), List.of(problem));
        }
        List<Problem> wrong = new ArrayList<>();
        Optional<LoadedFlow> loaded = load(file, Files.readString(file), wrong);
        if (loaded.isPresent()) {
            LOG.info(
                    "flow {} is in force, version {}",
                    loaded.get().flow().id(),
                    loaded.get().flow().version().substring(0, 12));
            return new Seen(changed, size, loaded, List.of());
        }
        if (before == null || !wrong.equals(before.problems())) {
            wrong.forEach(problem -> LOG.error("{}", problem));
        }
        return new Seen(changed, size, running(before), wrong);
    }

    private Optional<LoadedFlow> load(Path file, String text, List<Problem> wrong) {
        return switch (FlowParser.parse(file.toString(), text)) {
            case ParsedFlow.Refused(var problems) -> {
                wrong.addAll(problems);
                yield Optional.empty();
            }
            case ParsedFlow.Ok(var flow) -> equip(flow, file, wrong);
        };
    }

    /// Finds every sound of the flow, and sees that its queues and skills exist.
    private Optional<LoadedFlow> equip(Flow flow, Path file, List<Problem> wrong) {
        wrong.addAll(names.unknownIn(flow));
        Map<Prompt, Sound> sounds = new HashMap<>();
        flow.prompts().forEach((prompt, at) -> equip(flow, prompt, at, sounds, wrong));
        Map<String, Sound> numbers = new HashMap<>();
        if (saysNumbers(flow)) {
            for (Prompt.Recorded word : SpokenNumbers.recordings()) {
                try {
                    numbers.put(word.id(), prompts.sound(flow.language(), word));
                } catch (IOException e) {
                    wrong.add(problem(file, "announce_place: " + e.getMessage()));
                    break;
                }
            }
        }
        wrong.sort(Problem.FIRST_IN_FILE_FIRST);
        return wrong.isEmpty()
                ? Optional.of(
                        new LoadedFlow(flow, new SoundBook(sounds, new SpokenNumbers(numbers))))
                : Optional.empty();
    }

    private void equip(
            Flow flow, Prompt prompt, Position at, Map<Prompt, Sound> sounds, List<Problem> wrong) {
        try {
            sounds.put(prompt, prompts.sound(flow.language(), prompt));
        } catch (IOException e) {
            wrong.add(at.problem(String.valueOf(e.getMessage())));
        }
    }

    private static boolean saysNumbers(Flow flow) {
        return flow.nodes().values().stream()
                .anyMatch(
                        node ->
                                node instanceof FlowNode.Queue queue
                                        && queue.announcePlace().isPresent());
    }

    private static Problem problem(Path file, String message) {
        return new Problem(file.toString(), 1, 1, message);
    }

    private void publish() {
        Map<String, LoadedFlow> running = new HashMap<>();
        List<Problem> wrong = new ArrayList<>();
        seen.forEach(
                (file, at) -> {
                    wrong.addAll(at.problems());
                    at.running().ifPresent(flow -> publish(file, flow, running, wrong));
                });
        flows = Map.copyOf(running);
        problems = List.copyOf(wrong);
    }

    private static void publish(
            Path file, LoadedFlow flow, Map<String, LoadedFlow> running, List<Problem> wrong) {
        String id = flow.flow().id();
        if (running.putIfAbsent(id, flow) != null) {
            wrong.add(problem(file, "another file before it is the flow '" + id + "' already"));
        }
    }
}
