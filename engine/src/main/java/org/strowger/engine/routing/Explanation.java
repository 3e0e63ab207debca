package org.strowger.engine.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.DecisionRecord.AgentHead;
import org.strowger.engine.routing.DecisionRecord.Basis;
import org.strowger.engine.routing.DecisionRecord.CallHead;

/// Says why a call is offered to an agent, or to nobody.
final class Explanation {
    private final RoutingState state;
    private final Floor floor;
    private final CallChoice calls;
    private final AgentChoice agents;
    private final Standings standings;

    Explanation(RoutingState state, CallChoice calls, AgentChoice agents) {
        this.state = state;
        this.floor = state.floor;
        this.calls = calls;
        this.agents = agents;
        this.standings = new Standings(state, agents);
    }

    /// How everybody stands to a call.
    Standings standings() {
        return standings;
    }

    /// Why an agent is to have the call that comes first in a lane.
    DecisionRecord ofOffer(Lane lane, Agent winner, long now) {
        Detail detail = state.policy().detail();
        WaitingCall call = lane.first();
        Basis basis =
                call.preferred != null && call.preferred.agent().equals(winner.id)
                        ? Basis.PREFERRED
                        : Basis.POLICY;
        if (detail == Detail.WINNER) {
            return ofWinner(winner, basis);
        }
        Heads<Lane> calls = otherCalls(lane, winner, detail, now);
        List<CallHead> callHeads = new ArrayList<>(calls.first.size() + 1);
        callHeads.add(head(call, winner, now));
        for (Lane other : calls.first) {
            callHeads.add(head(other.first(), winner, now));
        }
        Heads<Agent> agents = otherAgents(lane, winner, detail, call, now);
        List<AgentHead> agentHeads = new ArrayList<>(agents.first.size() + 1);
        agentHeads.add(head(winner, lane, now));
        for (Agent other : agents.first) {
            agentHeads.add(head(other, lane, now));
        }
        return new DecisionRecord(
                state.policy().version(),
                basis,
                Optional.of(winner.id),
                callHeads,
                calls.leftOut,
                agentHeads,
                agents.leftOut,
                detail == Detail.FULL ? standings.others(lane, call, winner, now) : List.of());
    }

    private DecisionRecord ofWinner(Agent winner, Basis basis) {
        return new DecisionRecord(
                state.policy().version(),
                basis,
                Optional.of(winner.id),
                List.of(),
                0,
                List.of(),
                0,
                List.of());
    }

    /// Why a call that waits goes to an agent whatever the policy: somebody said so.
    DecisionRecord ofChoice(WaitingCall call, Agent agent, Basis basis, long now) {
        if (state.policy().detail() == Detail.WINNER) {
            return ofWinner(agent, basis);
        }
        Lane lane = Objects.requireNonNull(call.lane);
        return new DecisionRecord(
                state.policy().version(),
                basis,
                Optional.of(agent.id),
                List.of(head(call, agent, now)),
                0,
                List.of(head(agent, lane, now)),
                0,
                List.of());
    }

    /// Why a call waits.
    DecisionRecord ofWaiting(WaitingCall call, long now) {
        Lane lane = Objects.requireNonNull(call.lane);
        Heads<Lane> ahead = new Heads<>(DecisionRecord.HEADS - 1, byUrgency(now));
        for (int slot = floor.nonEmpty.next(0); slot >= 0; slot = floor.nonEmpty.next(slot + 1)) {
            Lane other = floor.lane(slot);
            if (other != lane
                    && other.first().goesBefore(call, Moment.millis(now))
                    && haveAnybodyInCommon(other, lane)) {
                ahead.add(other);
            }
        }
        List<CallHead> calls = new ArrayList<>();
        ahead.first.forEach(other -> calls.add(head(other.first(), null, now)));
        calls.add(head(call, null, now));
        return new DecisionRecord(
                state.policy().version(),
                Basis.WAITING,
                Optional.empty(),
                calls,
                ahead.leftOut,
                List.of(),
                0,
                standings.others(lane, call, null, now));
    }

