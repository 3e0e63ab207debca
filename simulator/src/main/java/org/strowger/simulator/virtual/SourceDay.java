package org.strowger.simulator.virtual;

import org.jspecify.annotations.Nullable;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.scenario.Arrivals;

/// A source on one day: its calls as they come, and what became of them.
final class SourceDay {
    /// Counts what does not count: calls of the warm-up.
    static final Tally NOT_COUNTED = new Tally();

    final Arriving arriving;

    /// Of the draws for its calls.
    final long key;

    /// How many came so far.
    long calls;

    private final Plan plan;
    private final Tally ignored = new Tally();

    /// By queue and interval; nothing where no call was.
    private final @Nullable Tally[] @Nullable [] tallies;

    SourceDay(Plan plan, int index, long replication) {
        this.plan = plan;
        Plan.From from = plan.sources[index];
        long source = Purpose.key(replication, Purpose.SOURCE, from.name());
        key = Chance.key(source, Purpose.CALLS);
        arriving = arriving(from, source);
        tallies = new Tally[plan.queues.size()][];
    }

    private Arriving arriving(Plan.From from, long source) {
        Chance chance = new Chance(Chance.key(source, Purpose.ARRIVALS));
        if (from.arrivals() instanceof Arrivals.Recorded(var calls)) {
            return new Arriving.Recorded(calls, from.surges(), plan.until, chance);
        }
        Pace pace = from.pace().orElseThrow();
        return new Arriving.Paced(
                busy(pace, from.arrivals(), Chance.key(source, Purpose.BUSYNESS)),
                from.between(),
                chance);
    }

    static Pace busy(Pace pace, Arrivals arrivals, long key) {
        if (!(arrivals instanceof Arrivals.Busy(var shape, var of))) {
            return pace;
        }
        double[] factors = new double[pace.lastDay() + 1];
        for (int day = 0; day < factors.length; day++) {
            factors[day] = new Chance(Chance.key(key, day)).gamma(shape) / shape;
        }
        return busy(pace.times(factors), of, Chance.key(key, -1));
    }

    /// What counts a call that comes to a queue now.
    Tally tally(int queue, long now) {
        if (now < plan.countsFrom) {
            return ignored;
        }
        @Nullable Tally[] row = tallies[queue];
        if (row == null) {
            row = new Tally[plan.intervals];
            tallies[queue] = row;
        }
        int interval = (int) Math.min((now - plan.from) / plan.interval, plan.intervals - 1);
        Tally tally = row[interval];
        if (tally == null) {
            tally = new Tally();
            row[interval] = tally;
        }
        return tally;
    }

    /// What was counted for a queue in an interval; nothing, if there was nothing.
    @Nullable Tally counted(int queue, int interval) {
        @Nullable Tally[] row = tallies[queue];
        return row == null ? null : row[interval];
    }
}
