package org.strowger.simulator.staffing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.simulator.result.CallMeasure;
import org.strowger.simulator.result.CallResults;
import org.strowger.simulator.result.Estimate;
import org.strowger.simulator.result.Goal;
import org.strowger.simulator.result.Results;
import org.strowger.simulator.result.Verdict;

/// How far a schedule is from its targets, over some days.
///
/// @param margins by target: above zero it is met with so much to spare, below zero it is missed by
///   so much; shares of calls, and times as shares of the longest allowed
/// @param trouble what callers suffer, whether it is within the targets or not: it falls with each
///   agent more, also where the margins do not show it yet
record Score(List<Double> margins, double trouble) {
    private static final double SECONDS_OF_AN_HOUR = 3_600;

    Score {
        margins = List.copyOf(margins);
    }

    /// The targets' margins first, then those of what is asked beside them.
    static Score of(Results results, Allowed allowed) {
        List<Double> margins = new ArrayList<>();
        results.verdicts().forEach(verdict -> margins.add(margin(verdict)));
        double offered = value(results, CallMeasure.OFFERED);
        double calls = Math.max(1e-9, offered);
        margins.add(allowed.turnedAway() - value(results, CallMeasure.TURNED_AWAY) / calls);
        allowed.everyInterval().ifPresent(least -> margins.add(lowest(results) - least));
        double unanswered = 1 - value(results, CallMeasure.ANSWERED) / calls;
        double waited = value(results, CallMeasure.MEAN_WAIT) / SECONDS_OF_AN_HOUR;
        return new Score(margins, offered == 0 ? 0 : unanswered + waited);
    }

    private static double value(Results results, CallMeasure measure) {
        return results.all().of(measure).map(Estimate::value).orElse(0.0);
    }

    private static double lowest(Results results) {
        double lowest = 1;
        for (CallResults interval : results.intervals()) {
            double level = interval.of(CallMeasure.SERVICE_LEVEL).map(Estimate::value).orElse(1.0);
            lowest = Math.min(lowest, level);
        }
        return lowest;
    }

    private static double margin(Verdict verdict) {
        Optional<Double> found = verdict.found().map(Estimate::value);
        if (found.isEmpty()) {
            return -1;
        }
        double value = found.get();
        return switch (verdict.goal()) {
            case Goal.ServiceLevel(_, _, var share) -> value - share;
            case Goal.Abandoned(_, var share) -> share - value;
            case Goal.MeanWait(_, var seconds) -> (seconds - value) / Math.max(1, seconds);
        };
    }

    /// Whether each target is met, with at least so much to spare.
    boolean meets(List<Double> spare) {
        return missing(spare) == 0;
    }

    /// What is missing to the targets, added up.
    double missing(List<Double> spare) {
        double missing = 0;
        for (int i = 0; i < margins.size(); i++) {
            missing += Math.max(0, spare.get(i) - margins.get(i));
        }
        return missing;
    }

    double slack() {
        return margins.stream().mapToDouble(each -> Math.min(each, 1)).sum();
    }

    /// What the margins would be, if changes that were tried alone added up.
    static Score together(Score from, List<Score> changed) {
        List<Double> margins = new ArrayList<>(from.margins);
        double trouble = from.trouble;
        for (Score score : changed) {
            for (int i = 0; i < margins.size(); i++) {
                margins.set(i, margins.get(i) + score.margins.get(i) - from.margins.get(i));
            }
            trouble += score.trouble - from.trouble;
        }
        return new Score(margins, trouble);
    }
}
