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

    @Test
    void equalSettingsRouteAlike() throws Exception {
        String file = file("a.yaml", SettingsTexts.of("sales: {}"));
        assertEquals(0, diff("diff", file, file), err::toString);
        assertEquals("Calls are routed alike.", out.toString(StandardCharsets.UTF_8).strip());
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
        assertEquals(1, diff("diff", folder.resolve("none").toString(), "b"));
    }
}