    private boolean haveAnybodyInCommon(Lane a, Lane b) {
        if (a.preferred == null && b.preferred == null) {
            return a.qualified.meets(b.qualified);
        }
        AgentId one = a.preferred != null ? a.preferred : Objects.requireNonNull(b.preferred);
        Lane other = a.preferred != null ? b : a;
        Agent agent = state.findAgent(one);
        return agent != null
                && agent.pool != null
                && (other.preferred != null
                        ? other.preferred.equals(one)
                        : other.qualified.get(agent.pool.group.slot));
    }

    /// The first few in an order, and the number of the others.
    private static final class Heads<T> {
        final List<T> first = new ArrayList<>();
        int leftOut;

        private final int most;
        private final Comparator<T> order;

        /// One of so many.
        static <T> Heads<T> of(@Nullable T head, int all) {
            Heads<T> heads = new Heads<>(1, (_, _) -> 0);
            if (head != null) {
                heads.first.add(head);
                heads.leftOut = all - 1;
            }
            return heads;
        }

        Heads(int most, Comparator<T> order) {
            this.most = most;
            this.order = order;
        }

        void add(T head) {
            int place = first.size();
            while (place > 0 && order.compare(head, first.get(place - 1)) < 0) {
                place--;
            }
            if (first.size() == most) {
                leftOut++;
                if (place == most) {
                    return;
                }
                first.removeLast();
            }
            first.add(place, head);
        }
    }

    /// The other lanes whose calls the winner could have been offered, best claim first.
    private Heads<Lane> otherCalls(Lane lane, Agent winner, Detail detail, long now) {
        Pool pool = Objects.requireNonNull(winner.pool);
        if (detail == Detail.PASSED_OVER
                && state.policy().balance() == Balance.URGENCY
                && !lane.isForOne()
                && floor.lanesFor(winner.id).isEmpty()
                && floor.hasOnlyPlainCallsFor(pool)) {
            int count = pool.lanes.countCommon(floor.nonEmpty);
            floor.order.findFirst(pool.lanes, floor.nonEmpty, count, Moment.millis(now));
            int other = floor.order.first == lane.slot ? floor.order.second : floor.order.first;
            return Heads.of(other < 0 ? null : floor.lane(other), count - 1);
        }
        return passedOver(lane, winner, detail.heads() - 1, now);
    }

    /// The first of the other pools whose agents could have been offered the call.
    private Heads<Agent> otherAgents(
            Lane lane, Agent winner, Detail detail, WaitingCall call, long now) {
        AgentOrder order = lane.line.policy().agents();
        AgentOrder history =
                order == AgentOrder.ROUND_ROBIN || order == AgentOrder.WEIGHTED_RANDOM
                        ? AgentOrder.LINEAR
                        : order;
        if (detail == Detail.PASSED_OVER && !lane.isForOne()) {
            agents.rank(lane, history);
            boolean isFirst =
                    agents.first != null
                            && agents.first.pool == Objects.requireNonNull(winner.pool);
            return Heads.of(isFirst ? agents.second : agents.first, agents.pools - 1);
        }
        return passedOver(lane, winner, detail.heads() - 1, call, history, now);
    }

    /// The same by looking at each lane.
    private Heads<Lane> passedOver(Lane lane, Agent winner, int most, long now) {
        Heads<Lane> heads = new Heads<>(most, byClaim(winner, now));
        Pool pool = Objects.requireNonNull(winner.pool);
        for (int slot = pool.lanes.nextCommon(floor.nonEmpty, 0);
                slot >= 0;
                slot = pool.lanes.nextCommon(floor.nonEmpty, slot + 1)) {
            Lane other = floor.lane(slot);
            if (other != lane && isOpenTo(other, winner, pool, now)) {
                heads.add(other);
            }
        }
        for (Lane other : floor.lanesFor(winner.id)) {
            if (other != lane
                    && pool.load.hasRoom(other.line.policy().work(), winner.profile)
                    && isOpenTo(other, winner, pool, now)) {
                heads.add(other);
            }
        }
        return heads;
    }

    private boolean isOpenTo(Lane lane, Agent agent, Pool pool, long now) {
        return !(lane.isForOne() && lane.first().isRefusedBy(agent.id, now))
                && !AgentChoice.isReserved(pool, agents.reservedFrom(lane.line));
    }

