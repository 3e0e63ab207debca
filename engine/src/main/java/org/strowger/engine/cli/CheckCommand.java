package org.strowger.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.flow.CheckedFolder;
import org.strowger.engine.flow.FlowFolder;
import org.strowger.flow.check.Report;
import org.strowger.flow.check.Surroundings;
import org.strowger.yaml.Problem;

/// `flow check`: says what is wrong with flows.
///
/// A file is checked with all that lies beside it, for what it leads to may be there; only what is
/// found in the file itself is told.
final class CheckCommand implements Command {
    private static final String JSON = "--json";
    private static final String SARIF = "--sarif";
    private static final String STRICT = "--strict";

    @Override
    public Form form() {
        return Form.of(
                "[--config SETTINGS] [--json | --sarif] [--strict] [DIR | FILE]...",
                List.of(JSON, SARIF, STRICT),
                List.of(Site.CONFIG),
                0,
                Integer.MAX_VALUE);
    }

    /// A folder to look at.
    ///
    /// @param only the files whose findings are told; all of them when absent
    private record Asked(FlowFolder folder, Optional<SortedSet<Path>> only) {

        /// The two in one; whoever asks for a folder asks for its files.
        Asked and(Asked other) {
            return new Asked(
                    folder,
                    only.flatMap(
                            mine ->
                                    other.only()
                                            .map(
                                                    theirs -> {
                                                        SortedSet<Path> both = new TreeSet<>(mine);
                                                        both.addAll(theirs);
                                                        return both;
                                                    })));
        }
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        if (given.has(JSON) && given.has(SARIF)) {
            return terminal.misused("flow check: --json or --sarif, not both");
        }
        boolean hasSettings = given.value(Site.CONFIG).isPresent();
        if (!hasSettings && given.rest().isEmpty()) {
            return terminal.misused("flow check: expected " + form().usage());
        }
        Optional<EngineSettings> settings = Optional.empty();
        if (hasSettings) {
            settings = Site.settings(given, terminal);
            if (settings.isEmpty()) {
                return Terminal.FAILED;
            }
        }
        List<Problem> findings = new ArrayList<>();
        for (var asked : asked(given.rest(), settings).entrySet()) {
            CheckedFolder checked = asked.getValue().folder().check(around(settings));
            if (checked.sources().flows().isEmpty() && checked.findings().isEmpty()) {
                return terminal.failed(asked.getKey() + ": no flow files, *.yaml, in it");
            }
            Optional<Path> other = notLookedAt(checked, asked.getValue().only());
            if (other.isPresent()) {
                return terminal.failed(other.get() + ": neither a flow nor a calendar, *.yaml");
            }
            findings.addAll(findings(checked, asked.getValue().only()));
        }
        print(findings, given, terminal);
        boolean isWrong =
                findings.stream().anyMatch(Problem::isError)
                        || (given.has(STRICT) && !findings.isEmpty());
        return isWrong ? Terminal.FAILED : Terminal.WELL;
    }

    private static SequencedMap<Path, Asked> asked(
            List<String> paths, Optional<EngineSettings> settings) throws IOException {
        SequencedMap<Path, Asked> asked = new LinkedHashMap<>();
        if (paths.isEmpty()) {
            settings.ifPresent(
                    s -> asked.put(s.flows(), new Asked(Site.folder(s), Optional.empty())));
        }
        for (String path : paths) {
            Path named = Path.of(path).normalize();
            if (!Files.exists(named)) {
                throw new NoSuchFileException(path);
            }
            ask(named, settings.filter(s -> isOfEngine(s, named)), asked);
        }
        return asked;
    }

    /// @param engine the settings, when the path is the engine's
    private static void ask(
            Path named, Optional<EngineSettings> engine, SequencedMap<Path, Asked> asked) {
        boolean isFile = Files.isRegularFile(named);
        Path site = isFile ? Site.of(named) : named;
        SortedSet<Path> files = new TreeSet<>(Set.of(Site.exact(named)));
        asked.merge(
                engine.map(EngineSettings::flows).orElse(site),
                new Asked(
                        engine.map(Site::folder).orElseGet(() -> FlowFolder.of(site)),
                        isFile ? Optional.of(files) : Optional.empty()),
                Asked::and);
    }

    /// Whether the path is the engine's folder of flows, or is in it.
    private static boolean isOfEngine(EngineSettings settings, Path path) {
        return Site.exact(path).startsWith(Site.exact(settings.flows()))
                || Site.exact(path).startsWith(Site.exact(settings.calendars()));
    }

    private static Surroundings around(Optional<EngineSettings> settings) {
        return settings.map(EngineSettings::surroundings).orElse(Surroundings.unknown());
    }

    /// A file that was named and that is none of those that a check looks at.
    private static Optional<Path> notLookedAt(
            CheckedFolder checked, Optional<SortedSet<Path>> only) {
        SortedSet<Path> other = new TreeSet<>(only.orElseGet(TreeSet::new));
        Stream.of(
                        checked.sources().flows().keySet().stream(),
                        checked.sources().calendars().keySet().stream(),
                        checked.findings().stream().map(Problem::file))
                .flatMap(files -> files)
                .forEach(file -> other.remove(Site.exact(Path.of(file))));
        return other.stream().findFirst();
    }

    private static List<Problem> findings(CheckedFolder checked, Optional<SortedSet<Path>> only) {
        List<Problem> findings = new ArrayList<>(checked.findings());
        findings.sort(Problem.FIRST_IN_FILE_FIRST);
        only.ifPresent(
                files ->
                        findings.removeIf(
                                found -> !files.contains(Site.exact(Path.of(found.file())))));
        return findings;
    }

    private static void print(List<Problem> findings, Arguments given, Terminal terminal) {
        if (given.has(JSON)) {
            terminal.out().print(Report.json(findings));
        } else if (given.has(SARIF)) {
            terminal.out().print(Report.sarif(findings, version()));
        } else {
            terminal.out().print(Report.text(findings));
        }
    }

    /// Known to a program that was packed; what runs from its folder has none.
    private static String version() {
        String packed = CheckCommand.class.getPackage().getImplementationVersion();
        return packed == null ? "unpacked" : packed;
    }
}
