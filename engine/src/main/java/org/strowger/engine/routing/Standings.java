package org.strowger.engine.routing;

import java.util.ArrayList;
import java.util.Comparator;
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

    private static final Hindrance[] HINDRANCES = Hindrance.values();
    private static final Standing[] STANDINGS = Standing.values();

    /// The agents who could not take the calls of a lane whatever they did.
    ///
    /// @param crowd the [Floor#crowd] of which they are
    /// @param rankedOut how many are barred by their rank alone
    /// @param unskilled how many lack a skill
    /// @param byLack the same by what they lack
    record Unfit(long crowd, int rankedOut, int unskilled, List<Others> byLack) {
        /// Where there are too many ways to tell one by one.
        Unfit together() {
            List<Others> all =
                    unskilled == 0
                            ? List.of()
                            : List.of(new Others(Standing.UNSKILLED, Optional.empty(), unskilled));
            return new Unfit(crowd, rankedOut, unskilled, all);
        }
    }

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
        Unfit unfit = null;
        if (lane.preferred == null) {
            unfit = unfit(lane);
            counts.add(Standing.RANKED_OUT, unfit.rankedOut);
            SkillNeed reserved = agents.reservedFrom(lane.line);
            for (int slot = lane.qualified.next(0);
                    slot >= 0;
                    slot = lane.qualified.next(slot + 1)) {
                for (Pool pool : floor.group(slot).pools) {
                    count(pool, lane, call, reserved, now, counts);
                }
            }
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
        return counts.toList(unfit);
    }

    /// Counted once as long as nobody comes or goes: every offer tells of them.
    private Unfit unfit(Lane lane) {
        Unfit known = lane.unfit;
        if (known == null || known.crowd != floor.crowd) {
            known = countUnfit(lane);
            lane.unfit = known;
        }
        return known;
    }

    private Unfit countUnfit(Lane lane) {
        int[] rankedOut = {0};
        int[] unskilled = {0};
        Map<Lack, Integer> byLack = new TreeMap<>(BY_SKILL_AND_LEVELS);
        floor.forEachGroup(
                group -> {
                    Lack lack = lane.qualified.get(group.slot) ? null : lane.lack(group);
                    if (lack != null) {
                        unskilled[0] += group.size;
                        byLack.merge(lack, group.size, Integer::sum);
                    } else if (!lane.qualified.get(group.slot)) {
                        rankedOut[0] += group.size;
                    }
                });
        List<Others> others = new ArrayList<>();
        byLack.forEach(
                (lack, agents) ->
                        others.add(new Others(Standing.UNSKILLED, Optional.of(lack), agents)));
        Unfit unfit = new Unfit(floor.crowd, rankedOut[0], unskilled[0], List.copyOf(others));
        return others.size() > DecisionRecord.REASONS ? unfit.together() : unfit;
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
            Pool pool,
            Lane lane,
            WaitingCall call,
            @Nullable SkillNeed reserved,
            long now,
            Counts counts) {
        boolean room = lane.fitting.get(pool.slot);
        for (Hindrance hindrance : HINDRANCES) {
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

    /// Numbers of agents by how they stand to a call, apart from those without a skill. In an
    /// array, because every offer counts them: with a map a day is decided a tenth slower.
    @SuppressWarnings("EnumOrdinal")
    private static final class Counts {
        private final int[] byStanding = new int[STANDINGS.length];

        void add(Standing standing, int agents) {
            byStanding[standing.ordinal()] += agents;
        }

        List<Others> toList(@Nullable Unfit unfit) {
            int ways = 0;
            for (int agents : byStanding) {
                ways += agents > 0 ? 1 : 0;
            }
            List<Others> others = new ArrayList<>();
            for (Standing standing : STANDINGS) {
                int agents = byStanding[standing.ordinal()];
                if (standing == Standing.UNSKILLED && unfit != null) {
                    boolean isTooMuch = ways + unfit.byLack.size() > DecisionRecord.REASONS;
                    others.addAll((isTooMuch ? unfit.together() : unfit).byLack);
                } else if (agents > 0) {
                    others.add(new Others(standing, Optional.empty(), agents));
                }
            }
            return others;
        }
    }
}
