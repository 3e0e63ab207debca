package org.strowger.flow.expression;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A value that a flow knows: what a caller keyed in, what a data dip answered, what was reckoned.
public sealed interface Value {

    ValueType type();

    record Text(String text) implements Value {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    record Whole(long number) implements Value {
        @Override
        public ValueType type() {
            return ValueType.INT;
        }
    }

    record Decimal(double number) implements Value {
        @Override
        public ValueType type() {
            return ValueType.DOUBLE;
        }
    }

    record Flag(boolean on) implements Value {
        @Override
        public ValueType type() {
            return ValueType.BOOL;
        }
    }

    record Span(Duration duration) implements Value {
        @Override
        public ValueType type() {
            return ValueType.DURATION;
        }
    }

    record Moment(Instant instant) implements Value {
        @Override
        public ValueType type() {
            return ValueType.TIMESTAMP;
        }
    }

    record Words(List<String> words) implements Value {
        public Words {
            words = List.copyOf(words);
        }

        @Override
        public ValueType type() {
            return ValueType.LIST;
        }
    }

    /// Text that nobody may see, such as a card number; to an expression it is a string.
    record Secret(SecretText text) implements Value {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }
}
