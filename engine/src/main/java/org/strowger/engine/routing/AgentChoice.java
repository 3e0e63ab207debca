package org.strowger.engine.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Chooses the agents to whom a call is offered. Compares the heads of pools, never all agents, but
/// for calls that have a lane for themselves and for agents who are rung all at once.
final class AgentChoice {
    static final int RUNG_AT_ONCE = 100;

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final int RANK_SHIFT = 40;
    private static final long LARGEST_TERM = (1L << RANK_SHIFT) - 1;

    /// Shares of at most 1000 units are told apart by this many parts.
    private static final long SHARE_PARTS = 4_000_000;

    private final RoutingState state;
    private final Floor floor;

    /// The agent who goes first for a lane, the first of another pool, and how many pools have one:
    /// see [#rank].
    @Nullable Agent first;

    @Nullable Agent second;
    int pools;

    /// What they were found for, last.
    private @Nullable Lane ranked;

    private @Nullable AgentOrder rankedBy;
    private long firstTerm;
    private long secondTerm;

    AgentChoice(RoutingState state) {
        this.state = state;
        this.floor = state.floor;
    }

    /// The shortest time that somebody ready takes for the lane's calls; -1 if nobody is.
    long shortestHandling(Lane lane, long now) {
        long shortest = -1;
        for (Pool pool : poolsReadyFor(lane, now)) {
            long millis = handleMillis(lane.line, pool);
            if (shortest < 0 || millis < shortest) {
                shortest = millis;
            }
        }
        return shortest;
    }

    static long handleMillis(Line line, Pool pool) {
        return line.policy().cost().handleTimeOf(pool.group.profile).toMillis();
    }

    boolean hasReady(Lane lane, long now) {
        if (!lane.isForOne() && lane.line.policy().reserve().isEmpty()) {
            return lane.fitting.meets(floor.readyPools);
        }
        return !poolsReadyFor(lane, now).isEmpty();
    }

    /// The pools that have somebody who is ready for the head of the lane.
    private List<Pool> poolsReadyFor(Lane lane, long now) {
        List<Pool> ready = new ArrayList<>();
        if (lane.preferred != null) {
            Agent agent = readyPreferred(lane, lane.preferred);
            return agent == null ? ready : List.of(Objects.requireNonNull(agent.pool));
        }
        SkillNeed reserved = reservedFrom(lane.line);
        for (int slot = lane.fitting.nextCommon(floor.readyPools, 0);
                slot >= 0;
                slot = lane.fitting.nextCommon(floor.readyPools, slot + 1)) {
            Pool pool = floor.pool(slot);
            if (!isReserved(pool, reserved) && (!lane.isForOne() || hasWilling(pool, lane, now))) {
                ready.add(pool);
            }
        }
        return ready;
    }

    private static boolean hasWilling(Pool pool, Lane lane, long now) {
        return pool.ready().stream().anyMatch(agent -> !lane.first().isRefusedBy(agent.id, now));
    }

    /// The agent a call waits for alone, if they are ready for it.
    private @Nullable Agent readyPreferred(Lane lane, AgentId preferred) {
        Agent agent = state.findAgent(preferred);
        if (agent == null || agent.pool == null || agent.hindrance() != Agent.Hindrance.NONE) {
            return null;
        }
        boolean ready =
                agent.load.hasRoom(lane.line.policy().work(), agent.profile)
                        && !lane.first().isRefusedBy(preferred, state.reached())
                        && !isReserved(agent.pool, reservedFrom(lane.line));
        return ready ? agent : null;
    }

    /// The skills of the agents whom a queue's calls must leave free at the moment; nothing if they
    /// may take anybody.
    @Nullable SkillNeed reservedFrom(Line line) {
        QueuePolicy.Reserve reserve = line.policy().reserve().orElse(null);
        if (reserve == null) {
            return null;
        }
        int free = 0;
        for (int slot = floor.readyPools.next(0);
                slot >= 0;
                slot = floor.readyPools.next(slot + 1)) {
            Pool pool = floor.pool(slot);
            if (reserve.of().isMetBy(pool.group.profile.skills())
                    && pool.load.hasRoom(line.policy().work(), pool.group.profile)) {
                free += pool.readyCount();
            }
        }
        return free <= reserve.kept() ? reserve.of() : null;
    }

    static boolean isReserved(Pool pool, @Nullable SkillNeed reserved) {
        return reserved != null && reserved.isMetBy(pool.group.profile.skills());
    }

