package org.strowger.flow;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.strowger.flow.expression.Value;
import org.strowger.flow.expression.ValueType;
import org.strowger.flow.expression.Variable;

/// A flow that was read from its file: every target of a node is there, and every expression has
/// the type it needs. What only a look at the whole can tell, such as a loop without end or a
/// sub-flow that is missing, is for `FlowCheck`.
///
/// @param languages BCP 47 tags such as `en-GB`: all that its callers may hear, its own first
/// @param zone where dates and times that are spoken are read off the clock
/// @param takes the parameters, in the order of the file
/// @param returns the type of its result, for a sub-flow that has one
/// @param variables everything that its expressions may read, built-in names and the fields of data
///   dips included
/// @param initial the values that variables have from the start
/// @param globalKeys where keys lead in every menu that does not use them
/// @param nodes in the order of the file
/// @param consulted the queues that a node's expressions ask about, for nodes with such
/// @param version SHA-256 of the file's text in hex
public record Flow(
        String id,
        Optional<String> description,
        List<String> languages,
        ZoneId zone,
        SequencedMap<String, Parameter> takes,
        Optional<ValueType> returns,
        SortedMap<String, Variable> variables,
        SortedMap<String, Value> initial,
        InputRules input,
        Optional<Target> onError,
        SortedMap<Character, Target> globalKeys,
        Optional<NodeId> onHangUp,
        Limits limits,
        NodeId start,
        SequencedMap<NodeId, FlowNode> nodes,
        SortedMap<NodeId, SortedSet<String>> consulted,
        String version) {

    public Flow {
        languages = List.copyOf(languages);
        takes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(takes));
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
        initial = Collections.unmodifiableSortedMap(new TreeMap<>(initial));
        globalKeys = Collections.unmodifiableSortedMap(new TreeMap<>(globalKeys));
        nodes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(nodes));
        consulted = Collections.unmodifiableSortedMap(new TreeMap<>(consulted));
    }

    /// What a sub-flow is to be told.
    ///
    /// @param otherwise its value when it is not told; required when absent
    public record Parameter(Variable variable, Optional<Value> otherwise) {}

    /// How far one call may go.
    ///
    /// @param maxSteps how many nodes it may enter
    /// @param maxDepth how many flows may be within one another
    public record Limits(int maxSteps, int maxDepth) {
        public static final int MOST_STEPS = 1_000;
        public static final int DEEPEST = 16;
        static final Limits DEFAULT = new Limits(MOST_STEPS, DEEPEST);
    }

    /// The language that callers hear first.
    public String language() {
        return languages.getFirst();
    }

    public FlowNode node(NodeId id) {
        FlowNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("flow " + this.id + " has no node " + id);
        }
        return node;
    }
}
