package org.strowger.flow.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An action of an Amazon Connect flow.
record ConnectAction(String id, String type, SourceValue source) {

    static Optional<ConnectAction> of(SourceValue source) {
        Optional<String> id = source.text("Identifier");
        Optional<String> type = source.text("Type");
        return id.flatMap(i -> type.map(t -> new ConnectAction(i, t, source)));
    }

    SourceValue parameters() {
        return source.field("Parameters");
    }

    Optional<String> parameter(String key) {
        return parameters().text(key);
    }

    private SourceValue transitions() {
        return source.field("Transitions");
    }

    Optional<String> next() {
        return transitions().text("NextAction");
    }

    /// Where an error leads.
    Optional<String> error(String type) {
        return errors().stream()
                .filter(e -> e.text("ErrorType").equals(Optional.of(type)))
                .findFirst()
                .flatMap(e -> e.text("NextAction"));
    }

    List<SourceValue> errors() {
        return transitions().field("Errors").items();
    }

    List<Condition> conditions() {
        return transitions().field("Conditions").items().stream().map(Condition::of).toList();
    }

    /// Where the condition of one word leads.
    Optional<String> when(String word) {
        return conditions().stream()
                .filter(c -> c.operands().equals(List.of(word)))
                .findFirst()
                .flatMap(Condition::next);
    }

    /// Every action this one leads to, looked at without being used.
    List<String> leadsTo() {
        SourceValue ways = transitions();
        List<SourceValue> all = new ArrayList<>(ways.field("Errors").items());
        all.addAll(ways.field("Conditions").items());
        all.add(ways);
        return all.stream().flatMap(w -> w.peek("NextAction").stream()).toList();
    }

    record Condition(SourceValue source, String operator, List<String> operands) {
        private static Condition of(SourceValue source) {
            SourceValue condition = source.field("Condition");
            List<String> operands =
                    condition.field("Operands").items().stream()
                            .map(o -> o.written().orElse(""))
                            .toList();
            return new Condition(source, condition.text("Operator").orElse(""), operands);
        }

        Optional<String> next() {
            return source.text("NextAction");
        }
    }
}
