package org.strowger.flow.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowNode;
import org.strowger.flow.NodeId;
import org.strowger.flow.Target;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.Value;

/// Whatever part of whatever node is another, there is a change to be told. The parts are found by
/// reflection, so that one which the language gets later is not forgotten.
class EveryPartTest {
    private final Flow flow = Flows.load("every-kind");

    @Test
    void everyPartOfEveryNodeMakesAChange() {
        int variants = 0;
        for (FlowNode node : flow.nodes().values()) {
            for (Object variant : variants(node)) {
                SequencedMap<NodeId, FlowNode> nodes = new LinkedHashMap<>(flow.nodes());
                nodes.put(node.id(), (FlowNode) variant);
                List<Change> changes = FlowDifference.between(flow, with(nodes));
                assertFalse(changes.isEmpty(), node + " -> " + variant);
                changes.forEach(change -> assertFalse(change.sentence().isBlank()));
                variants++;
            }
        }
        assertTrue(variants > 300, "only " + variants);
    }

    @Test
    void everyPartOfTheFlowMakesAChange() {
        for (Object variant : variants(flow)) {
            Flow other = (Flow) variant;
            boolean sameNodes = other.nodes().equals(flow.nodes());
            boolean sameText = other.version().equals(flow.version());
            boolean sameQueues = other.consulted().equals(flow.consulted());
            boolean sameVariables = other.variables().equals(flow.variables());
            if (sameNodes && sameText && sameQueues && sameVariables) {
                assertFalse(FlowDifference.between(flow, other).isEmpty(), other.toString());
            }
        }
    }

    @Test
    void equalFlowsHaveNoDifference() {
        assertEquals(List.of(), FlowDifference.between(flow, Flows.load("every-kind")));
        assertEquals(List.of(), FlowDifference.between(flow, flow));
    }

    private Flow with(SequencedMap<NodeId, FlowNode> nodes) {
        RecordComponent[] components = Flow.class.getRecordComponents();
        int place = 0;
        while (!components[place].getName().equals("nodes")) {
            place++;
        }
        return (Flow) Objects.requireNonNull(made(flow, components, place, nodes));
    }

    /// Values that are as the given one but for one part.
    private List<Object> variants(Object value) {
        return switch (value) {
            case NodeId id -> List.of(other(id));
            case Target.To(var node) -> List.of(new Target.HangUp(), new Target.To(other(node)));
            case Target _ -> List.of(new Target.To(new NodeId("done")));
            case Boolean flag -> List.of(!flag);
            case Integer number -> List.of(number + 1);
            case Character key -> List.of(key == '9' ? '8' : '9');
            case String text -> List.of(text + "x");
            case Duration duration -> List.of(duration.plusSeconds(1));
            case Expression expression -> List.of(another(expression));
            case Enum<?> word -> others(word);
            case Value.Text(var text) -> List.of(new Value.Text(text + "x"));
            case Record parts -> ofRecord(parts);
            case Optional<?> optional -> ofOptional(optional);
            case List<?> list -> ofList(list);
            case SortedSet<?> _ -> List.of(new TreeSet<>(List.of("7")));
            case SortedMap<?, ?> map -> ofMap(map, new TreeMap<>());
            case Map<?, ?> map -> ofMap(map, new LinkedHashMap<>());
            default -> List.of();
        };
    }

    private static NodeId other(NodeId id) {
        return new NodeId(id.value().equals("done") ? "ended" : "done");
    }

    private Expression another(Expression expression) {
        Expression result =
                ((FlowNode.Return) flow.node(new NodeId("done"))).result().orElseThrow();
        Expression dialled =
                ((FlowNode.Callback) flow.node(new NodeId("call-back"))).number().orElseThrow();
        return expression.equals(result) ? dialled : result;
    }

    private static List<Object> others(Enum<?> word) {
        return Arrays.stream((Object[]) word.getDeclaringClass().getEnumConstants())
                .filter(other -> !other.equals(word))
                .toList();
    }

    private List<Object> ofOptional(Optional<?> optional) {
        List<Object> all = new ArrayList<>();
        if (optional.isPresent()) {
            all.add(Optional.empty());
            variants(optional.get()).forEach(variant -> all.add(Optional.of(variant)));
        }
        return all;
    }

    private List<Object> ofList(List<?> list) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            List<Object> shorter = new ArrayList<>(list);
            shorter.remove(i);
            all.add(shorter);
            for (Object variant : variants(list.get(i))) {
                List<Object> other = new ArrayList<>(list);
                other.set(i, variant);
                all.add(other);
            }
        }
        return all;
    }

    private List<Object> ofMap(Map<?, ?> map, Map<Object, Object> empty) {
        List<Object> all = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Map<Object, Object> shorter = copy(empty, map);
            shorter.remove(entry.getKey());
            all.add(shorter);
            for (Object variant : variants(entry.getValue())) {
                Map<Object, Object> other = copy(empty, map);
                other.put(entry.getKey(), variant);
                all.add(other);
            }
        }
        return all;
    }

    private static Map<Object, Object> copy(Map<Object, Object> kind, Map<?, ?> map) {
        Map<Object, Object> copy =
                kind instanceof SortedMap ? new TreeMap<>() : new LinkedHashMap<>();
        map.forEach(copy::put);
        return copy;
    }

    private List<Object> ofRecord(Record parts) {
        RecordComponent[] components = parts.getClass().getRecordComponents();
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            boolean nameOfNode = parts instanceof FlowNode && components[i].getName().equals("id");
            for (Object variant : nameOfNode ? List.of() : variants(part(parts, components[i]))) {
                Object made = made(parts, components, i, variant);
                if (made != null) {
                    all.add(made);
                }
            }
        }
        return all;
    }

    private static Object part(Record parts, RecordComponent component) {
        try {
            return component.getAccessor().invoke(parts);
        } catch (ReflectiveOperationException closed) {
            throw new LinkageError("a record has no such part", closed);
        }
    }

    /// Nothing, when there can be no such record.
    private static @Nullable Object made(
            Record parts, RecordComponent[] components, int place, Object variant) {
        Object[] values =
                Arrays.stream(components).map(component -> part(parts, component)).toArray();
        values[place] = variant;
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return parts.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException refused) {
            return null;
        } catch (ReflectiveOperationException closed) {
            throw new LinkageError("a record has no such part", closed);
        }
    }
}
