package org.strowger.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.simulator.soak.Soak;

/// Commands that begin at once when they are understood.
class HelpTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    private void assertSaid(String text) {
        String all = said.toString(StandardCharsets.UTF_8);
        assertTrue(all.contains(text), all);
    }

    @Test
    void demoTellsWhatItTakes() throws Exception {
        assertEquals(0, new Demo(out, out).run(List.of("--help")));
        assertSaid("usage: strowger demo");
        assertEquals(2, new Demo(out, out).run(List.of("--callers", "51")));
        assertSaid("--callers expects a number from 0 to 50, not 51");
        assertEquals(2, new Demo(out, out).run(List.of("--caller")));
        assertSaid("demo expects nothing or --callers N");
    }

    @Test
    void soakTellsWhatItTakes() throws Exception {
        assertEquals(0, new Soak(out, out).run(List.of("--help")));
        assertSaid("usage: strowger soak");
        assertEquals(2, new Soak(out, out).run(List.of("--rate", "many")));
        assertEquals(2, new Soak(out, out).run(List.of("--rat", "5")));
        assertSaid("soak knows --agents");
    }
}
