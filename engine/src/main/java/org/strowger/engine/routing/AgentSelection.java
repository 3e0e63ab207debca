package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.DecisionRecord.AgentHead;
import org.strowger.engine.routing.DecisionRecord.CallHead;
import org.strowger.engine.routing.DecisionRecord.Standing;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;

/// Chooses the agent for a call, and says why. Compares the heads of lanes and pools, never all
/// calls or all agents.
final class AgentSelection {
    private final RoutingState state;

    AgentSelection(RoutingState state) {
        this.state = state;
    }

    /// The lanes that may have a match now, most urgent head first.
    ///
    /// When the state was last settled nothing matched, so a match needs a call or an agent that
    /// came since.
    NavigableSet<Lane> candidates() {
        NavigableSet<Lane> candidates = new TreeSet<>(Lane.MOST_URGENT_HEAD_FIRST);
        if (state.readyPools().isEmpty()) {
            return candidates;
        }
        candidates.addAll(state.wokenLanes());
        for (Lane lane : state.lanes()) {
            if (state.wokenPools().stream().anyMatch(pool -> pool.serves(lane))) {
                candidates.add(lane);
            }
        }
        return candidates;
    }

    /// Returns the longest idle agent who can serve the lane, if there is one ready.
    @Nullable Agent longestIdle(Lane lane) {
        Collection<Pool> pools = state.isWoken(lane) ? state.readyPools() : state.wokenPools();
        Agent best = null;
        for (Pool pool : pools) {
            if ((best == null || Agent.LONGEST_IDLE_FIRST.compare(pool.head(), best) < 0)
                    && pool.serves(lane)) {
                best = pool.head();
            }
        }
        return best;
    }

    DecisionRecord explain(Lane lane, Agent winner, Instant now) {
        Heads<CallInLine> calls = new Heads<>(CallInLine.MOST_URGENT_FIRST);
        Pool winners = state.poolOf(winner);
        for (Lane other : state.lanes()) {
            if (winners.serves(other)) {
                calls.add(other.head());
            }
        }
        Heads<Agent> agents = new Heads<>(Agent.LONGEST_IDLE_FIRST);
        Map<Standing, Integer> others = new EnumMap<>(Standing.class);
        for (Pool pool : state.pools()) {
            if (pool.serves(lane)) {
                pool.addCountsTo(others);
                if (pool.hasReady()) {
                    agents.add(pool.head());
                }
            }
        }
        int skilled = others.values().stream().mapToInt(Integer::intValue).sum();
        others.put(Standing.UNSKILLED, state.agentCount() - skilled);
        others.merge(Standing.READY, -1, Integer::sum);
        others.values().removeIf(count -> count == 0);
        return new DecisionRecord(
                state.policy().version(),
                winner.id(),
                calls.first.stream()
                        .map(
                                call ->
                                        new CallHead(
                                                call.id(),
                                                call.priority(),
                                                Duration.between(call.since(), now)))
                        .toList(),
                calls.leftOut,
                agents.first.stream()
                        .map(
                                agent ->
                                        new AgentHead(
                                                agent.id(),
                                                Duration.between(agent.idleSince(), now)))
                        .toList(),
                agents.leftOut,
                new TreeMap<>(others));
    }

    /// The first few of many heads, in order, and the number of the others.
    private static final class Heads<T> {
        final TreeSet<T> first;
        int leftOut;

        Heads(Comparator<T> order) {
            first = new TreeSet<>(order);
        }

        void add(T head) {
            first.add(head);
            if (first.size() > DecisionRecord.HEADS) {
                first.pollLast();
                leftOut++;
            }
        }
    }
}
