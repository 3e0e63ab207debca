package org.strowger.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.flow.expression.Value;

class ShownVariablesTest {
    private static final Instant START = Instant.parse("2026-11-22T09:30:00Z");

    private static FlowRun started(FlowBook book) {
        FlowRun run = FlowRun.of(book);
        run.handle(new FlowInput.Started(START, CallFacts.of("c1")));
        return run;
    }

    private static FlowRun started(String flow) {
        return started(FlowBook.of(Flows.parse(flow)));
    }

    /// A call in a flow with one variable, and `said`, which is `string(...)` of it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int | 42",
                "int | -7",
                "double | 12.5",
                "double | 3.0",
                "double | 1e21",
                "double | 0.00001",
                "bool | true",
                "string | a b",
                "duration | 90s",
                "duration | 1h30m",
                "duration | 250ms",
                "duration | 1.5s",
                "duration | -250ms",
                "duration | 12us",
                "duration | 1000001ns",
                "timestamp | 2026-11-22T09:30:00Z",
                "timestamp | 2026-11-22T09:30:00.25+01:00"
            })
    void aValueIsShownAsAnExpressionMakesTextOfIt(String type, String written) {
        FlowRun run =
                started(
                        """
                        flow: main
                        schema: 1
                        start: tell
                        vars: { it: { type: %s, default: "%s" }, said: string }
                        nodes:
                          tell: { set: { said: "string(it)" }, next: ask }
                          ask: { menu: { choices: { 1: hangup }, give_up: hangup } }
                        """
                                .formatted(type, written));
        assertEquals(run.shown().get("said"), run.shown().get("it"));
    }

    @Test
    void fieldsOfADataDipAreShownByTheNameThatFlowsWrite() {
        FlowRun run =
                started(
                        """
                        flow: main
                        schema: 1
                        start: look-up
                        nodes:
                          look-up:
                            http: { url: "https://crm/x", timeout: 2s, into: { crm: { tier: string, tags: list } } }
                            on_error: hangup
                            next: ask
                          ask: { menu: { choices: { 1: hangup }, give_up: hangup } }
                        """);
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("tier", new Value.Text("gold"));
        fields.put("tags", new Value.Words(List.of("new", "late")));
        run.handle(new FlowInput.Fetched(START.plusMillis(5), 1, fields));
        assertEquals(Map.of("crm.tier", "gold", "crm.tags", "new, late"), run.shown());
    }

    @Test
    void whatIsSecretIsNotShown() {
        FlowRun run =
                started(
                        """
                        flow: main
                        schema: 1
                        start: ask
                        vars: { pin: { type: string, secret: true }, account: { type: string, default: "12" } }
                        nodes:
                          ask: { collect: { into: pin, min: 4, max: 4, give_up: hangup }, next: more }
                          more: { menu: { choices: { 1: hangup }, give_up: hangup } }
                        """);
        for (char key : "8317".toCharArray()) {
            run.handle(new FlowInput.DigitPressed(START.plusSeconds(1), key));
        }
        assertEquals(Optional.of(new NodeId("more")), run.node());
        assertEquals(Map.of("account", "12"), run.shown());
    }

    @Test
    void manyAndLongOnesAreCut() {
        StringBuilder vars = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            vars.append("  v%03d: { type: string, default: \"%s\" }%n".formatted(i, "x"));
        }
        vars.append(
                "  long: { type: string, default: \"%s\" }%n".formatted("a" + "😀".repeat(400)));
        FlowRun run =
                started(
                        """
                        flow: main
                        schema: 1
                        start: ask
                        nodes:
                          ask: { menu: { choices: { 1: hangup }, give_up: hangup } }
                        vars:
                        """
                                + vars);
        assertEquals(100, run.shown().size());
        assertEquals("v098", run.shown().lastKey());
        assertEquals("a" + "😀".repeat(249), run.shown().get("long"));
        assertThrows(UnsupportedOperationException.class, () -> run.shown().clear());
    }

    @Test
    void theInnermostFlowsVariableCountsAndTheOuterOnesAreThere() {
        Flow inner =
                Flows.parse(
                        """
                        flow: inner
                        schema: 1
                        start: ask
                        vars: { who: { type: string, default: inner } }
                        nodes:
                          ask: { menu: { choices: { 1: hangup }, give_up: hangup } }
                        """);
        Flow outer =
                Flows.parse(
                        """
                        flow: main
                        schema: 1
                        start: go
                        vars: { who: { type: string, default: outer }, customer_key: { type: int, default: 4711 } }
                        nodes:
                          go: { call: { flow: inner }, next: hangup }
                        """);
        FlowRun run =
                started(
                        new FlowBook(
                                "main",
                                new TreeMap<>(Map.of("main", outer, "inner", inner)),
                                new TreeMap<>(),
                                "v"));
        assertEquals(Map.of("who", "inner", "customer_key", "4711"), run.shown());
        assertEquals(Optional.of("4711"), run.customerKey());
    }

    @Test
    void aCallWithoutAKeyOrWithAnEmptyOneHasNone() {
        String flow =
                """
                flow: main
                schema: 1
                start: ask
                vars: { customer_key: %s }
                nodes:
                  ask: { menu: { choices: { 1: hangup }, give_up: hangup } }
                """;
        assertEquals(Optional.empty(), started(flow.formatted("string")).customerKey());
        String blank = "{ type: string, default: \" \" }";
        assertEquals(Optional.empty(), started(flow.formatted(blank)).customerKey());
    }

    @Test
    void aFlowKnowsWhoTalkedToTheCallerLast() {
        FlowBook book =
                FlowBook.of(
                        Flows.parse(
                                """
                                flow: main
                                schema: 1
                                start: line
                                nodes:
                                  line: { queue: { name: support, prefer: caller.last_agent, prefer_for: 30s } }
                                """));
        assertEquals(Optional.of("anna"), preferred(book, Optional.of("anna")));
        assertEquals(Optional.empty(), preferred(book, Optional.empty()));
    }

    private static Optional<String> preferred(FlowBook book, Optional<String> lastAgent) {
        CallFacts facts = new CallFacts("c1", "+4420", "Ann", "100", new TreeSet<>(), lastAgent);
        return FlowRun.of(book).handle(new FlowInput.Started(START, facts)).stream()
                .filter(FlowAction.EnterQueue.class::isInstance)
                .map(FlowAction.EnterQueue.class::cast)
                .findFirst()
                .orElseThrow()
                .line()
                .prefer();
    }
}
