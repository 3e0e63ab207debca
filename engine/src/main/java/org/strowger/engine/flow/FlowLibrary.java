package org.strowger.engine.flow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.flow.TextFolder.Stamp;
import org.strowger.flow.FlowBook;
import org.strowger.flow.check.Checked;
import org.strowger.flow.check.FlowCheck;
import org.strowger.flow.check.FlowSources;
import org.strowger.flow.check.Surroundings;
import org.strowger.yaml.Problem;

/// The flows of a folder, each in the last version that was without fault.
///
/// [#reload] looks for files that changed: flows, the calendars that they ask, and recordings. All
/// of it is checked together. A flow is in force when it and all that it leads to have no error and
/// every sound is there; until then what ran before goes on running. Reloading belongs to one
/// thread; [#find] and [#problems] to any.
public final class FlowLibrary implements FlowSource {
    private static final Logger LOG = LoggerFactory.getLogger(FlowLibrary.class);

    private final TextFolder flowFiles;
    private final TextFolder calendarFiles;
    private final TextFolder recordings;
    private final PromptLibrary prompts;
    private final SortedMap<Path, LoadedFlow> running = new TreeMap<>();
    private @Nullable Look last;
    private Set<Problem> told = Set.of();
    private volatile Surroundings around;
    private volatile Map<String, LoadedFlow> flows = Map.of();
    private volatile List<Problem> problems = List.of();

    /// The files as they look from outside, and what they may name.
    private record Look(
            Surroundings around,
            SortedMap<Path, Stamp> flows,
            SortedMap<Path, Stamp> calendars,
            SortedMap<Path, Stamp> recordings) {}

    /// What one look has found wrong.
    ///
    /// @param outside what may change though no file does, such as a program that is not installed
    private record Wrong(List<Problem> inFiles, List<Problem> outside) {
        Wrong() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        Set<Problem> all() {
            List<Problem> all = new ArrayList<>(inFiles);
            all.addAll(outside);
            all.sort(Problem.FIRST_IN_FILE_FIRST);
            return new LinkedHashSet<>(all);
        }
    }

    /// @param flows the folder of flows
    /// @param calendars the folder of calendars; it need not be there
    /// @param around what the flows may name, apart from recordings
    public FlowLibrary(Path flows, Path calendars, Surroundings around, PromptLibrary prompts) {
        this.flowFiles = new TextFolder(flows, ".yaml");
        this.calendarFiles = new TextFolder(calendars, ".yaml");
        this.recordings = new TextFolder(prompts.folder(), ".wav");
        this.around = around;
        this.prompts = prompts;
    }

    @Override
    public Optional<LoadedFlow> find(String id) {
        return Optional.ofNullable(flows.get(id));
    }

    /// The errors in the newest texts.
    @Override
    public List<Problem> problems() {
        return problems;
    }

    @Override
    public void surroundings(Surroundings nowAround) {
        around = nowAround;
    }

    /// Reads what changed since the last time.
    @Override
    public void reload() {
        Optional<SortedMap<Path, Stamp>> there = flowFiles.files();
        if (there.isEmpty()) {
            return;
        }
        Look now =
                new Look(
                        around,
                        there.get(),
                        calendarFiles.files().orElseGet(TreeMap::new),
                        recordings.filesWithin().orElseGet(TreeMap::new));
        if (now.equals(last)) {
            return;
        }
        Wrong wrong = new Wrong();
        load(now, wrong);
        publish(wrong.all());
        last = wrong.outside().isEmpty() ? now : null;
    }

    private void load(Look now, Wrong wrong) {
        running.keySet().retainAll(now.flows().keySet());
        SortedMap<String, String> texts = texts(now.flows(), wrong);
        SortedMap<String, String> calendars = texts(now.calendars(), wrong);
        Checked checked =
                FlowCheck.check(
                        new FlowSources(texts, calendars),
                        around(now.around(), List.copyOf(now.recordings().keySet())));
        checked.findings().stream()
                .filter(finding -> !finding.file().startsWith(PromptLibrary.BUILT_IN))
                .forEach(wrong.inFiles()::add);
        Sources sources = Sources.of(texts);
        checked.books().values().forEach(book -> equip(book, sources, wrong));
    }

    private static SortedMap<String, String> texts(SortedMap<Path, Stamp> files, Wrong wrong) {
        SortedMap<String, String> texts = new TreeMap<>();
        files.forEach(
                (file, stamp) ->
                        TextFolder.text(file, stamp, wrong.outside())
                                .ifPresent(text -> texts.put(file.toString(), text)));
        return texts;
    }

    private Surroundings around(Surroundings around, List<Path> recorded) {
        return new Surroundings(
                around.queues(),
                around.skills(),
                around.agents(),
                around.boxes(),
                around.allowedNumbers(),
                Optional.of(prompts.facts(recorded)));
    }

    /// Finds every sound of the flow and of those that it leads to, and puts it in force.
    private void equip(FlowBook book, Sources sources, Wrong wrong) {
        int madeBefore = prompts.made();
        SoundSearch.Found found = SoundSearch.of(book, prompts, sources);
        int made = prompts.made() - madeBefore;
        if (made > 0) {
            LOG.info("flow {}: {} texts were spoken for the first time", book.entry(), made);
        }
        wrong.outside().addAll(found.problems());
        if (!found.problems().isEmpty()) {
            return;
        }
        LoadedFlow before =
                running.put(sources.fileOf(book.entry()), new LoadedFlow(book, found.sounds()));
        if (before == null || !before.book().version().equals(book.version())) {
            LOG.info(
                    "flow {} is in force, version {}",
                    book.entry(),
                    book.version().substring(0, 12));
        }
    }

    private void publish(Set<Problem> found) {
        Map<String, LoadedFlow> byId = new HashMap<>();
        running.values().forEach(flow -> byId.putIfAbsent(flow.book().entry(), flow));
        flows = Map.copyOf(byId);
        problems = found.stream().filter(Problem::isError).toList();
        found.stream().filter(problem -> !told.contains(problem)).forEach(FlowLibrary::tell);
        told = found;
    }

    private static void tell(Problem problem) {
        if (problem.isError()) {
            LOG.error("{}", problem);
        } else {
            LOG.warn("{}", problem);
        }
    }
}
