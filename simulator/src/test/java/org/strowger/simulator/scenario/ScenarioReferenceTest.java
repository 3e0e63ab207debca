package org.strowger.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.simulator.scenario.ScenarioFile.Result;

/// What the documents say of scenarios is what is read.
class ScenarioReferenceTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Path REFERENCE = DOCS.resolve("reference/scenarios.md");
    private static final Path HOW_TO = DOCS.resolve("how-to/simulate-a-day.md");
    private static final Path SAMPLES = DOCS.resolve("samples/simulation");
    private static final Path CENTRE = Path.of("../config/strowger.yaml");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SAID = Pattern.compile("my-day.yaml:[0-9]+:[0-9]+: (.*)");
    private static final Pattern TIME = Pattern.compile("`([^`]*)`");
    private static final String UNHEARD_OF = "zzzzzzzzzzzz";

    /// A day on which every example can be tried.
    private static final String BASE =
            """
            scenario: A day of the sample centre
            zone: Europe/London
            day: 2026-11-09
            hours: "08:00-18:00"
            sources: { customers: { queue: support, arrivals: { per_hour: 12 } } }
            patience: never
            talks: 5m
            """;

    @TempDir Path folder;

    static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        for (Path page : List.of(REFERENCE, HOW_TO)) {
            YAML.matcher(Files.readString(page)).results().forEach(b -> examples.add(b.group(1)));
        }
        return examples;
    }

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    /// The times in the first column of the table of times.
    static List<String> times() throws IOException {
        String page = Files.readString(REFERENCE);
        return page.substring(page.indexOf("## Times"), page.indexOf("### Columns"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> TIME.matcher(line.split(" \\| ", 2)[0]).results())
                .map(found -> found.group(1))
                .toList();
    }

    private Scenario scenarioOf(String text) throws IOException {
        for (String table : List.of("calls.csv", "talks.csv")) {
            Files.copy(SAMPLES.resolve(table), folder.resolve(table));
        }
        String centre = "centre: " + CENTRE.toAbsolutePath().normalize();
        Path file = Files.writeString(folder.resolve("day.yaml"), Told.with(text, centre));
        Result result = ScenarioFile.read(file, Map.of());
        return assertInstanceOf(Result.Ok.class, result, result::toString).scenario();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleCanBeCopiedAsItStands(String example) throws IOException {
        assertTrue(!scenarioOf(Told.with(BASE, example)).sources().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("times")
    void everyTimeOfTheTableIsRead(String time) throws IOException {
        assertEquals(
                1, scenarioOf(Told.with(BASE, "patience: " + time)).behaviour().patience().size());
    }

    @Test
    void theTableOfTimesHasAllOfThem() throws IOException {
        assertEquals(12, times().size());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleCanBeSimulated(Path sample) {
        Result result = ScenarioFile.read(sample, Map.of());
        assertInstanceOf(Result.Ok.class, result, result::toString);
    }

    @Test
    void theSamplesThatAreComparedDifferInOneColleagueOnly() {
        Scenario one = sample("monday.yaml");
        Scenario more = sample("monday-one-more.yaml");
        assertEquals(one.sources(), more.sources());
        assertEquals(one.behaviour(), more.behaviour());
        assertEquals(one.seed(), more.seed());
        assertEquals(one.staff().size() + 1, more.staff().size());
    }

    private static Scenario sample(String name) {
        Result result = ScenarioFile.read(SAMPLES.resolve(name), Map.of());
        return assertInstanceOf(Result.Ok.class, result, result::toString).scenario();
    }

    @Test
    void theHowToBuildsTheSample() throws IOException {
        String built = BASE;
        for (String step : examples().stream().filter(HOW_TO_STEPS::contains).toList()) {
            built = Told.with(built, step);
        }
        Scenario monday = sample("monday.yaml");
        Scenario own = scenarioOf(built);
        assertEquals(monday.sources(), own.sources());
        assertEquals(monday.staff(), own.staff());
        assertEquals(monday.targets(), own.targets());
        assertEquals(monday.behaviour().talks(), own.behaviour().talks());
        assertEquals(monday.behaviour().patience(), own.behaviour().patience());
    }

    /// Those of the how-to, up to the one in which a colleague is added.
    private static final List<String> HOW_TO_STEPS = howToSteps();

    private static List<String> howToSteps() {
        try {
            return YAML.matcher(Files.readString(HOW_TO))
                    .results()
                    .map(block -> block.group(1))
                    .takeWhile(block -> !block.contains("like anna"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theMessageInTheHowToIsTheOneThatIsGiven() throws IOException {
        String text = HOW_TO_STEPS.getFirst().replace("support", "suport");
        String said =
                new Told(folder)
                        .problems(Told.with(text, "centre: centre.yaml"))
                        .getFirst()
                        .replaceFirst("day.yaml:[0-9]+:", "my-day.yaml:7:");
        assertTrue(Files.readString(HOW_TO).contains(said), said);
        assertTrue(SAID.matcher(said).matches(), said);
    }

    /// A key that is not known is answered with those that are.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KEY: 1 | '' | 22",
                "sources: { c: { queue: support, KEY: 1, arrivals: { per_hour: 1 } } }"
                        + " | sources.NAME. | 8",
                "sources: { c: { queue: support, arrivals: { KEY: 1 } } } | arrivals. | 5",
                "sources: { c: { queue: support, arrivals: { by_interval: { every: 1h, calls: [ 1 ],"
                        + " KEY: 1 } } } } | arrivals.by_interval. | 3",
                "sources: { c: { queue: support, arrivals: { per_hour: 1, busy: { shape: 1, KEY: 1 }"
                        + " } } } | arrivals.busy. | 1",
                "patience: [ { queue: support, time: 1m, KEY: 1 }, { time: 1m } ] | patience. | 3",
                "talks: [ { queue: support, time: 1m, KEY: 1 }, { time: 1m } ] | talks. | 5",
                "wrap_up: [ { queue: support, time: 1m, KEY: 1 }, { time: 1m } ] | wrap_up. | 5",
                "answering: [ { agent: ben, KEY: 1 }, { delay: 1s } ] | answering. | 4",
                "adherence: { KEY: 1 } | adherence. | 3",
                "adherence: { breaks: { every: 1h, for: 1m, KEY: 1 } } | adherence.breaks. | 3",
                "redials: [ { chance: 0.1, after: 1m, KEY: 1 } ] | redials. | 4",
                "transfers: [ { from: support, to: sales, chance: 0.1, KEY: 1 } ] | transfers. | 4",
                "staff: { KEY: 1 } | staff. | 2",
                "staff: { add: [ { id: a, like: anna, KEY: 1 } ] } | staff.add. | 4",
                "staff: { add: [ { id: a, KEY: 1 } ] } | staff.add. | 10",
                "staff: { shifts: [ { who: all, hours: \"09:00-10:00\", KEY: 1 } ] }"
                        + " | staff.shifts. | 6",
                "staff: { shifts: [ { who: all, hours: \"09:00-11:00\", breaks: [ { hours:"
                        + " \"09:00-10:00\", KEY: 1 } ] } ] } | staff.shifts.breaks. | 2",
                "faults: [ { fault: restart, at: \"10:00\", for: 1m, KEY: 1 } ] | faults. | 3",
                "faults: [ { fault: phones_lost, at: \"10:00\", for: 1m, who: all, KEY: 1 } ]"
                        + " | faults. | 6",
                "faults: [ { fault: surge, at: \"10:00\", for: 1m, source: calls, factor: 2, KEY: 1 }"
                        + " ] | faults. | 5",
                "targets: [ { target: service_level, queue: support, KEY: 1 } ] | targets. | 4",
                "targets: [ { target: abandoned, percent: 1, KEY: 1 } ] | targets. | 3",
                "targets: [ { target: mean_wait, most: 1m, KEY: 1 } ] | targets. | 3"
            })
    void everyKeyIsInTheReference(String lines, String section, int count) throws IOException {
        String problem = new Told(folder).problemsWith(lines.replace("KEY", UNHEARD_OF)).getFirst();
        List<String> keys = List.of(problem.split("expected one of ", 2)[1].split(", "));
        assertEquals(count, keys.size(), problem);
        String reference = Files.readString(REFERENCE);
        for (String key : keys) {
            assertTrue(reference.contains("`" + section + key), section + key);
        }
    }
}
