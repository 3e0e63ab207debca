package org.strowger.simulator.staffing;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.AgentId;

/// What may be had, and what is asked of it beside the targets.
///
/// @param shapes beside those of the scenario's own shifts
/// @param most how many agents in each group; absent: five times as many as the scenario has, and
///   at least 50
/// @param mostLike the same for the group of an agent
/// @param turnedAway the largest share of calls that may be turned away, 0 to 1: without it, to
///   send callers away would be the cheapest way to good service
/// @param everyInterval the least service level of each interval, all queues together, 0 to 1
public record Allowed(
        List<Shape> shapes,
        OptionalInt most,
        SortedMap<AgentId, Integer> mostLike,
        double turnedAway,
        OptionalDouble everyInterval) {
    private static final double FEW = 0.01;
    private static final int MOST_AGENTS = 10_000;
    private static final int USUAL_MOST = 50;
    private static final int TIMES_AS_MANY = 5;

    public Allowed {
        shapes = List.copyOf(shapes);
        mostLike = Collections.unmodifiableSortedMap(new TreeMap<>(mostLike));
        most.ifPresent(Allowed::check);
        mostLike.values().forEach(Allowed::check);
        Expected.notLess("the share turned away", turnedAway);
    }

    private static void check(int most) {
        Expected.range("the most agents of a group", most, 1, MOST_AGENTS);
    }

    /// The shapes of the scenario, many agents, and 1 % of calls turned away.
    public static Allowed usual() {
        return new Allowed(
                List.of(), OptionalInt.empty(), new TreeMap<>(), FEW, OptionalDouble.empty());
    }

    /// How many a group may have.
    int most(List<AgentId> group) {
        for (AgentId agent : group) {
            if (mostLike.containsKey(agent)) {
                return mostLike.getOrDefault(agent, 0);
            }
        }
        return most.orElse(Math.max(USUAL_MOST, TIMES_AS_MANY * group.size()));
    }
}
