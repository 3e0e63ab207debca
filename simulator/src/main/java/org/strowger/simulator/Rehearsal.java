package org.strowger.simulator;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.report.RunFacts;
import org.strowger.simulator.report.RunFacts.QueueFacts;
import org.strowger.simulator.report.SimulationReport;
import org.strowger.simulator.result.Goal;
import org.strowger.simulator.result.Results;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Target;
import org.strowger.simulator.scenario.Yardstick;

/// A scenario as it is about to be played, and the results that its days will fill.
///
/// @param scenario with seed and replications as they were asked for
/// @param yardstick what its calls are counted by
/// @param results empty at first
record Rehearsal(Scenario scenario, Yardstick yardstick, Results results) {
    private static final double MILLIS = 1_000;

    /// Counted by what its own centre promises.
    static Rehearsal of(Scenario file, Asked asked) {
        return of(file, Yardstick.of(file), asked);
    }

    static Rehearsal of(Scenario file, Yardstick yardstick, Asked asked) {
        Scenario scenario =
                new Scenario(
                        file.name(),
                        file.policy(),
                        file.span(),
                        file.staff(),
                        file.sources(),
                        file.behaviour(),
                        file.faults(),
                        file.targets(),
                        asked.seed().orElse(file.seed()),
                        asked.replications().orElse(file.replications()),
                        file.centre());
        SortedMap<QueueId, Double> promised = new TreeMap<>();
        for (QueueId queue : scenario.policy().queues().keySet()) {
            promised.put(queue, seconds(yardstick.of(queue).inTime()));
        }
        List<Goal> goals = scenario.targets().stream().map(Rehearsal::goal).toList();
        return new Rehearsal(scenario, yardstick, new Results(promised, goals));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / MILLIS;
    }

    private static Goal goal(Target target) {
        return switch (target) {
            case Target.ServiceLevel(var queue, var within, var share) ->
                    new Goal.ServiceLevel(queue, seconds(within), share);
            case Target.Abandoned(var queue, var share) -> new Goal.Abandoned(queue, share);
            case Target.MeanWait(var queue, var most) -> new Goal.MeanWait(queue, seconds(most));
        };
    }

    SimulationReport report() {
        SortedMap<QueueId, QueueFacts> queues = new TreeMap<>();
        for (QueueId queue : scenario.policy().queues().keySet()) {
            queues.put(queue, facts(yardstick.of(queue)));
        }
        return new SimulationReport(
                new RunFacts(
                        scenario.name(),
                        scenario.policy().version(),
                        scenario.seed(),
                        scenario.replications(),
                        scenario.span().from(),
                        scenario.span().until(),
                        scenario.span().zone(),
                        scenario.span().warmUp(),
                        scenario.span().interval(),
                        queues,
                        version(),
                        Runtime.version().toString()),
                results);
    }

    private static QueueFacts facts(Yardstick.Limits limits) {
        return new QueueFacts(limits.inTime(), limits.shortAbandon());
    }

    /// Known to a program that was packed; what runs from its folder has none.
    private static String version() {
        String packed = Rehearsal.class.getPackage().getImplementationVersion();
        return packed == null ? "unpacked" : packed;
    }
}
