package org.strowger.simulator.staffing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.result.CallMeasure;
import org.strowger.simulator.result.Estimate;
import org.strowger.simulator.result.Results;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.staffing.StaffPlan.Outcome;

/// The search for the fewest hours of work that meet the targets of a scenario, by simulation.
///
/// The targets of a sample of days are constraints on the schedule (sample average approximation:
/// Atlason, Epelman and Henderson, Management Science 54(2), 2008; for several skills Cezik and
/// L'Ecuyer, Management Science 54(2), 2008), and all schedules are tried with the same days. From
/// nobody, steps go up where they gain most for an hour until the targets are met; then down, by
/// large steps first, where they lose least for an hour, as long as they are met; then shifts are
/// exchanged, where the changes that were tried alone say that it saves hours. A schedule that
/// fresh days refute is sought again with the targets raised by what was missing. What is told in
/// the end is of other fresh days, so that no luck of the search is in it.
public final class StaffSearch {
    private static final int CHECKS = 4;
    private static final int STEPS_TO_PEAK = 16;
    private static final int EXCHANGES = 60;
    private static final double TROUBLE_COUNTS = 0.05;
    private static final double NEARLY = 0.01;
    private static final double ROUNDING = 1e-9;

    private final Workforce workforce;
    private final Effort effort;
    private final Trials trials;
    private List<Double> spare;
    private @Nullable Schedule best;
    private Schedule last;

    /// How much is simulated.
    ///
    /// @param days of each schedule that is tried, 1 or more
    /// @param trials how many schedules are tried at most
    /// @param checkDays fresh days for each check of what was found, 2 or more
    /// @param threads 1 or more
    public record Effort(int days, int trials, int checkDays, int threads) {
        public Effort {
            Expected.range("days", days, 1, 10_000);
            Expected.range("trials", trials, 1, 1_000_000);
            Expected.range("check days", checkDays, 2, 100_000);
            Expected.range("threads", threads, 1, 1_000);
        }
    }

    /// @param noDays makes results of no days yet, which know the targets of the scenario
    /// @param tried is told after each trial how many there were
    /// @param stopped asked often; once it says yes, the search ends with what it has
    /// @throws IllegalArgumentException what of the scenario cannot be sought or played
    public StaffSearch(
            Scenario scenario,
            Supplier<Results> noDays,
            Allowed allowed,
            Effort effort,
            IntConsumer tried,
            BooleanSupplier stopped) {
        if (noDays.get().verdicts().isEmpty()) {
            throw new IllegalArgumentException(
                    "expected targets in the scenario, but found none: nobody at all would meet them");
        }
        if (scenario.staff().isEmpty()) {
            throw new IllegalArgumentException(
                    "expected agents in the scenario, but found none whom others could be like");
        }
        this.workforce = new Workforce(scenario, allowed);
        if (workforce.size() >= effort.trials()) {
            throw new IllegalArgumentException(
                    "expected more than %d trials, for a step tries each of %d groups of agents in each of %d shapes, but found %d"
                            .formatted(
                                    workforce.size(),
                                    workforce.groups().size(),
                                    workforce.shapes().size(),
                                    effort.trials()));
        }
        this.effort = effort;
        this.trials = new Trials(workforce, noDays, effort, allowed, tried, stopped);
        this.spare = trials.nothingToSpare();
        this.last = Schedule.empty(workforce.size());
    }

    /// Searches; the same scenario and effort give the same plan, with any number of threads.
    ///
    /// @throws InterruptedException if the thread was interrupted
    public StaffPlan search() throws InterruptedException {
        Outcome outcome = Outcome.NOTHING_YET;
        try {
            Schedule at = climb(Schedule.empty(workforce.size()), firstStep());
            outcome = Outcome.FOUND;
            at = polish(at);
            for (int check = 1; check < CHECKS && isRefuted(at, check); check++) {
                at = polish(climb(at, 1));
            }
        } catch (Trials.Over e) {
            outcome = best == null ? Outcome.NOTHING_YET : Outcome.FOUND_SO_FAR;
        } catch (Hopeless e) {
            outcome = Outcome.CANNOT_BE_MET;
        }
        return told(outcome);
    }

    /// No step up helps any more.
    private static final class Hopeless extends Exception {
        private static final long serialVersionUID = 1;
    }

    private Score score(Schedule schedule) throws Trials.Over, InterruptedException {
        return trials.of(schedule);
    }

    private boolean isMet(Schedule schedule) throws Trials.Over, InterruptedException {
        return score(schedule).meets(spare);
    }

