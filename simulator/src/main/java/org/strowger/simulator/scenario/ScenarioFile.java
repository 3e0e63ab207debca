package org.strowger.simulator.scenario;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.strowger.engine.CentreWords;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.SettingsFile;
import org.strowger.engine.routing.AgentId;
import org.strowger.yaml.Problem;
import org.strowger.yaml.YamlDocument;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads what is simulated from a YAML file, the settings of the centre that it names, and the CSV
/// files with what was observed.
///
/// Policy, agents, skills and flows are those of the settings; the scenario says only what these
/// cannot know. Paths in the file are relative to it. Whatever is wrong is said with file, line and
/// column, be it in the scenario, the settings, a flow or a CSV file.
public final class ScenarioFile {
    private static final int MOST_REPLICATIONS = 100_000;
    private static final int MOST_INTERVALS = 50_000;
    private static final int HIGHEST_SEED = 999_999_999;
    private static final Pattern TITLE = Pattern.compile("\\S(.{0,98}\\S)?");

    private final YamlDocument file;
    private final ScenarioFolder folder;

    private ScenarioFile(Path path, String text) {
        this.file = YamlDocument.read(path.toString(), text);
        this.folder = new ScenarioFolder(path.toAbsolutePath().resolveSibling("").normalize());
    }

    /// What came of reading a scenario.
    public sealed interface Result {
        /// Nothing is wrong.
        record Ok(Scenario scenario) implements Result {}

        /// Something is wrong.
        ///
        /// @param problems all of it, at least one
        record Refused(List<Problem> problems) implements Result {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /// Reads the file; a file that cannot be read is a problem like any other.
    ///
    /// @param environment overrides settings of the centre, as for the engine
    public static Result read(Path path, Map<String, String> environment) {
        try {
            if (!Files.isRegularFile(path)) {
                return refused(path, "there is no such file");
            }
            if (Files.size(path) > 4L * YamlDocument.LONGEST) {
                return refused(path, "longer than " + YamlDocument.LONGEST + " characters");
            }
            return new ScenarioFile(path, Files.readString(path)).result(environment);
        } catch (MalformedInputException e) {
            return refused(path, "the file is not UTF-8 text");
        } catch (IOException e) {
            return refused(path, "the file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static Result refused(Path path, String message) {
        return new Result.Refused(List.of(new Problem(path.toString(), 1, 1, message)));
    }

    private Result result(Map<String, String> environment) {
        YamlMap root = file.root();
        Optional<EngineSettings> centre = centre(root.required("centre"), environment);
        if (centre.isEmpty()) {
            // What depends on the centre cannot be judged, so nothing else is said of the file.
            root.entries();
        }
        Optional<Scenario> scenario = centre.map(settings -> scenario(root, settings));
        List<Problem> problems = new ArrayList<>(file.problems());
        problems.addAll(folder.problems());
        return scenario.isPresent() && problems.isEmpty()
                ? new Result.Ok(scenario.get())
                : new Result.Refused(problems);
    }

    private Optional<EngineSettings> centre(YamlValue value, Map<String, String> environment) {
        return folder.file(value)
                .flatMap(
                        path ->
                                switch (SettingsFile.read(path, environment)) {
                                    case SettingsFile.Result.Ok(var settings) ->
                                            Optional.of(settings);
                                    case SettingsFile.Result.Refused(var problems) -> {
                                        folder.tell(problems);
                                        yield Optional.<EngineSettings>empty();
                                    }
                                });
    }

    /// What the file says; worth something only if nothing was wrong.
    private Scenario scenario(YamlMap root, EngineSettings settings) {
        String name = root.required("scenario").text(TITLE, "1 to 100 characters").orElse("");
        WallClock clock = SpanReader.read(root);
        CentreWords words = new CentreWords(settings);
        YamlMap people = root.optional("staff").map();
        Crew crew = new Crew(settings, words, people.optional("add"));
        String usualPause = settings.rules().pauses().getFirst();
        List<Staff> staff =
                new ShiftReader(crew, words, usualPause, clock).read(people.optional("shifts"));
        TimeReader times = new TimeReader(folder);
        List<Source> sources =
                sources(root.required("sources"), settings, words, crew, clock, times);
        List<String> names = sourcesNamed(root.required("sources"));
        AdherenceReader adherence = new AdherenceReader(words, times, usualPause);
        Behaviour behaviour = new BehaviourReader(words, crew, times, adherence, names).read(root);
        SortedSet<AgentId> working =
                staff.stream().map(Staff::agent).collect(Collectors.toCollection(TreeSet::new));
        List<Fault> faults =
                new FaultReader(clock, crew, working, names).read(root.optional("faults"));
        refuseIfTooMany(root.required("sources"), sources, faults, clock);
        refuseIfTooManyIntervals(root, clock, settings.policy().queues().size());
        return new Scenario(
                name,
                settings.policy(),
                clock.span(),
                staff,
                sources,
                behaviour,
                faults,
                new TargetReader(words, settings.rules()).read(root.optional("targets")),
                root.optional("seed").integer(0, HIGHEST_SEED).orElse(1),
                root.optional("replications").integer(1, MOST_REPLICATIONS).orElse(20),
                Optional.of(settings));
    }

    private List<Source> sources(
            YamlValue value,
            EngineSettings settings,
            CentreWords words,
            Crew crew,
            WallClock clock,
            TimeReader times) {
        List<String> agents = crew.members().keySet().stream().map(AgentId::value).toList();
        TraceReader traces = new TraceReader(folder, clock, agents);
        ArrivalReader arrivals = new ArrivalReader(folder, clock, times, traces);
        return new SourceReader(settings, words, times, arrivals, new KeyNodes(settings, folder))
                .read(value);
    }

    /// Those of sources that are wrong too, so that nothing is said twice.
    private static List<String> sourcesNamed(YamlValue value) {
        return value.isMap() ? List.copyOf(value.map().entries().keySet()) : List.of();
    }

    /// Each interval of each queue is kept apart, of each day that is played.
    private static void refuseIfTooManyIntervals(YamlMap root, WallClock clock, int queues) {
        Span span = clock.span();
        Duration whole = Duration.between(span.from(), span.until());
        long intervals =
                whole.plus(span.interval()).minusNanos(1).dividedBy(span.interval()) * queues;
        if (clock.isKnown() && intervals > MOST_INTERVALS) {
            String message =
                    "expected %d intervals of all queues together at most, but there are %d in %d queues: choose a longer 'interval'"
                            .formatted(MOST_INTERVALS, intervals, queues);
            YamlValue interval = root.optional("interval");
            if (interval.isPresent()) {
                interval.refuse(message);
            } else {
                root.refuse(message);
            }
        }
    }

    private static void refuseIfTooMany(
            YamlValue value, List<Source> sources, List<Fault> faults, WallClock clock) {
        double calls = CallCount.of(sources, faults, clock.span());
        if (calls > CallCount.MOST) {
            value.refuse(
                    "about %.0f calls are to be expected in a replication; there may be %.0f at most"
                            .formatted(calls, CallCount.MOST));
        }
    }
}
