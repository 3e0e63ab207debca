package org.strowger.flow.expression;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A gold customer who has waited for three minutes, and who can be made another.
final class SampleCall implements Scope {
    static final String PIN = "8317";
    static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");

    private final SortedMap<String, Value> values = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();

    SampleCall() {
        values.put("account", new Value.Text("1234567"));
        values.put("call.waited", new Value.Span(Duration.ofMinutes(3)));
        values.put("caller.name", new Value.Text(""));
        values.put("caller.number", new Value.Text("+442079460000"));
        values.put("crm.balance", new Value.Decimal(12.5));
        values.put("crm.tier", new Value.Text("gold"));
        values.put("now", new Value.Moment(NOW));
        values.put("pin", new Value.Secret(SecretText.of(PIN)));
        values.put("priority", new Value.Whole(5));
        values.put("skills", new Value.Words(List.of("english", "french")));
        values.put("vip", new Value.Flag(true));
    }

    static SortedMap<String, Variable> variables() {
        SortedMap<String, Variable> variables = new TreeMap<>();
        new SampleCall()
                .values.forEach(
                        (name, value) ->
                                variables.put(
                                        name, new Variable(value.type(), name.equals("pin"))));
        return variables;
    }

    static ExpressionCompiler compiler() {
        return new ExpressionCompiler(variables());
    }

    static Expression compiled(String text, ValueType type) {
        return switch (compiler().compile(text, type)) {
            case Compiled.Ok(Expression expression) -> expression;
            case Compiled.Refused(List<Mistake> mistakes) -> fail(text + ": " + mistakes);
        };
    }

    SampleCall with(String name, Value value) {
        values.put(name, value);
        return this;
    }

    SampleCall without(String name) {
        values.remove(name);
        return this;
    }

    /// The names that were asked for, in order.
    List<String> asked() {
        return asked;
    }

    @Override
    public Optional<Value> value(String name) {
        asked.add(name);
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public Optional<QueueFigures> queue(String name) {
        asked.add(name);
        return Optional.ofNullable(
                Map.of("support", new QueueFigures(7, 2, Duration.ofSeconds(90))).get(name));
    }
}
