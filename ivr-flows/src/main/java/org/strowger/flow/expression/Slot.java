package org.strowger.flow.expression;

import java.util.Optional;

/// Where a compiled expression gets one of the values that it works with.
sealed interface Slot {

    /// Known since the expression was compiled.
    record Fixed(Object value) implements Slot {}

    record Variable(String name, ValueType declared) implements Slot {}

    /// Whether a variable has a value.
    record Presence(String name) implements Slot {}

    record Queue(Figure figure, String queue) implements Slot {}

    /// What is in the slot, as CEL takes it.
    default Content read(Scope scope) {
        return switch (this) {
            case Fixed(Object value) -> new Content.Present(value);
            case Presence(String name) -> new Content.Present(scope.value(name).isPresent());
            case Variable(String name, ValueType declared) ->
                    scope.value(name)
                            .map(value -> checked(name, declared, value))
                            .orElseGet(() -> new Content.Missing("'" + name + "' has no value"));
            case Queue(Figure figure, String queue) ->
                    scope.queue(queue)
                            .map(figures -> (Content) new Content.Present(figure.of(figures)))
                            .orElseGet(() -> new Content.Missing("no queue '" + queue + "'"));
        };
    }

    private static Content checked(String name, ValueType declared, Value value) {
        Optional<String> fault = Converted.fault(name, declared, value);
        if (fault.isPresent()) {
            return new Content.Missing(fault.get());
        }
        return value instanceof Value.Secret(SecretText text)
                ? new Content.Hidden(text)
                : new Content.Present(Converted.toCel(value));
    }

    sealed interface Content {
        record Present(Object value) implements Content {}

        record Hidden(SecretText text) implements Content {}

        record Missing(String reason) implements Content {}
    }
}
