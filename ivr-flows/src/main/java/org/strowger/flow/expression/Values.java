package org.strowger.flow.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values read from text, and how large one may be.
public final class Values {
    /// The most characters of a string that is read or made.
    public static final int LONGEST_TEXT = 10_000;

    /// The most items of a list.
    public static final int MOST_WORDS = 1_000;

    /// The most characters of all items of a list together.
    public static final int LONGEST_LIST = 1 << 16;

    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,18})");
    private static final Pattern DECIMAL =
            Pattern.compile("-?(?:0|[1-9][0-9]{0,308})(?:\\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?");
    private static final String UNIT = "([0-9]{1,12})(?:\\.([0-9]{1,9}))?(h|ms|m|s|us|ns)";
    private static final Pattern PART_OF_SPAN = Pattern.compile(UNIT);
    private static final Pattern SPAN = Pattern.compile("-?(?:" + UNIT + "){1,6}");

    private Values() {}

    /// The value that a text stands for, if it is one of that type: `42`, `2.5`, `true`, `90s`,
    /// `1h30m`, `250ms`, `2026-11-22T09:30:00Z`. Any text is a string, as it stands; a list is not
    /// one text.
    public static Optional<Value> read(ValueType type, String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        return switch (type) {
            case STRING -> Optional.of(new Value.Text(text));
            case INT -> whole(text);
            case DOUBLE -> decimal(text);
            case BOOL -> flag(text);
            case DURATION -> span(text);
            case TIMESTAMP -> moment(text);
            case LIST -> Optional.empty();
        };
    }

    private static Optional<Value> whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Value.Whole(Long.parseLong(text)));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Value> decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? Optional.of(new Value.Decimal(number)) : Optional.empty();
    }

    private static Optional<Value> flag(String text) {
        return switch (text) {
            case "true" -> Optional.of(new Value.Flag(true));
            case "false" -> Optional.of(new Value.Flag(false));
            default -> Optional.empty();
        };
    }

    /// As CEL and Go write durations: numbers with units, one after another.
    private static Optional<Value> span(String text) {
        if (!SPAN.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal seconds = BigDecimal.ZERO;
        Matcher part = PART_OF_SPAN.matcher(text);
        while (part.find()) {
            String fraction = part.group(2) == null ? "0" : part.group(2);
            BigDecimal count = new BigDecimal(part.group(1) + "." + fraction);
            seconds = seconds.add(count.multiply(secondsIn(part.group(3))));
        }
        return span(text.startsWith("-") ? seconds.negate() : seconds);
    }

    private static Optional<Value> span(BigDecimal seconds) {
        BigDecimal nanos = seconds.movePointRight(9).setScale(0, RoundingMode.DOWN);
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        Duration span = Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
        return Optional.<Value>of(new Value.Span(span)).filter(Converted::isWithinBounds);
    }

    private static BigDecimal secondsIn(String unit) {
        return switch (unit) {
            case "h" -> BigDecimal.valueOf(3_600);
            case "m" -> BigDecimal.valueOf(60);
            case "s" -> BigDecimal.ONE;
            case "ms" -> BigDecimal.ONE.movePointLeft(3);
            case "us" -> BigDecimal.ONE.movePointLeft(6);
            default -> BigDecimal.ONE.movePointLeft(9);
        };
    }

    private static Optional<Value> moment(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return Optional.<Value>of(new Value.Moment(instant)).filter(Converted::isWithinBounds);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
