package org.strowger.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.simulator.virtual.Replications.Progress;

/// `simulate` and `compare`, as somebody types them.
class CommandsTest {
    private static final String MONDAY = "../docs/samples/simulation/monday.yaml";
    private static final String ONE_MORE = "../docs/samples/simulation/monday-one-more.yaml";

    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Optional<BooleanSupplier> stopped = Optional.of(() -> false);
    private boolean isSeen;

    private int simulate(String... args) throws InterruptedException {
        return new Simulate(print(out), print(err), Map.of(), isSeen, stopped).run(List.of(args));
    }

    private int compare(String... args) throws InterruptedException {
        return new Compare(print(out), print(err), Map.of(), isSeen, stopped).run(List.of(args));
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, UTF_8);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private JsonObject json(String name) throws IOException {
        return new JsonObject(Files.readString(folder.resolve(name)));
    }

    private String told() {
        return out.toString(UTF_8) + err.toString(UTF_8);
    }

    @Test
    void aMissedTargetEndsWithOneAndAReport() throws Exception {
        int status =
                simulate(
                        MONDAY,
                        "--replications",
                        "8",
                        "--html",
                        file("day.html"),
                        "--json",
                        file("day.json"),
                        "--csv",
                        file("tables/of"));
        assertEquals(1, status, this::told);
        assertTrue(told().contains("MISSED: service level of support at least 80 %"), told());
        assertEquals(8, json("day.json").getJsonObject("run").getInteger("replications"));
        assertTrue(Files.readString(folder.resolve("day.html")).endsWith("</html>\n"));
        assertTrue(Files.exists(folder.resolve("tables/of/figures.csv")));
        try (var files = Files.list(folder)) {
            assertEquals(3, files.count(), "nothing half written is left");
        }
    }

    @Test
    void metTargetsEndWell() throws Exception {
        assertEquals(0, simulate(ONE_MORE, "--replications", "8"), this::told);
        assertTrue(told().contains("Met:    service level of support"), told());
    }

    @Test
    void oneSeedIsOneReportHoweverManyThreads() throws Exception {
        simulate(MONDAY, "--replications", "6", "--threads", "1", "--json", file("one.json"));
        simulate(MONDAY, "--replications", "6", "--threads", "4", "--json", file("four.json"));
        simulate(MONDAY, "--replications", "6", "--seed", "2", "--json", file("other.json"));
        assertEquals(json("one.json"), json("four.json"));
        assertFalse(
                json("one.json")
                        .getJsonObject("all")
                        .equals(json("other.json").getJsonObject("all")));
    }

    @Test
    void jsonGoesIntoAPipe() throws Exception {
        simulate(MONDAY, "--replications", "2", "--json", "-");
        assertEquals(
                "strowger-simulation/1", new JsonObject(out.toString(UTF_8)).getString("format"));
        assertTrue(err.toString(UTF_8).contains("An ordinary Monday"));
    }

    @Test
    void whatWasPlayedBeforeAnInterruptIsReported() throws Exception {
        AtomicLong asked = new AtomicLong();
        stopped = Optional.of(() -> asked.incrementAndGet() > 40);
        assertEquals(
                0,
                simulate(
                        MONDAY,
                        "--replications",
                        "100000",
                        "--threads",
                        "2",
                        "--json",
                        file("cut.json"),
                        "--html",
                        file("cut.html")));
        JsonObject run = json("cut.json").getJsonObject("run");
        int days = run.getInteger("replications");
        assertTrue(days > 0 && days < 100, () -> days + " days");
        assertEquals(true, run.getBoolean("cut"));
        assertTrue(Files.readString(folder.resolve("cut.html")).contains("Stopped before the end"));
        stopped = Optional.of(() -> false);
        simulate(MONDAY, "--replications", Integer.toString(days), "--json", file("whole.json"));
        assertEquals(
                json("whole.json").getJsonObject("all"),
                json("cut.json").getJsonObject("all"),
                "the days before the stop are the first days of the whole");
    }

    private void runOutOfMemory() {
        AtomicLong asked = new AtomicLong();
        stopped =
                Optional.of(
                        () -> {
                            if (asked.incrementAndGet() > 40) {
                                throw new OutOfMemoryError("Java heap space");
                            }
                            return false;
                        });
    }

    @Test
    void whatWasPlayedBeforeMemoryRanOutIsReportedAndIsNoSuccess() throws Exception {
        runOutOfMemory();
        assertEquals(
                1,
                simulate(
                        ONE_MORE,
                        "--replications",
                        "100000",
                        "--threads",
                        "2",
                        "--json",
                        file("cut.json")));
        JsonObject run = json("cut.json").getJsonObject("run");
        int days = run.getInteger("replications");
        assertTrue(days > 0 && days < 100, () -> days + " days");
        assertEquals(true, run.getBoolean("cut"));
        assertTrue(told().contains("of 100000 failed: memory ran out (Java heap space)"), told());
    }

    @Test
    void pairsThatWerePlayedBeforeMemoryRanOutAreComparedAndAreNoSuccess() throws Exception {
        runOutOfMemory();
        assertEquals(
                1,
                compare(
                        MONDAY,
                        ONE_MORE,
                        "--replications",
                        "100000",
                        "--threads",
                        "4",
                        "--json",
                        file("cut.json")));
        int pairs = json("cut.json").getInteger("pairs");
        assertTrue(pairs > 0 && pairs < 100, () -> pairs + " pairs");
        assertTrue(told().contains("memory ran out (Java heap space)"), told());
    }

