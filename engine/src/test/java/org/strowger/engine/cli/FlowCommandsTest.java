package org.strowger.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FlowCommandsTest {
    @Test
    void anUnknownCommandIsAnsweredWithAGuessAndAllThatThereAre() throws Exception {
        Typed typed = Typed.of("flow", "chek");
        assertEquals(2, typed.status());
        assertTrue(
                typed.err()
                        .startsWith(
                                "strowger: unknown command 'flow chek', did you mean 'check'?\n"
                                        + "usage:\n  flow check "),
                typed.err());
    }

    @Test
    void helpIsNoMistake() throws Exception {
        Typed help = Typed.of("flow", "help");
        assertEquals(0, help.status());
        assertTrue(help.out().startsWith("usage:\n"), help.out());
        Typed nothing = Typed.of("flow");
        assertEquals(2, nothing.status());
        assertTrue(nothing.err().endsWith(help.out()), nothing.err());
    }

    @Test
    void thereIsNoOtherCommand() throws Exception {
        assertEquals(
                new Typed(
                        2,
                        "",
                        "strowger: expected serve, flow, recordings, voicemail, centre or forget\n"),
                Typed.of("sreve"));
        assertEquals(
                new Typed(2, "", "strowger: serve expects --config FILE\n"), Typed.of("serve"));
    }

    @Test
    void whatCannotBeAFileIsTold() throws Exception {
        assertEquals(
                new Typed(1, "", "strowger: a\0b: no file can be called so here\n"),
                Typed.of("flow", "graph", "a\0b"));
        assertEquals(
                new Typed(1, "", "strowger: .: expected a file, found a folder\n"),
                Typed.of("flow", "graph", "."));
    }
}
