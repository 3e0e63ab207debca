package org.strowger.simulator.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.result.AgentMeasure;
import org.strowger.simulator.result.CallMeasure;
import org.strowger.simulator.result.Difference;
import org.strowger.simulator.result.Estimate;
import org.strowger.simulator.result.Goal;
import org.strowger.simulator.result.Unit;
import org.strowger.simulator.result.Verdict;

/// Figures as people read them, and what they are called.
final class Words {
    /// Where there is no figure.
    static final String NOTHING = "–";

    private static final double MANY_SECONDS = 100;
    private static final double AN_HOUR = 3_600;
    private static final int DECIMALS = 6;

    private Words() {}

    static String share(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String seconds(double seconds) {
        if (seconds < MANY_SECONDS) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return seconds < AN_HOUR
                ? "%d min %02d s".formatted(whole / 60, whole % 60)
                : "%d h %02d min".formatted(whole / 3600, whole % 3600 / 60);
    }

    static String duration(Duration time) {
        return plain(time.toMillis() / 1_000.0) + " s";
    }

    static String count(double count) {
        return String.format(Locale.ROOT, "%.1f", count);
    }

    static String value(Unit unit, double value) {
        return switch (unit) {
            case COUNT -> count(value);
            case SHARE -> share(value);
            case SECONDS -> seconds(value);
        };
    }

    static String value(Unit unit, OptionalDouble value) {
        return value.isPresent() ? value(unit, value.getAsDouble()) : NOTHING;
    }

    static String estimate(Unit unit, Optional<Estimate> estimate) {
        return estimate.map(found -> estimate(unit, found)).orElse(NOTHING);
    }

    static String estimate(Unit unit, Estimate estimate) {
        String value = value(unit, estimate.value());
        return estimate.reach().isPresent()
                ? value + " ± " + reach(unit, estimate.reach().getAsDouble())
                : value;
    }

    /// The unit is said with the value before it, unless that has several.
    private static String reach(Unit unit, double reach) {
        return switch (unit) {
            case COUNT -> count(reach);
            case SHARE -> String.format(Locale.ROOT, "%.1f", 100 * reach);
            case SECONDS -> seconds(reach);
        };
    }

    /// A change, with its sign.
    static String change(Unit unit, Estimate change) {
        double size = Math.abs(change.value());
        String points = unit == Unit.SHARE ? count(100 * size) + " points" : value(unit, size);
        String sign = change.value() < 0 ? "−" : "+";
        return change.reach().isPresent()
                ? sign + points + " ± " + reach(unit, change.reach().getAsDouble())
                : sign + points;
    }

    /// The interval of a change that holds together with all others.
    static String joint(Difference of) {
        if (of.jointReach().isEmpty()) {
            return NOTHING;
        }
        double reach = of.jointReach().getAsDouble();
        return signed(of.unit(), of.change().value() - reach)
                + " to "
                + signed(of.unit(), of.change().value() + reach);
    }

    private static String signed(Unit unit, double value) {
        return change(unit, new Estimate(value, OptionalDouble.empty()));
    }

    static String chance(double chance) {
        return chance < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", chance);
    }

    /// A number with at most six decimals, as programs read it.
    static String plain(double number) {
        return rounded(number).toPlainString();
    }

    static BigDecimal rounded(double number) {
        BigDecimal rounded =
                new BigDecimal(number)
                        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    static String queue(Optional<QueueId> queue) {
        return queue.map(QueueId::value).orElse("all queues");
    }

    static String name(String key) {
        for (CallMeasure measure : CallMeasure.values()) {
            if (measure.key().equals(key)) {
                return name(measure);
            }
        }
        for (AgentMeasure measure : AgentMeasure.values()) {
            if (measure.key().equals(key)) {
                return name(measure);
            }
        }
        return key;
    }

    static String name(CallMeasure measure) {
        return switch (measure) {
            case OFFERED -> "Calls";
            case ANSWERED -> "Answered";
            case SERVICE_LEVEL -> "Service level (SL-6)";
            case SERVICE_LEVEL_1 -> "SL-1";
            case SERVICE_LEVEL_2 -> "SL-2";
            case SERVICE_LEVEL_3 -> "SL-3";
            case SERVICE_LEVEL_4 -> "SL-4";
            case SERVICE_LEVEL_5 -> "SL-5";
            case SERVICE_LEVEL_7 -> "SL-7";
            case ABANDONED -> "Abandoned";
            case SHORT_ABANDONS -> "Short abandons";
            case TURNED_AWAY -> "Turned away";
            case LEFT_OTHERWISE -> "Moved on";
            case MEAN_WAIT -> "Mean wait";
            case MEAN_WAIT_ABANDONED -> "Mean wait until hang-up";
            case MEAN_TALK -> "Mean talk";
        };
    }

    static String name(AgentMeasure measure) {
        return switch (measure) {
            case CALLS -> "Calls";
            case MISSED -> "Not taken";
            case OCCUPANCY -> "Occupancy";
            case UTILISATION -> "Utilisation";
            case READY -> "Ready";
            case TALKING -> "Talking";
            case WRAP_UP -> "After-call work";
            case PAUSED -> "Paused";
        };
    }

    static String goal(Goal goal) {
        String of = Words.queue(goal.queue());
        return switch (goal) {
            case Goal.ServiceLevel(_, var within, var share) ->
                    "service level of %s at least %s %% within %s s"
                            .formatted(of, plain(100 * share), plain(within));
            case Goal.Abandoned(_, var share) ->
                    "abandoned of %s at most %s %%".formatted(of, plain(100 * share));
            case Goal.MeanWait(_, var most) ->
                    "mean wait of %s at most %s s".formatted(of, plain(most));
        };
    }

    static Unit unit(Goal goal) {
        return switch (goal) {
            case Goal.ServiceLevel _, Goal.Abandoned _ -> Unit.SHARE;
            case Goal.MeanWait _ -> Unit.SECONDS;
        };
    }

    static String verdict(Verdict verdict) {
        String found =
                verdict.found().isPresent()
                        ? estimate(unit(verdict.goal()), verdict.found())
                        : "no calls, so nothing shows it";
        String doubt =
                verdict.found().isPresent() && !verdict.isCertain() ? " (may be chance)" : "";
        return goal(verdict.goal()) + ": " + found + doubt;
    }
}