    @Test
    void anInterruptBeforeTheFirstDayIsStillAReport() throws Exception {
        stopped = Optional.of(() -> true);
        assertEquals(0, simulate(MONDAY, "--json", file("cut.json"), "--html", file("cut.html")));
        assertEquals(0, json("cut.json").getJsonObject("run").getInteger("replications"));
        assertEquals(
                0,
                compare(MONDAY, ONE_MORE, "--json", file("cut.json"), "--html", file("cut.html")));
        assertEquals(0, json("cut.json").getInteger("pairs"));
    }

    @Test
    void aColleagueMoreIsADifference() throws Exception {
        int status =
                compare(
                        MONDAY,
                        ONE_MORE,
                        "--replications",
                        "10",
                        "--json",
                        file("both.json"),
                        "--html",
                        file("both.html"),
                        "--csv",
                        file("tables"));
        assertEquals(0, status, this::told);
        JsonObject both = json("both.json");
        assertEquals(10, both.getInteger("pairs"));
        assertEquals(true, both.getBoolean("common_chance"));
        JsonObject level = both.getJsonArray("differences").getJsonObject(0);
        assertEquals("service_level", level.getString("figure"));
        assertEquals(true, level.getBoolean("significant"));
        assertTrue(level.getJsonObject("change").getDouble("value") > 0.05);
        assertTrue(told().contains("differs"));
        assertTrue(Files.exists(folder.resolve("tables/differences.csv")));
        simulate(ONE_MORE, "--replications", "10", "--json", file("after.json"));
        assertEquals(
                json("after.json").getJsonObject("all"),
                both.getJsonObject("after").getJsonObject("all"));
    }

    @Test
    void aScenarioDoesNotDifferFromItself() throws Exception {
        compare(MONDAY, MONDAY, "--replications", "4", "--json", file("same.json"));
        json("same.json")
                .getJsonArray("differences")
                .forEach(
                        each -> assertEquals(false, ((JsonObject) each).getBoolean("significant")));
        assertFalse(told().contains("differs"), told());
    }

    @Test
    void anInterruptedComparisonIsOfPairs() throws Exception {
        AtomicLong asked = new AtomicLong();
        stopped = Optional.of(() -> asked.incrementAndGet() > 100);
        compare(MONDAY, ONE_MORE, "--replications", "100000", "--json", file("cut.json"));
        JsonObject both = json("cut.json");
        int pairs = both.getInteger("pairs");
        assertTrue(pairs > 0 && pairs < 200, () -> pairs + " pairs");
        for (String side : List.of("before", "after")) {
            assertEquals(
                    pairs,
                    both.getJsonObject(side).getJsonObject("run").getInteger("replications"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.yaml b.yaml",
                "a.yaml --replications 0",
                "a.yaml --replications many",
                "a.yaml --seed -1",
                "a.yaml --seed",
                "a.yaml --sed 1",
                "a.yaml --seed 1 --seed 2"
            })
    void whatIsNotUnderstoodEndsWithTwo(String line) throws Exception {
        String[] args = line.isEmpty() ? new String[0] : line.split(" ", -1);
        assertEquals(2, simulate(args), this::told);
        assertTrue(told().contains("usage: strowger simulate"));
    }

    @Test
    void aWordThatIsNearlyRightIsGuessed() throws Exception {
        simulate("a.yaml", "--sed", "1");
        assertTrue(told().contains("did you mean '--seed'?"), told());
    }

    @Test
    void whatIsWrongInAScenarioIsToldWithItsPlace() throws Exception {
        Path scenario = folder.resolve("bad.yaml");
        Files.writeString(scenario, "scenario: Bad\ncentre: nowhere.yaml\n");
        assertEquals(1, simulate(scenario.toString()));
        assertTrue(told().contains("bad.yaml:2:9: there is no file"), told());
        assertEquals(1, compare(scenario.toString(), MONDAY));
    }

    @Test
    void aReportThatCannotBeWrittenIsToldBeforeTheWork() throws Exception {
        stopped =
                Optional.of(
                        () -> {
                            throw new IllegalStateException("nothing is to be played");
                        });
        assertEquals(1, simulate(MONDAY, "--html", file("no/such/folder/day.html")));
        assertEquals(1, simulate(MONDAY, "--json", folder.toString()));
        assertTrue(told().contains("is a folder"), told());
    }

    @Test
    void helpIsNoMistake() throws Exception {
        assertEquals(0, simulate("--help"));
        assertEquals(0, compare("--help"));
        assertTrue(out.toString(UTF_8).contains("usage: strowger compare BEFORE AFTER"));
    }

    @Test
    void theBarIsDrawnForThoseWhoLookAndLeavesNothing() throws Exception {
        simulate(MONDAY, "--replications", "2");
        assertEquals("", err.toString(UTF_8));
        isSeen = true;
        simulate(MONDAY, "--replications", "2");
        assertTrue(err.toString(UTF_8).contains("] 2/2"), err.toString(UTF_8));
        assertTrue(err.toString(UTF_8).endsWith(" \r"));
    }

    @Test
    void theBarSaysHowFarItIsAndWhatIsLeft() {
        List<String> lines = new ArrayList<>();
        for (Duration left : List.of(Duration.ofMillis(1_500), Duration.ofMinutes(90))) {
            lines.add(ProgressBar.line(new Progress(1, 4, Optional.of(left)), "").strip());
        }
        assertEquals(
                List.of(
                        "[##########..............................] 1/4, 2 s left",
                        "[##########..............................] 1/4, 90 min left"),
                lines);
    }
}
