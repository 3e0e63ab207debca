package org.strowger.simulator.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.simulator.scenario.Scenario;

/// Load on an engine in a process of its own, a few calls a second.
class LoadIT {
    @TempDir private static Path folder;
    private static LiveEngine engine;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws Exception {
        engine = LiveEngine.start(folder, 12);
    }

    @AfterAll
    static void end() throws Exception {
        engine.end();
    }

    private static LoadRun.Outcome run(BooleanSupplier stop, String... options) throws Exception {
        Scenario scenario = engine.site().scenario();
        return LoadRun.run(
                scenario,
                scenario.centre().orElseThrow(),
                engine.site().flows(),
                engine.site().plan(options),
                new LoadView(
                        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
                        false),
                stop);
    }

    private int command(String... options) throws Exception {
        try (PrintStream out = new PrintStream(said, false, StandardCharsets.UTF_8)) {
            return new Load(out, out).run(engine.site().words(options));
        }
    }

    @Test
    void callersReachAgentsThroughTheMenuAndEachHearsTheOther() throws Exception {
        LoadRun.Outcome outcome =
                run(() -> false, "--rate", "4", "--time", "5s", "--listen-every", "1");

        Ledger ledger = outcome.end().ledger();
        assertTrue(ledger.errors().isEmpty(), ledger.errors().toString());
        assertTrue(outcome.stopped().isEmpty(), outcome.stopped().toString());
        assertEquals(20, ledger.due);
        assertEquals(20, ledger.answered);
        assertEquals(20, ledger.talks);
        assertEquals(20, ledger.ended);
        assertEquals(40, ledger.listened);
        assertEquals(40, ledger.heard);
        assertEquals(20, ledger.count(Timing.ANSWER));
        assertEquals(20, ledger.count(Timing.WAIT));
        assertTrue(ledger.count(Timing.RING) > 0);
        assertEquals(20, ledger.count(Timing.BYE));
        assertTrue(engine.isQuietSoon());
    }

    @Test
    void whenCallersWaitAFreeAgentsNextCallIsTimed() throws Exception {
        LoadRun.Outcome outcome = run(() -> false, "--rate", "4", "--time", "3s", "--agents", "2");

        Ledger ledger = outcome.end().ledger();
        assertTrue(ledger.errors().isEmpty(), ledger.errors().toString());
        assertEquals(12, ledger.talks);
        assertTrue(ledger.count(Timing.NEXT) > 0);
    }

    @Test
    void aLimitThatIsMissedIsTheExitStatus() throws Exception {
        assertEquals(1, command("--rate", "4", "--time", "1s", "--limit", "answer.p50=0ms"));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("MISSED  INVITE to 200"));
    }

    @Test
    void limitsThatAreKeptExitWithNothingAndTimesAreWritten() throws Exception {
        Path times = folder.resolve("times.txt");

        int status =
                command(
                        "--rate",
                        "4",
                        "--time",
                        "1s",
                        "--limit",
                        "answer.max=30s",
                        "--histograms",
                        times.toString());

        assertEquals(0, status, said.toString(StandardCharsets.UTF_8));
        assertTrue(Files.readString(times).contains("# answer:"));
        assertTrue(Files.readString(times).contains("TotalCount"));
        assertTrue(Files.readString(times).contains("# bye:"));
    }

    @Test
    void anInterruptedLoadEndsItsCalls() throws Exception {
        AtomicInteger looks = new AtomicInteger();

        LoadRun.Outcome outcome =
                run(() -> looks.incrementAndGet() > 12, "--rate", "10", "--time", "1m");

        assertEquals(Optional.of("interrupted"), outcome.stopped());
        assertEquals(0, outcome.end().callers());
        assertEquals(0, outcome.end().unconfirmed());
        assertTrue(
                outcome.end().ledger().errors().isEmpty(),
                outcome.end().ledger().errors().toString());
        assertTrue(outcome.end().ledger().rang > 0);
        assertTrue(engine.isQuietSoon());
    }

    @Test
    void anotherMachineIsNotCalled() throws Exception {
        try (PrintStream out = new PrintStream(said, false, StandardCharsets.UTF_8)) {
            int status =
                    new Load(out, out)
                            .run(
                                    Arrays.asList(
                                            engine.site().scenarioFile().toString(),
                                            "--target",
                                            "sip:100@192.0.2.1"));

            assertEquals(1, status);
        }
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("--i-own-this-target"));
    }
}
