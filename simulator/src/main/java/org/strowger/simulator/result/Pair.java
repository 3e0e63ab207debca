package org.strowger.simulator.result;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.strowger.engine.routing.QueueId;

/// One figure of two scenarios, of days that share their chance.
///
/// A pair of days is looked at as one: what makes both busy does not count as a difference, so that
/// the interval of the change is far narrower than those of the two figures (common random numbers;
/// Law, Simulation Modeling and Analysis, section 11.2; paired t interval, section 10.2).
final class Pair {
    /// An error that is no more than the rounding of the change.
    private static final double NOTHING = 1e-12;

    private static final int FIGURES = 4;

    private final Optional<QueueId> queue;
    private final String key;
    private final Unit unit;
    private final long certainFrom;
    private final Ratio before = new Ratio();
    private final Ratio after = new Ratio();
    private final Joint both = new Joint(FIGURES);

    /// @param certainFrom how many days must come out alike for nothing of them to be chance
    Pair(Optional<QueueId> queue, String key, Unit unit, long certainFrom) {
        this.queue = queue;
        this.key = key;
        this.unit = unit;
        this.certainFrom = certainFrom;
    }

    void add(double over, double under, double overAfter, double underAfter) {
        before.add(over, under);
        after.add(overAfter, underAfter);
        both.add(over, under, overAfter, underAfter);
    }

    boolean isKnown() {
        return both.mean(1) != 0 && both.mean(3) != 0;
    }

    private double change() {
        return both.mean(2) / both.mean(3) - both.mean(0) / both.mean(1);
    }

    private double error() {
        double under = both.mean(1);
        double underAfter = both.mean(3);
        return both.error(
                -1 / under,
                both.mean(0) / under / under,
                1 / underAfter,
                -both.mean(2) / underAfter / underAfter);
    }

    /// The probability of so large a change by chance alone. Where all pairs change alike, there is
    /// no error to measure by; then it is that of all of them changing in one direction (sign
    /// test), or none at all where chance had nothing to say.
    double chance() {
        double change = Math.abs(change());
        if (both.days() < 2 || change == 0) {
            return 1;
        }
        double error = error();
        if (error > NOTHING * change) {
            return 1 - Student.within(change / error, both.days() - 1);
        }
        return isCertain() ? 0 : StrictMath.pow(0.5, both.days() - 1.0);
    }

    private boolean isCertain() {
        return both.days() >= certainFrom
                && IntStream.range(0, FIGURES).allMatch(this::isAlikeEachDay);
    }

    private boolean isAlikeEachDay(int figure) {
        double[] slopes = new double[FIGURES];
        slopes[figure] = 1;
        return both.error(slopes) == 0;
    }

    /// @param jointChance that of [#chance()], among as many
    Difference difference(int figures, double jointChance) {
        OptionalDouble reach = reach(1 - Ratio.CONFIDENCE);
        return new Difference(
                queue,
                key,
                unit,
                before.estimate().orElseThrow(),
                after.estimate().orElseThrow(),
                new Estimate(change(), reach),
                reach((1 - Ratio.CONFIDENCE) / figures),
                chance(),
                jointChance);
    }

    private OptionalDouble reach(double outside) {
        return both.days() < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(Student.reach(1 - outside, both.days() - 1) * error());
    }
}
