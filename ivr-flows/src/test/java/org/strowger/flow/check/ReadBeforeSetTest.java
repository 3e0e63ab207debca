package org.strowger.flow.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadBeforeSetTest {
    private static final String VARS = "vars: { x: int, y: int }\n";

    private static String mayHaveNoValue(String place, String node, String variable) {
        return "main.yaml:"
                + place
                + ": warning: main."
                + node
                + ": '"
                + variable
                + "' may have no value yet when a call comes here [L14]";
    }

    @Test
    void eachWayToTheReadingMustSet() {
        String nodes =
                """
                a: { menu: { prompt: press, choices: { 1: { go: b, set: { x: "1" } }, 2: %s }, give_up: hangup } }
                b: { switch: [ { if: "x > 0", go: hangup }, { go: hangup } ] }
                """;

        assertEquals(
                List.of(mayHaveNoValue("7:20", "b", "x")),
                Flows.findings(VARS, nodes.formatted("b")));
        assertEquals(List.of(), Flows.findings(VARS, nodes.formatted("hangup")));
    }

    @Test
    void valuesAreGivenInTheOrderWritten() {
        assertEquals(
                List.of(),
                Flows.findings(VARS, "a: { set: { x: \"1\", y: \"x + 1\" }, next: hangup }"));
        assertEquals(
                List.of(mayHaveNoValue("6:15", "a", "x")),
                Flows.findings(VARS, "a: { set: { y: \"x + 1\", x: \"1\" }, next: hangup }"));
    }

    @Test
    void anEntryHasItsValueWhereItIsChecked() {
        assertEquals(
                List.of(),
                Flows.findings(
                        VARS,
                        """
                        a:
                          collect:
                            { into: x, prompt: amount, max: 4, check: "x > 5", give_up: hangup,
                              confirm: { say_as: number, value: x } }
                          next: hangup
                        """));
    }

    @Test
    void anEntryThatWasGivenUpHasNone() {
        assertEquals(
                List.of(mayHaveNoValue("7:15", "b", "x")),
                Flows.findings(
                        VARS,
                        """
                        a: { collect: { into: x, prompt: amount, max: 4, give_up: b }, next: hangup }
                        b: { set: { y: x }, next: hangup }
                        """));
    }

    @Test
    void anAnswerThatDidNotComeHasNoFields() {
        assertEquals(
                List.of(mayHaveNoValue("7:20", "b", "crm.tier")),
                Flows.findings(
                        VARS,
                        """
                        a: { http: { url: "https://crm/a", timeout: 1s, into: { crm: { tier: string } } }, on_error: b, next: b }
                        b: { switch: [ { if: "crm.tier == 'gold'", go: hangup }, { go: hangup } ] }
                        """));
    }

    @Test
    void whoAsksFirstWhetherItIsThereMayReadIt() {
        assertEquals(
                List.of(),
                Flows.findings(
                        VARS,
                        """
                        a: { http: { url: "https://crm/a", timeout: 1s, into: { crm: { tier: string } } }, on_error: b, next: b }
                        b: { switch: [ { if: "has(crm.tier) && crm.tier == 'gold'", go: hangup }, { go: hangup } ] }
                        """));
    }

    @Test
    void whereTheCallGoesOnlyWhenItIsThereItMayBeRead() {
        String nodes =
                """
                a: { http: { url: "https://crm/a", timeout: 1s, into: { crm: { tier: string } } }, on_error: b, next: b }
                b: { switch: [ { if: "%s", go: c }, { go: hangup } ] }
                c: { set: { priority: "size(crm.tier)" }, next: hangup }
                """;

        assertEquals(List.of(), Flows.findings(VARS, nodes.formatted("has(crm.tier)")));
        assertEquals(
                List.of(),
                Flows.findings(VARS, nodes.formatted("priority > 1 && has( crm.tier )")));
        for (String unsure :
                List.of(
                        "!has(crm.tier)",
                        "has(crm.tier) || priority > 1",
                        "has(crm.tier) == false",
                        "!(has(crm.tier) && priority > 1)")) {
            assertEquals(
                    List.of(mayHaveNoValue("8:15", "c", "crm.tier")),
                    Flows.findings(VARS, nodes.formatted(unsure)));
        }
    }

    @Test
    void whoHangsUpMayHaveSetNothing() {
        assertEquals(
                List.of(mayHaveNoValue("8:15", "b", "x")),
                Flows.findings(
                        VARS + "on_hangup: b\n",
                        """
                        a: { set: { x: "1" }, next: hangup }
                        b: { set: { y: x }, next: hangup }
                        """));
    }
}