    private Comparator<Lane> byClaim(Agent winner, long now) {
        Comparator<Lane> byUrgency = byUrgency(now);
        return switch (state.policy().balance()) {
            case URGENCY -> byUrgency;
            case FIXED_QUEUE_RATIO ->
                    Comparator.comparingLong((Lane lane) -> calls.excess(lane.line))
                            .reversed()
                            .thenComparing(byUrgency);
            case GENERALIZED_C_MU ->
                    Comparator.comparingDouble((Lane lane) -> cost(lane.first(), winner, now))
                            .reversed()
                            .thenComparing(byUrgency);
        };
    }

    private Comparator<Lane> byUrgency(long now) {
        long nowMillis = Moment.millis(now);
        return (a, b) -> a == b ? 0 : floor.order.isMoreUrgent(a.slot, b.slot, nowMillis) ? -1 : 1;
    }

    /// The same by looking at each pool.
    private Heads<Agent> passedOver(
            Lane lane, Agent winner, int most, WaitingCall call, AgentOrder history, long now) {
        Heads<Agent> heads = new Heads<>(most, AgentChoice.inOrder(lane, history));
        if (lane.preferred != null) {
            return heads;
        }
        SkillNeed reserved = agents.reservedFrom(lane.line);
        for (int slot = lane.fitting.nextCommon(floor.readyPools, 0);
                slot >= 0;
                slot = lane.fitting.nextCommon(floor.readyPools, slot + 1)) {
            Pool pool = floor.pool(slot);
            if (pool != winner.pool && !AgentChoice.isReserved(pool, reserved)) {
                Agent first = firstOf(pool, lane, call, history, now);
                if (first != null) {
                    heads.add(first);
                }
            }
        }
        return heads;
    }

    private @Nullable Agent firstOf(
            Pool pool, Lane lane, WaitingCall call, AgentOrder history, long now) {
        if (!lane.isForOne()) {
            return AgentChoice.head(pool, history, null);
        }
        return AgentChoice.willing(List.of(pool), call, now).stream()
                .min(AgentChoice.inOrder(lane, history))
                .orElse(null);
    }

    private CallHead head(WaitingCall call, @Nullable Agent winner, long now) {
        long points = call.pointsAt(Moment.millis(now));
        return new CallHead(
                call.id,
                call.line.id(),
                balance(call, winner, now),
                call.urgency.tier(),
                Math.floorDiv(points, Urgency.MILLI_POINT),
                Duration.ofNanos(now - call.since));
    }

    private long balance(WaitingCall call, @Nullable Agent winner, long now) {
        return switch (state.policy().balance()) {
            case URGENCY -> 0;
            case FIXED_QUEUE_RATIO -> calls.excess(call.line);
            case GENERALIZED_C_MU -> winner == null ? 0 : (long) (1_000 * cost(call, winner, now));
        };
    }

    private static double cost(WaitingCall call, Agent agent, long now) {
        Pool pool = Objects.requireNonNull(agent.pool);
        return CallChoice.costRate(call.line, call, AgentChoice.handleMillis(call.line, pool), now);
    }

    private AgentHead head(Agent agent, Lane lane, long now) {
        return new AgentHead(agent.id, rank(agent, lane), term(agent, lane, now), idle(agent, now));
    }

    private static int rank(Agent agent, Lane lane) {
        SkillGroup group = Objects.requireNonNull(agent.pool).group;
        return lane.qualified.get(group.slot)
                ? lane.rank(group)
                : agent.profile.rankIn(lane.line.id());
    }

    private static Duration idle(Agent agent, long now) {
        return Duration.ofNanos(now - agent.idleSince);
    }

    private static long term(Agent agent, Lane lane, long now) {
        return switch (lane.line.policy().agents()) {
            case BEST_SKILL -> lane.need.match(agent.profile.skills());
            case FEWEST_CALLS -> agent.calls;
            case LEAST_OCCUPIED -> (long) (1_000 * agent.occupancyAt(now));
            case LEAST_LOADED, MOST_LOADED -> 1_000L * agent.load.units() / agent.profile.units();
            case LONGEST_IDLE, ROUND_ROBIN, LINEAR, WEIGHTED_RANDOM, RING_ALL -> 0;
        };
    }
}
