package org.strowger.engine.routing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.strowger.engine.routing.DecisionRecord.Standing;
import org.strowger.engine.routing.NaiveCentre.Agent;
import org.strowger.engine.routing.NaiveCentre.Call;

/// Who goes first at one moment, for [NaiveRouting]: "Calls" and "Matching" of the rules.
record NaiveChoice(NaiveCentre centre, Instant now) {
    private static final long POINT = 60_000_000;

    static final Comparator<Agent> LONGEST_IDLE_FIRST =
            Comparator.<Agent, Instant>comparing(agent -> agent.idleSince)
                    .thenComparing(agent -> agent.id);

    /// A call and the agents whom it is to be offered to.
    record Pairing(Call call, List<Agent> agents) {}

    Standing stands(Agent agent, Call call) {
        QueuePolicy rules = centre.rules(call.queue);
        if (call.step < 0 && !call.prefers(agent)) {
            return Standing.NOT_PREFERRED;
        }
        if (call.step >= 0 && !centre.need(call).isMetBy(agent.profile.skills())) {
            return Standing.UNSKILLED;
        }
        if (!centre.suits(agent, call)) {
            return Standing.RANKED_OUT;
        }
        if (agent.otherCall) {
            return Standing.OTHER_CALL;
        }
        boolean hasRoom = agent.hasRoomFor(rules.work());
        if (agent.rings() || (!hasRoom && agent.talks())) {
            return Standing.BUSY;
        }
        if (!hasRoom) {
            return Standing.WRAP_UP;
        }
        if (agent.restsUntil.isPresent()) {
            return Standing.RESTING;
        }
        if (agent.isAwayOrGoing()) {
            return Standing.PAUSED;
        }
        if (isRefusedBy(call, agent)) {
            return Standing.REFUSED_BEFORE;
        }
        return isReserved(agent, rules) ? Standing.RESERVED : Standing.READY;
    }

    boolean isReady(Agent agent, Call call) {
        return isFree(agent, centre.rules(call.queue)) && stands(agent, call) == Standing.READY;
    }

    private boolean isRefusedBy(Call call, Agent agent) {
        return call.refusals.getOrDefault(agent.id, Instant.MIN).isAfter(now);
    }

    private boolean isReserved(Agent agent, QueuePolicy rules) {
        if (rules.reserve().isEmpty()) {
            return false;
        }
        SkillNeed of = rules.reserve().get().of();
        long free =
                centre.agents.values().stream()
                        .filter(other -> of.isMetBy(other.profile.skills()))
                        .filter(other -> isFree(other, rules))
                        .count();
        return of.isMetBy(agent.profile.skills()) && free <= rules.reserve().get().kept();
    }

    static boolean isFree(Agent agent, QueuePolicy rules) {
        return !agent.otherCall
                && !agent.rings()
                && agent.restsUntil.isEmpty()
                && !agent.isAwayOrGoing()
                && agent.hasRoomFor(rules.work());
    }

    /// Whole milliseconds since the millisecond in which the call began to wait.
    private long waitedMillis(Call call) {
        return now.toEpochMilli() - call.since.toEpochMilli();
    }

    /// Generalised c-mu knows the order of waiting only, in queues that close under it too.
    private CallOrder order(Call call) {
        return centre.policy.balance() == Balance.GENERALIZED_C_MU
                ? new CallOrder.Fifo()
                : centre.rules(call.queue).order();
    }

    int tier(Call call) {
        return order(call) instanceof CallOrder.Strict ? call.priority : 0;
    }

    /// In sixty-millionths of a point.
    long points(Call call) {
        QueuePolicy rules = centre.rules(call.queue);
        long waited = waitedMillis(call);
        return switch (order(call)) {
            case CallOrder.Strict(), CallOrder.Fifo() -> 1_000 * waited;
            case CallOrder.Deadline() -> 1_000 * (waited - rules.serviceTarget().toMillis());
            case CallOrder.Accumulating(var rate, var cap) ->
                    call.priority * POINT
                            + (cap.isEmpty()
                                    ? rate * waited
                                    : Math.min(rate * waited, cap.getAsInt() * POINT));
        };
    }

    boolean isAtCap(Call call) {
        return order(call) instanceof CallOrder.Accumulating(var rate, var cap)
                && cap.isPresent()
                && rate * waitedMillis(call) >= cap.getAsInt() * POINT;
    }

