package org.strowger.simulator.virtual;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.chance.Sampler;
import org.strowger.simulator.scenario.Staff;

/// When an agent comes, pauses, is back and goes on one day, late as they may be.
final class Shifts {
    /// What an agent does by plan.
    sealed interface Step {
        long at();
    }

    record SignIn(long at) implements Step {}

    record Pause(long at, String reason) implements Step {}

    record Resume(long at) implements Step {}

    record SignOut(long at) implements Step {}

    private final List<Step> steps = new ArrayList<>();
    private int next;

    /// @param from the start of the day: who was to come before comes then
    /// @param until the end of the day
    /// @param key of the agent's draws
    Shifts(Staff agent, long from, long until, @Nullable Sampler lateness, long key) {
        Chance chance = new Chance(key);
        for (Staff.Shift shift : agent.shifts()) {
            if (Moments.of(shift.until()) > from && Moments.of(shift.from()) < until) {
                chance.about(Chance.key(key, Moments.of(shift.from())));
                plan(shift, from, planned -> late(planned, lateness, chance));
            }
        }
    }

    private static long late(long planned, @Nullable Sampler lateness, Chance chance) {
        return lateness == null ? planned : planned + Moments.nanos(lateness.draw(chance));
    }

    private void plan(Staff.Shift shift, long from, LongUnaryOperator late) {
        long end = Moments.of(shift.until());
        long here = late.applyAsLong(Math.max(from, Moments.of(shift.from())));
        boolean isIn = false;
        for (Staff.Break pause : shift.breaks()) {
            long begin = Moments.of(pause.from());
            long back = late.applyAsLong(Moments.of(pause.until()));
            if (here < begin) {
                steps.add(isIn ? new Resume(here) : new SignIn(here));
                steps.add(new Pause(begin, pause.reason()));
                isIn = true;
                here = back;
            } else if (here < Moments.of(pause.until())) {
                here = back;
            }
        }
        if (here < end) {
            steps.add(isIn ? new Resume(here) : new SignIn(here));
            isIn = true;
        }
        if (isIn) {
            steps.add(new SignOut(end));
        }
    }

    /// When the next step is; never, when there is none.
    long nextAt() {
        return next == steps.size() ? Calendar.NEVER : steps.get(next).at();
    }

    /// The next step; only when there is one.
    Step take() {
        return steps.get(next++);
    }
}
