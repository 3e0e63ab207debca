package org.strowger.flow.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EndlessLoopsTest {
    private static final String LOOP =
            "endless loop without a key pressed, a wait in line or a data dip: ";

    @Test
    void aMenuThatIsAskedAgainIsNoLoop() {
        assertEquals(
                List.of(),
                Flows.findings(
                        """
                        a: { menu: { prompt: press, choices: { 1: repeat, 2: b }, give_up: hangup } }
                        b: { say: again, next: a }
                        """));
    }

    @Test
    void twoPromptsThatLeadToEachOtherAreOne() {
        assertEquals(
                List.of("main.yaml:5:3: main.a: " + LOOP + "a -> b -> a [L04]"),
                Flows.findings(
                        """
                        a: { say: one, next: b }
                        b: { say: two, next: a }
                        """));
    }

    @Test
    void aCallerWhoStaysSilentGoesRoundByGiveUp() {
        assertEquals(
                List.of("main.yaml:5:3: main.a: " + LOOP + "a -> b -> a [L04]"),
                Flows.findings(
                        """
                        a: { menu: { prompt: press, choices: { 1: hangup }, give_up: b } }
                        b: { say: sorry, next: a }
                        """));
    }

    @Test
    void aLongLoopIsToldInShort() {
        StringBuilder nodes = new StringBuilder("a: { say: x, next: n0 }\n");
        for (int i = 0; i < 20; i++) {
            nodes.append("n" + i + ": { say: x, next: " + (i < 19 ? "n" + (i + 1) : "a") + " }\n");
        }

        assertTrue(
                Flows.findings(nodes.toString())
                        .getFirst()
                        .endsWith(
                                ": a -> n0 -> n1 -> n2 -> n3 -> n4 -> n5 -> n6 -> n7 -> n8 ->"
                                        + " 11 more -> a [L04]"));
    }

    @Test
    void backFromTheFirstQuestionIsAnAttempt() {
        String question =
                "a: { menu: { prompt: press, choices: { 1: hangup }, give_up: %s, no_input: { go: %s } } }";

        assertEquals(List.of(), Flows.findings(question.formatted("hangup", "back")));
        assertEquals(1, Flows.findings(question.formatted("back", "repeat")).size());
    }

    @Test
    void backLeadsToTheQuestionBefore() {
        assertEquals(
                List.of("main.yaml:5:3: main.a: " + LOOP + "a -> b -> a [L04]"),
                Flows.findings(
                        """
                        a: { menu: { prompt: press, choices: { 1: hangup }, give_up: b } }
                        b: { say: sorry, next: back }
                        """));
        assertEquals(
                List.of(),
                Flows.findings(
                        """
                        a: { menu: { prompt: press, choices: { 1: b }, give_up: hangup } }
                        b: { say: sorry, next: back }
                        """));
    }

    @Test
    void aWaitInLineAndADataDipTakeTime() {
        assertEquals(
                List.of(),
                Flows.findings(
                        """
                        a: { queue: { name: q, max_wait: 1m, on_timeout: b, on_no_agents: hangup } }
                        b: { http: { url: "https://crm/a", timeout: 1s }, on_error: hangup, next: a }
                        """));
    }

    @Test
    void aQueueThatLetsGoAtOnceTakesNone() {
        assertEquals(
                List.of("main.yaml:5:3: main.a: " + LOOP + "a -> b -> a [L04]"),
                Flows.findings(
                        """
                        a: { queue: { name: q, max_wait: 1m, on_timeout: hangup, on_no_agents: b } }
                        b: { say: sorry, next: a }
                        """));
    }

    @Test
    void aSubFlowThatComesBackAtOnceIsPartOfALoop() {
        String main = Flows.flow("main", "", "a: { call: { flow: sub }, next: a }");

        assertEquals(
                List.of("main.yaml:5:3: main.a: " + LOOP + "a -> a [L04]"),
                Flows.findings(
                        Surroundings.unknown(),
                        main,
                        Flows.flow("sub", "", "a: { say: hello, next: b }\nb: { return: true }")));
        assertEquals(
                List.of(),
                Flows.findings(
                        Surroundings.unknown(),
                        main,
                        Flows.flow(
                                "sub",
                                "",
                                """
                                a: { menu: { prompt: press, choices: { 1: b }, give_up: hangup } }
                                b: { return: true }
                                """)));
    }

    @Test
    void theWayForErrorsThatHoldsEverywhereIsNoLoop() {
        assertEquals(
                List.of(),
                Flows.findings(
                        "defaults: { on_error: a }\n",
                        "a: { set: { priority: \"priority + 1\" }, next: b }\nb: { hangup: true }"));
    }
}