    /// The agents to whom the head of the lane is offered, of whom one at least is ready: one, but
    /// for a queue that rings all.
    List<Agent> agentsFor(Lane lane, long now) {
        ranked = null;
        if (state.policy().balance() != Balance.GENERALIZED_C_MU
                && !lane.isForOne()
                && isByHistory(lane.line.policy().agents())) {
            rank(lane, lane.line.policy().agents());
            return List.of(Objects.requireNonNull(first));
        }
        List<Pool> pools = poolsReadyFor(lane, now);
        if (lane.preferred != null) {
            return List.of(state.agent(lane.preferred));
        }
        Agent preferred = lane.isForOne() ? preferredOf(lane.first(), pools, now) : null;
        if (preferred != null) {
            return List.of(preferred);
        }
        if (state.policy().balance() == Balance.GENERALIZED_C_MU) {
            double greatest =
                    CallChoice.costRate(lane.line, lane.first(), shortestHandling(lane, now), now);
            pools.removeIf(
                    pool ->
                            CallChoice.costRate(
                                            lane.line,
                                            lane.first(),
                                            handleMillis(lane.line, pool),
                                            now)
                                    < greatest);
        }
        return lane.line.policy().agents() == AgentOrder.WEIGHTED_RANDOM && !lane.isForOne()
                ? List.of(drawn(lane, pools))
                : chosenFor(lane, willing(pools, lane.first(), now));
    }

    /// Whether agents are ordered by what they did or by their ids, one after the other.
    static boolean isByHistory(AgentOrder order) {
        return order != AgentOrder.RING_ALL && order != AgentOrder.WEIGHTED_RANDOM;
    }

    /// Finds [#first], [#second] and [#pools] for the head of a lane that is not for one.
    void rank(Lane lane, AgentOrder history) {
        if (lane == ranked && history == rankedBy) {
            return;
        }
        ranked = lane;
        rankedBy = history;
        first = null;
        second = null;
        pools = 0;
        AgentId last = lane.line.lastOffered;
        SkillNeed reserved = reservedFrom(lane.line);
        for (int slot = lane.fitting.nextCommon(floor.readyPools, 0);
                slot >= 0;
                slot = lane.fitting.nextCommon(floor.readyPools, slot + 1)) {
            Pool pool = floor.pool(slot);
            if (!isReserved(pool, reserved)) {
                pools++;
                consider(pool, term(lane, pool), history, last);
            }
        }
    }

    private void consider(Pool pool, long term, AgentOrder history, @Nullable AgentId last) {
        if (second != null && term > secondTerm) {
            return;
        }
        Agent head = head(pool, history, last);
        if (first == null
                || term < firstTerm
                || (term == firstTerm && goesBefore(head, first, history, last))) {
            second = first;
            secondTerm = firstTerm;
            first = head;
            firstTerm = term;
        } else if (second == null || term < secondTerm || goesBefore(head, second, history, last)) {
            second = head;
            secondTerm = term;
        }
    }

    /// What goes before the history of an agent, equal for all in a pool: less goes first.
    private static long term(Lane lane, Pool pool) {
        long term =
                switch (lane.line.policy().agents()) {
                    case BEST_SKILL -> LARGEST_TERM - lane.match(pool.group);
                    case LEAST_LOADED -> share(pool);
                    case MOST_LOADED -> LARGEST_TERM - share(pool);
                    case LONGEST_IDLE,
                            LEAST_OCCUPIED,
                            FEWEST_CALLS,
                            ROUND_ROBIN,
                            LINEAR,
                            WEIGHTED_RANDOM,
                            RING_ALL ->
                            0;
                };
        return ((long) lane.rank(pool.group) << RANK_SHIFT) + term;
    }

    /// The share of units in use, so finely that different shares stay different.
    private static long share(Pool pool) {
        return SHARE_PARTS * pool.load.units() / pool.group.profile.units();
    }

    static Agent head(Pool pool, AgentOrder order, @Nullable AgentId last) {
        return switch (order) {
            case LONGEST_IDLE, BEST_SKILL, LEAST_LOADED, MOST_LOADED, RING_ALL ->
                    pool.byIdle.first();
            case FEWEST_CALLS -> pool.byCalls().first();
            case LEAST_OCCUPIED -> pool.byOccupancy().first();
            case LINEAR, WEIGHTED_RANDOM -> pool.byId().first();
            case ROUND_ROBIN -> {
                Agent next =
                        last == null
                                ? null
                                : pool.byId().firstThatIsNot(a -> a.id.compareTo(last) <= 0);
                yield next == null ? pool.byId().first() : next;
            }
        };
    }

    private static boolean goesBefore(Agent a, Agent b, AgentOrder order, @Nullable AgentId last) {
        return switch (order) {
            case LONGEST_IDLE, BEST_SKILL, LEAST_LOADED, MOST_LOADED, RING_ALL ->
                    a.idleLongerThan(b);
            case FEWEST_CALLS -> Pool.hadFewerCalls(a, b);
            case LEAST_OCCUPIED -> Pool.wasLessOccupied(a, b);
            case LINEAR, WEIGHTED_RANDOM -> a.id.compareTo(b.id) < 0;
            case ROUND_ROBIN -> {
                boolean aIsNext = last == null || a.id.compareTo(last) > 0;
                boolean bIsNext = last == null || b.id.compareTo(last) > 0;
                yield aIsNext == bIsNext ? a.id.compareTo(b.id) < 0 : aIsNext;
            }
        };
    }

