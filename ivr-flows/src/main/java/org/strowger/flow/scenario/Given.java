package org.strowger.flow.scenario;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.strowger.flow.expression.Value;
import org.strowger.flow.expression.ValueType;
import org.strowger.flow.expression.Values;
import org.strowger.yaml.Position;

/// A value as a test file writes it, before it is known which type it should have.
///
/// @param texts one, or the items of a list
/// @param list whether it is written as a list
record Given(List<String> texts, boolean list, Position at) {
    Given {
        texts = List.copyOf(texts);
    }

    /// As written.
    String text() {
        return list ? texts.toString() : texts.getFirst();
    }

    /// The value, if it can be one of the type.
    Optional<Value> as(ValueType type) {
        if (list != (type == ValueType.LIST)) {
            return Optional.empty();
        }
        return list ? Optional.of(new Value.Words(texts)) : Values.read(type, texts.getFirst());
    }

    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException notOne) {
            return Optional.empty();
        }
    }
}
