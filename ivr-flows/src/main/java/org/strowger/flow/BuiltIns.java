package org.strowger.flow;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.flow.expression.ValueType;
import org.strowger.flow.expression.Variable;

/// The names that every flow can read, and those that it cannot give to variables of its own.
final class BuiltIns {
    static final String PRIORITY = "priority";
    static final String LANGUAGE = "language";
    static final String NOW = "now";
    static final String CALLER_NUMBER = "caller.number";
    static final String CALLER_NAME = "caller.name";
    static final String CALLER_LAST_AGENT = "caller.last_agent";
    static final String CALL_DIALLED = "call.dialled";
    static final String CALL_ID = "call.id";
    static final String CALL_FLOW = "call.flow";
    static final String CALL_STARTED = "call.started";
    static final String CALL_WAITED = "call.waited";

    /// Words of CEL and of ours, sorted so that messages are the same each time.
    static final Set<String> RESERVED =
            Collections.unmodifiableSet(
                    new TreeSet<>(
                            Set.of(
                                    "as",
                                    "bool",
                                    "break",
                                    "bytes",
                                    "call",
                                    "caller",
                                    "const",
                                    "continue",
                                    "double",
                                    "duration",
                                    "dyn",
                                    "else",
                                    "expected_wait",
                                    "false",
                                    "for",
                                    "function",
                                    "if",
                                    "import",
                                    "in",
                                    "int",
                                    "language",
                                    "let",
                                    "list",
                                    "loop",
                                    "map",
                                    "namespace",
                                    "now",
                                    "null",
                                    "null_type",
                                    "package",
                                    "priority",
                                    "queue",
                                    "ready",
                                    "return",
                                    "string",
                                    "timestamp",
                                    "true",
                                    "type",
                                    "uint",
                                    "var",
                                    "void",
                                    "waiting",
                                    "while")));

    private BuiltIns() {}

    static SortedMap<String, Variable> variables() {
        SortedMap<String, Variable> variables = new TreeMap<>();
        variables.put(PRIORITY, open(ValueType.INT));
        variables.put(LANGUAGE, open(ValueType.STRING));
        variables.put(NOW, open(ValueType.TIMESTAMP));
        variables.put(CALLER_NUMBER, open(ValueType.STRING));
        variables.put(CALLER_NAME, open(ValueType.STRING));
        variables.put(CALLER_LAST_AGENT, open(ValueType.STRING));
        variables.put(CALL_DIALLED, open(ValueType.STRING));
        variables.put(CALL_ID, open(ValueType.STRING));
        variables.put(CALL_FLOW, open(ValueType.STRING));
        variables.put(CALL_STARTED, open(ValueType.TIMESTAMP));
        variables.put(CALL_WAITED, open(ValueType.DURATION));
        return variables;
    }

    private static Variable open(ValueType type) {
        return new Variable(type, false);
    }
}
