package org.strowger.telephony.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerProcessTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    @Test
    void missingProgramIsNamedWithThePackageThatHasIt() {
        Path folder = PeerProcess.newFolder("test");
        Exception e =
                assertThrows(
                        IllegalStateException.class,
                        () -> PeerProcess.start(folder, "no-tester", List.of("no-such-sipp")));
        assertEquals("no-such-sipp is not installed: apt-get install no-tester", e.getMessage());
        assertFalse(Files.exists(folder));
    }

    @Test
    void closingEndsTheProgramWithWhatItStartedAndDeletesItsFolder() {
        Path folder = PeerProcess.newFolder("test");
        List<ProcessHandle> children;
        try (PeerProcess shell = shell(folder, "trap '' TERM; echo ready; sleep 300; :")) {
            shell.awaitThat("has a child", LONG_ENOUGH, () -> shell.descendants().size() == 1);
            children = shell.descendants();
        }
        for (ProcessHandle child : children) {
            child.onExit().join();
        }
        assertFalse(Files.exists(folder));
    }

    @Test
    void waitForAProgramThatEndsFirstFailsAtOnceWithItsLastWords() {
        try (PeerProcess shell = shell(PeerProcess.newFolder("test"), "echo no port; exit 3")) {
            Exception e =
                    assertThrows(
                            IllegalStateException.class,
                            () -> shell.awaitThat("listens", LONG_ENOUGH, () -> false));
            assertEquals("ended with 3 before: listens; its last words: no port", e.getMessage());
            assertEquals(3, shell.awaitEnd(LONG_ENOUGH));
        }
    }

    @Test
    void waitInVainSaysWhatItWaitedFor() {
        try (PeerProcess shell = shell(PeerProcess.newFolder("test"), "sleep 300")) {
            Exception e =
                    assertThrows(
                            IllegalStateException.class,
                            () -> shell.awaitThat("rings", Duration.ofMillis(50), () -> false));
            String said = String.valueOf(e.getMessage());
            assertTrue(said.startsWith("not within PT0.05S: rings; "), said);
        }
    }

    private static PeerProcess shell(Path folder, String script) {
        return PeerProcess.start(folder, "dash", List.of("sh", "-c", script));
    }
}