    /// A part of the agents who are busy at once where everybody is there.
    private int firstStep() throws Trials.Over, InterruptedException {
        Schedule all = workforce.all();
        last = all;
        Results results = trials.play(all, workforce.scenario().seed(), 1);
        double talk = value(results.all().of(CallMeasure.MEAN_TALK));
        double peak = 0;
        for (var interval : results.intervals()) {
            peak = Math.max(peak, value(interval.of(CallMeasure.OFFERED)));
        }
        double busy = peak * talk / workforce.scenario().span().interval().toSeconds();
        return (int) Math.max(1, busy / STEPS_TO_PEAK);
    }

    private static double value(Optional<Estimate> estimate) {
        return estimate.map(Estimate::value).orElse(0.0);
    }

    /// Up, until the targets are met. Where steps gain nothing they grow.
    private Schedule climb(Schedule from, int first)
            throws Trials.Over, Hopeless, InterruptedException {
        Schedule at = from;
        int step = first;
        while (!isMet(at)) {
            Schedule next = steepest(at, step);
            if (next != null) {
                at = next;
                last = at;
            } else if (step > widest(at)) {
                throw new Hopeless();
            } else {
                step *= 2;
            }
        }
        remember(at);
        return at;
    }

    private int widest(Schedule at) {
        int widest = 0;
        for (int cell = 0; cell < workforce.size(); cell++) {
            widest = Math.max(widest, workforce.room(at, cell));
        }
        return widest;
    }

    private @Nullable Schedule steepest(Schedule at, int step)
            throws Trials.Over, InterruptedException {
        Score before = score(at);
        Schedule steepest = null;
        double most = ROUNDING;
        for (int cell = 0; cell < workforce.size(); cell++) {
            int more = Math.min(step, workforce.room(at, cell));
            if (more > 0) {
                Schedule next = at.with(cell, more);
                double gain = gain(before, score(next)) / (more * workforce.hours(cell));
                if (gain > most) {
                    most = gain;
                    steepest = next;
                }
            }
        }
        return steepest;
    }

    private double gain(Score before, Score after) {
        return before.missing(spare)
                - after.missing(spare)
                + TROUBLE_COUNTS * (before.trouble() - after.trouble());
    }

    private void remember(Schedule schedule) {
        if (best == null || workforce.hours(schedule) <= workforce.hours(best)) {
            best = schedule;
        }
    }

    /// Down and across, until neither leads on.
    private Schedule polish(Schedule from) throws Trials.Over, InterruptedException {
        Schedule at = from;
        int largest = 1;
        for (int count : from.counts()) {
            largest = Math.max(largest, Integer.highestOneBit(Math.max(1, count)) / 2);
        }
        for (int step = largest; step >= 1; step /= 2) {
            at = descend(at, step);
        }
        Schedule across = exchange(at);
        while (across != null) {
            at = descend(across, 1);
            across = exchange(at);
        }
        return at;
    }

    private Schedule descend(Schedule from, int step) throws Trials.Over, InterruptedException {
        Schedule at = from;
        boolean[] isFirm = new boolean[workforce.size()];
        for (Schedule next = at; next != null; next = gentlest(at, step, isFirm)) {
            at = next;
            remember(at);
        }
        return at;
    }

    /// The step down that loses least for an hour. What misses the targets once is not tried again
    /// with fewer people.
    private @Nullable Schedule gentlest(Schedule at, int step, boolean[] isFirm)
            throws Trials.Over, InterruptedException {
        Score before = score(at);
        Schedule gentlest = null;
        double least = Double.POSITIVE_INFINITY;
        for (int cell = 0; cell < workforce.size(); cell++) {
            int fewer = Math.min(step, at.at(cell));
            if (fewer == 0 || isFirm[cell]) {
                continue;
            }
            Schedule next = at.with(cell, -fewer);
            Score after = score(next);
            isFirm[cell] = !after.meets(spare);
            double loss =
                    (before.slack() - after.slack() + TROUBLE_COUNTS * after.trouble())
                            / (fewer * workforce.hours(cell));
            if (!isFirm[cell] && loss < least) {
                least = loss;
                gentlest = next;
            }
        }
        return gentlest;
    }

    /// One or two out and another in.
    private record Exchange(Schedule to, double saved, Score expected) {}

    /// An exchange that meets the targets with fewer hours, or with as many and more to spare.
    private @Nullable Schedule exchange(Schedule at) throws Trials.Over, InterruptedException {
        double slack = score(at).slack();
        for (Exchange exchange : promising(at)) {
            Score found = score(exchange.to());
            boolean isBetter = exchange.saved() > ROUNDING || found.slack() > slack + NEARLY / 10;
            if (found.meets(spare) && isBetter) {
                remember(exchange.to());
                return exchange.to();
            }
        }
        return null;
    }

    private List<Exchange> promising(Schedule at) throws Trials.Over, InterruptedException {
        List<Exchange> promising = new ArrayList<>();
        Score now = score(at);
        for (int in = 0; in < workforce.size(); in++) {
            for (int out = 0; out < workforce.size(); out++) {
                trials.goOn();
                for (int more = out; more <= workforce.size(); more++) {
                    consider(at, now, in, out, more, promising);
                }
            }
        }
        promising.sort(
                Comparator.comparingDouble((Exchange each) -> -each.saved())
                        .thenComparingDouble(each -> -each.expected().slack()));
        return promising.subList(0, Math.min(EXCHANGES, promising.size()));
    }

