package org.strowger.flow;

import static org.strowger.yaml.Quoted.quoted;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.flow.expression.Compiled;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.ExpressionCompiler;
import org.strowger.flow.expression.Mistake;
import org.strowger.flow.expression.ValueType;
import org.strowger.flow.expression.Variable;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlValue;

/// Reads expressions, and tells what is wrong with them at the very character.
final class ExpressionReader {
    private static final String WRONG = "L13";

    private final SortedMap<String, Variable> variables;
    private final SortedSet<String> settable;
    private final ExpressionCompiler compiler;
    private SortedSet<String> queues = new TreeSet<>();

    ExpressionReader(SortedMap<String, Variable> variables, SortedSet<String> settable) {
        this.variables = new TreeMap<>(variables);
        this.settable = settable;
        this.compiler = new ExpressionCompiler(variables);
    }

    /// Stands for an expression that could not be read; a flow with one is refused.
    private static final class Nothing {
        static final Expression EXPRESSION = anything();

        private static Expression anything() {
            Compiled compiled =
                    new ExpressionCompiler(new TreeMap<>()).compile("true", ValueType.BOOL);
            return ((Compiled.Ok) compiled).expression();
        }
    }

    Expression required(YamlValue value, ValueType type) {
        return optional(value, type).orElse(Nothing.EXPRESSION);
    }

    Optional<Expression> optional(YamlValue value, ValueType type) {
        return value.text().flatMap(text -> read(compiler.compile(text, type), value));
    }

    /// One of whatever type it has.
    Expression ofAnyType(YamlValue value) {
        return value.text()
                .flatMap(text -> read(compiler.compile(text), value))
                .orElse(Nothing.EXPRESSION);
    }

    /// One of several types.
    Expression oneOf(YamlValue value, List<ValueType> types) {
        Expression expression = ofAnyType(value);
        if (!expression.equals(Nothing.EXPRESSION) && !types.contains(expression.type())) {
            String expected = String.join(" or ", types.stream().map(ValueType::word).toList());
            value.refuse(
                    WRONG, () -> "expects " + expected + ", found " + expression.type().word());
        }
        return expression;
    }

    /// A text that stands for itself; it has no quotes and no backslashes in it.
    Expression constant(String text) {
        Compiled compiled = compiler.compile("'" + text + "'", ValueType.STRING);
        return compiled instanceof Compiled.Ok(var expression) ? expression : Nothing.EXPRESSION;
    }

    /// The queues that were asked about since this was last called.
    SortedSet<String> takeQueues() {
        SortedSet<String> taken = queues;
        queues = new TreeSet<>();
        return taken;
    }

    private Optional<Expression> read(Compiled compiled, YamlValue value) {
        return switch (compiled) {
            case Compiled.Ok(var expression) -> {
                queues.addAll(expression.queues());
                yield Optional.of(expression);
            }
            case Compiled.Refused(var mistakes) -> {
                for (Mistake mistake : mistakes) {
                    value.refuseWithin(mistake.offset(), WRONG, mistake.message());
                }
                yield Optional.empty();
            }
        };
    }

    /// A variable by its name alone, such as in a URL.
    ///
    /// @param offset where the name stands in the value's text
    Optional<Expression> variable(String name, YamlValue value, int offset) {
        if (!variables.containsKey(name)) {
            String guess = Spelling.didYouMean(name, variables.keySet());
            value.refuseWithin(offset, WRONG, "no variable " + quoted(name) + guess);
            return Optional.empty();
        }
        return read(compiler.compile(name), value);
    }

    /// What variables are to become.
    SequencedMap<String, Expression> assignments(YamlValue value) {
        SequencedMap<String, Expression> assignments = new LinkedHashMap<>();
        value.map()
                .entries()
                .forEach(
                        (name, written) ->
                                settable(name, written, true)
                                        .ifPresent(
                                                variable ->
                                                        assignments.put(
                                                                name,
                                                                required(
                                                                        written,
                                                                        variable.type()))));
        if (value.isMap() && assignments.isEmpty() && value.map().entries().isEmpty()) {
            value.refuse("expected variables and what they are to become");
        }
        return assignments;
    }

    /// A variable that takes a value of a node.
    Optional<String> into(YamlValue value, List<ValueType> types) {
        return value.text()
                .filter(
                        name -> {
                            Optional<Variable> variable = settable(name, value, false);
                            return variable.map(v -> isOneOf(types, v, name, value)).orElse(false);
                        });
    }

    private static boolean isOneOf(
            List<ValueType> types, Variable variable, String name, YamlValue value) {
        if (types.contains(variable.type())) {
            return true;
        }
        String expected = String.join(" or ", types.stream().map(ValueType::word).toList());
        value.refuse(
                WRONG,
                () ->
                        "expects a variable of type "
                                + expected
                                + "; "
                                + quoted(name)
                                + " is a "
                                + variable.type().word());
        return false;
    }

    private Optional<Variable> settable(String name, YamlValue value, boolean isKey) {
        if (settable.contains(name)) {
            return Optional.ofNullable(variables.get(name));
        }
        String message =
                variables.containsKey(name)
                        ? quoted(name) + " cannot be set"
                        : "no variable " + quoted(name) + guess(name);
        if (isKey) {
            value.refuseKey(WRONG, message);
        } else {
            value.refuse(WRONG, () -> message);
        }
        return Optional.empty();
    }

    private String guess(String name) {
        String guess = Spelling.didYouMean(name, settable);
        return guess.isEmpty() ? ": declare it under 'vars'" : guess;
    }

    boolean knows(String name) {
        return variables.containsKey(name);
    }

    Variable variable(String name) {
        Variable variable = variables.get(name);
        return variable != null ? variable : new Variable(ValueType.STRING, false);
    }
}
