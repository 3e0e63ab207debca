package org.strowger.flow.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The declared fields of a JSON object as values of a flow.
final class JsonFields {
    private static final int LONGEST_NUMBER = 400;

    private JsonFields() {}

    static DipAnswer read(SortedMap<String, ValueType> declared, String json) {
        if (json.length() > DipAnswer.LONGEST) {
            return new DipAnswer.Refused(
                    "the answer is longer than " + DipAnswer.LONGEST + " characters");
        }
        try {
            return values(declared, new JsonReader(json, declared.keySet()).fields());
        } catch (JsonReader.NotJson notJson) {
            return new DipAnswer.Refused(String.valueOf(notJson.getMessage()));
        }
    }

    private static DipAnswer values(
            SortedMap<String, ValueType> declared, SortedMap<String, Json> found) {
        SortedMap<String, Value> values = new TreeMap<>();
        for (var field : declared.entrySet()) {
            String name = field.getKey();
            Json json = found.get(name);
            if (json == null) {
                return new DipAnswer.Refused("field '" + name + "' is missing");
            }
            Optional<Value> value = value(field.getValue(), json);
            if (value.isEmpty()) {
                return new DipAnswer.Refused(mismatch(name, field.getValue(), json));
            }
            values.put(name, value.get());
        }
        return new DipAnswer.Ok(values);
    }

    private static String mismatch(String name, ValueType type, Json found) {
        return "field '" + name + "' expects " + expected(type) + ", found " + found.kind();
    }

    private static String expected(ValueType type) {
        return switch (type) {
            case STRING -> "a string of at most " + Values.LONGEST_TEXT + " characters";
            case INT -> "a whole number of 64 bits";
            case DOUBLE -> "a finite number";
            case BOOL -> "true or false";
            case DURATION -> "a duration such as \"90s\"";
            case TIMESTAMP -> "a time such as \"2026-11-22T09:30:00Z\"";
            case LIST -> "a list of at most " + Values.MOST_WORDS + " strings";
        };
    }

    private static Optional<Value> value(ValueType type, Json json) {
        return switch (type) {
            case STRING, DURATION, TIMESTAMP ->
                    json instanceof Json.Text(String text)
                            ? Values.read(type, text)
                            : Optional.empty();
            case INT ->
                    json instanceof Json.Numeral(String written)
                            ? whole(written)
                            : Optional.empty();
            case DOUBLE ->
                    json instanceof Json.Numeral(String written)
                            ? decimal(written)
                            : Optional.empty();
            case BOOL ->
                    json instanceof Json.Flag(boolean on)
                            ? Optional.of(new Value.Flag(on))
                            : Optional.empty();
            case LIST ->
                    json instanceof Json.Items(List<Json> items) ? words(items) : Optional.empty();
        };
    }

    /// A number without a fraction is whole, however it is written (`5`, `5.0`, `5e0`), as in JSON
    /// Schema 2020-12, section 4.2.3.
    private static Optional<Value> whole(String written) {
        if (written.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Value.Whole(new BigDecimal(written).longValueExact()));
        } catch (ArithmeticException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Value> decimal(String written) {
        double number = Double.parseDouble(written);
        return Double.isFinite(number) ? Optional.of(new Value.Decimal(number)) : Optional.empty();
    }

    private static Optional<Value> words(List<Json> items) {
        List<String> words = new ArrayList<>();
        for (Json item : items) {
            if (!(item instanceof Json.Text(String word))) {
                return Optional.empty();
            }
            words.add(word);
        }
        return Optional.<Value>of(new Value.Words(words)).filter(Converted::isWithinBounds);
    }
}