    /// Which call goes before which, by urgency.
    Comparator<Call> mostUrgentFirst() {
        return Comparator.comparingInt(this::tier)
                .thenComparingLong(this::points)
                .reversed()
                .thenComparing(call -> call.since)
                .thenComparing(call -> call.id);
    }

    /// By how much the call's queue has more waiting calls than its share.
    long excess(Call call) {
        List<Call> waiting = centre.waiting();
        long inQueue = waiting.stream().filter(other -> other.queue.equals(call.queue)).count();
        long shares = centre.policy.queues().values().stream().mapToLong(QueuePolicy::share).sum();
        QueuePolicy rules = centre.policy.queues().get(call.queue);
        long share = rules == null ? 0 : rules.share();
        return inQueue * shares - share * waiting.size();
    }

    /// The call's cost of waiting in a minute of an agent's work.
    double cost(Call call, long handleMillis) {
        int weight = centre.rules(call.queue).cost().weight();
        return (double) weight * waitedMillis(call) / handleMillis;
    }

    double cost(Call call, Agent agent) {
        return cost(call, centre.rules(call.queue).cost().handleTimeOf(agent.profile).toMillis());
    }

    /// The calls by their claim on an agent for whom they cost this.
    Comparator<Call> bestClaimFirst(ToDoubleFunction<Call> cost) {
        return switch (centre.policy.balance()) {
            case URGENCY -> mostUrgentFirst();
            case FIXED_QUEUE_RATIO ->
                    Comparator.comparingLong(this::excess)
                            .reversed()
                            .thenComparing(mostUrgentFirst());
            case GENERALIZED_C_MU ->
                    Comparator.comparingDouble(cost).reversed().thenComparing(mostUrgentFirst());
        };
    }

    List<Agent> readyFor(Call call) {
        return centre.agents.values().stream().filter(agent -> isReady(agent, call)).toList();
    }

    /// The next call to be offered, and to whom.
    Optional<Pairing> next() {
        List<Pairing> possible =
                centre.waiting().stream()
                        .map(call -> new Pairing(call, readyFor(call)))
                        .filter(pairing -> !pairing.agents().isEmpty())
                        .toList();
        if (centre.policy.balance() != Balance.GENERALIZED_C_MU) {
            return possible.stream()
                    .min(Comparator.comparing(Pairing::call, bestClaimFirst(_ -> 0)))
                    .map(best -> taken(best, best.agents()));
        }
        return possible.stream()
                .min(
                        Comparator.comparingDouble(this::bestCost)
                                .reversed()
                                .thenComparing(Pairing::call, mostUrgentFirst()))
                .map(best -> taken(best, whoGiveBestCost(best)));
    }

    private List<Agent> whoGiveBestCost(Pairing pairing) {
        return pairing.agents().stream()
                .filter(agent -> cost(pairing.call(), agent) == bestCost(pairing))
                .toList();
    }

    private double bestCost(Pairing pairing) {
        return pairing.agents().stream()
                .mapToDouble(agent -> cost(pairing.call(), agent))
                .max()
                .orElseThrow();
    }

    private Pairing taken(Pairing ready, List<Agent> candidates) {
        Call call = ready.call();
        for (Agent agent : ready.agents()) {
            if (call.prefers(agent)) {
                return new Pairing(call, List.of(agent));
            }
        }
        int lowest =
                candidates.stream()
                        .mapToInt(agent -> agent.profile.rankIn(call.queue))
                        .min()
                        .orElseThrow();
        List<Agent> ofLowestRank =
                candidates.stream()
                        .filter(agent -> agent.profile.rankIn(call.queue) == lowest)
                        .toList();
        return new Pairing(call, first(call, ofLowestRank));
    }

    private List<Agent> first(Call call, List<Agent> agents) {
        return switch (centre.rules(call.queue).agents()) {
            case RING_ALL -> agents.stream().sorted(LONGEST_IDLE_FIRST).limit(100).toList();
            case ROUND_ROBIN -> List.of(nextAfterLast(call.queue, agents));
            case WEIGHTED_RANDOM -> List.of(drawn(agents));
            case LONGEST_IDLE,
                    BEST_SKILL,
                    LEAST_OCCUPIED,
                    FEWEST_CALLS,
                    LINEAR,
                    LEAST_LOADED,
                    MOST_LOADED ->
                    agents.stream().sorted(bestFirst(call)).limit(1).toList();
        };
    }

