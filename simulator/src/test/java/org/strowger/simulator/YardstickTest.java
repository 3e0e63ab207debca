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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is in time is what a centre promises, and what is compared is counted alike.
class YardstickTest {
    @TempDir private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    /// A scenario of a centre with one queue.
    ///
    /// @param sales the rules of the queue
    private String scenario(String name, String sales, String... more) throws IOException {
        Files.writeString(
                folder.resolve(name + "-centre.yaml"),
                """
                numbers: {}
                queues: { sales: { wrap_up: 0s, %s } }
                agents: { anna: { password: a }, ben: { password: b } }
                """
                        .formatted(sales));
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(
                file,
                """
                scenario: %s
                centre: %s-centre.yaml
                zone: UTC
                day: 2026-11-10
                hours: "08:00-12:00"
                replications: 6
                patience: { exponential: 3m }
                talks: { exponential: 3m }
                sources: { s: { queue: sales, arrivals: { per_hour: 30 } } }
                %s
                """
                        .formatted(name, name, String.join("\n", more)));
        return file.toString();
    }

    private JsonObject simulated(String scenario) throws Exception {
        PrintStream print = new PrintStream(said, true, UTF_8);
        Path json = folder.resolve("out.json");
        new Simulate(print, print, Map.of(), false, Optional.of(() -> false))
                .run(List.of(scenario, "--json", json.toString()));
        return new JsonObject(Files.readString(json));
    }

    private JsonObject compared(String before, String after) throws Exception {
        PrintStream print = new PrintStream(said, true, UTF_8);
        Path json = folder.resolve("out.json");
        new Compare(print, print, Map.of(), false, Optional.of(() -> false))
                .run(List.of(before, after, "--json", json.toString()));
        return new JsonObject(Files.readString(json));
    }

    /// Two hours and ten would differ in whatever there is.
    @Test
    void spansOfAnotherLengthAreNotCompared() throws Exception {
        String before = scenario("before", "service_target: 20s");
        String after = scenario("after", "service_target: 20s");
        PrintStream print = new PrintStream(said, true, UTF_8);
        Path longer = folder.resolve("longer.yaml");
        Files.writeString(
                longer, Files.readString(Path.of(after)).replace("08:00-12:00", "08:00-14:00"));
        assertEquals(
                1,
                new Compare(print, print, Map.of(), false, Optional.of(() -> false))
                        .run(List.of(before, longer.toString())));
        String told = said.toString(UTF_8);
        assertTrue(told.contains("longer.yaml lasts 21600 s, and cannot be compared with"), told);
        assertTrue(told.contains("expected spans of the same length"), told);
    }

    private static double level(JsonObject simulation) {
        return simulation
                .getJsonObject("queues")
                .getJsonObject("sales")
                .getJsonObject("figures")
                .getJsonObject("service_level")
                .getDouble("value");
    }

    @Test
    void inTimeIsWhatTheCentrePromises() throws Exception {
        double strict =
                level(simulated(scenario("strict", "service_level: { percent: 80, within: 20s }")));
        JsonObject kind =
                simulated(
                        scenario(
                                "kind",
                                "service_level: { percent: 80, within: 60s }, short_abandon: 2s",
                                "targets: [ { target: service_level, queue: sales } ]"));
        assertTrue(level(kind) > strict + 0.05, () -> strict + " and " + level(kind));
        JsonObject target = kind.getJsonArray("targets").getJsonObject(0);
        assertEquals(60, target.getInteger("within_seconds"));
        assertEquals(
                level(kind),
                target.getJsonObject("found").getDouble("value"),
                "the target and the figure beside it are of one time");
        JsonObject limits =
                kind.getJsonObject("run").getJsonObject("queues").getJsonObject("sales");
        assertEquals(60, limits.getInteger("in_time_seconds"));
        assertEquals(2, limits.getInteger("short_abandon_seconds"));
    }

    /// The time that orders calls is a part of the policy, and promises nothing.
    @Test
    void theTargetThatCallsAreOrderedByIsNotWhatIsPromised() throws Exception {
        assertEquals(
                level(simulated(scenario("near", "service_target: 20s"))),
                level(simulated(scenario("far", "service_target: 60s"))));
    }

    @Test
    void aComparisonCountsBothDaysByTheLimitsOfTheFirst() throws Exception {
        String strict = scenario("strict", "service_level: { percent: 80, within: 20s }");
        String kind = scenario("kind", "service_level: { percent: 80, within: 60s }");
        for (List<String> pair : List.of(List.of(strict, kind), List.of(kind, strict))) {
            JsonObject both = compared(pair.getFirst(), pair.getLast());
            assertEquals(level(simulated(pair.getFirst())), level(both.getJsonObject("before")));
            assertEquals(level(both.getJsonObject("before")), level(both.getJsonObject("after")));
            assertEquals(1, both.getJsonArray("notes").size(), "that they promise otherwise");
            JsonObject level = both.getJsonArray("differences").getJsonObject(0);
            assertEquals("service_level", level.getString("figure"));
            assertEquals(0, level.getJsonObject("change").getDouble("value"));
            assertFalse(level.getBoolean("significant"));
        }
    }
}
