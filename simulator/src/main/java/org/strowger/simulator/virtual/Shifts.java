package org.strowger.simulator.virtual;

import java.util.ArrayList;
import java.util.List;
import org.strowger.simulator.chance.Chance;
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
    Shifts(Staff agent, long from, long until, Attendance attendance, long key) {
        for (Staff.Shift shift : agent.shifts()) {
            boolean isOn = Moments.of(shift.until()) > from && Moments.of(shift.from()) < until;
            if (isOn && !attendance.isMissed(shift, key)) {
                plan(shift, from, attendance, key);
            }
        }
    }

    private void plan(Staff.Shift shift, long from, Attendance attendance, long key) {
        Chance chance = new Chance(Chance.key(key, Moments.of(shift.from())));
        long begin = Math.max(from, Moments.of(shift.from()));
        long end = attendance.end(shift, key);
        long here = attendance.late(begin, chance);
        boolean isIn = false;
        for (Attendance.Pause pause : attendance.pauses(shift, begin, key, chance)) {
            if (pause.from() >= end) {
                break;
            }
            if (here < pause.from()) {
                steps.add(isIn ? new Resume(here) : new SignIn(here));
                steps.add(new Pause(pause.from(), pause.reason()));
                isIn = true;
                here = pause.back();
            } else if (here < pause.until()) {
                here = pause.back();
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