    /// @param more who goes out, too; beyond the last cell nobody
    private void consider(
            Schedule at, Score now, int in, int out, int more, List<Exchange> promising)
            throws Trials.Over, InterruptedException {
        boolean isPair = more < workforce.size();
        double saved =
                workforce.hours(out) - workforce.hours(in) + (isPair ? workforce.hours(more) : 0);
        boolean isThere = at.at(out) > (more == out ? 1 : 0) && (!isPair || at.at(more) > 0);
        if (in == out || in == more || !isThere || saved < -ROUNDING) {
            return;
        }
        Schedule to = isPair ? at.with(out, -1).with(more, -1) : at.with(out, -1);
        if (workforce.room(to, in) < 1) {
            return;
        }
        List<Score> alone = new ArrayList<>();
        alone.add(score(at.with(out, -1)));
        if (isPair) {
            alone.add(score(at.with(more, -1)));
        }
        if (workforce.room(at, in) > 0) {
            alone.add(score(at.with(in, 1)));
        }
        Score expected = Score.together(now, alone);
        boolean isWorthIt = saved > ROUNDING || expected.slack() > now.slack() + NEARLY / 10;
        if (isWorthIt && expected.missing(spare) < NEARLY) {
            promising.add(new Exchange(to.with(in, 1), saved, expected));
        }
    }

    /// Whether fresh days miss a target; then the targets are raised by what is missing.
    private boolean isRefuted(Schedule at, int check) throws Trials.Over, InterruptedException {
        Score fresh = trials.score(trials.play(at, fresh(check), effort.checkDays()));
        if (fresh.meets(trials.nothingToSpare())) {
            return false;
        }
        List<Double> raised = new ArrayList<>();
        for (int i = 0; i < spare.size(); i++) {
            double onOwnDays = score(at).margins().get(i);
            double lost = onOwnDays - fresh.margins().get(i);
            boolean isMissed = fresh.margins().get(i) < 0;
            raised.add(isMissed ? Math.max(spare.get(i), lost) : spare.get(i));
        }
        spare = raised;
        last = at;
        best = null;
        return true;
    }

    /// Days that have nothing to do with those of the search, or with those of other checks.
    private long fresh(int check) {
        return Chance.key(workforce.scenario().seed(), check);
    }

    private StaffPlan told(Outcome outcome) throws InterruptedException {
        Schedule schedule = best == null ? last : best;
        Outcome end = outcome;
        Optional<Results> results = Optional.empty();
        try {
            results = Optional.of(trials.play(schedule, fresh(0), effort.checkDays()));
        } catch (Trials.Over e) {
            end = best == null ? Outcome.NOTHING_YET : outcome;
        }
        if (results.isPresent() && best != null) {
            boolean isMet = trials.score(results.get()).meets(trials.nothingToSpare());
            end = isMet ? outcome : Outcome.NOT_ON_FRESH_DAYS;
        }
        return plan(schedule, end, results);
    }

    private StaffPlan plan(Schedule schedule, Outcome outcome, Optional<Results> results) {
        List<StaffPlan.Needed> needed = new ArrayList<>();
        for (int cell = 0; cell < workforce.size(); cell++) {
            if (schedule.at(cell) > 0) {
                needed.add(
                        new StaffPlan.Needed(
                                workforce.group(cell), workforce.shape(cell), schedule.at(cell)));
            }
        }
        return new StaffPlan(
                outcome,
                workforce.scenario().span(),
                workforce.staff(schedule),
                workforce.hours(schedule),
                needed,
                workforce.groups(),
                workforce.present(schedule),
                results.map(Results::verdicts).orElse(List.of()),
                results.flatMap(all -> all.all().of(CallMeasure.TURNED_AWAY)),
                results.flatMap(this::worst),
                results.map(Results::days).orElse(0),
                trials.count(),
                workforce.hours(workforce.asItIs()));
    }

    private Optional<StaffPlan.Worst> worst(Results results) {
        Optional<StaffPlan.Worst> worst = Optional.empty();
        Span span = workforce.scenario().span();
        for (int i = 0; i < results.intervals().size(); i++) {
            Optional<Estimate> level = results.intervals().get(i).of(CallMeasure.SERVICE_LEVEL);
            double lowest = worst.map(found -> found.level().value()).orElse(2.0);
            if (level.isPresent() && level.get().value() < lowest) {
                Instant from = span.from().plus(span.interval().multipliedBy(i));
                worst = Optional.of(new StaffPlan.Worst(from, level.get()));
            }
        }
        return worst;
    }
}
