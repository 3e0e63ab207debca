package org.strowger.flow.check;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.flow.Flow;
import org.strowger.flow.Flow.Parameter;
import org.strowger.flow.FlowNode;
import org.strowger.flow.NodeId;
import org.strowger.flow.check.FlowGraph.Returning;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.ValueType;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Spelling;

/// Finds what is wrong between a flow and those that it calls: one that is not there (L01), words
/// that do not fit what it takes or returns (L13), and flows within flows without end or too deep
/// (L18).
final class SubFlows {
    private static final int TOO_DEEP = Flow.Limits.DEEPEST + 1;

    private final SortedMap<String, Flow> flows;
    private final SortedSet<String> ids;
    private final SortedMap<String, SortedSet<String>> called = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> reachedFrom = new TreeMap<>();

    /// @param flows all that could be read, by id
    /// @param ids of all that there are, those that could not be read included
    SubFlows(SortedMap<String, Flow> flows, SortedSet<String> ids) {
        this.flows = flows;
        this.ids = ids;
        flows.forEach((id, flow) -> called.put(id, calledBy(flow)));
    }

    private static SortedSet<String> calledBy(Flow flow) {
        SortedSet<String> called = new TreeSet<>();
        calls(flow).forEach(call -> called.add(call.flow()));
        return called;
    }

    private static List<FlowNode.Call> calls(Flow flow) {
        List<FlowNode.Call> calls = new ArrayList<>();
        for (FlowNode node : flow.nodes().values()) {
            if (node instanceof FlowNode.Call call) {
                calls.add(call);
            }
        }
        return calls;
    }

    /// Everything that a call which begins in a flow can come to, the flow included.
    SortedSet<String> reachedFrom(String entry) {
        return reachedFrom.computeIfAbsent(entry, this::search);
    }

    private SortedSet<String> search(String entry) {
        SortedSet<String> reached = new TreeSet<>();
        SortedSet<String> toVisit = new TreeSet<>(List.of(entry));
        while (!toVisit.isEmpty()) {
            String flow = toVisit.removeFirst();
            if (reached.add(flow)) {
                toVisit.addAll(called.getOrDefault(flow, new TreeSet<>()));
            }
        }
        return reached;
    }

