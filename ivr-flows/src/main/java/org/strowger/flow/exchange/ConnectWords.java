package org.strowger.flow.exchange;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.yaml.Position;

/// Texts of Amazon Connect, in which JSONPath such as `$.Attributes.name` stands for values.
final class ConnectWords {
    static final String STORED_INPUT = "$.StoredCustomerInput";

    private static final Pattern PATH =
            Pattern.compile("\\$\\.[A-Za-z]\\w*(?:\\.\\w+|\\['[^']{1,60}']){0,10}");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\$\\.Attributes(?:\\.(\\w+)|\\['([^']+)'])");

    private final FlowDraft flow;

    ConnectWords(FlowDraft flow) {
        this.flow = flow;
    }

    /// The variable that takes what a caller keyed in.
    String storedInput(boolean secret) {
        return secret ? flow.secret("secret input") : flow.variable(STORED_INPUT);
    }

    /// The variable that an attribute of the contact is.
    String attribute(String name) {
        return flow.variable(name);
    }

    /// The expression for a text that is one value and nothing else.
    Optional<String> value(String text) {
        Matcher attribute = ATTRIBUTE.matcher(text);
        if (attribute.matches()) {
            String dotted = attribute.group(1);
            return Optional.of(attribute(dotted == null ? attribute.group(2) : dotted));
        }
        return switch (text) {
            case STORED_INPUT -> Optional.of(flow.variable(STORED_INPUT));
            case "$.CustomerEndpoint.Address" -> Optional.of("caller.number");
            case "$.SystemEndpoint.Address" -> Optional.of("call.dialled");
            case "$.ContactId" -> Optional.of("call.id");
            default -> Optional.empty();
        };
    }

    /// Words to be spoken: values in them are spelt out, those unknown here are left out and noted.
    List<Yaml> spoken(String text, Position at, DraftNode node) {
        return Speech.withValues(text, PATH, this::value, what -> flow.notes().add(at, node, what));
    }

    /// What a condition says of a value; none when it has no counterpart.
    static Optional<String> condition(String value, ConnectAction.Condition condition) {
        if (condition.operands().size() != 1) {
            return Optional.empty();
        }
        String operand = condition.operands().getFirst();
        return switch (condition.operator()) {
            case "Equals" -> Optional.of(Cel.equal(value, operand));
            case "TextStartsWith" -> Optional.of(Cel.call(value, "startsWith", operand));
            case "TextEndsWith" -> Optional.of(Cel.call(value, "endsWith", operand));
            case "TextContains" -> Optional.of(Cel.call(value, "contains", operand));
            case "NumberGreaterThan" -> Cel.compared(value, ">", operand);
            case "NumberGreaterOrEqualTo" -> Cel.compared(value, ">=", operand);
            case "NumberLessThan" -> Cel.compared(value, "<", operand);
            case "NumberLessOrEqualTo" -> Cel.compared(value, "<=", operand);
            default -> Optional.empty();
        };
    }
}
