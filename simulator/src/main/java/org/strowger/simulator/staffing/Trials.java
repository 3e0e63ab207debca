package org.strowger.simulator.staffing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.strowger.simulator.result.Results;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.virtual.Replications;

/// Schedules tried by simulation, each once, all with the same callers (common random numbers), so
/// that what differs is the schedules' doing. There is a bound to how many are tried.
final class Trials {
    private final Workforce workforce;
    private final StaffSearch.Effort effort;
    private final Allowed allowed;
    private final Supplier<Results> noDays;
    private final Map<Schedule, Score> known = new HashMap<>();
    private final IntConsumer tried;
    private final BooleanSupplier stopped;
    private int count;

    /// There is no going on: all trials are used, or somebody stopped the search.
    static final class Over extends Exception {
        private static final long serialVersionUID = 1;
    }

    /// @param noDays makes results of no days yet, which know the targets
    /// @param tried is told after each trial how many there were
    Trials(
            Workforce workforce,
            Supplier<Results> noDays,
            StaffSearch.Effort effort,
            Allowed allowed,
            IntConsumer tried,
            BooleanSupplier stopped) {
        this.workforce = workforce;
        this.noDays = noDays;
        this.effort = effort;
        this.allowed = allowed;
        this.tried = tried;
        this.stopped = stopped;
    }

    /// Ends the search if somebody stopped it.
    void goOn() throws Over {
        if (stopped.getAsBoolean()) {
            throw new Over();
        }
    }

    /// What a schedule comes to with the seed of the scenario.
    Score of(Schedule schedule) throws Over, InterruptedException {
        Score score = known.get(schedule);
        if (score == null) {
            if (count == effort.trials()) {
                throw new Over();
            }
            long seed = workforce.scenario().seed();
            score = score(play(schedule, seed, effort.days()));
            known.put(schedule, score);
            count++;
            tried.accept(count);
        }
        return score;
    }

    Score score(Results results) {
        return Score.of(results, allowed);
    }

    /// Days of a schedule, whatever was tried before; these are not counted.
    Results play(Schedule schedule, long seed, int days) throws Over, InterruptedException {
        Results results = noDays.get();
        Scenario scenario = workforce.with(schedule, seed, days);
        int played =
                new Replications(scenario, effort.threads()).run(results::add, _ -> {}, stopped);
        if (played < days) {
            throw new Over();
        }
        return results;
    }

    int count() {
        return count;
    }

    /// Zero for each number of a score: the targets, and what is asked beside them.
    List<Double> nothingToSpare() {
        List<Double> spare = new ArrayList<>();
        noDays.get().verdicts().forEach(_ -> spare.add(0.0));
        spare.add(0.0);
        allowed.everyInterval().ifPresent(_ -> spare.add(0.0));
        return spare;
    }
}