    /// Whether each flow comes back to the one that called it. A flow that always calls itself
    /// first does not.
    SortedMap<String, Returning> returning() {
        SortedMap<String, Returning> returning = new TreeMap<>();
        flows.keySet().forEach(id -> returning.put(id, Returning.NEVER));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Flow flow : flows.values()) {
                Returning now = returning(flow, FlowGraph.of(flow, returning));
                changed |= returning.put(flow.id(), now) != now;
            }
        }
        return returning;
    }

    private static Returning returning(Flow flow, FlowGraph graph) {
        if (graph.reachedAtOnceFrom(flow.start()).stream()
                .anyMatch(id -> flow.node(id) instanceof FlowNode.Return)) {
            return Returning.AT_ONCE;
        }
        return graph.reachedFrom(List.of(flow.start())).stream()
                        .anyMatch(id -> flow.node(id) instanceof FlowNode.Return)
                ? Returning.PACED
                : Returning.NEVER;
    }

    List<Problem> find(FlowFile file, SortedMap<String, Returning> returning) {
        List<Problem> problems = new ArrayList<>();
        file.flow()
                .onHangUp()
                .ifPresent(first -> addHeardByNobody(problems, file, first, returning));
        for (FlowNode.Call call : calls(file.flow())) {
            Optional<Flow> callee = Optional.ofNullable(flows.get(call.flow()));
            if (!ids.contains(call.flow())) {
                problems.add(
                        file.problem(
                                LintCode.L01,
                                call,
                                Part.of("call", "flow"),
                                "no flow "
                                        + quoted(call.flow())
                                        + Spelling.didYouMean(call.flow(), ids)));
            }
            callee.ifPresent(flow -> addMisfits(problems, file, call, flow));
            addDepth(problems, file, call);
        }
        return problems;
    }

    /// What a flow that is called has a caller do when there is none.
    private void addHeardByNobody(
            List<Problem> problems,
            FlowFile file,
            NodeId first,
            SortedMap<String, Returning> returning) {
        for (NodeId id : FlowGraph.of(file.flow(), returning).reachedWithoutCallerFrom(first)) {
            if (file.flow().node(id) instanceof FlowNode.Call call) {
                reachedFrom(call.flow()).stream()
                        .filter(callee -> flows.containsKey(callee))
                        .filter(callee -> needsACaller(callee, returning))
                        .findFirst()
                        .ifPresent(
                                callee ->
                                        problems.add(
                                                file.problem(
                                                        LintCode.L00,
                                                        call,
                                                        Part.of("call", "flow"),
                                                        "on_hangup leads to flow "
                                                                + quoted(callee)
                                                                + ", which needs a caller, and"
                                                                + " nobody is there")));
            }
        }
    }

    private boolean needsACaller(String id, SortedMap<String, Returning> returning) {
        Flow flow = flows.get(id);
        return flow != null
                && FlowGraph.of(flow, returning).reachedWithoutCallerFrom(flow.start()).stream()
                        .anyMatch(node -> !flow.node(node).isSilent());
    }

    private void addDepth(List<Problem> problems, FlowFile file, FlowNode.Call call) {
        if (reachedFrom(call.flow()).contains(file.flow().id())) {
            problems.add(
                    file.problem(
                            LintCode.L18,
                            call,
                            Part.of("call", "flow"),
                            "flow "
                                    + quoted(call.flow())
                                    + " leads back to this one, flow within flow without end"));
            return;
        }
        if (reachedFrom(call.flow()).stream().anyMatch(this::callsItself)) {
            return; // It is told where it is.
        }
        int depth = 1 + depth(call.flow());
        int most = file.flow().limits().maxDepth();
        if (depth > most) {
            problems.add(
                    file.problem(
                            LintCode.L18,
                            call,
                            Part.of("call", "flow"),
                            "more flows within one another than "
                                    + most
                                    + ", which is the limit of flow "
                                    + quoted(file.flow().id())));
        }
    }

    private boolean callsItself(String flow) {
        return called.getOrDefault(flow, new TreeSet<>()).stream()
                .anyMatch(callee -> reachedFrom(callee).contains(flow));
    }

    /// How many flows are within one another from this one on, itself included; not counted beyond
    /// what any limit allows.
    private int depth(String flow) {
        SortedSet<String> level = new TreeSet<>(List.of(flow));
        int depth = 0;
        while (!level.isEmpty() && depth < TOO_DEEP) {
            SortedSet<String> next = new TreeSet<>();
            level.forEach(id -> next.addAll(called.getOrDefault(id, new TreeSet<>())));
            level = next;
            depth++;
        }
        return depth;
    }

    private static void addMisfits(
            List<Problem> problems, FlowFile file, FlowNode.Call call, Flow callee) {
        SequencedMap<String, Parameter> takes = callee.takes();
        call.with()
                .forEach(
                        (name, told) ->
                                misfit(name, told, callee)
                                        .ifPresent(
                                                message ->
                                                        problems.add(
                                                                file.problem(
                                                                        LintCode.L13,
                                                                        call,
                                                                        Part.of(
                                                                                "call", "with",
                                                                                name),
                                                                        message))));
        takes.forEach(
                (name, parameter) -> {
                    if (parameter.otherwise().isEmpty() && !call.with().containsKey(name)) {
                        problems.add(
                                file.problem(
                                        LintCode.L13,
                                        call,
                                        Part.of("call", "with"),
                                        "flow "
                                                + quoted(callee.id())
                                                + " must be told "
                                                + quoted(name)
                                                + ", of type "
                                                + parameter.variable().type().word()));
                    }
                });
        call.into()
                .flatMap(into -> misfit(file.flow(), into, callee))
                .ifPresent(
                        message ->
                                problems.add(
                                        file.problem(
                                                LintCode.L13,
                                                call,
                                                Part.of("call", "into"),
                                                message)));
    }

    private static Optional<String> misfit(String name, Expression told, Flow callee) {
        Parameter parameter = callee.takes().get(name);
        if (parameter == null) {
            return Optional.of(
                    "flow "
                            + quoted(callee.id())
                            + " takes no "
                            + quoted(name)
                            + Spelling.didYouMean(name, callee.takes().sequencedKeySet()));
        }
        ValueType expected = parameter.variable().type();
        return expected == told.type()
                ? Optional.empty()
                : Optional.of(
                        "flow "
                                + quoted(callee.id())
                                + " takes "
                                + quoted(name)
                                + " as "
                                + expected.word()
                                + ", found "
                                + told.type().word());
    }

    private static Optional<String> misfit(Flow caller, String into, Flow callee) {
        if (callee.returns().isEmpty()) {
            return Optional.of("flow " + quoted(callee.id()) + " returns nothing");
        }
        ValueType returned = callee.returns().get();
        return Optional.ofNullable(caller.variables().get(into))
                .filter(variable -> variable.type() != returned)
                .map(
                        variable ->
                                "flow "
                                        + quoted(callee.id())
                                        + " returns "
                                        + returned.word()
                                        + ", and "
                                        + quoted(into)
                                        + " is of type "
                                        + variable.type().word());
    }
}
