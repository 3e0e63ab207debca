package org.strowger.simulator.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.simulator.history.PolicyDiff;
import org.strowger.simulator.history.ReplayCommand;
import org.strowger.simulator.history.WhatIfCommand;

/// What an engine in a process of its own has recorded of real calls is decided anew, and asked
/// what if, while it goes on running.
class RecordedLoadIT {
    private static final int CALLS = 24;

    /// Few enough that callers wait for them.
    private static final int AGENTS = 3;

    @TempDir private static Path folder;
    private static LiveEngine engine;
    private static String begin = "";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream said = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final PrintStream complained = new PrintStream(err, true, StandardCharsets.UTF_8);

    @BeforeAll
    static void record() throws Exception {
        begin = LocalDateTime.ofInstant(Instant.now().minusSeconds(60), ZoneOffset.UTC).toString();
        engine = LiveEngine.start(folder, AGENTS);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (PrintStream to = new PrintStream(told, true, StandardCharsets.UTF_8)) {
            int status =
                    new Load(to, to)
                            .run(
                                    engine.site()
                                            .words(
                                                    "--rate",
                                                    Integer.toString(CALLS / 6),
                                                    "--time",
                                                    "6s",
                                                    "--agents",
                                                    Integer.toString(AGENTS)));
            assertEquals(0, status, () -> told.toString(StandardCharsets.UTF_8));
        }
    }

    @AfterAll
    static void end() throws Exception {
        engine.end();
    }

    private static String journal() {
        return folder.resolve("data/journal/main").toString();
    }

    private static String settings(String queues) throws Exception {
        Path file = folder.resolve("new.yaml");
        Files.writeString(
                file,
                Files.readString(engine.site().settings())
                        .replace(
                                "queues: { load: { wrap_up: 0s } }",
                                "queues: { %s }".formatted(queues)));
        return file.toString();
    }

    private JsonObject whatIf(String policy) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of("--from", begin, "--zone", "UTC"));
        words.addAll(List.of("--log", journal(), "--policy", policy, "--json"));
        assertEquals(0, new WhatIfCommand(said, complained).run(words), err::toString);
        return new JsonObject(out.toString(StandardCharsets.UTF_8));
    }

    private static JsonObject figure(JsonObject answer, String key) {
        JsonArray figures = answer.getJsonArray("figures");
        return figures.stream()
                .map(JsonObject.class::cast)
                .filter(figure -> figure.getString("figure").equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theRunningEnginesDecisionsComeOutBitForBit() {
        assertEquals(
                0,
                new ReplayCommand(said, complained).run(List.of(journal(), "--compare", "--json")),
                err::toString);
        JsonObject answer = new JsonObject(out.toString(StandardCharsets.UTF_8));
        assertTrue(answer.getBoolean("whole"), answer::encodePrettily);
        assertTrue(answer.getLong("decisions") >= CALLS, answer::encodePrettily);
        assertTrue(answer.getLong("commands") > 3 * CALLS, answer::encodePrettily);
    }

    @Test
    void underTheSettingsInForceNothingIsOtherwise() throws Exception {
        JsonObject answer = whatIf(engine.site().settings().toString());
        assertEquals(CALLS, answer.getInteger("calls"));
        assertEquals(AGENTS, answer.getInteger("agents"));
        assertEquals(0, answer.getLong("elsewhere"));
        answer.getJsonArray("figures").stream()
                .map(JsonObject.class::cast)
                .forEach(
                        figure ->
                                assertEquals(
                                        0,
                                        figure.getJsonObject("change").getDouble("value"),
                                        figure::encodePrettily));
        assertEquals(0, figure(answer, "abandoned").getJsonObject("inForce").getDouble("value"));
    }

    @Test
    void callersWaitLongerWhenAgentsHaveWorkAfterCalls() throws Exception {
        JsonObject wait = figure(whatIf(settings("load: { wrap_up: 5s }")), "mean_wait");
        assertTrue(wait.getJsonObject("change").getDouble("value") > 1, wait::encodePrettily);
        assertTrue(wait.getBoolean("significant"), wait::encodePrettily);
    }

    @Test
    void theDifferenceOfTwoSettingsIsToldWithWhatItDoesToTheseCalls() throws Exception {
        List<String> words = new ArrayList<>(List.of("diff", engine.site().settings().toString()));
        words.addAll(List.of(settings("load: { wrap_up: 30s }"), "--from", begin, "--zone", "UTC"));
        assertEquals(0, new PolicyDiff(said, complained).run(words), err::toString);
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals("Queue load: wrap_up 0s -> 30s.", lines.getFirst());
        assertTrue(lines.get(1).contains(" of %d calls from ".formatted(CALLS)), lines::toString);
        assertTrue(lines.getLast().startsWith("Service level "), lines::toString);
    }
}
