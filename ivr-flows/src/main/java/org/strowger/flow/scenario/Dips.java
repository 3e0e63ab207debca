package org.strowger.flow.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowNode;
import org.strowger.flow.expression.ValueType;
import org.strowger.flow.scenario.Circumstances.Dip;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Spelling;

/// Compares what a test says of data dips with the nodes that ask for them.
final class Dips {
    private Dips() {}

    /// The first answer that no node could use.
    static Optional<Problem> wrongIn(Circumstances circumstances, FlowBook book) {
        SortedMap<String, FlowNode.Http> nodes = nodes(book);
        return circumstances.data().entrySet().stream()
                .map(entry -> wrong(entry.getKey(), entry.getValue(), nodes))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static SortedMap<String, FlowNode.Http> nodes(FlowBook book) {
        SortedMap<String, FlowNode.Http> nodes = new TreeMap<>();
        for (Flow flow : book.flows().values()) {
            for (FlowNode node : flow.nodes().values()) {
                if (node instanceof FlowNode.Http http) {
                    nodes.put(flow.id() + "/" + node.id(), http);
                    nodes.put(node.id().value(), http);
                }
            }
        }
        return nodes;
    }

    private static Optional<Problem> wrong(
            String name, Dip dip, SortedMap<String, FlowNode.Http> nodes) {
        FlowNode.Http node = nodes.get(name);
        if (node == null) {
            String guess = Spelling.didYouMean(name, nodes.keySet());
            return Optional.of(
                    dip.at().problem("no http node " + quoted(name) + " to answer" + guess));
        }
        return dip.answer() instanceof DipAnswer.Fields(var fields, _)
                ? fields.entrySet().stream()
                        .map(field -> wrong(field, node))
                        .flatMap(Optional::stream)
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<Problem> wrong(Map.Entry<String, Given> field, FlowNode.Http node) {
        ValueType type = node.fields().get(field.getKey());
        Given given = field.getValue();
        if (type == null) {
            String guess = Spelling.didYouMean(field.getKey(), node.fields().keySet());
            return Optional.of(
                    given.at()
                            .problem(
                                    node.id() + " has no field " + quoted(field.getKey()) + guess));
        }
        return given.as(type).isPresent()
                ? Optional.empty()
                : Optional.of(
                        given.at()
                                .problem(
                                        quoted(field.getKey())
                                                + " expects "
                                                + type.word()
                                                + ", found "
                                                + quoted(given.text())));
    }
}
