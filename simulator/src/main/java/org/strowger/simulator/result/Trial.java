package org.strowger.simulator.result;

import java.util.Optional;
import java.util.SortedMap;
import org.strowger.engine.routing.QueueId;

/// A goal, and what the days say of it.
final class Trial {
    private final Goal goal;
    private final boolean isPromised;
    private final Ratio ratio = new Ratio();

    /// @param promised within how many seconds each queue is to be answered: what days count
    Trial(Goal goal, SortedMap<QueueId, Double> promised) {
        this.goal = goal;
        this.isPromised = goal instanceof Goal.ServiceLevel level && isPromised(level, promised);
    }

    private static boolean isPromised(
            Goal.ServiceLevel level, SortedMap<QueueId, Double> promised) {
        return promised.entrySet().stream()
                .filter(each -> level.queue().map(each.getKey()::equals).orElse(true))
                .allMatch(each -> each.getValue() == level.seconds());
    }

    void add(Day day, CallFigures all) {
        CallFigures calls =
                goal.queue()
                        .map(queue -> Optional.ofNullable(day.queues().get(queue)))
                        .orElse(Optional.of(all))
                        .orElseThrow();
        switch (goal) {
            case Goal.ServiceLevel(_, var seconds, _) ->
                    ratio.add(
                            isPromised
                                    ? calls.answeredInTime()
                                    : Spread.within(calls.waitsAnswered(), seconds),
                            CallMeasure.SERVICE_LEVEL.under(calls));
            case Goal.Abandoned _ -> add(CallMeasure.ABANDONED, calls);
            case Goal.MeanWait _ -> add(CallMeasure.MEAN_WAIT, calls);
        }
    }

    private void add(CallMeasure measure, CallFigures calls) {
        ratio.add(measure.over(calls), measure.under(calls));
    }

    Verdict verdict() {
        return Verdict.of(goal, ratio.estimate());
    }
}
