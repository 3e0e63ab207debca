package org.strowger.flow.expression;

import dev.cel.common.exceptions.CelNumericOverflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Values on their way into CEL and out of it, each looked at once.
final class Converted {
    /// CEL's own bounds: years 1 to 9999, and a duration of as many years either way.
    static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    static final Duration LONGEST_SPAN = Duration.ofDays(3_652_500);

    static final String SECRET_ITEM = "a secret cannot be an item of a list";

    private Converted() {}

    /// A variable's value as the expression's value, if it is what was declared.
    static Evaluated checked(String name, Variable declared, Value value, ValueType wanted) {
        Optional<String> fault = fault(name, declared.type(), value);
        return fault.isPresent()
                ? new Evaluated.Failed(fault.get())
                : new Evaluated.Known(wanted(declared, value, wanted));
    }

    private static Value wanted(Variable declared, Value value, ValueType wanted) {
        return switch (value) {
            case Value.Text(String text) -> text(text, declared.secret());
            case Value.Whole(long number) when wanted == ValueType.DOUBLE ->
                    new Value.Decimal(number);
            case Value.Whole _,
                    Value.Decimal _,
                    Value.Flag _,
                    Value.Span _,
                    Value.Moment _,
                    Value.Words _,
                    Value.Secret _ ->
                    value;
        };
    }

    /// What makes a variable's value unfit to reckon with.
    static Optional<String> fault(String name, ValueType declared, Value value) {
        if (value.type() != declared) {
            return Optional.of(
                    "'" + name + "' holds " + value.type().word() + ", not " + declared.word());
        }
        return isWithinBounds(value)
                ? Optional.empty()
                : Optional.of("the value of '" + name + "' is too large");
    }

    static boolean isWithinBounds(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text.length() <= Values.LONGEST_TEXT;
            case Value.Secret(SecretText text) -> text.length() <= Values.LONGEST_TEXT;
            case Value.Whole _, Value.Flag _ -> true;
            case Value.Decimal(double number) -> Double.isFinite(number);
            case Value.Span(Duration duration) ->
                    duration.compareTo(LONGEST_SPAN) <= 0
                            && duration.compareTo(LONGEST_SPAN.negated()) >= 0;
            case Value.Moment(Instant instant) ->
                    !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
            case Value.Words(List<String> words) -> isWithinBounds(words);
        };
    }

    private static boolean isWithinBounds(List<String> words) {
        if (words.size() > Values.MOST_WORDS) {
            return false;
        }
        long together = 0;
        for (String word : words) {
            if (word.length() > Values.LONGEST_TEXT) {
                return false;
            }
            together += word.length();
        }
        return together <= Values.LONGEST_LIST;
    }

    static Object toCel(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Secret(SecretText text) -> text.reveal();
            case Value.Whole(long number) -> number;
            case Value.Decimal(double number) -> number;
            case Value.Flag(boolean on) -> on;
            case Value.Span(Duration duration) -> duration;
            case Value.Moment(Instant instant) -> instant;
            case Value.Words(List<String> words) -> words;
        };
    }

    /// What CEL came to, as a value of the type that it was compiled for.
    static Evaluated fromCel(Object result, ValueType type, boolean secret) {
        if (secret && type == ValueType.LIST) {
            return new Evaluated.Failed(SECRET_ITEM);
        }
        Value value = value(result, type, secret);
        if (value == null) {
            return new Evaluated.Failed("the value is not of type " + type.word());
        }
        return isWithinBounds(value)
                ? new Evaluated.Known(value)
                : new Evaluated.Failed("the value is too large");
    }

    /// `left + right`, as long as that is not too long.
    static String joined(String left, String right) {
        if (left.length() + right.length() > Values.LONGEST_TEXT) {
            throw new CelNumericOverflowException("too long");
        }
        return left + right;
    }

    /// One list after the other, as long as that is not too long.
    static List<Object> joined(List<?> left, List<?> right) {
        if (left.size() + right.size() > Values.MOST_WORDS) {
            throw new CelNumericOverflowException("too long");
        }
        List<Object> joined = new ArrayList<>(left.size() + right.size());
        joined.addAll(left);
        joined.addAll(right);
        return joined;
    }

    private static @Nullable Value value(Object result, ValueType type, boolean secret) {
        return switch (type) {
            case STRING -> result instanceof String text ? text(text, secret) : null;
            case INT -> result instanceof Long number ? new Value.Whole(number) : null;
            case DOUBLE -> result instanceof Number number ? decimal(number) : null;
            case BOOL -> result instanceof Boolean on ? new Value.Flag(on) : null;
            case DURATION -> result instanceof Duration span ? new Value.Span(span) : null;
            case TIMESTAMP -> result instanceof Instant time ? new Value.Moment(time) : null;
            case LIST -> result instanceof List<?> list ? words(list) : null;
        };
    }

    private static Value text(String text, boolean secret) {
        return secret ? new Value.Secret(SecretText.of(text)) : new Value.Text(text);
    }

    private static Value decimal(Number number) {
        return new Value.Decimal(number.doubleValue());
    }

    private static @Nullable Value words(List<?> list) {
        List<String> words = new ArrayList<>(list.size());
        for (Object item : list) {
            if (!(item instanceof String word)) {
                return null;
            }
            words.add(word);
        }
        return new Value.Words(words);
    }
}
