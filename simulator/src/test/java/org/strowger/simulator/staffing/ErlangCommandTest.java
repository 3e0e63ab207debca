package org.strowger.simulator.staffing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.simulator.chance.Distribution.Constant;
import org.strowger.simulator.chance.Distribution.Exponential;

class ErlangCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String command) {
        return new ErlangCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(command.isEmpty() ? List.of() : List.of(command.split(" ")));
    }

    private JsonObject json(String command) {
        assertEquals(0, run(command + " --json"), err::toString);
        return new JsonObject(out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatSoManyAgentsComeTo() {
        JsonObject json =
                json("a --calls 10 --per 1m --talk 5m --patience 2m --agents 50 --within 20s");
        ErlangA exact = new ErlangA(50, 10 / 60.0, 300, new Exponential(120));
        assertEquals(50, json.getInteger("agents"));
        assertEquals(50, json.getDouble("load"), 1e-9);
        assertEquals(exact.abandons(), json.getDouble("abandoned"));
        assertEquals(exact.occupancy(), json.getDouble("occupancy"));
        JsonObject answered = json.getJsonObject("answered_within");
        assertEquals(exact.within(20).answered(), answered.getDouble("all"));
        assertEquals(
                exact.within(20).answered() / (1 - exact.within(20).abandoned()),
                answered.getDouble("patient"));
        assertEquals(
                exact.within(20).answered() / (1 - exact.abandons()),
                answered.getDouble("answered"));
    }

    @Test
    void patienceMayBeConstant() {
        JsonObject json =
                json("a --calls 2 --per 1m --talk 5m --patience 60s --law constant --agents 10");
        assertEquals(
                new ErlangA(10, 2 / 60.0, 300, new Constant(60)).abandons(),
                json.getDouble("abandoned"));
    }

    /// One agent fewer misses what is asked.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            b --calls 480 --talk 1m; --blocked 2%
            c --calls 200 --talk 3m; --answered 80 --within 10s
            c --calls 200 --talk 3m; --mean-wait 5s
            a --calls 200 --talk 3m --patience 90s; --abandoned 3 --answered 90 --within 10s --of patient
            a --calls 200 --talk 3m --patience 90s; --occupancy 70
            c --calls 90000 --talk 4m; --answered 80% --within 10s
            """)
    void theFewestAgentsWhoMeetWhatIsAsked(String calls, String asked) {
        int agents = json(calls + " " + asked).getInteger("agents");
        assertTrue(meets(calls, asked, agents));
        assertFalse(meets(calls, asked, agents - 1));
    }

    private boolean meets(String calls, String asked, int agents) {
        out.reset();
        if (run(calls + " --within 10s --agents " + agents + " --json") != 0) {
            return false;
        }
        JsonObject figures = new JsonObject(out.toString(StandardCharsets.UTF_8));
        JsonObject answered = figures.getJsonObject("answered_within");
        return switch (asked.substring(0, asked.indexOf(' '))) {
            case "--blocked" -> figures.getDouble("blocked") <= 0.02;
            case "--mean-wait" -> figures.getDouble("mean_wait_seconds") <= 5;
            case "--occupancy" -> figures.getDouble("occupancy") <= 0.7;
            case "--abandoned" ->
                    figures.getDouble("abandoned") <= 0.03 && answered.getDouble("patient") >= 0.9;
            default -> answered.getDouble("all") >= 0.8;
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            d; expected erlang b, c or a, but found 'd'
            c --call 1; there is no option --call, did you mean '--calls'?
            c --talk 3m; expected --calls
            c --calls 10; expected --talk
            c --calls 10 --talk; expected a value after --talk
            c --calls 10 --talk 3; expected a time such as 20s, 4m or 1h after --talk, but found '3'
            c --calls -1 --talk 3m; expected a number after --calls, but found '-1'
            c --calls NaN --talk 3m; expected a number after --calls, but found 'NaN'
            c --calls 0 --talk 3m --agents 1; expected calls a second to be above 0 and at most 10000000, but found 0.0
            c --calls 10 --talk 3m --agents 0; expected a whole number from 1 to 10000 after --agents, but found '0'
            c --calls 10 --talk 3m --answered 101; expected a percentage from 0 to 100 after --answered, but found '101'
            c --calls 10 --talk 3m; expected --agents or what is to be met (--answered, --abandoned, ...), and not both
            c --calls 10 --talk 3m --agents 4 --answered 80; expected --agents or what is to be met (--answered, --abandoned, ...), and not both
            c --calls 40 --talk 3m --agents 2; expected a load below 2.0, or the line of callers who never hang up grows without end, but found 2.0
            a --calls 40 --talk 3m --agents 2; expected --patience
            a --calls 40 --talk 3m --agents 2 --patience 0s; expected the mean patience to be above 0 and at most 10000000, but found 0.0
            a --calls 40 --talk 3m --agents 2 --patience 1m --law gamma; expected one of constant, erlang-2, exponential after --law, but found 'gamma'
            c --calls 40 --calls 50 --talk 3m --agents 2; expected --calls once
            b --calls 40 --talk 3m --blocked 0; expected more than 0 after --blocked: however many agents there are, all may be busy
            a --calls 40 --talk 3m --patience 1m --abandoned 0%; expected more than 0 after --abandoned: however many agents there are, all may be busy
            c --calls 40 --talk 3m --mean-wait 0s; expected more than 0 after --mean-wait: however many agents there are, all may be busy
            c --calls 40 --talk 3m --answered 100; expected less than 100 percent after --answered: however many agents there are, all may be busy
            c 5 --calls 40 --talk 3m --agents 2; expected options only, but found '5'
            """)
    void whatCannotBeIsRefusedWithWhatWasExpected(String command, String message) {
        assertEquals(2, run(command));
        assertEquals("strowger: " + message + "\n", err.toString(StandardCharsets.UTF_8));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000", "100000000", "999999999999"})
    void whatNoCentreCanMeetIsSaidToBe(String calls) {
        assertEquals(1, run("c --calls " + calls + " --talk 3m --answered 80"));
        assertEquals(
                "strowger: not even 10000 agents meet this\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void helpIsThere() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("usage: strowger erlang"));
        assertEquals(2, run(""));
    }
}
