package org.strowger.simulator.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.simulator.load.LoadRun.Outcome;
import org.strowger.simulator.load.People.Moment;

class LoadViewTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Ledger ledger = new Ledger();

    private Moment now() {
        return new Moment(ledger.copy(), 1_000, 9_999, false, 0, 0);
    }

    private String shown(boolean terminal, Duration warmUp) {
        PrintStream out = new PrintStream(said, false, StandardCharsets.UTF_8);
        LoadView view = new LoadView(out, terminal);
        view.show(now(), Duration.ofSeconds(10), MINUTE, warmUp);
        view.show(now(), Duration.ofSeconds(11), MINUTE, warmUp);
        out.flush();
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void noLineIsWiderThanATerminalAndAllAreWrittenOver() {
        ledger.due = 123_456_789;
        ledger.rang = 123_456_789;
        ledger.answered = 123_456_789;
        for (Timing timing : Timing.values()) {
            ledger.took(timing, Duration.ofHours(20).toNanos());
        }
        ledger.error("not answered: " + "ANYTHING ".repeat(20));

        String shown = shown(true, Duration.ZERO);

        assertTrue(shown.contains("\u001b[4A\u001b[J"), shown);
        shown.replace("\u001b[4A\u001b[J", "")
                .lines()
                .forEach(line -> assertTrue(line.length() < 80, line));
    }

    @Test
    void ratesAreOfTheTimeAfterTheWarmUp() {
        ledger.due = 50;
        ledger.rang = 40;

        String shown = shown(false, Duration.ofSeconds(5));

        assertTrue(shown.contains("50 calls due (10.0/s), 40 made (8.0/s)"), shown);
        assertEquals(3, shown.lines().count(), shown);
    }

    @Test
    void whatCameOfItIsJsonForAPipeline() throws Exception {
        ledger.due = 4;
        ledger.rang = 4;
        ledger.forLine = 4;
        ledger.took(Timing.ANSWER, Duration.ofMillis(8).toNanos());
        ledger.error("not answered: BUSY");
        List<Limit.Verdict> verdicts =
                List.of(new Limit.Errors(0).judge(ledger), new Limit.Rate(100).judge(ledger));
        LoadTarget target =
                switch (LoadTarget.of("sip:127.0.0.1:5061", false)) {
                    case LoadTarget.Result.Ok(var ours) -> ours;
                    case LoadTarget.Result.Refused(var reason) -> throw new AssertionError(reason);
                };

        JsonObject json =
                new JsonObject(
                        LoadJson.of(
                                new Outcome(now(), MINUTE, Optional.of("interrupted")),
                                target,
                                Duration.ofMillis(1_500),
                                verdicts));

        assertEquals("strowger-load/1", json.getString("format"));
        assertEquals("127.0.0.1:5061", json.getString("target"));
        assertEquals(false, json.getBoolean("kept"));
        assertEquals("interrupted", json.getString("stopped"));
        assertEquals(60.0, json.getDouble("seconds"));
        assertEquals(4, json.getJsonObject("calls").getInteger("made"));
        JsonObject answer = json.getJsonObject("times_ms").getJsonObject("answer");
        assertEquals(1, answer.getInteger("n"));
        assertEquals(8.0, answer.getDouble("p50"), 0.01);
        assertEquals(1, json.getJsonObject("errors").getInteger("not answered: BUSY"));
        assertEquals(false, json.getJsonArray("limits").getJsonObject(0).getBoolean("kept"));
        assertEquals(true, json.getJsonArray("limits").getJsonObject(1).getBoolean("kept"));
    }
}
