package org.strowger.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is done when something happens at the wrong moment, or fails on the way.
class CallsThatGoWrongTest {

    private static void assertRun(String nodes, String script) {
        assertEquals(script, FlowScript.run(flow("main", nodes), script));
    }

    private static Flow flow(String id, String nodes) {
        return Flows.parse("flow: " + id + "\nschema: 1\nstart: a\n" + nodes);
    }

    @Test
    void keysPressedAfterAQuestionThatCouldNotBeAskedAreForTheNextOne() {
        assertRun(
                """
                vars: { n: int }
                nodes:
                  a:
                    menu: { prompt: [a, { say_as: number, value: n }], choices: { 1: b }, give_up: b }
                    on_error: b
                  b: { http: { url: "https://h/", timeout: 2s }, next: c, on_error: c }
                  c: { menu: { prompt: c, choices: { 1: d }, give_up: d } }
                  d: { say: d, next: hangup }
                """,
                """
                0 start -> failed a: 'n' has no value, fetch 1 GET https://h/ until 2
                1 key 1 -> until 2
                1.5 unfetched 1 -> failed b: 500, play 1 [d]
                """);
    }

    @Test
    void theFiguresOfQueuesOutliveASnapshot() {
        assertRun(
                """
                nodes:
                  a:
                    menu:
                      prompts:
                        1: a
                        2: [again, { say_as: number, value: "waiting('q')" }]
                      choices: { 1: hangup }
                      give_up: hangup
                """,
                """
                0 start -> ask queues [q] until 2
                0.1 queues q 7 1 60 -> play 1 [a]
                1 key 9 -> stop, play 2 [again, <seven>]
                """);
    }

    @Test
    void nothingPlaysToACallerWhoHasHungUp() {
        assertRun(
                """
                on_hangup: tell
                nodes:
                  a: { say: hello, next: hangup }
                  tell: { http: { url: "https://h/left", timeout: 1s, wait_audio: one-moment }, next: hangup, on_error: hangup }
                """,
                """
                0 start -> play 1 [hello]
                1 hangup -> fetch 1 GET https://h/left until 2
                1.5 fetched 1 ->
                """);
    }

    @Test
    void anAgentMayTakeTheCallWhileItAsksHowQueuesStand() {
        assertRun(
                """
                nodes:
                  a: { queue: { name: q, keys: { 1: b } } }
                  b: { callback: { queue: q, priority: "waiting('q')" }, next: c }
                  c: { say: after, next: hangup }
                """,
                """
                0 start 100 -> enter q 0 {}, music hold-music
                5 key 1 -> ask queues [q] until 7
                5.1 talk ->
                5.2 queues q 1 1 60 ->
                9 talked -> play 1 [after]
                """);
    }

    @Test
    void keysPressedBeforeATalkAreNoAnswersAfterIt() {
        assertRun(
                """
                nodes:
                  a: { transfer: { agent: anna, mode: attended }, next: b }
                  b: { survey: { questions: [ { id: friendly, prompt: q1, keys: "1-5" } ] }, next: hangup }
                """,
                """
                0 start -> transfer agent anna attended
                3 key 1 ->
                5 talk ->
                90 talked -> play 1 [q1]
                """);
    }

    @Test
    void anEntryThatIsNotRightLeavesTheVariableAsItWas() {
        String flow =
                """
                vars: { n: { type: int, default: 7 } }
                nodes:
                  a:
                    collect: { into: n, max: 2, %s, give_up: b, input: { attempts: 1 } }
                    next: hangup
                  b: { say: [{ say_as: number, value: n }], next: hangup }
                """;
        assertRun(
                flow.formatted("check: n < 10"),
                """
                0 start -> until 5
                1 key 1 -> until 4
                2 key 2 -> play 1 [<seven>]
                """);
        assertRun(
                flow.formatted("confirm: right"),
                """
                0 start -> until 5
                1 key 1 -> until 4
                2 key 2 -> play 1 [right]
                3 key 2 -> stop, play 2 [<seven>]
                """);
        assertRun(
                flow.formatted("confirm: right"),
                """
                0 start -> until 5
                1 key 1 -> until 4
                2 key 2 -> play 1 [right]
                4 played 1 -> until 9
                9 time -> play 2 [<seven>]
                """);
    }

    @Test
    void aValueCannotLeadToAnotherPathOfTheHost() {
        String flow =
                """
                vars: { id: { type: string, default: "%s" } }
                nodes:
                  a: { http: { url: "https://h/accounts/{id}", timeout: 1s }, next: hangup, on_error: hangup }
                """;
        String refused =
                "0 start -> failed a: a value would lead to another path of the host,"
                        + " hang up FLOW_ENDED\n";
        assertRun(flow.formatted(".."), refused);
        assertRun(flow.formatted("../admin"), refused);
        assertRun(flow.formatted("1\\\\..\\\\.."), refused);
        assertRun(
                flow.formatted("a/b..c"),
                "0 start -> fetch 1 GET https://h/accounts/a%2Fb..c until 1\n");
    }

    @Test
    void aKeyThatEndsAnEntryTooLateDoesNotCutWhatIsSaidNext() {
        assertRun(
                """
                vars: { n: string }
                nodes:
                  a: { collect: { into: n, max: 2, give_up: hangup }, next: b }
                  b: { say: thanks, next: c }
                  c: { menu: { prompt: c, choices: { 1: hangup }, give_up: hangup } }
                """,
                """
                0 start -> until 5
                1 key 1 -> until 4
                2 key 2 -> play 1 [thanks]
                2.3 key # ->
                2.6 key # -> stop, play 2 [c]
                """);
    }

    @Test
    void whoHangsUpInASubFlowDoesNotGoOnInTheOneThatCalledIt() {
        Flow main =
                flow(
                        "main",
                        """
                        on_hangup: tidy
                        nodes:
                          a: { call: { flow: sub }, next: charge }
                          charge: { http: { method: POST, url: "https://h/charge", timeout: 1s }, next: hangup, on_error: hangup }
                          tidy: { hangup: true }
                        """);
        Flow sub =
                flow(
                        "sub",
                        """
                        on_hangup: over
                        nodes:
                          a: { say: hello, next: over }
                          over: { return: true }
                        """);
        SortedMap<String, Flow> flows = new TreeMap<>();
        flows.put("main", main);
        flows.put("sub", sub);

        String script =
                """
                0 start -> play 1 [hello]
                1 hangup ->
                """;
        assertEquals(
                script, FlowScript.run(new FlowBook("main", flows, new TreeMap<>(), "v"), script));
    }

    @Test
    void backFromTheFirstQuestionCountsAsAnAttempt() {
        assertRun(
                """
                nodes:
                  a: { menu: { prompt: a, choices: { 1: hangup, star: back }, no_input: { go: back }, give_up: b, input: { attempts: 2 } } }
                  b: { say: b, next: hangup }
                """,
                """
                0 start -> play 1 [a]
                1 played 1 -> until 6
                6 time -> play 2 [a]
                7 key * -> stop, play 3 [b]
                """);
    }

    @Test
    void aTalkThatBeganBeforeTheTransferDidIsNone() {
        assertRun(
                """
                nodes:
                  a: { transfer: { agent: anna, prompt: hold-on, mode: attended }, next: hangup }
                """,
                """
                0 start -> play 1 [hold-on]
                1 talk ->
                2 played 1 -> transfer agent anna attended
                """);
    }
}
