package org.strowger.simulator.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `load` finds before it calls anybody.
class LoadCommandTest {
    @TempDir private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int load(String... options) throws Exception {
        Site site = Site.write(folder, 5060, 8080, 1);
        try (PrintStream out = new PrintStream(said, false, StandardCharsets.UTF_8)) {
            return new Load(out, out).run(site.words(options));
        }
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFileThatCannotBeWrittenIsToldBeforeTheWork() throws Exception {
        String nowhere = folder.resolve("no/such/folder/times.txt").toString();

        assertEquals(1, load("--histograms", nowhere));
        assertTrue(said().contains("times.txt cannot be written"), said());
        assertEquals(1, load("--json", nowhere));
        assertEquals(1, load("--json", folder.toString()));
        assertTrue(said().contains("is a folder"), said());
    }

    @Test
    void aWarmUpThatLeavesNothingIsMisuse() throws Exception {
        assertEquals(2, load("--time", "10s", "--warm-up", "10s"));
        assertTrue(said().contains("--warm-up 10 s leaves nothing of the 10 s"), said());
    }
}
