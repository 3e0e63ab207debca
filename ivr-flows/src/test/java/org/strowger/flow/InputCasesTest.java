package org.strowger.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Keys over several nodes: what VoiceXML 2.0 appendix D asks for, and what other systems get
/// wrong. S18 to S20 concern the telephone network and are tested with it; S06 is about speech,
/// which is not recognised here.
class InputCasesTest {
    private static final String HEAD = "flow: f\nschema: 1\nstart: a\n";

    private static void assertRun(String flow, String script) {
        assertEquals(script, FlowScript.run(Flows.parse(HEAD + flow), script));
    }

    private static final String FIVE_DIGITS_THEN_A_MENU =
            """
            vars: { n: string }
            nodes:
              a: { collect: { into: n, max: 5, min: 5, give_up: hangup }, next: b }
              b: { menu: { prompt: b, choices: { 1: c, %s }, no_match: { say: wrong }, give_up: hangup } }
              c: { say: c, next: hangup }
              d: { say: hash, next: hangup }
            """;

    @Test
    void s01AnEndKeyAfterAFullEntryIsNoWrongKeyOfTheNextMenu() {
        assertRun(
                FIVE_DIGITS_THEN_A_MENU.formatted("2: c"),
                """
                0 start -> until 5
                1 key 1 -> until 4
                1.2 key 2 -> until 4.2
                1.4 key 3 -> until 4.4
                1.6 key 4 -> until 4.6
                1.8 key 5 -> play 1 [b]
                2.2 key # ->
                2.4 key # -> stop, play 2 [wrong, b]
                """);
    }

    @Test
    void s02AMenuThatUsesTheEndKeyGetsIt() {
        assertRun(
                FIVE_DIGITS_THEN_A_MENU.formatted("'#': d"),
                """
                0 start -> until 5
                1 key 1 -> until 4
                1.2 key 2 -> until 4.2
                1.4 key 3 -> until 4.4
                1.6 key 4 -> until 4.6
                1.8 key 5 -> play 1 [b]
                3.8 key # -> stop, play 2 [hash]
                """);
    }

    @Test
    void s03ThreeKeysGoThroughThreeMenus() {
        assertRun(
                """
                nodes:
                  a: { menu: { prompt: a, choices: { 1: b }, give_up: hangup } }
                  b: { menu: { prompt: b, choices: { 2: c }, give_up: hangup } }
                  c: { menu: { prompt: c, choices: { 3: d }, give_up: hangup } }
                  d: { say: d, next: hangup }
                """,
                """
                0 start -> play 1 [a]
                0 key 1 -> stop, play 2 [b]
                0 key 2 -> stop, play 3 [c]
                0 key 3 -> stop, play 4 [d]
                """);
    }

    @Test
    void s04WordsThatCannotBeCutForgetWhatWasTyped() {
        assertRun(
                """
                nodes:
                  a: { menu: { choices: { 1: x }, give_up: hangup } }
                  x: { http: { url: "https://h/x", timeout: 9s }, next: b, on_error: b }
                  b: { say: { prompt: b, barge_in: false }, next: c }
                  c: { menu: { prompt: c, choices: { 2: d }, give_up: hangup } }
                  d: { hangup: true }
                """,
                """
                0 start -> until 5
                1 key 1 -> fetch 1 GET https://h/x until 10
                1 key 2 -> until 10
                2 fetched 1 -> play 1 [b]
                3 key 2 ->
                4 played 1 -> play 2 [c]
                """);
    }

    @Test
    void s05WordsThatMayBeCutAreSkippedByWhatWasTypedAndItIsKept() {
        assertRun(
                """
                nodes:
                  a: { http: { url: "https://h/x", timeout: 9s }, next: b, on_error: b }
                  b: { say: b, next: c }
                  c: { menu: { prompt: c, choices: { 2: d }, give_up: hangup } }
                  d: { say: d, next: hangup }
                """,
                """
                0 start -> fetch 1 GET https://h/x until 9
                1 key 2 -> until 9
                2 fetched 1 -> play 1 [d]
                """);
    }

    @Test
    void s07AndS08KeysWhileAnotherSystemIsAskedAreKeptAndCutNothing() {
        assertRun(
                """
                nodes:
                  a: { http: { url: "https://h/x", timeout: 9s, wait_audio: w }, next: c, on_error: c }
                  c: { menu: { prompt: c, choices: { 2: d }, give_up: hangup } }
                  d: { say: d, next: hangup }
                """,
                """
                0 start -> play 1 [w], fetch 1 GET https://h/x until 9
                1 key 2 -> until 9
                3 fetched 1 -> stop, play 2 [d]
                """);
    }

