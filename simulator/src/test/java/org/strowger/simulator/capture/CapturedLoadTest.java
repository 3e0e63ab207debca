package org.strowger.simulator.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapturedLoadTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int capture(String words) throws InterruptedException {
        try (PrintStream out = new PrintStream(said, false, StandardCharsets.UTF_8)) {
            return new CapturedLoad(out, out).run(List.of(words.split(" ", -1)));
        }
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--agents -5 | --agents expects a whole number from 1 to 10000, not -5",
                "--agents 0 | --agents expects",
                "--seconds 0 | --seconds expects",
                "--rate 0 | --rate expects",
                "--rate 1.5 | --rate expects",
                "--rate 99999999999 | --rate expects",
                "--talk -1 | --talk expects",
                "--warm-up -1 | --warm-up expects",
                "--rate 1000 --seconds 86400 | are more than 10000000 calls",
                "--heap much | --heap expects a size",
                "--rate | --rate expects a value",
                "--agnts 4 | did you mean '--agents'"
            })
    void whatCannotBeIsMisuseAndNoEngineIsStarted(String words, String reason) throws Exception {
        assertEquals(2, capture(words));
        assertTrue(said().contains(reason), said());
        assertTrue(said().contains("usage: strowger load --capture"), said());
    }

    @Test
    void helpIsNoMistake() throws Exception {
        assertEquals(0, capture("--help"));
    }
}