    /// The order of a call's queue among agents, rank first; the smaller id where it is none of
    /// merit.
    Comparator<Agent> bestFirst(Call call) {
        Comparator<Agent> byRank =
                Comparator.comparingInt(agent -> agent.profile.rankIn(call.queue));
        return byRank.thenComparing(
                switch (centre.rules(call.queue).agents()) {
                    case LONGEST_IDLE, RING_ALL -> LONGEST_IDLE_FIRST;
                    case LINEAR, ROUND_ROBIN, WEIGHTED_RANDOM ->
                            Comparator.<Agent, AgentId>comparing(agent -> agent.id);
                    case BEST_SKILL ->
                            Comparator.<Agent>comparingInt(agent -> -match(call, agent))
                                    .thenComparing(LONGEST_IDLE_FIRST);
                    case FEWEST_CALLS ->
                            Comparator.<Agent>comparingInt(agent -> agent.calls)
                                    .thenComparing(LONGEST_IDLE_FIRST);
                    case LEAST_LOADED -> leastLoadedFirst().thenComparing(LONGEST_IDLE_FIRST);
                    case MOST_LOADED ->
                            leastLoadedFirst().reversed().thenComparing(LONGEST_IDLE_FIRST);
                    case LEAST_OCCUPIED ->
                            Comparator.comparingDouble(NaiveChoice::occupancyInAnyFuture)
                                    .thenComparing(LONGEST_IDLE_FIRST);
                });
    }

    int match(Call call, Agent agent) {
        return centre.need(call).match(agent.profile.skills());
    }

    private static Comparator<Agent> leastLoadedFirst() {
        return (a, b) ->
                Integer.compare(
                        a.loadUnits() * b.profile.units(), b.loadUnits() * a.profile.units());
    }

    private static double occupancyInAnyFuture(Agent agent) {
        Instant at = agent.levelAt;
        double seconds = (at.getEpochSecond() * 1_000_000_000L + at.getNano()) / 1e9;
        return StrictMath.log(agent.level) + seconds / 3600;
    }

    private Agent nextAfterLast(QueueId queue, List<Agent> byId) {
        AgentId last = centre.lastOffered.get(queue);
        return byId.stream()
                .filter(agent -> last == null || agent.id.compareTo(last) > 0)
                .findFirst()
                .orElse(byId.getFirst());
    }

    private Agent drawn(List<Agent> agents) {
        List<Agent> inOrder =
                agents.stream()
                        .sorted(
                                Comparator.<Agent, RoutingProfile>comparing(a -> a.profile)
                                        .thenComparingInt(Agent::loadUnits)
                                        .thenComparing(Agent::loadByChannel, Orders::compareMaps)
                                        .thenComparing(agent -> agent.id))
                        .toList();
        long sum = inOrder.stream().mapToLong(agent -> agent.profile.weight()).sum();
        long drawn = centre.policy.seed() + (centre.offers + 1) * 0x9E3779B97F4A7C15L;
        long lot = Math.unsignedMultiplyHigh(mix(drawn), sum);
        for (Agent agent : inOrder) {
            lot -= agent.profile.weight();
            if (lot < 0) {
                return agent;
            }
        }
        throw new AssertionError("a lot is less than the sum of the weights");
    }

    /// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
    private static long mix(long drawn) {
        long z = drawn;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// Whether waiting calls are subject to the same terms.
    boolean areAlike(Call a, Call b) {
        return a == b
                || (!isSpecial(a)
                        && !isSpecial(b)
                        && a.queue.equals(b.queue)
                        && a.step == b.step
                        && a.need.equals(b.need)
                        && isAtCap(a) == isAtCap(b));
    }

    private boolean isSpecial(Call call) {
        return call.preferred.isPresent()
                || call.refusals.values().stream().anyMatch(until -> until.isAfter(now));
    }

    static boolean areAlike(Agent a, Agent b) {
        return a.profile.equals(b.profile)
                && a.loadUnits() == b.loadUnits()
                && Objects.equals(a.loadByChannel(), b.loadByChannel());
    }
}
