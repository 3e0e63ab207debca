package org.strowger.engine.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.strowger.engine.flow.TextFolder.Stamp;
import org.strowger.flow.check.Checked;
import org.strowger.flow.check.FlowCheck;
import org.strowger.flow.check.FlowSources;
import org.strowger.flow.check.RecordingFacts;
import org.strowger.flow.check.Surroundings;
import org.strowger.flow.release.Draft;
import org.strowger.flow.release.DraftEdit;
import org.strowger.flow.release.DraftSaving;
import org.strowger.yaml.Problem;

/// The drafts of a site: flows, calendars and recordings as people keep them in folders.
///
/// A link that leads out of its folder is not followed: what is published from here can be sent to
/// callers.
public final class FlowFolder {
    private static final int MOST_FILES = 10_000;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final ReentrantLock SAVING = new ReentrantLock();
    private static final Pattern DRAFT =
            Pattern.compile("(flows|calendars)/([A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\\.yaml)");

    private final Path flows;
    private final Path calendars;
    private final Path prompts;
    private final boolean hasRecordings;

    public FlowFolder(Path flows, Path calendars, Path prompts) {
        this(flows, calendars, prompts, true);
    }

    private FlowFolder(Path flows, Path calendars, Path prompts, boolean hasRecordings) {
        this.flows = flows;
        this.calendars = calendars;
        this.prompts = prompts;
        this.hasRecordings = hasRecordings;
    }

    /// The site in a folder: with `flows`, `calendars` and `prompts` in it; or with the flow files
    /// themselves, of which nobody knows where their recordings are unless `prompts` is there.
    public static FlowFolder of(Path site) {
        Path flows = site.resolve("flows");
        Path prompts = site.resolve("prompts");
        boolean isWhole = Files.isDirectory(flows);
        return new FlowFolder(
                isWhole ? flows : site,
                site.resolve("calendars"),
                prompts,
                isWhole || Files.isDirectory(prompts));
    }

    /// Reads and checks everything.
    ///
    /// @param around what flows may name, apart from recordings
    public CheckedFolder check(Surroundings around) {
        List<Problem> problems = new ArrayList<>();
        SortedMap<String, String> flowTexts = texts(flows, problems);
        SortedMap<String, String> calendarTexts = texts(calendars, problems);
        PromptLibrary library = library();
        List<Path> recordings = within(prompts, ".wav", problems);
        FlowSources sources = new FlowSources(flowTexts, calendarTexts);
        Checked checked =
                FlowCheck.check(
                        sources,
                        hasRecordings ? withRecordings(around, library.facts(recordings)) : around);
        checked.findings().stream()
                .filter(finding -> !finding.file().startsWith(PromptLibrary.BUILT_IN))
                .forEach(problems::add);
        problems.sort(Problem.FIRST_IN_FILE_FIRST);
        SortedSet<String> builtIn = new TreeSet<>();
        library.facts(List.of()).values().forEach(byId -> builtIn.addAll(byId.keySet()));
        return new CheckedFolder(
                sources, new Recordings(prompts, recordings, builtIn), checked, problems);
    }

    /// The recordings of a site.
    ///
    /// @param builtIn the ids of those that come with the program
    record Recordings(Path folder, List<Path> files, SortedSet<String> builtIn) {}

    /// The recordings as they are on disk, without anybody who could speak a text.
    private PromptLibrary library() {
        return new PromptLibrary(
                prompts,
                prompts,
                (_, _, _) -> {
                    throw new IOException("nobody speaks while flows are only read");
                });
    }

    private static Surroundings withRecordings(
            Surroundings around, SortedMap<String, SortedMap<String, RecordingFacts>> recordings) {
        return new Surroundings(
                around.queues(),
                around.skills(),
                around.agents(),
                around.boxes(),
                around.allowedNumbers(),
                Optional.of(recordings));
    }

    private static SortedMap<String, String> texts(Path folder, List<Problem> problems) {
        SortedMap<Path, Stamp> files =
                orNothing(folder, new TextFolder(folder, ".yaml").files(), problems);
        SortedMap<String, String> texts = new TreeMap<>();
        for (Path file : within(folder, files, problems)) {
            Stamp stamp = Objects.requireNonNull(files.get(file));
            TextFolder.text(file, stamp, problems)
                    .ifPresent(text -> texts.put(file.toString(), text));
        }
        return texts;
    }

    private static List<Path> within(Path folder, String ending, List<Problem> problems) {
        return within(
                folder,
                orNothing(folder, new TextFolder(folder, ending).filesWithin(), problems),
                problems);
    }

    /// A folder need not be there, but one that is there and cannot be read is a mistake.
    private static SortedMap<Path, Stamp> orNothing(
            Path folder, Optional<SortedMap<Path, Stamp>> files, List<Problem> problems) {
        if (files.isEmpty() && Files.exists(folder)) {
            problems.add(problem(folder, "the folder cannot be read"));
        }
        return files.orElseGet(TreeMap::new);
    }

    private static List<Path> within(
            Path folder, SortedMap<Path, Stamp> files, List<Problem> problems) {
        if (files.size() > MOST_FILES) {
            problems.add(problem(folder, "more than " + MOST_FILES + " files"));
            return List.of();
        }
        List<Path> within = new ArrayList<>();
        for (Path file : files.keySet()) {
            if (leadsOut(folder, file)) {
                problems.add(problem(file, "the link leads out of its folder"));
            } else {
                within.add(file);
            }
        }
        return within;
    }

    private static boolean leadsOut(Path folder, Path file) {
        try {
            return !file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return true;
        }
    }

    private static Problem problem(Path file, String message) {
        return new Problem(file.toString(), 1, 1, message);
    }

    /// A draft as it is; empty when there is none yet.
    ///
    /// @param path such as `flows/main.yaml` or `calendars/uk.yaml`
    /// @throws IOException that names the path or the file
    public Optional<Draft> draft(String path) throws IOException {
        Path file = fileOf(path);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (leadsOut(file.resolveSibling(""), file)) {
            throw new IOException(file + ": the link leads out of its folder");
        }
        return Optional.of(
                new Draft(new String(Disk.read(file, LONGEST_TEXT), StandardCharsets.UTF_8)));
    }

    /// Saves an edit of a draft, unless somebody else has saved since it began.
    ///
    /// @param base the text that the edit began from, where it is still known
    public DraftSaving save(String path, DraftEdit edit, Optional<String> base) throws IOException {
        Path file = fileOf(path);
        SAVING.lock();
        try {
            Draft current = draft(path).orElseGet(() -> new Draft(""));
            DraftSaving saving = edit.saveOver(current, base);
            if (saving instanceof DraftSaving.Saved(Draft saved)) {
                Disk.makeFolder(file.resolveSibling(""));
                Disk.place(file, saved.text().getBytes(StandardCharsets.UTF_8));
            }
            return saving;
        } finally {
            SAVING.unlock();
        }
    }

    private Path fileOf(String path) throws IOException {
        var parts = DRAFT.matcher(path);
        if (!parts.matches()) {
            throw new IOException(
                    path + ": expected flows/NAME.yaml or calendars/NAME.yaml, as drafts are");
        }
        return (parts.group(1).equals("flows") ? flows : calendars).resolve(parts.group(2));
    }
}
