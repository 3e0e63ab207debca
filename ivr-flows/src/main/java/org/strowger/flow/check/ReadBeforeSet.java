package org.strowger.flow.check;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowNode;
import org.strowger.flow.NodeId;
import org.strowger.flow.check.FlowGraph.Way;
import org.strowger.flow.expression.Expression;
import org.strowger.yaml.Problem;

/// Finds variables that are read where, on some way from the start, they have no value yet (L14).
///
/// For each node it reckons which variables have a value on every way to it. Variables never lose
/// their value, so ways back to where the call has been say nothing new.
final class ReadBeforeSet {
    private static final List<String> ALWAYS_THERE = List.of("priority", "language", "now");

    private static final String WAY = "way ";
    private static final Pattern AND = Pattern.compile("&&");
    private static final Pattern ASKED = Pattern.compile("\\s*has\\(\\s*([a-z0-9_.]+)\\s*\\)\\s*");

    private final FlowFile file;
    private final FlowGraph graph;
    private final Map<String, Integer> numbers = new TreeMap<>();
    private final Map<NodeId, BitSet> setOnEveryWay = new LinkedHashMap<>();
    private final Map<NodeId, List<Step>> steps = new LinkedHashMap<>();

    /// A way to another node, and what has a value at its end.
    private record Step(NodeId to, BitSet sets) {}

    private ReadBeforeSet(FlowFile file, FlowGraph graph) {
        this.file = file;
        this.graph = graph;
    }

    static List<Problem> find(FlowFile file, FlowGraph graph) {
        ReadBeforeSet search = new ReadBeforeSet(file, graph);
        search.follow();
        List<Problem> problems = new ArrayList<>();
        for (NodeId id : graph.reached()) {
            search.addReadings(problems, file.flow().node(id));
        }
        return problems;
    }

    private void follow() {
        Flow flow = file.flow();
        SequencedSet<NodeId> toVisit = new LinkedHashSet<>();
        reach(flow.start(), setFromTheStart(), toVisit);
        // The caller may hang up at once, so this node can count on nothing else.
        flow.onHangUp().ifPresent(node -> reach(node, setFromTheStart(), toVisit));
        while (!toVisit.isEmpty()) {
            NodeId from = toVisit.removeFirst();
            for (Step step : steps.computeIfAbsent(from, this::stepsFrom)) {
                BitSet set = (BitSet) setBefore(from).clone();
                set.or(step.sets());
                reach(step.to(), set, toVisit);
            }
        }
    }

    private List<Step> stepsFrom(NodeId node) {
        List<Step> from = new ArrayList<>();
        for (Way way : graph.waysFrom(node)) {
            from.add(new Step(way.to(), numbers(setBy(file.flow().node(node), way.label()))));
        }
        return from;
    }

    private void reach(NodeId node, BitSet set, SequencedSet<NodeId> toVisit) {
        BitSet known = setOnEveryWay.get(node);
        if (known == null) {
            setOnEveryWay.put(node, set);
            toVisit.add(node);
            return;
        }
        int before = known.cardinality();
        known.and(set);
        if (known.cardinality() < before) {
            toVisit.add(node);
        }
    }

    private BitSet setBefore(NodeId node) {
        return setOnEveryWay.getOrDefault(node, new BitSet());
    }

    private BitSet numbers(Collection<String> variables) {
        BitSet numbers = new BitSet();
        variables.forEach(name -> numbers.set(number(name)));
        return numbers;
    }

    /// Sets of variables are compared a great many times, so each variable has a number.
    private int number(String variable) {
        return numbers.computeIfAbsent(variable, _ -> numbers.size());
    }

    private BitSet setFromTheStart() {
        Flow flow = file.flow();
        BitSet set = numbers(flow.takes().sequencedKeySet());
        set.or(numbers(flow.initial().keySet()));
        set.or(
                numbers(
                        flow.variables().keySet().stream()
                                .filter(ReadBeforeSet::isBuiltIn)
                                .toList()));
        return set;
    }

    private static boolean isBuiltIn(String variable) {
        return variable.startsWith("call.")
                || variable.startsWith("caller.")
                || ALWAYS_THERE.contains(variable);
    }

    /// What gets a value when a call leaves a node on a way.
    private static NavigableSet<String> setBy(FlowNode node, String label) {
        NavigableSet<String> set = new TreeSet<>();
        switch (node) {
            case FlowNode.Menu menu when label.equals("extensions") ->
                    menu.extensions().ifPresent(dialled -> set.add(dialled.into()));
            case FlowNode.Menu menu when menu.choices().containsKey(label) ->
                    set.addAll(menu.choices().get(label).set().sequencedKeySet());
            case FlowNode.Collect collect when label.equals("next") -> set.add(collect.into());
            case FlowNode.Record tape when label.equals("next") -> set.add(tape.into());
            case FlowNode.Http http when label.equals("next") ->
                    http.fields().keySet().forEach(field -> set.add(http.into() + "." + field));
            case FlowNode.Assign assign when label.equals("next") ->
                    set.addAll(assign.values().sequencedKeySet());
            case FlowNode.Call call when label.equals("next") -> call.into().ifPresent(set::add);
            case FlowNode.Switch choice when label.startsWith(WAY) ->
                    set.addAll(foundThere(wayOf(choice, label).condition()));
            default -> {}
        }
        return set;
    }

    private static FlowNode.Way wayOf(FlowNode.Switch choice, String label) {
        return choice.ways().get(Integer.parseInt(label.substring(WAY.length())) - 1);
    }

    /// What is known to be there when a condition is true, because `has(...)` is one of the things
    /// that must all be so.
    private static NavigableSet<String> foundThere(Expression condition) {
        NavigableSet<String> there = new TreeSet<>();
        String source = condition.source();
        if (source.contains("||") || source.contains("?") || source.contains("!(")) {
            return there;
        }
        AND.splitAsStream(source)
                .map(ASKED::matcher)
                .filter(Matcher::matches)
                .forEach(asked -> there.add(asked.group(1)));
        return there;
    }

    private void addReadings(List<Problem> problems, FlowNode node) {
        BitSet set = (BitSet) setBefore(node.id()).clone();
        for (Reading reading : Reading.of(node)) {
            BitSet known = (BitSet) set.clone();
            if (node instanceof FlowNode.Collect collect && isOfTheEntry(reading)) {
                known.set(number(collect.into()));
            }
            reading.expression().reads().stream()
                    .filter(name -> !known.get(number(name)) && !asksWhetherThere(reading, name))
                    .forEach(name -> problems.add(problem(node, reading, name)));
            if (node instanceof FlowNode.Assign
                    && reading.purpose() instanceof Reading.Purpose.Kept(var variable)) {
                set.set(number(variable));
            }
        }
    }

    private static boolean isOfTheEntry(Reading reading) {
        String of = reading.part().keys().get(1);
        return of.equals("check") || of.equals("confirm");
    }

    /// Who asks `has(crm.tier)` first knows that it may not be there.
    private static boolean asksWhetherThere(Reading reading, String variable) {
        return reading.expression().source().replace(" ", "").contains("has(" + variable + ")");
    }

    private Problem problem(FlowNode node, Reading reading, String variable) {
        return file.problem(
                LintCode.L14,
                node,
                reading.part(),
                quoted(variable) + " may have no value yet when a call comes here");
    }
}
