package org.strowger.flow.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.flow.CallFacts;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowParser;
import org.strowger.flow.ParsedFlow;

class ScenarioRunnerTest {
    private static final Flow FLOW = flow();

    private static Flow flow() {
        String text =
                """
                flow: main
                schema: 1
                start: menu
                vars: { account: string, pin: { type: string, secret: true } }
                nodes:
                  menu:
                    milestone: asked
                    menu: { prompt: welcome, choices: { 1: account, 2: sales, 3: pin, 4: out, 5: voice, hash: repeat }, no_input: { say: { text: Are you there? } }, give_up: sales }
                  account: { collect: { into: account, prompt: enter-account, max: 6, give_up: sales }, next: look-up }
                  look-up:
                    http: { url: "https://crm/{account}", timeout: 2s, into: { crm: { tier: string } }, wait_audio: one-moment, fallback: { tier: standard } }
                    next: rate
                  rate: { set: { priority: "crm.tier == 'gold' ? 10 : 1" }, next: support }
                  support: { queue: { name: support, skills: { english: 5 }, announce_place: 1m, max_wait: 5m, on_timeout: back, keys: { 9: call-back } }, next: hangup }
                  call-back: { callback: { queue: support, on_refused: sales }, next: hangup }
                  sales: { queue: { name: sales }, next: hangup }
                  pin: { collect: { into: pin, prompt: enter-pin, max: 4, give_up: sales }, next: hangup }
                  out: { transfer: { to: "100", on_busy: sales }, next: hangup }
                  voice: { voicemail: { box: v, prompt: speak }, next: hangup }
                """;
        return ((ParsedFlow.Ok) FlowParser.parse("main.yaml", text)).flow();
    }

    private static List<ScenarioResult> run(String scenarios) {
        String text = "flow: main\nschema: 1\n" + scenarios;
        return switch (ScenarioFile.parse("t.yaml", text)) {
            case ScenarioFile.Parsed.Ok(var file) -> ScenarioRunner.run(file, FlowBook.of(FLOW));
            case ScenarioFile.Parsed.Refused(var problems) ->
                    throw new AssertionError(problems.toString());
        };
    }

    private static void assertPasses(String scenarios) {
        for (ScenarioResult result : run(scenarios)) {
            assertTrue(result.passed(), () -> result.failure() + "\n" + result.trace());
        }
    }

    @Test
    void aTestSaysWhoTalkedToTheCallerLast() {
        Flow flow =
                ((ParsedFlow.Ok)
                                FlowParser.parse(
                                        "main.yaml",
                                        """
                                        flow: main
                                        schema: 1
                                        start: line
                                        nodes:
                                          line: { queue: { name: support, prefer: caller.last_agent }, next: hangup }
                                        """))
                        .flow();
        String scenarios =
                """
                flow: main
                schema: 1
                caller: { last_agent: anna }
                scenarios:
                  a caller waits first for whom they know:
                    steps:
                      - reaches: { queue: support, prefer: anna }
                      - hangs up
                  the number alone is another:
                    caller: { number: "+441632960002" }
                    steps:
                      - reaches: { queue: support, prefer: anna }
                      - hangs up
                  a stranger waits for anybody:
                    caller: { last_agent: "" }
                    steps:
                      - reaches: { queue: support, prefer: "" }
                      - hangs up
                """;
        ScenarioFile file =
                ((ScenarioFile.Parsed.Ok) ScenarioFile.parse("t.yaml", scenarios)).file();
        for (ScenarioResult result : ScenarioRunner.run(file, FlowBook.of(flow))) {
            assertTrue(result.passed(), () -> result.failure() + "\n" + result.trace());
        }
    }

