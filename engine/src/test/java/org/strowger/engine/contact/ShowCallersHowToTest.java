package org.strowger.engine.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.strowger.flow.CallFacts;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowInput;
import org.strowger.flow.FlowParser;
import org.strowger.flow.FlowRun;
import org.strowger.flow.ParsedFlow;
import org.strowger.flow.expression.Value;

/// What the how-to shows works as it says.
class ShowCallersHowToTest {
    private static final Path HOW_TO = Path.of("../docs/how-to/show-callers-to-agents.md");

    private static String block(String language) throws IOException {
        return Files.readString(HOW_TO).split("```" + language + "\n", 2)[1].split("\n```", 2)[0];
    }

    /// The call of the flow that it shows, in line, with what the flow found out.
    private static FlowRun inLine(CallFacts facts) throws IOException {
        ParsedFlow parsed = FlowParser.parse("flows/main.yaml", block("yaml") + "\n");
        FlowRun run = FlowRun.of(FlowBook.of(assertInstanceOf(ParsedFlow.Ok.class, parsed).flow()));
        run.handle(new FlowInput.Started(SampleContacts.NINE, facts));
        return run;
    }

    @Test
    void theFlowFindsOutWhoCallsAndPrefersTheLastAgent() throws IOException {
        FlowRun run =
                inLine(
                        new CallFacts(
                                "c1",
                                SampleContacts.NUMBER,
                                "Ada",
                                "100",
                                new TreeSet<>(),
                                Optional.of("anna")));
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("id", new Value.Text("4711"));
        fields.put("tier", new Value.Text("gold"));
        Instant later = SampleContacts.NINE.plusSeconds(1);
        List<FlowAction> actions = run.handle(new FlowInput.Fetched(later, 1, fields));
        assertTrue(
                actions.stream()
                        .anyMatch(
                                action ->
                                        action instanceof FlowAction.EnterQueue(var line)
                                                && line.prefer().equals(Optional.of("anna"))
                                                && line.priority() == 10));
        assertEquals(Optional.of("4711"), run.customerKey());
        assertEquals("gold", run.shown().get("crm.tier"));
    }

    @Test
    void theScriptIsFilledFromThatFlow() throws IOException {
        ReadScript read =
                CallScript.read(
                        "scripts/support.md",
                        block("markdown"),
                        new TreeSet<>(List.of("crm.tier")));
        CallScript script = assertInstanceOf(ReadScript.Ok.class, read).script();
        SortedMap<String, String> data = new TreeMap<>();
        data.put("caller.name", "Ada");
        assertTrue(script.fill(data).contains("Good day, &#65;da!"));
    }

    @Test
    void everyOutcomeIsExplained() throws IOException {
        String howTo = Files.readString(HOW_TO);
        for (Outcome outcome : Outcome.values()) {
            assertTrue(howTo.contains("`" + outcome + "`"), outcome.name());
        }
        for (String name : CallNames.ALL) {
            assertTrue(howTo.contains("`{" + name + "}`"), name);
        }
    }
}
