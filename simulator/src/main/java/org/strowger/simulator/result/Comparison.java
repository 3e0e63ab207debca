package org.strowger.simulator.result;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.strowger.engine.routing.QueueId;

/// Two scenarios beside each other, day by day with the same chance: what differs, by how much, and
/// whether it may be chance.
///
/// Several figures are looked at, and one of twenty that do not differ would seem to by chance. So
/// the verdict is Holm's (Scandinavian Journal of Statistics 6(2), 1979): it calls anything a
/// difference wrongly with a probability of 5 % at most, over all figures together.
public final class Comparison {
    /// Of calls, what is compared.
    private static final List<CallMeasure> MEASURES =
            List.of(CallMeasure.SERVICE_LEVEL, CallMeasure.ABANDONED, CallMeasure.MEAN_WAIT);

    /// So many days of one record, all alike, are taken to follow from the record alone.
    private static final int ALIKE_BY_RECORD = 5;

    private final long certainFrom;
    private final Map<CallMeasure, Pair> all;
    private final Pair occupancy;
    private final SortedMap<QueueId, Map<CallMeasure, Pair>> queues = new TreeMap<>();
    private int days;

    /// @param queues those that both scenarios have
    public Comparison(Collection<QueueId> queues) {
        this(queues, Long.MAX_VALUE);
    }

    private Comparison(Collection<QueueId> queues, long certainFrom) {
        this.certainFrom = certainFrom;
        all = pairs(Optional.empty());
        occupancy =
                new Pair(
                        Optional.empty(),
                        AgentMeasure.OCCUPANCY.key(),
                        AgentMeasure.OCCUPANCY.unit(),
                        certainFrom);
        if (queues.size() > 1) {
            queues.forEach(queue -> this.queues.put(queue, pairs(Optional.of(queue))));
        }
    }

    /// Of days that are all one recorded day played again. Of such a day little is drawn, often
    /// nothing that matters: a figure that is the same in each of five or more of them, under
    /// either policy, is no chance, and a change of it is certain for that record.
    public static Comparison ofOneRecord(Collection<QueueId> queues) {
        return new Comparison(queues, ALIKE_BY_RECORD);
    }

    private Map<CallMeasure, Pair> pairs(Optional<QueueId> queue) {
        Map<CallMeasure, Pair> pairs = new LinkedHashMap<>();
        MEASURES.forEach(
                measure ->
                        pairs.put(
                                measure,
                                new Pair(queue, measure.key(), measure.unit(), certainFrom)));
        return pairs;
    }

    /// Takes in a day of each scenario, of the same number.
    public void add(Day before, Day after) {
        days++;
        add(all, Together.calls(before.queues().values()), Together.calls(after.queues().values()));
        AgentFigures agents = Together.agents(before.agents().values());
        AgentFigures agentsAfter = Together.agents(after.agents().values());
        occupancy.add(
                AgentMeasure.OCCUPANCY.over(agents),
                AgentMeasure.OCCUPANCY.under(agents),
                AgentMeasure.OCCUPANCY.over(agentsAfter),
                AgentMeasure.OCCUPANCY.under(agentsAfter));
        queues.forEach(
                (queue, pairs) ->
                        add(
                                pairs,
                                Objects.requireNonNull(before.queues().get(queue)),
                                Objects.requireNonNull(after.queues().get(queue))));
    }

    private static void add(Map<CallMeasure, Pair> pairs, CallFigures before, CallFigures after) {
        pairs.forEach(
                (measure, pair) ->
                        pair.add(
                                measure.over(before),
                                measure.under(before),
                                measure.over(after),
                                measure.under(after)));
    }

    /// How many pairs of days there were.
    public int days() {
        return days;
    }

    /// What was found: all together first, then by queue where there are several. A figure that one
    /// of the scenarios does not have, such as the wait in a queue that nobody called, is left out.
    public List<Difference> differences() {
        List<Pair> pairs = new ArrayList<>(all.values());
        pairs.add(occupancy);
        queues.values().forEach(each -> pairs.addAll(each.values()));
        List<Pair> known = days == 0 ? List.of() : pairs.stream().filter(Pair::isKnown).toList();
        double[] joint = holm(known.stream().mapToDouble(Pair::chance).toArray());
        return IntStream.range(0, known.size())
                .mapToObj(i -> known.get(i).difference(known.size(), joint[i]))
                .toList();
    }

    /// The least level at which each would be called a difference, by Holm's steps.
    static double[] holm(double[] chances) {
        List<Integer> order =
                IntStream.range(0, chances.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> chances[i]))
                        .toList();
        double[] joint = new double[chances.length];
        double highest = 0;
        for (int rank = 0; rank < chances.length; rank++) {
            int at = order.get(rank);
            highest = Math.max(highest, Math.min(1, (chances.length - rank) * chances[at]));
            joint[at] = highest;
        }
        return joint;
    }
}
