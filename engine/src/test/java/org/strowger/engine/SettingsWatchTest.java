package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.call.AgentProfile;

/// What is taken of files that somebody is writing.
class SettingsWatchTest {
    private static final String HEAD = "id,phone,password\n";

    @TempDir Path folder;
    private SettingsWatch watch;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("flows"));
        Files.writeString(folder.resolve("agents.csv"), HEAD + "anna,anna,anna-secret\n");
        settings("agents.csv");
        watch = new SettingsWatch(folder.resolve("strowger.yaml"), Map.of());
    }

    private void settings(String agents) throws IOException {
        Files.writeString(
                folder.resolve("strowger.yaml"),
                """
                numbers: {}
                queues: { support: {} }
                agents: %s
                """
                        .formatted(agents));
    }

    private void append(String rows) throws IOException {
        Files.writeString(folder.resolve("agents.csv"), rows, StandardOpenOption.APPEND);
    }

    /// Nothing when a look takes nothing.
    private Optional<List<String>> agentsTaken() {
        return watch.look()
                .map(
                        result ->
                                switch (result) {
                                    case SettingsFile.Result.Ok(var settings) ->
                                            settings.agents().stream()
                                                    .map(AgentProfile::id)
                                                    .map(id -> id.value())
                                                    .toList();
                                    case SettingsFile.Result.Refused(var problems) ->
                                            throw new AssertionError(problems.toString());
                                });
    }

    private void isTakenSoon(String... agents) {
        for (int look = 0; look < 4; look++) {
            Optional<List<String>> taken = agentsTaken();
            if (taken.isPresent()) {
                assertEquals(List.of(agents), taken.get());
                return;
            }
        }
        throw new AssertionError("nothing is taken");
    }

    @Test
    void whatTheFilesSayIsTakenOnce() {
        isTakenSoon("anna");
        assertEquals(Optional.empty(), agentsTaken());
        assertEquals(Optional.empty(), agentsTaken());
    }

    @Test
    void aTableThatIsStillBeingWrittenIsTakenWhenItHasComeToRest() throws IOException {
        isTakenSoon("anna");
        Files.writeString(folder.resolve("agents.csv"), HEAD);
        assertEquals(Optional.empty(), agentsTaken());
        append("anna,anna,anna-secret\n");
        assertEquals(Optional.empty(), agentsTaken());
        append("ben,ben,ben-secret\n");
        assertEquals(Optional.empty(), agentsTaken());
        isTakenSoon("anna", "ben");
    }

    @Test
    void aTableThatIsNamedForTheFirstTimeIsLookedAtTwiceToo() throws IOException {
        isTakenSoon("anna");
        Files.writeString(folder.resolve("others.csv"), HEAD);
        settings("others.csv");
        assertEquals(Optional.empty(), agentsTaken());
        assertEquals(Optional.empty(), agentsTaken());
        Files.writeString(folder.resolve("others.csv"), HEAD + "ben,ben,ben-secret\n");
        assertEquals(Optional.empty(), agentsTaken());
        isTakenSoon("ben");
    }

    @Test
    void whatCouldNotBeUsedYetIsReadAgain() {
        isTakenSoon("anna");
        watch.again();
        assertTrue(agentsTaken().isPresent());
    }
}