    @Test
    void s09TheThirtyFirstKeyIsDropped() {
        StringBuilder script = new StringBuilder("0 start -> fetch 1 GET https://h/x until 9\n");
        for (int i = 0; i < 31; i++) {
            script.append("1 key ").append(i < 30 ? '1' : '2').append(" -> until 9\n");
        }
        assertRun(
                """
                vars: { n: string }
                nodes:
                  a: { http: { url: "https://h/x", timeout: 9s }, next: c, on_error: c }
                  c: { collect: { into: n, max: 40, give_up: hangup }, next: d }
                  d: { say: { say_as: digits, value: n }, next: hangup }
                """,
                script
                        + "2 fetched 1 -> until 5\n"
                        + "5 time -> play 1 ["
                        + "<one>, ".repeat(29)
                        + "<one>]\n");
    }

    @Test
    void s10AKeyDuringWordsThatMayBeCutAlsoSkipsThoseThatMayNot() {
        assertRun(
                """
                nodes:
                  a: { menu: { prompt: [x, { uninterrupted: y }], choices: { 1: b }, give_up: hangup } }
                  b: { say: b, next: hangup }
                """,
                """
                0 start -> play 1 [x]
                1 key 1 -> stop, play 2 [b]
                """);
    }

    @Test
    void s11AKeyDuringWordsThatMayNotBeCutIsLost() {
        assertRun(
                """
                nodes:
                  a: { menu: { prompt: [{ uninterrupted: x }, y], choices: { 1: b, 2: c }, give_up: hangup } }
                  b: { say: b, next: hangup }
                  c: { say: c, next: hangup }
                """,
                """
                0 start -> play 1 [x]
                1 key 1 ->
                2 played 1 -> play 2 [y]
                3 key 2 -> stop, play 3 [c]
                """);
    }

    @Test
    void s12TheTimeForTheFirstKeyIsThatOfTheQuestion() {
        assertRun(
                """
                defaults: { input: { first_digit: 9s } }
                nodes:
                  a: { say: a, next: b }
                  b: { menu: { prompt: b, choices: { 1: hangup }, input: { first_digit: 2s }, give_up: hangup } }
                """,
                """
                0 start -> play 1 [a]
                1 played 1 -> play 2 [b]
                2 played 2 -> until 4
                """);
    }

    @Test
    void s13AndS14WordsAreHeardBeforeTheCallEndsOrGoesInLine() {
        assertRun(
                """
                nodes:
                  a: { menu: { choices: { 1: b }, no_input: { say: bye, go: hangup }, give_up: hangup } }
                  b: { say: please-hold, next: c }
                  c: { queue: { name: q } }
                """,
                """
                0 start -> until 5
                5 time -> play 1 [bye]
                6 played 1 -> hang up FLOW_ENDED
                """);
        assertRun(
                """
                nodes:
                  a: { say: please-hold, next: c }
                  c: { queue: { name: q } }
                """,
                """
                0 start -> play 1 [please-hold]
                3 played 1 -> enter q 0 {}, music hold-music
                """);
    }

    @Test
    void s15AndS16AGlobalKeyActsAtOnceUnlessTheMenuHasIt() {
        String flow =
                """
                global_keys: { 0: g, 9: g }
                nodes:
                  a: { menu: { prompt: a, choices: { 0: own, 1: hangup, 2: hangup }, give_up: hangup } }
                  own: { say: own, next: hangup }
                  g: { say: g, next: hangup }
                """;
        assertRun(flow, "0 start -> play 1 [a]\n1 key 0 -> stop, play 2 [own]\n");
        assertRun(flow, "0 start -> play 1 [a]\n1 key 9 -> stop, play 2 [g]\n");
    }

    @Test
    void s17DigitsAreDigitsWhateverTheGlobalKeys() {
        assertRun(
                """
                global_keys: { 0: g }
                vars: { n: string }
                nodes:
                  a: { collect: { into: n, max: 2, give_up: hangup }, next: b }
                  b: { menu: { prompt: b, choices: { 1: hangup }, give_up: hangup } }
                  g: { say: g, next: hangup }
                """,
                """
                0 start -> until 5
                1 key 0 -> until 4
                2 key 0 -> play 1 [b]
                """);
    }

    @Test
    void s21ACallerWhoHangsUpLeavesNothingBehind() {
        String flow =
                """
                on_hangup: last
                vars: { n: string }
                nodes:
                  a: { %s, next: last }
                  last: { set: { priority: "1" }, next: hangup }
                """;
        assertRun(flow.formatted("say: x"), "0 start -> play 1 [x]\n1 hangup ->\n2 played 1 ->\n");
        assertRun(
                flow.formatted("record: { into: n }"),
                "0 start -> record 1 c1-1\n1 hangup ->\n2 recorded 1 9 ->\n");
        assertRun(
                flow.formatted("collect: { into: n, max: 3, give_up: hangup }"),
                "0 start -> until 5\n1 hangup ->\n2 key 1 ->\n");
        assertRun(
                flow.formatted("queue: { name: q }"),
                "0 start -> enter q 0 {}, music hold-music\n1 hangup -> leave CALLER_HUNG_UP\n");
    }
}
