package org.strowger.flow;

import static org.strowger.yaml.Quoted.quoted;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.strowger.flow.Flow.Parameter;
import org.strowger.flow.expression.Value;
import org.strowger.flow.expression.ValueType;
import org.strowger.flow.expression.Values;
import org.strowger.flow.expression.Variable;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads what a flow declares: its own variables, its parameters, and the fields of its data dips.
final class VariableReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final String A_NAME =
            "a variable's name (a-z, 0-9 and _, a letter first, at most 63)";
    private static final int MOST = 200;
    private static final List<String> TYPES =
            Arrays.stream(ValueType.values()).map(ValueType::word).toList();

    private final SortedMap<String, Variable> known = BuiltIns.variables();
    private final SortedSet<String> settable =
            new TreeSet<>(List.of(BuiltIns.PRIORITY, BuiltIns.LANGUAGE));
    private final SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
    private final SortedMap<String, Value> initial = new TreeMap<>();

    /// Everything that expressions may read.
    SortedMap<String, Variable> known() {
        return known;
    }

    /// The names that may be given values.
    SortedSet<String> settable() {
        return settable;
    }

    SequencedMap<String, Parameter> parameters() {
        return parameters;
    }

    /// The values that variables have from the start.
    SortedMap<String, Value> initial() {
        return initial;
    }

    void readTakes(YamlValue takes) {
        declarations(takes)
                .forEach(
                        (name, value) ->
                                parameters.put(
                                        name, new Parameter(value.variable(), value.given())));
    }

    void readVars(YamlValue vars) {
        declarations(vars)
                .forEach((name, value) -> value.given().ifPresent(v -> initial.put(name, v)));
    }

    private record Declared(Variable variable, Optional<Value> given) {}

    private SequencedMap<String, Declared> declarations(YamlValue value) {
        SequencedMap<String, Declared> declared = new LinkedHashMap<>();
        SequencedMap<String, YamlValue> entries = value.map().entries();
        if (entries.size() > MOST) {
            value.refuseKey("more than " + MOST + " variables");
            return declared;
        }
        entries.forEach(
                (name, written) -> {
                    if (isFree(name, written)) {
                        Declared variable = declared(written);
                        declared.put(name, variable);
                        known.put(name, variable.variable());
                        settable.add(name);
                    }
                });
        return declared;
    }

    private boolean isFree(String name, YamlValue value) {
        if (BuiltIns.RESERVED.contains(name)) {
            value.refuseKey("a variable cannot be called " + quoted(name) + ": the word is taken");
            return false;
        }
        if (!NAME.matcher(name).matches()) {
            value.refuseKey("expected " + A_NAME + ", found " + quoted(name));
            return false;
        }
        if (known.containsKey(name)) {
            value.refuseKey("variable " + quoted(name) + " is already declared");
            return false;
        }
        return true;
    }

    private static Declared declared(YamlValue written) {
        if (!written.isMap()) {
            return new Declared(new Variable(type(written), false), Optional.empty());
        }
        YamlMap map = written.map();
        ValueType type = type(map.required("type"));
        boolean secret = map.optional("secret").flag().orElse(false);
        if (secret && type != ValueType.STRING) {
            map.optional("secret").refuse("only a string can be secret");
        }
        YamlValue otherwise = map.optional("default");
        if (secret) {
            otherwise.refuseKey("a secret has no 'default'");
        }
        return new Declared(new Variable(type, secret), constant(type, otherwise));
    }

    static ValueType type(YamlValue value) {
        Optional<String> word = value.text();
        Optional<ValueType> type = word.flatMap(ValueType::ofWord);
        if (word.isPresent() && type.isEmpty()) {
            value.refuse(
                    "no type "
                            + quoted(word.get())
                            + Spelling.didYouMean(word.get(), TYPES)
                            + ", expected one of "
                            + String.join(", ", TYPES));
        }
        return type.orElse(ValueType.STRING);
    }

    /// A constant as it is written, such as `5`, `true`, `10m` or a list of texts.
    static Optional<Value> constant(ValueType type, YamlValue value) {
        if (!value.isPresent()) {
            return Optional.empty();
        }
        if (type == ValueType.LIST) {
            return Optional.of(
                    new Value.Words(
                            value.list().stream()
                                    .map(YamlValue::text)
                                    .flatMap(Optional::stream)
                                    .toList()));
        }
        Optional<String> text = value.text();
        Optional<Value> constant = text.flatMap(t -> Values.read(type, t));
        if (text.isPresent() && constant.isEmpty()) {
            value.refuse("expected " + type.word() + ", found " + quoted(text.get()));
        }
        return constant;
    }

    /// Notes the fields of a data dip, before any expression is read: nodes may stand in any order.
    void readDip(YamlValue into) {
        into.map()
                .entries()
                .forEach(
                        (name, fields) -> {
                            if (BuiltIns.RESERVED.contains(name) || !NAME.matcher(name).matches()) {
                                fields.refuseKey("expected " + A_NAME + ", found " + quoted(name));
                            } else if (settable.contains(name)) {
                                fields.refuseKey(
                                        "variable " + quoted(name) + " is already declared");
                            } else {
                                readFields(name, fields);
                            }
                        });
    }

    private void readFields(String name, YamlValue fields) {
        fields.map()
                .entries()
                .forEach(
                        (field, value) -> {
                            if (!NAME.matcher(field).matches()) {
                                value.refuseKey("expected " + A_NAME + ", found " + quoted(field));
                            } else {
                                noteField(name + "." + field, value);
                            }
                        });
    }

    private void noteField(String name, YamlValue value) {
        Variable variable = new Variable(type(value), false);
        Variable other = known.putIfAbsent(name, variable);
        if (other != null && !other.equals(variable)) {
            value.refuse("another node declares " + quoted(name) + " as a " + other.type().word());
        }
    }
}
