package org.strowger.engine.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.Agent.Hindrance;
import org.strowger.engine.routing.DecisionRecord.Lack;
import org.strowger.engine.routing.DecisionRecord.Others;
import org.strowger.engine.routing.DecisionRecord.Standing;

/// Says how agents stand to a call: each by themselves, or how many in which way.
final class Standings {
    private static final Comparator<Lack> BY_SKILL_AND_LEVELS =
            Comparator.comparing(Lack::skill)
                    .thenComparingInt(Lack::has)
                    .thenComparingInt(Lack::atLeast)
                    .thenComparingInt(Lack::atMost);

    private final RoutingState state;
    private final Floor floor;
    private final AgentChoice agents;

    Standings(RoutingState state, AgentChoice agents) {
        this.state = state;
        this.floor = state.floor;
        this.agents = agents;
    }

    /// How many others than the winner stand to a call in which way.
    List<Others> others(Lane lane, WaitingCall call, @Nullable Agent winner, long now) {
        Counts counts = new Counts();
        if (lane.preferred == null) {
            SkillNeed reserved = agents.reservedFrom(lane.line);
            floor.forEachGroup(group -> count(group, lane, call, reserved, now, counts));
        } else {
            Agent preferred = state.findAgent(lane.preferred);
            counts.add(Standing.NOT_PREFERRED, state.agentCount() - (preferred == null ? 0 : 1));
            if (preferred != null) {
                counts.add(standing(preferred, lane, call, now), 1);
            }
        }
        if (winner != null) {
            counts.add(Standing.READY, -1);
        }
        return counts.toList();
    }

    /// How each agent stands to a call that waits.
    SortedMap<AgentId, Standing> ofEach(WaitingCall call, long now) {
        Lane lane = Objects.requireNonNull(call.lane);
        SortedMap<AgentId, Standing> standings = new TreeMap<>();
        for (Agent agent : state.agents()) {
            standings.put(agent.id, standing(agent, lane, call, now));
        }
        return standings;
    }

    private Standing standing(Agent agent, Lane lane, WaitingCall call, long now) {
        SkillGroup group = Objects.requireNonNull(agent.pool).group;
        if (lane.preferred != null && !lane.preferred.equals(agent.id)) {
            return Standing.NOT_PREFERRED;
        }
        if (lane.preferred == null && !lane.qualified.get(group.slot)) {
            return lane.lack(group) == null ? Standing.RANKED_OUT : Standing.UNSKILLED;
        }
        boolean room = agent.load.hasRoom(lane.line.policy().work(), agent.profile);
        Standing standing = standing(agent.hindrance(), room, agent.talks());
        if (standing != Standing.READY) {
            return standing;
        }
        if (call.isRefusedBy(agent.id, now)) {
            return Standing.REFUSED_BEFORE;
        }
        SkillNeed reserved = agents.reservedFrom(lane.line);
        return AgentChoice.isReserved(agent.pool, reserved) ? Standing.RESERVED : Standing.READY;
    }

    private static Standing standing(Hindrance hindrance, boolean room, boolean talks) {
        return switch (hindrance) {
            case OTHER_CALL -> Standing.OTHER_CALL;
            case RINGING -> Standing.BUSY;
            case RESTING, PAUSED, NONE -> {
                if (!room) {
                    yield talks ? Standing.BUSY : Standing.WRAP_UP;
                }
                yield hindrance == Hindrance.RESTING
                        ? Standing.RESTING
                        : hindrance == Hindrance.PAUSED ? Standing.PAUSED : Standing.READY;
            }
        };
    }

    private static void count(
            SkillGroup group,
            Lane lane,
            WaitingCall call,
            @Nullable SkillNeed reserved,
            long now,
            Counts counts) {
        if (!lane.qualified.get(group.slot)) {
            Lack lack = lane.lack(group);
            if (lack == null) {
                counts.add(Standing.RANKED_OUT, group.size);
            } else {
                counts.unskilled.merge(lack, group.size, Integer::sum);
            }
            return;
        }
        for (Pool pool : group.pools) {
            count(pool, lane, call, reserved, now, counts);
        }
    }

    private static void count(
            Pool pool,
            Lane lane,
            WaitingCall call,
            @Nullable SkillNeed reserved,
            long now,
            Counts counts) {
        boolean room = lane.fitting.get(pool.slot);
        for (Hindrance hindrance : Hindrance.values()) {
            if (hindrance != Hindrance.NONE || !room) {
                counts.add(standing(hindrance, room, false), pool.count(hindrance, false));
                counts.add(standing(hindrance, room, true), pool.count(hindrance, true));
            }
        }
        if (room) {
            int refusing =
                    lane.isForOne()
                            ? pool.readyCount()
                                    - AgentChoice.willing(List.of(pool), call, now).size()
                            : 0;
            counts.add(Standing.REFUSED_BEFORE, refusing);
            counts.add(
                    AgentChoice.isReserved(pool, reserved) ? Standing.RESERVED : Standing.READY,
                    pool.readyCount() - refusing);
        }
    }

    /// Numbers of agents by how they stand to a call.
    private static final class Counts {
        final Map<Lack, Integer> unskilled = new HashMap<>();
        private final Map<Standing, Integer> byStanding = new EnumMap<>(Standing.class);

        void add(Standing standing, int agents) {
            if (agents == 0) {
                return;
            }
            byStanding.merge(standing, agents, Integer::sum);
        }

        List<Others> toList() {
            List<Others> others = new ArrayList<>();
            for (Standing standing : Standing.values()) {
                if (standing == Standing.UNSKILLED) {
                    unskilled.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey(BY_SKILL_AND_LEVELS))
                            .map(
                                    lack ->
                                            new Others(
                                                    standing,
                                                    Optional.of(lack.getKey()),
                                                    lack.getValue()))
                            .forEach(others::add);
                } else if (byStanding.getOrDefault(standing, 0) > 0) {
                    others.add(
                            new Others(
                                    standing,
                                    Optional.empty(),
                                    byStanding.getOrDefault(standing, 0)));
                }
            }
            return others.size() > DecisionRecord.REASONS ? together(others) : others;
        }

        private List<Others> together(List<Others> others) {
            List<Others> fewer = new ArrayList<>();
            for (Others each : others) {
                if (each.standing() != Standing.UNSKILLED) {
                    fewer.add(each);
                } else if (fewer.isEmpty() || fewer.getLast().standing() != Standing.UNSKILLED) {
                    int all = unskilled.values().stream().mapToInt(Integer::intValue).sum();
                    fewer.add(new Others(Standing.UNSKILLED, Optional.empty(), all));
                }
            }
            return fewer;
        }
    }
}
