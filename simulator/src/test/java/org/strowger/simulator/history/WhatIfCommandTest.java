package org.strowger.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WhatIfCommandTest {
    @TempDir Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String before = "";
    private String after = "";
    private String log = "";

    @BeforeEach
    void record() throws IOException {
        before = file("before.yaml", SettingsTexts.of("sales: {wrap_up: 10s}"));
        after = file("after.yaml", SettingsTexts.of("sales: {wrap_up: 0s}"));
        log = file("queue_log", QueueLogs.busyMorning(300));
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    private int ask(String policy, String... more) throws InterruptedException {
        List<String> words =
                new ArrayList<>(
                        List.of("--from", "2025-11-10", "--zone", "UTC", "--log", log, "--config"));
        words.addAll(List.of(before, "--policy", policy));
        words.addAll(List.of(more));
        return new WhatIfCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(words);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eachCallThatGoesElsewhereIsWrittenDownWithBothDecisions() throws Exception {
        Path moved = folder.resolve("moved.jsonl");
        assertEquals(0, ask(after, "--json", "--moved", moved.toString()), err::toString);
        JsonObject answer = new JsonObject(said());
        List<String> lines = Files.readAllLines(moved);
        assertTrue(lines.size() > 100, "more than can be shown");
        assertEquals(answer.getLong("elsewhere"), lines.size());
        assertEquals(5, answer.getJsonArray("first").size());
        for (String line : lines) {
            JsonObject call = new JsonObject(line);
            assertTrue(call.getJsonArray("decision").getString(0).startsWith("policy "), line);
            assertTrue(call.getJsonArray("newDecision").getString(0).startsWith("policy "), line);
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsRefused() throws Exception {
        assertEquals(1, ask(after, "--moved", folder.resolve("none/moved.jsonl").toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("cannot be written"));
        assertEquals("", said());
    }

    @Test
    void agentsWhoAreNotPlayedAsTheSettingsSayAreNamed() throws Exception {
        String other =
                file(
                        "other.yaml",
                        SettingsTexts.of("sales: {}")
                                .replace("  ben: {phone: ben", "  carla: {phone: carla"));
        assertEquals(0, ask(other), err::toString);
        assertTrue(
                said().contains(
                                "Not played: the new settings do not have agent ben: they work as"
                                        + " they were recorded"),
                said());
        assertTrue(
                said().contains(
                                "Not played: nobody knows when agent carla would have worked: they"
                                        + " were not there that day"),
                said());
    }

    @Test
    void agentsWhoArePlayedAsTheSettingsSayAreNot() throws Exception {
        assertEquals(0, ask(after), err::toString);
        assertFalse(said().contains("Not played: the new settings"), said());
        assertFalse(said().contains("Not played: nobody knows"), said());
    }

    /// Nothing of this day is drawn: so it is played under the settings in force as it was.
    @Test
    void aDayIsPlayedAsItWasUnderTheSettingsThatWereInForce() throws Exception {
        assertEquals(0, ask(before, "--json"), err::toString);
        JsonObject answer = new JsonObject(said());
        JsonObject recorded = answer.getJsonObject("recorded");
        assertEquals(300, recorded.getInteger("answered"));
        assertEquals(0, recorded.getInteger("hungUp"));
        JsonObject wait =
                answer.getJsonArray("figures").stream()
                        .map(JsonObject.class::cast)
                        .filter(figure -> figure.getString("figure").equals("mean_wait"))
                        .findFirst()
                        .orElseThrow();
        double inForce = wait.getJsonObject("inForce").getDouble("value");
        assertTrue(inForce > 20, wait::encodePrettily);
        assertEquals(recorded.getDouble("meanWait"), inForce, 0.001);
    }

    @Test
    void whatTheIntervalsAreOfIsSaidWhereTheyAre() throws Exception {
        assertEquals(0, ask(after), err::toString);
        assertTrue(said().contains("this recorded day"), said());
        assertTrue(said().contains("In the record: 300 answered after "), said());
        assertTrue(said().contains("between two plays in force, by what is drawn"), said());
    }
}
