package org.strowger.simulator.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;

/// What many days of one scenario come to: estimates with confidence intervals, distributions, and
/// whether goals are met.
///
/// Days are added one at a time and not kept: the size does not grow with their number. Estimates
/// of no days at all are absent.
public final class Results {
    /// What is told of each interval of the span.
    public static final Set<CallMeasure> OF_INTERVALS =
            Collections.unmodifiableSet(
                    EnumSet.of(
                            CallMeasure.OFFERED,
                            CallMeasure.ANSWERED,
                            CallMeasure.SERVICE_LEVEL,
                            CallMeasure.ABANDONED,
                            CallMeasure.MEAN_WAIT));

    private static final Set<CallMeasure> ALL = EnumSet.allOf(CallMeasure.class);

    private final CallResults all = new CallResults(ALL);
    private final SortedMap<QueueId, CallResults> queues = new TreeMap<>();
    private final List<CallResults> intervals = new ArrayList<>();
    private final SortedMap<QueueId, List<CallResults>> queueIntervals = new TreeMap<>();
    private final SortedMap<String, CallResults> skills = new TreeMap<>();
    private final AgentResults allAgents = new AgentResults();
    private final SortedMap<AgentId, AgentResults> agents = new TreeMap<>();
    private final List<AgentResults> agentIntervals = new ArrayList<>();
    private final List<Trial> trials;
    private final Ratio notTaken = new Ratio();
    private boolean isAllTaken = true;
    private int days;

    /// @param promised within how many seconds the calls of each queue are to be answered, by which
    ///   days count what is in time
    /// @param goals each about one of these queues, or all together
    public Results(SortedMap<QueueId, Double> promised, List<Goal> goals) {
        promised.keySet().forEach(queue -> queues.put(queue, new CallResults(ALL)));
        trials = goals.stream().map(goal -> new Trial(goal, promised)).toList();
    }

    /// Takes a day in; all days are of one scenario.
    public void add(Day day) {
        days++;
        CallFigures together = Together.calls(day.queues().values());
        all.add(together);
        day.queues().forEach((queue, calls) -> calls(queues, queue).add(calls));
        day.skills().forEach((need, calls) -> calls(skills, need).add(calls));
        addIntervals(day.intervals());
        allAgents.add(Together.agents(day.agents().values()));
        day.agents()
                .forEach(
                        (agent, time) ->
                                agents.computeIfAbsent(agent, _ -> new AgentResults()).add(time));
        for (int i = 0; i < day.agentIntervals().size(); i++) {
            if (i == agentIntervals.size()) {
                agentIntervals.add(new AgentResults());
            }
            agentIntervals.get(i).add(day.agentIntervals().get(i));
        }
        trials.forEach(trial -> trial.add(day, together));
        notTaken.add((double) day.notTaken(), 1);
        isAllTaken &= day.notTaken() == 0;
    }

    private static <K> CallResults calls(SortedMap<K, CallResults> of, K key) {
        return of.computeIfAbsent(key, _ -> new CallResults(ALL));
    }

    private void addIntervals(SortedMap<QueueId, List<CallFigures>> figures) {
        figures.forEach(
                (queue, parts) -> {
                    List<CallResults> of =
                            queueIntervals.computeIfAbsent(queue, _ -> new ArrayList<>());
                    for (int i = 0; i < parts.size(); i++) {
                        interval(of, i).add(parts.get(i));
                    }
                });
        int count = figures.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < count; i++) {
            int at = i;
            interval(intervals, i)
                    .add(
                            Together.calls(
                                    figures.values().stream()
                                            .map(parts -> parts.get(at))
                                            .toList()));
        }
    }

    private static CallResults interval(List<CallResults> intervals, int index) {
        if (index == intervals.size()) {
            intervals.add(new CallResults(OF_INTERVALS));
        }
        return intervals.get(index);
    }

    /// How many days there were.
    public int days() {
        return days;
    }

    /// The calls of all queues together; one that went from queue to queue counts in each.
    public CallResults all() {
        return all;
    }

    /// Calls a day that came to a flow while the switch was down, and so to no queue; absent when
    /// there were none.
    public Optional<Estimate> notTaken() {
        return isAllTaken ? Optional.empty() : notTaken.estimate();
    }

    public SortedMap<QueueId, CallResults> queues() {
        return Collections.unmodifiableSortedMap(queues);
    }

    /// The intervals of the span in order, all queues together; with [#OF_INTERVALS] only.
    public List<CallResults> intervals() {
        return Collections.unmodifiableList(intervals);
    }

    /// The same by queue.
    public SortedMap<QueueId, List<CallResults>> queueIntervals() {
        return Collections.unmodifiableSortedMap(queueIntervals);
    }

    /// By what calls ask beside their queue.
    public SortedMap<String, CallResults> skills() {
        return Collections.unmodifiableSortedMap(skills);
    }

    /// All agents together.
    public AgentResults allAgents() {
        return allAgents;
    }

    public SortedMap<AgentId, AgentResults> agents() {
        return Collections.unmodifiableSortedMap(agents);
    }

    /// All agents together, in the intervals of the span in order.
    public List<AgentResults> agentIntervals() {
        return Collections.unmodifiableList(agentIntervals);
    }

    /// Of each goal, in their order; none is met before there was a day.
    public List<Verdict> verdicts() {
        return trials.stream().map(Trial::verdict).toList();
    }
}