    @Test
    void aCallIsPlayedStepByStep() {
        assertPasses(
                """
                data: { look-up: { answer: { tier: gold }, after: 300ms } }
                scenarios:
                  a gold customer reaches support with priority 10:
                    caller: { number: "+441632960002" }
                    steps:
                      - reaches: { milestone: asked }
                      - waits: 1s
                      - presses: 1
                      - hears: enter-account
                      - presses: "123456"
                      - asks: "GET https://crm/123456"
                      - hears: one-moment
                      - reaches: { queue: support, priority: 10, skills: { english: 5 } }
                      - knows: { account: "123456", priority: 10, crm.tier: gold }
                      - place is: { place: 3, expected_wait: 4m }
                      - waits: 61s
                      - hears: you-are-number
                      - agent answers
                      - talk ends
                      - ends: flow_ended
                  who says nothing is asked again and comes to sales:
                    steps:
                      - hears: welcome
                      - says nothing
                      - hears: Are you there?
                      - says nothing
                      - says nothing
                      - reaches: sales
                      - queue refuses: full
                      - ends: queue_refused
                  a caller who waited too long is asked anew:
                    data: { look-up: { fails: "500" } }
                    steps:
                      - presses: { keys: "1123456", every: 10ms }
                      - reaches: { queue: support, priority: 1 }
                      - waits: 5m
                      - hears: enter-account
                      - hangs up
                      - ends: caller_hung_up
                  a place is kept:
                    steps:
                      - presses: "1123456"
                      - reaches: { queue: support }
                      - presses: 9
                      - reaches: { queue: support }
                      - callback: kept
                      - ends
                  busy leads to sales:
                    steps:
                      - presses: 4
                      - transfer: busy
                      - reaches: { queue: sales }
                      - line lets go
                      - ends
                  a message is left:
                    steps:
                      - presses: 5
                      - speaks: 5s
                      - ends
                """);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hears: goodbye | expected to hear 'goodbye'; last was heard welcome",
                "does not hear: welcome | expected not to hear 'welcome'; it was",
                "reaches: support | expected to reach support; the call is at main/menu",
                "reaches: { queue: support } | expected to reach queue support; the call is at main/menu",
                "agent answers | the caller is not in line: the call is at main/menu",
                "talk ends | nobody talks: the call is at main/menu",
                "speaks: 3s | nothing is recorded: the call is at main/menu",
                "ends | expected the call to end; it is at main/menu",
                "knows: { account: 1 } | expected account to be 1; it is not set",
                "knows: { language: de } | expected language to be de; it is en",
                "knows: { pin: 1 } | 'pin' is a secret: no test can read it",
                "knows: { acount: 1 } | flow main has no variable 'acount'",
                "transfer: busy | nothing is transferred: the call is at main/menu"
            })
    void aStepThatIsNotAsExpectedIsToldWithItsPlace(String step, String message) {
        ScenarioResult result = run("scenarios: { s: { steps: [ " + step + " ] } }").getFirst();

        assertFalse(result.passed());
        assertEquals(message, result.failure().orElseThrow().message());
        assertEquals(3, result.failure().orElseThrow().line());
    }

    @Test
    void aDipThatTheTestForgotIsToldAsSuch() {
        ScenarioResult result =
                run("scenarios: { s: { steps: [ presses: '1123456', reaches: support ] } }")
                        .getFirst();

        assertEquals(
                "the test does not say what 'look-up' answers: add it under 'data'",
                result.failure().orElseThrow().message());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data: { lok-up: { fails: x } } | no http node 'lok-up' to answer, did you mean 'look-up'?",
                "data: { look-up: { answer: { teir: x } } } | look-up has no field 'teir', did you mean 'tier'?",
                "data: { look-up: { answer: { tier: [x] } } } | 'tier' expects string, found '[x]'"
            })
    void anAnswerThatNoNodeCouldUseIsToldBeforeTheCall(String data, String message) {
        ScenarioResult result = run(data + "\nscenarios: { s: { steps: [ ends ] } }").getFirst();

        assertEquals(message, result.failure().orElseThrow().message());
    }

    @Test
    void whatWasBeforeADeedIsNotWhatComesOfIt() {
        ScenarioResult nodeOfBefore =
                run("scenarios: { s: { steps: [ presses: 1, reaches: menu ] } }").getFirst();
        ScenarioResult wordsOfBefore =
                run("scenarios: { s: { steps: [ presses: 1, hears: welcome ] } }").getFirst();

        assertEquals(
                "expected to reach menu; the call is at main/account",
                nodeOfBefore.failure().orElseThrow().message());
        assertFalse(wordsOfBefore.passed());
    }

    @Test
    void nothingCanBeDoneAfterTheEnd() {
        ScenarioResult result =
                run("scenarios: { s: { steps: [ hangs up, presses: 1 ] } }").getFirst();

        assertEquals("the call is over", result.failure().orElseThrow().message());
    }

    @Test
    void recordingsTransfersAndPlacesEndByThemselves() {
        assertPasses(
                """
                scenarios:
                  silence ends a recording:
                    steps: [ presses: 5, waits: 8s, ends ]
                  a phone that nobody answers:
                    steps: [ presses: 4, waits: 30s, ends: flow_ended ]
                  a place is kept unless the test says otherwise:
                    data: { look-up: { fails: x } }
                    steps: [ presses: "1123456", reaches: { queue: support }, presses: 9, waits: 2s, ends ]
                """);
    }

    @Test
    void keysTypedAheadOfASecretAreHidden() {
        Flow flow =
                ((ParsedFlow.Ok)
                                FlowParser.parse(
                                        "f.yaml",
                                        """
                                        flow: main
                                        schema: 1
                                        start: hello
                                        vars: { pin: { type: string, secret: true } }
                                        nodes:
                                          hello: { say: hello, next: ask }
                                          ask: { collect: { into: pin, max: 4, give_up: hangup }, next: hangup }
                                        """))
                        .flow();
        ScenarioFile.Parsed parsed =
                ScenarioFile.parse(
                        "t.yaml",
                        "flow: main\nschema: 1\nscenarios: { s: { steps: [ presses: '4711', ends ] } }");

        ScenarioResult result =
                ScenarioRunner.run(((ScenarioFile.Parsed.Ok) parsed).file(), FlowBook.of(flow))
                        .getFirst();

        assertTrue(result.passed());
        assertFalse(result.trace().stream().anyMatch(line -> line.matches(".*presses [0-9]")));
    }

    @Test
    void howQueuesStandIsAnsweredAtOnce() {
        Flow flow =
                ((ParsedFlow.Ok)
                                FlowParser.parse(
                                        "f.yaml",
                                        """
                                        flow: main
                                        schema: 1
                                        start: look
                                        nodes:
                                          look: { switch: [ { if: "waiting('q') > 2", go: busy }, { go: hangup } ] }
                                          busy: { queue: { name: q, announce_place: 5s } }
                                        """))
                        .flow();
        ScenarioFile.Parsed parsed =
                ScenarioFile.parse(
                        "t.yaml",
                        """
                        flow: main
                        schema: 1
                        queues: { q: { waiting: 3 } }
                        scenarios: { s: { steps: [ reaches: busy, waits: 6s, hears: four ] } }
                        """);

        ScenarioResult result =
                ScenarioRunner.run(((ScenarioFile.Parsed.Ok) parsed).file(), FlowBook.of(flow))
                        .getFirst();

        assertTrue(result.passed(), () -> result.failure() + "\n" + result.trace());
    }

    @Test
    void secretKeysAreInNoTrace() {
        ScenarioResult result =
                run("scenarios: { s: { steps: [ presses: 3, presses: '4711', ends ] } }")
                        .getFirst();

        assertTrue(result.passed());
        String trace = String.join("\n", result.trace());
        assertTrue(trace.contains("presses a hidden key"), trace);
        assertFalse(trace.contains("4") && trace.contains("presses 4"), trace);
    }

    /// A choice that asks again is no way out of the menu.
    @Test
    void coverageTellsWhatNoTestCameTo() {
        Coverage coverage =
                Coverage.of(
                        List.of(FLOW),
                        run("scenarios: { s: { steps: [ presses: 2, waits: 1s ] } }"));

        assertEquals("nodes 2 of 10, ways 1 of 21", coverage.text().getFirst());
        assertTrue(coverage.text().contains("  no test comes to main/support"));
        assertTrue(coverage.text().contains("  no test goes main/menu: 1 -> account"));
    }

    @Test
    void resultsAreToldInJUnitsForm() {
        SequencedMap<String, List<ScenarioResult>> results = new LinkedHashMap<>();
        results.put(
                "t<1>.yaml",
                run("scenarios: { a: { steps: [ ends ] }, b: { steps: [ hangs up ] } }"));

        String xml = JUnitReport.xml(results, Duration.ofMillis(1_234));

        assertTrue(xml.contains("<testsuites time=\"1.234\">"), xml);
        assertTrue(
                xml.contains("<testsuite name=\"t&lt;1&gt;.yaml\" tests=\"2\" failures=\"1\""),
                xml);
        assertTrue(xml.contains("<testcase classname=\"t&lt;1&gt;.yaml\" name=\"b\"/>"), xml);
        assertTrue(xml.contains("<failure message=\"t.yaml:3:"), xml);
    }

    @Test
    void aFlowIsWalkedLineByLine() {
        FlowWalk walk =
                new FlowWalk(
                        FlowBook.of(FLOW),
                        CallFacts.of("c"),
                        Instant.parse("2026-01-05T12:00:00Z"));

        assertEquals(
                List.of("0:00.000 comes to main/menu", "0:00.000 hears welcome"), walk.begin());
        assertEquals("main/menu> ", walk.prompt());
        walk.enter("1");
        assertTrue(
                walk.enter("123456")
                        .contains("0:01.000 another system is asked: GET https://crm/123456"));
        assertEquals("answer with tier as name=value, or nothing to fail> ", walk.prompt());
        assertTrue(
                walk.enter("tier=gold")
                        .contains(
                                "0:01.100 waits in support with priority 10, skills {english=5}"));
        assertEquals("not understood or not possible now:", walk.enter("dance").getFirst());
        assertTrue(walk.enter("agent").contains("0:01.100 talks to an agent"));
        walk.enter("end");
        assertTrue(walk.hasEnded());
    }
}
