package org.strowger.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// What came of a command as somebody typed it.
record Typed(int status, String out, String err) {
    static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

    static Typed of(String... words) throws InterruptedException {
        return with("", words);
    }

    /// @param input what is typed while the command runs
    static Typed with(String input, String... words) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        new BufferedReader(new StringReader(input)),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        Map.of(),
                        InstantSource.fixed(NINE));
        int status = new Main(terminal).run(List.of(words));
        return new Typed(status, out.toString(UTF_8), err.toString(UTF_8));
    }
}
