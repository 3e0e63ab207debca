package org.strowger.flow.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReachTest {

    @Test
    void whatFollowsASubFlowThatNeverComesBackIsNotReached() {
        assertEquals(
                List.of("main.yaml:6:3: main.b: no way leads from the start to this node [L02]"),
                Flows.findings(
                        Surroundings.unknown(),
                        Flows.flow(
                                "main",
                                "",
                                "a: { call: { flow: sub }, next: b }\nb: { hangup: true }"),
                        Flows.flow("sub", "", "a: { hangup: true }")));
    }

    @Test
    void aGlobalKeyThatEveryMenuUsesItselfLeadsNowhere() {
        String nodes =
                """
                a: { menu: { prompt: press, choices: { 0: hangup }, give_up: hangup } }
                b: { hangup: true }
                """;

        assertEquals(
                List.of("main.yaml:7:3: main.b: no way leads from the start to this node [L02]"),
                Flows.findings("global_keys: { 0: b }\n", nodes));
        assertEquals(List.of(), Flows.findings("global_keys: { 9: b }\n", nodes));
    }

    @Test
    void nobodyHearsWhatIsPlayedAfterHangingUp() {
        assertEquals(
                List.of(
                        "main.yaml:8:3: main.c: on_hangup leads to this node, and nobody is there"
                                + " to hear it; only set, switch, split, hours, http, call, return"
                                + " and hangup may be there"),
                Flows.findings(
                        "on_hangup: b\n",
                        """
                        a: { hangup: true }
                        b: { set: { priority: "1" }, next: c }
                        c: { say: goodbye, next: hangup }
                        """));
    }

    @Test
    void nobodyHearsWhatAFlowSaysThatIsCalledAfterHangingUp() {
        String main =
                Flows.flow(
                        "main",
                        "on_hangup: b\n",
                        "a: { call: { flow: sub }, next: hangup }\n"
                                + "b: { call: { flow: sub }, next: hangup }");
        String silent = "a: { set: { priority: \"1\" }, next: c }\nc: { return: true }";
        String speaking = "a: { say: goodbye, next: c }\nc: { return: true }";

        assertEquals(
                List.of(
                        "main.yaml:7:16: main.b: on_hangup leads to flow 'sub', which needs a"
                                + " caller, and nobody is there"),
                Flows.findings(Surroundings.unknown(), main, Flows.flow("sub", "", speaking)));
        assertEquals(
                List.of(),
                Flows.findings(Surroundings.unknown(), main, Flows.flow("sub", "", silent)));
    }
}
