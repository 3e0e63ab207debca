package org.strowger.flow.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times of other products' files, and ours, which carry their unit.
final class Times {
    private static final Pattern AMOUNT =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)(ms|s|m)?");

    private Times() {}

    /// A number with or without a unit, in milliseconds.
    ///
    /// @param unit what a bare number means
    static OptionalLong millis(String written, String unit) {
        Matcher amount = AMOUNT.matcher(written.strip().toLowerCase(Locale.ROOT));
        if (!amount.matches()) {
            return OptionalLong.empty();
        }
        String given = Optional.ofNullable(amount.group(2)).orElse(unit);
        long factor =
                switch (given) {
                    case "ms" -> 1;
                    case "s" -> 1_000;
                    default -> 60_000;
                };
        return OptionalLong.of(
                new BigDecimal(amount.group(1))
                        .multiply(BigDecimal.valueOf(factor))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    static String written(long millis) {
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        return seconds >= 60 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
