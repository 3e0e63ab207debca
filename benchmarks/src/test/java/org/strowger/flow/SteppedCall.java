package org.strowger.flow;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.expression.Value;

/// A call that goes from menu to menu, with a data dip behind it, as long as a call may.
final class SteppedCall {
    /// How many keys a call presses: with a switch between two menus each is two nodes.
    static final int KEYS = 450;

    private static final String FLOW =
            """
            flow: f
            schema: 1
            start: look-up
            vars: { account: { type: string, default: "123456" } }
            nodes:
              look-up:
                http:
                  url: "https://crm.internal/accounts/{account}"
                  timeout: 2s
                  into: { crm: { tier: string, balance: double } }
                  fallback: { tier: standard, balance: 0 }
                next: a
              a: { menu: { prompt: welcome, choices: { 1: b, 2: hangup }, give_up: hangup } }
              b: { menu: { prompt: choose, choices: { 1: a, 2: hangup }, give_up: hangup } }
              route:
                switch:
                  - { if: "crm.tier == 'gold' && call.waited > duration('2m')", go: a }
                  - { go: b }
            """;

    private final FlowBook book;

    private SteppedCall(FlowBook book) {
        this.book = book;
    }

    /// @param expressions whether every second menu is followed by a condition
    static SteppedCall of(boolean expressions) {
        String text =
                expressions
                        ? FLOW.replace("choices: { 1: a,", "choices: { 1: route,")
                        : FLOW.substring(0, FLOW.indexOf("  route:"));
        ParsedFlow parsed = FlowParser.parse("f.yaml", text);
        return new SteppedCall(FlowBook.of(((ParsedFlow.Ok) parsed).flow()));
    }

    /// A call that has come to its first menu.
    FlowRun begun() {
        FlowRun run = FlowRun.of(book);
        run.handle(new FlowInput.Started(Instant.EPOCH, CallFacts.of("c1")));
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("tier", new Value.Text("gold"));
        fields.put("balance", new Value.Decimal(12.5));
        run.handle(new FlowInput.Fetched(Instant.EPOCH, 1, fields));
        return run;
    }

    /// Presses key after key; each leads to another menu.
    static int press(FlowRun run) {
        int actions = 0;
        for (int i = 0; i < KEYS; i++) {
            List<FlowAction> done = run.handle(new FlowInput.DigitPressed(Instant.EPOCH, '1'));
            actions += done.size();
        }
        return actions;
    }
}
