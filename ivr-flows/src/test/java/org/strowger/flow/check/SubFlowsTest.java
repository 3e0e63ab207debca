package org.strowger.flow.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SubFlowsTest {
    private static final String SUB =
            Flows.flow(
                    "identify",
                    "takes: { number: string, tries: { type: int, default: 3 } }\nreturns: bool\n",
                    "a: { return: \"number == ''\" }");

    private static List<String> findings(String more, String call) {
        return Flows.findings(
                Surroundings.unknown(),
                Flows.flow("main", more, "a: { call: " + call + ", next: hangup }"),
                SUB);
    }

    @Test
    void aFlowThatIsNotThereIsGuessed() {
        assertEquals(
                List.of(
                        "main.yaml:5:16: main.a: no flow 'identfy', did you mean 'identify'? [L01]"),
                findings("", "{ flow: identfy }"));
    }

    @Test
    void parametersAreCheckedByNameAndType() {
        assertEquals(
                List.of(
                        "main.yaml:5:32: main.a: flow 'identify' must be told 'number', of type"
                                + " string [L13]",
                        "main.yaml:5:40: main.a: flow 'identify' takes no 'numbr', did you mean"
                                + " 'number'? [L13]",
                        "main.yaml:5:62: main.a: flow 'identify' takes 'tries' as int, found"
                                + " string [L13]"),
                findings("", "{ flow: identify, with: { numbr: caller.number, tries: \"'3'\" } }"));
    }

    @Test
    void theResultMustFitItsVariable() {
        assertEquals(
                List.of(
                        "main.yaml:6:65: main.a: flow 'identify' returns bool, and 'n' is of type"
                                + " int [L13]"),
                findings(
                        "vars: { n: int }\n",
                        "{ flow: identify, with: { number: caller.number }, into: n }"));
    }

    @Test
    void aBookHoldsAllThatItsFlowLeadsTo() {
        Checked checked =
                Flows.check(
                        Surroundings.unknown(),
                        Flows.flow(
                                "main",
                                "",
                                "a: { call: { flow: identify, with: { number: caller.number } }, next: hangup }"),
                        SUB);

        SortedMap<String, SortedSet<String>> held = new TreeMap<>();
        checked.books().forEach((id, book) -> held.put(id, new TreeSet<>(book.flows().keySet())));
        assertEquals("{identify=[identify], main=[identify, main]}", held.toString());
    }

    @Test
    void thereIsNoBookForAFlowThatLeadsToAMistake() {
        Checked checked =
                Flows.check(
                        Surroundings.unknown(),
                        Flows.flow("main", "", "a: { call: { flow: sub }, next: hangup }"),
                        Flows.flow("sub", "", "a: { say: hello, next: nowhere }"),
                        Flows.flow("other", "", "a: { hangup: true }"));

        assertTrue(checked.hasErrors());
        assertEquals(List.of("other"), List.copyOf(checked.books().keySet()));
    }

    @Test
    void flowsThatGoDeeperThanTheLimitAreTold() {
        String limit = "limits: { max_depth: 2 }\n";

        assertEquals(
                List.of(
                        "main.yaml:6:16: main.a: more flows within one another than 2, which is the"
                                + " limit of flow 'main' [L18]"),
                Flows.findings(
                        Surroundings.unknown(),
                        Flows.flow("main", limit, "a: { call: { flow: two }, next: hangup }"),
                        Flows.flow(
                                "two",
                                "",
                                "a: { call: { flow: three }, next: b }\nb: { return: true }"),
                        Flows.flow("three", "", "a: { return: true }")));
    }
}
