package org.strowger.flow.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.yaml.Position;

/// Texts of Twilio Studio, in which Liquid such as `{{flow.variables.name}}` stands for values.
final class StudioWords {
    private static final Pattern LIQUID = Pattern.compile("\\{\\{([^{}]{1,200})}}");
    private static final Pattern PART =
            Pattern.compile("(widgets|flow\\.variables)\\.([\\w-]+)(?:\\.(\\w+))?");
    private static final Pattern WEB =
            Pattern.compile("https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[!-~]*)?");

    private final FlowDraft flow;

    StudioWords(FlowDraft flow) {
        this.flow = flow;
    }

    /// The variable that takes the keys of a gather widget.
    String digitsOf(String widget) {
        return flow.variable(widget + " digits");
    }

    /// The expression for what a text is when it is one value and nothing else.
    Optional<String> value(String text) {
        Matcher liquid = LIQUID.matcher(text.strip());
        return liquid.matches() ? reference(liquid.group(1)) : Optional.empty();
    }

    private Optional<String> reference(String written) {
        String name = written.strip();
        return switch (name) {
            case "trigger.call.From", "contact.channel.address" -> Optional.of("caller.number");
            case "trigger.call.To" -> Optional.of("call.dialled");
            default -> {
                Matcher part = PART.matcher(name);
                if (!part.matches()) {
                    yield Optional.empty();
                }
                boolean variable = part.group(1).startsWith("flow") && part.group(3) == null;
                boolean digits = part.group(1).equals("widgets") && "Digits".equals(part.group(3));
                yield variable
                        ? Optional.of(flow.variable(part.group(2)))
                        : digits ? Optional.of(digitsOf(part.group(2))) : Optional.empty();
            }
        };
    }

    /// An expression for a text with values in it; a value of another kind makes it none.
    Optional<String> expression(String text) {
        List<String> parts = new ArrayList<>();
        Matcher liquid = LIQUID.matcher(text);
        int end = 0;
        while (liquid.find()) {
            addLiteral(parts, text.substring(end, liquid.start()));
            Optional<String> value = reference(liquid.group(1));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            parts.add(value.get());
            end = liquid.end();
        }
        String rest = text.substring(end);
        if (rest.contains("{%")) {
            return Optional.empty();
        }
        addLiteral(parts, rest);
        return Optional.of(parts.isEmpty() ? "''" : String.join(" + ", parts));
    }

    private static void addLiteral(List<String> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(Cel.literal(text));
        }
    }

    /// Words to be spoken: values in them are spelt out, those unknown here are left out and noted.
    List<Yaml> spoken(String text, Position at, DraftNode node) {
        return Speech.withValues(
                text, LIQUID, this::value, what -> flow.notes().add(at, node, what));
    }

    /// An address with values in its path or query, in our form; none when it is of no such kind.
    Optional<String> address(String text) {
        Matcher liquid = LIQUID.matcher(text.strip());
        StringBuilder address = new StringBuilder();
        while (liquid.find()) {
            Optional<String> value = reference(liquid.group(1));
            boolean inPath =
                    text.strip().indexOf('/', "https://".length()) >= 0
                            && text.strip().indexOf('/', "https://".length()) < liquid.start();
            if (value.isEmpty() || !inPath) {
                return Optional.empty();
            }
            liquid.appendReplacement(address, Matcher.quoteReplacement("<" + value.get() + ">"));
        }
        liquid.appendTail(address);
        String written = address.toString();
        boolean known = WEB.matcher(written).matches() && !written.contains("{");
        return known ? Optional.of(written.replace('<', '{').replace('>', '}')) : Optional.empty();
    }

    /// What a condition of a split says of a value; none when it has no counterpart.
    static Optional<String> condition(String value, String type, String operand) {
        List<String> several = Arrays.stream(operand.split(",", -1)).map(String::strip).toList();
        return switch (type) {
            case "equal_to" -> Optional.of(Cel.equal(value, operand));
            case "not_equal_to" -> Optional.of("!(" + Cel.equal(value, operand) + ")");
            case "matches_any_of" -> Optional.of(Cel.oneOf(value, several));
            case "does_not_match_any_of" -> Optional.of("!(" + Cel.oneOf(value, several) + ")");
            case "contains" -> Optional.of(Cel.call(value, "contains", operand));
            case "does_not_contain" -> Optional.of("!" + Cel.call(value, "contains", operand));
            case "starts_with" -> Optional.of(Cel.call(value, "startsWith", operand));
            case "does_not_start_with" -> Optional.of("!" + Cel.call(value, "startsWith", operand));
            case "is_blank" -> Optional.of(Cel.equal(value, ""));
            case "is_not_blank" -> Optional.of("!(" + Cel.equal(value, "") + ")");
            case "less_than" -> Cel.compared(value, "<", operand);
            case "greater_than" -> Cel.compared(value, ">", operand);
            default -> Optional.empty();
        };
    }
}
