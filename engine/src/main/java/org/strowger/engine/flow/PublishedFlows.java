package org.strowger.engine.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.flow.TextFolder.Stamp;
import org.strowger.flow.FlowBook;
import org.strowger.flow.check.Surroundings;
import org.strowger.flow.release.Published;
import org.strowger.yaml.Problem;

/// The flows that were published, each in the release that its history names last.
///
/// A release that cannot be run, because a file is damaged or a queue is no longer there, is told
/// and tried again now and then; what ran before it goes on running.
public final class PublishedFlows implements FlowSource {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedFlows.class);
    private static final int LOOKS_BETWEEN_TRIES = 20;

    /// How many earlier releases are tried when the newest cannot run.
    private static final int MOST_EARLIER = 10;

    private static final int SHORT_HASH = 12;

    private final ReleaseStore store;
    private final PromptLibrary prompts;
    private final SortedMap<String, Seen> seen = new TreeMap<>();
    private long looks;
    private volatile Surroundings around;
    private volatile Map<String, LoadedFlow> flows = Map.of();
    private volatile List<Problem> problems = List.of();

    /// What is known of a flow since its history was last read.
    ///
    /// @param release whose hash runs, if any does
    private record Seen(
            Stamp stamp,
            Optional<String> release,
            Optional<LoadedFlow> running,
            List<Problem> problems) {}

    /// @param around what the flows may name, apart from recordings
    /// @param prompts where what is not in a release comes from: built-in recordings and speech
    public PublishedFlows(ReleaseStore store, Surroundings around, PromptLibrary prompts) {
        this.store = store;
        this.around = around;
        this.prompts = prompts;
    }

    @Override
    public Optional<LoadedFlow> find(String id) {
        return Optional.ofNullable(flows.get(id));
    }

    @Override
    public List<Problem> problems() {
        return problems;
    }

    /// What runs goes on running, whatever it names.
    @Override
    public void surroundings(Surroundings nowAround) {
        around = nowAround;
    }

    @Override
    public void reload() {
        List<Problem> wrong = new ArrayList<>();
        try {
            store.flows().forEach(this::look);
        } catch (IOException e) {
            wrong.add(new Problem("releases", 1, 1, String.valueOf(e.getMessage())));
        }
        looks++;
        Map<String, LoadedFlow> running = new HashMap<>();
        seen.forEach(
                (id, flow) -> {
                    flow.running().ifPresent(loaded -> running.put(id, loaded));
                    wrong.addAll(flow.problems());
                });
        wrong.stream().filter(p -> !problems.contains(p)).forEach(p -> LOG.error("{}", p));
        flows = Map.copyOf(running);
        problems = List.copyOf(wrong);
    }

    private void look(String flow) {
        Stamp stamp = TextFolder.stamp(store.logOf(flow));
        Seen before = seen.get(flow);
        boolean isDue = looks % LOOKS_BETWEEN_TRIES == 0;
        if (before != null
                && before.stamp().equals(stamp)
                && (before.problems().isEmpty() || !isDue)) {
            return;
        }
        seen.put(flow, read(flow, stamp, before));
    }

    private Seen read(String flow, Stamp stamp, @Nullable Seen before) {
        Optional<String> release = before == null ? Optional.empty() : before.release();
        Optional<LoadedFlow> running = before == null ? Optional.empty() : before.running();
        List<Problem> wrong = new ArrayList<>();
        try {
            Optional<String> newest = store.current(flow).map(Published::releaseHash);
            if (!newest.equals(release) && newest.isPresent()) {
                Optional<LoadedFlow> loaded = load(flow, newest.get(), wrong);
                if (loaded.isPresent()) {
                    running = loaded;
                    release = newest;
                    LOG.info("flow {} is in force, release {}", flow, brief(newest.get()));
                }
            }
        } catch (IOException e) {
            wrong.add(new Problem(flow, 1, 1, String.valueOf(e.getMessage())));
        }
        if (running.isEmpty()) {
            running = loadEarlier(flow);
        }
        return new Seen(stamp, release, running, wrong);
    }

    /// Where nothing ran before, as after a restart: the last release that still can. What is wrong
    /// with those between is no news: what is wrong with the newest is told.
    private Optional<LoadedFlow> loadEarlier(String flow) {
        SequencedSet<String> hashes = new LinkedHashSet<>();
        try {
            store.history(flow).entries().reversed().forEach(e -> hashes.add(e.releaseHash()));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        for (String hash : hashes.stream().skip(1).limit(MOST_EARLIER).toList()) {
            try {
                Optional<LoadedFlow> loaded = load(flow, hash, new ArrayList<>());
                if (loaded.isPresent()) {
                    LOG.warn("flow {} is in force in an earlier release, {}", flow, brief(hash));
                    return loaded;
                }
            } catch (IOException damaged) {
                LOG.warn("release {} of flow {} cannot be read: {}", brief(hash), flow, damaged);
            }
        }
        return Optional.empty();
    }

    /// A release in a folder of its own is a site like any other, so it is read like one.
    private Optional<LoadedFlow> load(String flow, String hash, List<Problem> wrong)
            throws IOException {
        Path folder = Files.createTempDirectory("strowger-release");
        try {
            store.unpack(hash, folder);
            List<Problem> problems = new ArrayList<>();
            Optional<LoadedFlow> loaded = loadFrom(folder, flow, problems);
            problems.forEach(problem -> wrong.add(named(problem, folder, flow, hash)));
            return loaded;
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private Optional<LoadedFlow> loadFrom(Path folder, String flow, List<Problem> problems) {
        CheckedFolder site = FlowFolder.of(folder).check(around);
        FlowBook book = site.checked().books().get(flow);
        if (book == null) {
            site.findings().stream().filter(Problem::isError).forEach(problems::add);
            return Optional.empty();
        }
        SoundSearch.Found found = site.sounds(book, prompts.with(folder.resolve("prompts")));
        problems.addAll(found.problems());
        return problems.isEmpty()
                ? Optional.of(new LoadedFlow(book, found.sounds()))
                : Optional.empty();
    }

    /// `main@3f21c0ffee12/flows/main.yaml`, for the folder is gone when somebody reads this.
    private static Problem named(Problem problem, Path folder, String flow, String hash) {
        String file = problem.file().replace(folder.toString(), flow + "@" + brief(hash));
        String message = problem.message().replace(folder + "/", "");
        return new Problem(
                file,
                problem.line(),
                problem.column(),
                problem.severity(),
                problem.code(),
                message);
    }

    private static String brief(String hash) {
        return hash.substring(0, SHORT_HASH);
    }
}