    /// The agents who are ready for a call, of pools that are.
    static List<Agent> willing(List<Pool> pools, WaitingCall call, long now) {
        List<Agent> willing = new ArrayList<>();
        for (Pool pool : pools) {
            pool.byIdle.forEach(
                    agent -> {
                        if (!call.isRefusedBy(agent.id, now)) {
                            willing.add(agent);
                        }
                    });
        }
        return willing;
    }

    /// The agent a call prefers, if they are ready for it.
    private @Nullable Agent preferredOf(WaitingCall call, List<Pool> pools, long now) {
        Agent agent = call.preferred == null ? null : state.findAgent(call.preferred.agent());
        boolean ready =
                agent != null
                        && agent.hindrance() == Agent.Hindrance.NONE
                        && pools.contains(agent.pool)
                        && !call.isRefusedBy(agent.id, now);
        return ready ? agent : null;
    }

    /// The choice among agents looked at one by one.
    private List<Agent> chosenFor(Lane lane, List<Agent> ready) {
        return switch (lane.line.policy().agents()) {
            case RING_ALL -> all(lane, ready);
            case WEIGHTED_RANDOM -> {
                List<Agent> asked = lowestRanked(lane, ready);
                long lot = lot(asked.stream().mapToLong(agent -> agent.profile.weight()).sum());
                asked.sort(this::inOrderOfLots);
                for (Agent agent : asked) {
                    lot -= agent.profile.weight();
                    if (lot < 0) {
                        yield List.of(agent);
                    }
                }
                throw new IllegalStateException("a lot beyond the sum of weights");
            }
            case LONGEST_IDLE,
                    BEST_SKILL,
                    LEAST_OCCUPIED,
                    FEWEST_CALLS,
                    ROUND_ROBIN,
                    LINEAR,
                    LEAST_LOADED,
                    MOST_LOADED -> {
                ready.sort(inOrder(lane, lane.line.policy().agents()));
                yield List.of(ready.getFirst());
            }
        };
    }

    /// The order in which agents go first for calls of a lane, by rank, term and history.
    static Comparator<Agent> inOrder(Lane lane, AgentOrder history) {
        return (a, b) -> {
            int byTerm =
                    Long.compare(
                            term(lane, Objects.requireNonNull(a.pool)),
                            term(lane, Objects.requireNonNull(b.pool)));
            if (byTerm != 0 || a == b) {
                return byTerm;
            }
            return goesBefore(a, b, history, lane.line.lastOffered) ? -1 : 1;
        };
    }

    private int inOrderOfLots(Agent a, Agent b) {
        Pool pool = Objects.requireNonNull(a.pool);
        Pool other = Objects.requireNonNull(b.pool);
        int byPool = inOrderOfLots(pool, other);
        return byPool != 0 ? byPool : a.id.compareTo(b.id);
    }

    private int inOrderOfLots(Pool a, Pool b) {
        return a.group != b.group
                ? Integer.compare(floor.ordinal(a.group), floor.ordinal(b.group))
                : a.load.compareTo(b.load);
    }

    private static List<Agent> lowestRanked(Lane lane, List<Agent> ready) {
        QueueId queue = lane.line.id();
        int lowest =
                ready.stream().mapToInt(agent -> agent.profile.rankIn(queue)).min().orElseThrow();
        ready.removeIf(agent -> agent.profile.rankIn(queue) > lowest);
        return ready;
    }

    private List<Agent> all(Lane lane, List<Agent> ready) {
        List<Agent> asked = lowestRanked(lane, ready);
        asked.sort((a, b) -> a == b ? 0 : a.idleLongerThan(b) ? -1 : 1);
        return asked.size() > RUNG_AT_ONCE ? List.copyOf(asked.subList(0, RUNG_AT_ONCE)) : asked;
    }

    private Agent drawn(Lane lane, List<Pool> pools) {
        QueueId queue = lane.line.id();
        int lowest =
                pools.stream().mapToInt(p -> p.group.profile.rankIn(queue)).min().orElseThrow();
        pools.removeIf(pool -> pool.group.profile.rankIn(queue) > lowest);
        pools.sort(this::inOrderOfLots);
        long lot = lot(pools.stream().mapToLong(AgentChoice::weight).sum());
        for (Pool pool : pools) {
            if (lot < weight(pool)) {
                return pool.byId().get((int) (lot / pool.group.profile.weight()));
            }
            lot -= weight(pool);
        }
        throw new IllegalStateException("a lot beyond the sum of weights");
    }

    private static long weight(Pool pool) {
        return (long) pool.readyCount() * pool.group.profile.weight();
    }

    /// A number below the sum, by lot: the same for the same seed and number of offers so far.
    private long lot(long sum) {
        long mixed = mix(state.policy().seed() + (state.offers() + 1) * GOLDEN_GAMMA);
        return Math.unsignedMultiplyHigh(mixed, sum);
    }

    /// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
