package org.strowger.simulator.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.strowger.yaml.YamlValue;

/// Chances, as people write them: a third is 0.333333.
final class Chances {
    private static final double LEAST = 0.000001;
    private static final double SLACK = 0.000005;
    private static final double EXACT = 1e-9;

    private Chances() {}

    /// A chance that there is.
    static OptionalDouble some(YamlValue value) {
        return value.number(LEAST, 1);
    }

    /// A chance, 0 where nothing is said.
    static double orNone(YamlValue value) {
        return value.number(0, 1).orElse(0);
    }

    /// Whether chances add up to 1; if they do not, this is refused.
    static boolean areWhole(double sum, Consumer<String> refuse) {
        if (Math.abs(sum - 1) <= SLACK) {
            return true;
        }
        refuse.accept("the chances add up to " + written(sum) + ", but must to 1");
        return false;
    }

    /// A chance of several whose sum is nearly 1, as its part of exactly 1.
    static double part(double chance, double sum) {
        return Math.abs(sum - 1) < EXACT ? chance : chance / sum;
    }

    /// A chance of several that leave the rest to something else, as its part of at most 1.
    static double partAtMost(double chance, double sum) {
        return sum > 1 ? chance / sum : chance;
    }

    /// Whether chances leave nothing for anything else.
    static boolean isAll(double sum) {
        return sum >= 1 - SLACK;
    }

    /// Whether chances are more than there can be; if they are, this is refused.
    static boolean areTooMuch(double sum, Consumer<String> refuse) {
        if (sum <= 1 + SLACK) {
            return false;
        }
        refuse.accept("the chances add up to " + written(sum) + ", which is more than 1");
        return true;
    }

    private static String written(double sum) {
        return BigDecimal.valueOf(sum)
                .setScale(6, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
