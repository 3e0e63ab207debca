package org.strowger.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is done when: each line is a second, an input, the actions that follow, and the next
/// deadline.
class FlowRunTest {

    private static void assertRun(String flow, String script) {
        assertRun(Flows.load(flow), script);
    }

    private static void assertRun(Flow flow, String script) {
        assertEquals(script, FlowScript.run(flow, script));
    }

    @Test
    void aCallerChoosesAfterThePrompt() {
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                12 played 2 -> until 17
                14 key 1 -> enter sales 0 {}, music hold-music until 614
                """);
    }

    @Test
    void aKeyCutsThePromptShortAndActsAtOnce() {
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                7.2 key * -> stop, play 3 [goodbye]
                7.2 played 2 ->
                9 played 3 -> hang up FLOW_ENDED
                """);
    }

    @Test
    void onlyAKeyThatCouldGoOnWaits() {
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                7 key 2 -> stop until 10
                8 key 1 -> enter support 50 {}, music hold-music
                """);
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                7 key 2 -> stop until 10
                10 time -> play 3 [please-hold], enter support 5 {billing=2, english=5}, music piano until 160
                """);
    }

    @Test
    void aCallerIsAskedAsOftenAsTheFlowSaysWhateverWentWrong() {
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                8 key 5 -> stop, play 3 [not-valid, main-menu-short]
                12 played 3 -> until 17
                17 time -> play 4 [did-not-hear, main-menu-short]
                20 played 4 -> until 25
                21 key 6 -> play 5 [not-valid]
                23 played 5 -> play 6 [please-hold], enter support 5 {billing=2, english=5}, music piano until 173
                """);
    }

    @Test
    void aMenuHeardAgainIsTheSameMenuAndCountsAsAnAttempt() {
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                8 key 9 -> stop, play 3 [main-menu]
                9 key 9 -> stop, play 4 [main-menu]
                10 key 9 -> stop, play 5 [please-hold], enter support 5 {billing=2, english=5}, music piano until 160
                """);
    }

    @Test
    void keysTypedAheadGoThroughMenusButNotThroughAnnouncements() {
        assertRun(
                "three-menus",
                """
                0 start -> play 1 [one]
                0 key 1 -> stop, play 2 [two]
                0.1 key 2 -> stop, play 3 [legal-notice]
                0.2 key 3 ->
                5 played 3 -> play 4 [three]
                7 played 4 -> until 12
                """);
    }

    @Test
    void keysPressedDuringAnAnnouncementThatCannotBeCutAreForgotten() {
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                1 key 2 ->
                2 key 1 ->
                6 played 1 -> play 2 [main-menu]
                """);
    }

    @Test
    void aPatientMenuPlaysToItsEndAndAForgetfulOneStartsFresh() {
        assertRun(
                "patient-menu",
                """
                0 start -> play 1 [listen-first]
                1 key 1 ->
                1 key 1 ->
                4 played 1 -> until 9
                5 key # -> play 2 [wrong]
                6 key 7 -> stop, play 3 [choose]
                9 played 3 -> until 14
                9.5 key 1 -> hang up FLOW_ENDED
                10 played 4 ->
                """);
    }

    @Test
    void aHandlerMayLeaveAtOnce() {
        assertRun(
                "patient-menu",
                """
                0 start -> play 1 [listen-first]
                4 played 1 -> until 9
                9 time -> play 2 [choose]
                """);
    }

    @Test
    void aMenuWithoutAPromptListensAtOnce() {
        assertRun(
                "silent-menu",
                """
                0 start -> until 5
                5 time -> until 10
                10 time -> until 15
                15 time -> hang up FLOW_ENDED
                """);
    }

    @Test
    void aCallerInLineIsToldThePlaceNowAndThen() {
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                7 key 2 -> stop until 10
                10 time -> play 3 [please-hold], enter support 5 {billing=2, english=5}, music piano until 160
                14 played 3 -> until 70
                70 time -> ask place until 130
                70.1 place 3 -> play 4 [you-are-number, <three>, in-line] until 160
                75 played 4 -> until 130
                130 time -> ask place until 160
                130.1 place 2 -> play 5 [you-are-number, <two>, in-line] until 160
                135 played 5 -> until 160
                160 time -> leave TIMED_OUT, play 6 [all-busy]
                165 played 6 -> hang up FLOW_ENDED
                """);
    }

    @Test
    void anAnnouncementNeverSpeaksOverAnother() {
        assertRun(
                Flows.parse(
                        """
                        flow: f
                        schema: 1
                        start: q
                        nodes:
                          q: { queue: { name: q, welcome: long-welcome, announce_place: 10s } }
                        """),
                """
                0 start -> play 1 [long-welcome], enter q 0 {}, music hold-music
                10 time ->
                15 played 1 -> ask place until 25
                15 place 4 -> play 2 [you-are-number, <four>, in-line]
                16 place 4 ->
                20 time ->
                21 played 2 -> until 25
                25 time -> ask place until 35
                25.1 place 0 -> until 35
                55 time -> ask place until 65
                55.1 place 1 -> play 3 [you-are-number, <one>, in-line]
                55.2 place 1 ->
                """);
    }

    @Test
    void aTalkEndsTheWaitAndWhatBelongsToIt() {
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                7 key 2 -> stop until 10
                10 time -> play 3 [please-hold], enter support 5 {billing=2, english=5}, music piano until 160
                11 talk ->
                12 played 2 ->
                13 key 3 ->
                300 time ->
                400 place 1 ->
                500 talked -> play 4 [rate-us]
                502 key 3 -> stop, play 5 [goodbye]
                """);
    }

    @Test
    void anAgentWhoAnswersAtTheLastMomentWins() {
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                7 key 1 -> stop, enter sales 0 {}, music hold-music until 607
                607.1 talk ->
                608 time ->
                700 talked -> hang up FLOW_ENDED
                """);
    }

    @Test
    void aTalkToldAfterTheWaitEndedIsIgnored() {
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                7 key 1 -> stop, enter sales 0 {}, music hold-music until 607
                607 time -> leave TIMED_OUT, play 3 [all-busy]
                607.1 talk ->
                608 refused FULL ->
                609 talked ->
                """);
    }

    @Test
    void keysPressedInLineAreNotForLater() {
        assertRun(
                "silent-menu",
                """
                0 start -> until 5
                1 key 1 -> enter anything 0 {}, music hold-music
                2 key 2 ->
                3 talk ->
                4 key 1 ->
                9 talked -> until 14
                """);
    }

    @Test
    void keysTypedBeforeTheQueueAreForgottenInIt() {
        assertRun(
                "three-menus",
                """
                0 start -> play 1 [one]
                1 key 1 -> stop, play 2 [two]
                """);
        assertRun(
                Flows.parse(
                        """
                        flow: f
                        schema: 1
                        start: s
                        nodes:
                          s: { say: hello, next: q }
                          q: { queue: { name: q }, next: m }
                          m: { menu: { prompt: m, choices: { 1: hangup }, give_up: hangup } }
                        """),
                """
                0 start -> play 1 [hello]
                1 key 1 -> stop, enter q 0 {}, music hold-music
                2 played 1 ->
                3 talk ->
                9 talked -> play 2 [m]
                """);
    }

    @Test
    void aRefusedCallGoesWhereTheQueueSays() {
        String entered =
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                7 key 2 -> stop until 10
                10 time -> play 3 [please-hold], enter support 5 {billing=2, english=5}, music piano until 160
                """;

        assertRun("main-line", entered + "10.1 refused FULL -> stop, play 4 [all-busy]\n");
        assertRun("main-line", entered + "10.1 refused NO_AGENTS -> stop, play 4 [closed]\n");
        assertRun("main-line", entered + "10.1 refused UNKNOWN_QUEUE -> stop, play 4 [closed]\n");
    }

    @Test
    void aRefusedCallWithNowhereToGoIsHungUp() {
        assertRun(
                "silent-menu",
                """
                0 start -> until 5
                1 key 1 -> enter anything 0 {}, music hold-music
                1.1 refused NO_AGENTS -> hang up QUEUE_REFUSED
                """);
        assertRun(
                "silent-menu",
                """
                0 start -> until 5
                1 key 1 -> enter anything 0 {}, music hold-music
                1.1 refused FULL -> hang up FLOW_ENDED
                """);
    }

    @Test
    void aCallerWhoHangsUpLeavesTheLine() {
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                7 key 1 -> stop, enter sales 0 {}, music hold-music until 607
                700 hangup -> leave CALLER_HUNG_UP
                701 hangup ->
                """);
    }

    @Test
    void nothingIsDoneAfterTheEnd() {
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                7 hangup ->
                8 key 1 ->
                9 played 2 ->
                10 time ->
                11 talk ->
                12 talked ->
                13 refused FULL ->
                14 place 1 ->
                15 start ->
                """);
    }

    @Test
    void nothingIsDoneBeforeTheStart() {
        assertRun(
                "main-line",
                """
                0 key 1 ->
                0 played 1 ->
                0 played 0 ->
                0 time ->
                0 talk ->
                0 place 1 ->
                1 start -> play 1 [welcome, "Calls may be recorded."]
                2 start ->
                2 played 7 ->
                """);
    }

    @Test
    void aKeyAfterTheDeadlineBelongsToTheNextAttempt() {
        assertRun(
                "main-line",
                """
                0 start -> play 1 [welcome, "Calls may be recorded."]
                6 played 1 -> play 2 [main-menu]
                10 played 2 -> until 15
                15.5 key 1 -> play 3 [did-not-hear, main-menu-short], stop, enter sales 0 {}, music hold-music until 615.5
                """);
    }

    @Test
    void aCallThatGoesRoundAndRoundIsEnded() {
        FlowRun run = FlowRun.of(FlowBook.of(Flows.load("silent-menu")));
        Instant at = Instant.EPOCH;
        run.handle(new FlowInput.Started(at, CallFacts.of("c1")));
        for (int step = 2; step <= Flow.Limits.MOST_STEPS; step++) {
            run.handle(new FlowInput.DigitPressed(at, '2'));
        }

        assertEquals(Optional.of(new NodeId("ask")), run.node());
        assertTrue(
                run.handle(new FlowInput.DigitPressed(at, '2'))
                        .contains(new FlowAction.HangUp(FlowAction.HangUpReason.TOO_FAR)));
        assertTrue(run.hasEnded());
        assertEquals(Optional.empty(), run.node());
    }

    @Test
    void aCallThatWentTooFarMayEndWell() {
        Flow flow =
                Flows.parse(
                        """
                        flow: f
                        schema: 1
                        start: a
                        limits: { max_steps: 3 }
                        defaults: { on_error: sorry }
                        nodes:
                          a: { menu: { choices: { 1: a }, give_up: hangup } }
                          sorry: { say: sorry, next: hangup }
                        """);
        assertRun(
                flow,
                """
                0 start -> until 5
                1 key 1 -> until 6
                2 key 1 -> until 7
                3 key 1 -> failed a: the call came through more than 3 nodes, play 1 [sorry]
                4 played 1 -> hang up FLOW_ENDED
                """);
    }

    @Test
    void aCallStaysWithTheVersionItStartedIn() {
        FlowBook flow = FlowBook.of(Flows.load("silent-menu"));
        FlowSnapshot snapshot = FlowRun.of(flow).snapshot();
        FlowBook other = FlowBook.of(Flows.load("main-line"));

        assertFalse(FlowRun.restore(flow, snapshot).hasEnded());
        assertThrows(IllegalArgumentException.class, () -> FlowRun.restore(other, snapshot));
    }
}
