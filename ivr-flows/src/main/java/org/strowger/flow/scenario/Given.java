package org.strowger.flow.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.flow.expression.Value;
import org.strowger.flow.expression.ValueType;
import org.strowger.flow.expression.Values;
import org.strowger.yaml.Position;

/// A value as a test file writes it, before it is known which type it should have.
///
/// @param texts one, or the items of a list
/// @param list whether it is written as a list
record Given(List<String> texts, boolean list, Position at) {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

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

    static Optional<Duration> span(String text) {
        Matcher parts = SPAN.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(parts.group(1));
        return Optional.of(
                switch (parts.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                });
    }
}
