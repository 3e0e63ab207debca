package org.strowger.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyDiffTest {
    @TempDir Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int diff(String... args) throws InterruptedException {
        return new PolicyDiff(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(args));
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    @Test
    void whatIsRoutedOtherwiseIsSaidWithBothValues() throws Exception {
        String before = file("a.yaml", SettingsTexts.of("sales: {wrap_up: 20s}"));
        String after = file("b.yaml", SettingsTexts.of("sales: {wrap_up: 30s}, support: {}"));
        assertEquals(0, diff("diff", before, after), err::toString);
        assertEquals(
                List.of("Queue sales: wrap_up 20s -> 30s.", "Queue support is new."),
                out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    /// Nobody hangs up, telephones ring for no time and after-call work is that of the rules: there
    /// is nothing to be drawn.
    @Test
    void whatFollowsFromTheRecordAloneIsNotCalledChance() throws Exception {
        String before = file("a.yaml", SettingsTexts.of("sales: {wrap_up: 10s}"));
        String after = file("b.yaml", SettingsTexts.of("sales: {wrap_up: 0s}"));
        String log = file("queue_log", QueueLogs.busyMorning(300));
        assertEquals(
                0,
                diff("diff", before, after, "--from", "2025-11-10", "--zone", "UTC", "--log", log),
                err::toString);
        String last = out.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        assertTrue(
                last.matches(
                        "Service level [\\d.]+ ±0.00 % -> 100.00 ±0.00 % \\([1-9][\\d.]* ±0.00 %\\)\\."),
                last);
    }

    @Test
    void equalSettingsRouteAlike() throws Exception {
        String file = file("a.yaml", SettingsTexts.of("sales: {}"));
        assertEquals(0, diff("diff", file, file), err::toString);
        assertEquals("Calls are routed alike.", out.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void numbersFlowsCalendarsAndCallbacksAreNamed() throws Exception {
        String before = site("before", "{ '100': main, '200': main }", "menu", "sales: {}");
        String after =
                site("after", "{ '100': other, '300': main }", "more", "sales: {callback: {}}");
        assertEquals(0, diff("diff", before, after), err::toString);
        assertEquals(
                List.of(
                        "Numbers: 100 main -> other, 200 gone, 300 new.",
                        "Flows: main.yaml changed.",
                        "Calendars: after.yaml new, before.yaml gone.",
                        "Callbacks: sales new."),
                out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private String site(String name, String numbers, String flow, String queues)
            throws IOException {
        Files.createDirectories(folder.resolve(name + "/flows"));
        Files.createDirectories(folder.resolve(name + "/calendars"));
        file(name + "/flows/main.yaml", flow);
        file(name + "/calendars/%s.yaml".formatted(name), "");
        return file(
                name + "/strowger.yaml",
                SettingsTexts.of(queues).replace("numbers: {}", "numbers: " + numbers)
                        + "trunk: { address: \"sip:{number}@192.0.2.9:5060\" }\n"
                        + "transfers: { allowed: [ \"+4420\" ] }\n");
    }

    /// Only what routes calls in line can be played; what cannot be is said beside the answer.
    @Test
    void whatIsNotPlayedIsSaid() throws Exception {
        String before = site("before", "{ '100': main }", "menu", "sales: {}");
        String after = site("after", "{ '100': main }", "more", "sales: {wrap_up: 20s}");
        String log = file("queue_log", QueueLogs.busyMorning(20));
        assertEquals(
                0,
                diff("diff", before, after, "--from", "2025-11-10", "--zone", "UTC", "--log", log),
                err::toString);
        assertTrue(
                err.toString(StandardCharsets.UTF_8)
                        .contains("Not played: numbers, flows, calendars and callbacks"),
                err::toString);
        assertEquals(
                1,
                err.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains("the record begins there"))
                        .count(),
                err::toString);
        assertEquals(0, diff("diff", before, before));
        assertTrue(out.toString(StandardCharsets.UTF_8).endsWith("Calls are routed alike.\n"));
    }

    @Test
    void moreThanFiveLinesAreCounted() {
        List<String> changes = List.of("1", "2", "3", "4", "5", "6", "7");
        assertEquals(
                List.of("1", "2", "3", "4", "and 3 more changes"),
                PolicyDiff.shortened(changes, 5));
        assertEquals(changes.subList(0, 5), PolicyDiff.shortened(changes.subList(0, 5), 5));
    }

    @Test
    void misuseAndRefusalHaveStatusesOfTheirOwn() throws Exception {
        assertEquals(2, diff("diff"));
        assertEquals(2, diff("diff", "a", "b", "--form", "2026-11-10"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("'--from'"), err::toString);
        err.reset();
        assertEquals(2, diff("diff", "a", "b", "--show", "3"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("--from is missing"));
        assertEquals(1, diff("diff", folder.resolve("none").toString(), "b"));
    }
}
