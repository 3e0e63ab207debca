package org.strowger.flow;

import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.FlowAction.HangUpReason;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.Value;

/// What nodes do that need neither the caller nor anybody else: they look, reckon, and go on at
/// once.
final class Decisions {
    private final FlowRun run;

    Decisions(FlowRun run) {
        this.run = run;
    }

    void choose(FlowNode.Switch choice) {
        for (int i = 0; i < choice.ways().size(); i++) {
            FlowNode.Way way = choice.ways().get(i);
            Optional<Value> is = run.evaluate(way.condition());
            if (is.isEmpty()) {
                return;
            }
            if (is.get() instanceof Value.Flag(boolean on) && on) {
                run.go("way " + (i + 1), way.go());
                return;
            }
        }
        run.go("otherwise", choice.otherwise());
    }

    void split(FlowNode.Split split) {
        String caller =
                run.call.facts.callerNumber().isEmpty()
                        ? run.call.facts.id()
                        : run.call.facts.callerNumber();
        int way = Lots.draw(split.ways(), run.call.flow().id() + '/' + split.id() + '/' + caller);
        run.go("way " + (way + 1), split.ways().get(way).go());
    }

    void hours(FlowNode.Hours hours) {
        if (run.call.facts.closedByHand().contains(hours.calendar())) {
            hours.emergency()
                    .ifPresentOrElse(
                            target -> run.go("emergency", target),
                            () -> run.go("closed", hours.closed()));
            return;
        }
        switch (run.call.book.calendar(hours.calendar()).at(run.call.now)) {
            case OPEN -> run.go("open", hours.open());
            case CLOSED -> run.go("closed", hours.closed());
            case HOLIDAY ->
                    hours.holiday()
                            .ifPresentOrElse(
                                    target -> run.go("holiday", target),
                                    () -> run.go("closed", hours.closed()));
        }
    }

    void assign(FlowNode.Assign set) {
        if (assign(set.values())) {
            run.go("next", set.next());
        }
    }

    /// Whether all could be evaluated; if not, the node has failed.
    boolean assign(SequencedMap<String, Expression> values) {
        for (var entry : values.entrySet()) {
            Optional<Value> value = run.evaluate(entry.getValue());
            if (value.isEmpty()) {
                return false;
            }
            set(entry.getKey(), value.get());
        }
        return true;
    }

    private void set(String name, Value value) {
        String language = run.call.language;
        run.call.set(name, value);
        if (!run.call.language.equals(language)) {
            run.report(new FlowEvent.LanguageChosen(run.call.language));
        }
    }

    void call(FlowNode.Call sub) {
        int deepest = run.call.book.entryFlow().limits().maxDepth();
        if (run.call.depth() >= deepest) {
            run.fail(
                    "the call is in more than " + deepest + " flows within one another",
                    HangUpReason.TOO_FAR);
            return;
        }
        Flow flow = run.call.book.flow(sub.flow());
        SortedMap<String, Value> parameters = new TreeMap<>();
        for (var parameter : flow.takes().entrySet()) {
            Expression given = sub.with().get(parameter.getKey());
            Optional<Value> value =
                    given == null ? parameter.getValue().otherwise() : run.evaluate(given);
            if (given != null && value.isEmpty()) {
                return;
            }
            boolean secret = parameter.getValue().variable().secret();
            value.ifPresent(v -> parameters.put(parameter.getKey(), secret ? Secrets.of(v) : v));
        }
        run.call.push(flow, parameters);
        run.begin(new Target.To(flow.start()));
    }

    void comeBack(FlowNode.Return back) {
        Optional<Value> result = back.result().flatMap(run::evaluate);
        if (back.result().isPresent() && result.isEmpty()) {
            return;
        }
        run.leaveNode("return");
        if (run.call.depth() == 1) {
            run.end(HangUpReason.FLOW_ENDED);
            return;
        }
        run.call.pop();
        if (run.call.node() instanceof FlowNode.Call sub) {
            sub.into().ifPresent(name -> result.ifPresent(value -> set(name, value)));
            run.go("next", sub.next());
        }
    }
}
