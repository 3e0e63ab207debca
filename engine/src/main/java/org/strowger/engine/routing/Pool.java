package org.strowger.engine.routing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.Agent.Hindrance;

/// The agents of a skill group who have equal loads: those who are ready in the orders in which
/// they may be wanted, the others as counts.
///
/// Whoever of them is ready can take the same calls as any other, so only the first takes part in a
/// decision.
final class Pool {
    final SkillGroup group;
    final Load load;
    final int slot;

    /// The lanes whose calls its agents can take.
    final Bits lanes = new Bits();

    final Ready byIdle = new Ready(0, agent -> agent.idleSince);
    private @Nullable Ready byCalls;
    private @Nullable Ready byOccupancy;
    private @Nullable RankedList<Agent> byId;

    /// How many do not talk and how many do, by what holds them up.
    private final Map<Hindrance, int[]> counts = new EnumMap<>(Hindrance.class);

    private int size;

    Pool(SkillGroup group, Load load, int slot) {
        this.group = group;
        this.load = load;
        this.slot = slot;
        for (Hindrance hindrance : Hindrance.values()) {
            counts.put(hindrance, new int[2]);
        }
    }

    /// What orders agents who are ready, before they are ordered by idle time.
    private interface Precedence {
        long keyOf(Agent agent);
    }

    /// The agents who are ready, in one order.
    static final class Ready extends Heap<Agent> {
        private final int order;
        private final Precedence precedence;

        private Ready(int order, Precedence precedence) {
            this.order = order;
            this.precedence = precedence;
        }

        @Override
        long keyOf(Agent agent) {
            return precedence.keyOf(agent);
        }

        @Override
        boolean goesBefore(Agent a, Agent b) {
            return a.idleLongerThan(b);
        }

        @Override
        int placeOf(Agent agent) {
            return agent.places[order];
        }

        @Override
        void setPlace(Agent agent, int place) {
            agent.places[order] = place;
        }
    }

    boolean hasReady() {
        return !byIdle.isEmpty();
    }

    int readyCount() {
        return byIdle.size();
    }

    Ready byCalls() {
        if (byCalls == null) {
            byCalls = filled(new Ready(1, agent -> agent.calls));
        }
        return byCalls;
    }

    Ready byOccupancy() {
        if (byOccupancy == null) {
            byOccupancy = filled(new Ready(2, Agent::occupancyKey));
        }
        return byOccupancy;
    }

    RankedList<Agent> byId() {
        if (byId == null) {
            RankedList<Agent> ranked = new RankedList<>((a, b) -> a.id.compareTo(b.id));
            byIdle.forEach(ranked::add);
            byId = ranked;
        }
        return byId;
    }

    private Ready filled(Ready order) {
        byIdle.forEach(order::add);
        return order;
    }

    static boolean hadFewerCalls(Agent a, Agent b) {
        return a.calls != b.calls ? a.calls < b.calls : a.idleLongerThan(b);
    }

    static boolean wasLessOccupied(Agent a, Agent b) {
        return a.occupancyKey() != b.occupancyKey()
                ? a.occupancyKey() < b.occupancyKey()
                : a.idleLongerThan(b);
    }

    /// Gives up the orders that nobody may ask for any more.
    void forgetOrders() {
        if (byCalls != null) {
            byCalls.clear();
        }
        if (byOccupancy != null) {
            byOccupancy.clear();
        }
        byCalls = null;
        byOccupancy = null;
        byId = null;
    }

    boolean isDeserted() {
        return size == 0;
    }

    void count(Hindrance hindrance, boolean talks, int by) {
        size += by;
        both(hindrance)[talks ? 1 : 0] += by;
    }

    int count(Hindrance hindrance, boolean talks) {
        return both(hindrance)[talks ? 1 : 0];
    }

    private int[] both(Hindrance hindrance) {
        return Objects.requireNonNull(counts.get(hindrance));
    }

    void addReady(Agent agent) {
        byIdle.add(agent);
        if (byCalls != null) {
            byCalls.add(agent);
        }
        if (byOccupancy != null) {
            byOccupancy.add(agent);
        }
        if (byId != null) {
            byId.add(agent);
        }
    }

    void removeReady(Agent agent) {
        byIdle.remove(agent);
        if (byCalls != null) {
            byCalls.remove(agent);
        }
        if (byOccupancy != null) {
            byOccupancy.remove(agent);
        }
        if (byId != null) {
            byId.remove(agent);
        }
    }

    List<Agent> ready() {
        List<Agent> ready = new ArrayList<>(byIdle.size());
        byIdle.forEach(ready::add);
        return ready;
    }
}
