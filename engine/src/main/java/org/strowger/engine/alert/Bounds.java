package org.strowger.engine.alert;

import java.math.BigDecimal;
import java.time.Duration;

/// What numbers rules may have, and how they are written.
final class Bounds {
    static final int MOST_CALLS = 100_000;

    private Bounds() {}

    static void range(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s must be %d to %d, but is %d".formatted(what, least, most, value));
        }
    }

    static void percent(String what, double value, double most) {
        if (!(value > 0 && value <= most)) {
            throw new IllegalArgumentException(
                    "%s must be more than 0 and at most %s, but is %s"
                            .formatted(what, written(most), value));
        }
    }

    static void time(String what, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(AlertRule.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s must be %s to 24h, but is %s"
                            .formatted(what, written(least), written(value)));
        }
    }

    static void minutes(Duration window) {
        boolean isWhole = window.equals(Duration.ofMinutes(window.toMinutes()));
        if (!isWhole || !window.isPositive() || window.compareTo(AlertRule.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the minutes looked at must be 1 to 1440 whole ones, but are "
                            + written(window));
        }
    }

    static String words(Duration lasting) {
        return lasting.isZero() ? "" : " for " + written(lasting);
    }

    static String written(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /// As durations stand in the settings, in the largest unit that leaves nothing over.
    static String written(Duration time) {
        if (time.toMillis() % 1_000 != 0) {
            return time.toMillis() + "ms";
        }
        long seconds = time.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }
}
