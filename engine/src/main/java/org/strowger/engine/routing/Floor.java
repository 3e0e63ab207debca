package org.strowger.engine.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.Agent.Hindrance;

/// Who could take which calls: agents in groups and pools, waiting calls in lanes, and which of
/// them go together.
///
/// Whether a pool's agents can take a lane's calls does not change with time, so it is found out
/// once, when the pool or the lane is new, and kept as sets of slots. A decision looks at the heads
/// of the lanes and pools that are in the right sets.
final class Floor {
    /// So many empty lanes are kept for the next call on their terms.
    private static final int EMPTY_LANES = 4_096;

    /// So many pools of one group are kept, whoever may be in them.
    private static final int POOLS_OF_GROUP = 16;

    private final Map<RoutingProfile, SkillGroup> groupsByProfile = new HashMap<>();
    private final Slots<SkillGroup> groups = new Slots<>();
    private final Slots<Pool> pools = new Slots<>();
    private final Map<Lane.Terms, Lane> lanesByTerms = new HashMap<>();
    private final Slots<Lane> lanes = new Slots<>();
    private final Map<AgentId, List<Lane>> lanesForPreferred = new HashMap<>();
    private int emptyLanes;
    private boolean ordinalsKnown;

    /// Groups of which somebody is signed in.
    final Bits living = new Bits();

    /// Pools of which somebody is ready.
    final Bits readyPools = new Bits();

    /// Lanes that have a call.
    final Bits nonEmpty = new Bits();

    /// Lanes that calls leave if nobody qualifies.
    private final Bits skippable = new Bits();

    /// Lanes of queues for which agents must stay free.
    private final Bits reserving = new Bits();

    /// Lanes whose pools alone do not tell who may be offered the call: those, and lanes for one.
    final Bits special = new Bits();

    /// Lanes and pools that something was added to since the last [#settled]: before that nothing
    /// that waits can be served by anyone ready.
    final Bits wokenLanes = new Bits();

    private final Bits wokenPools = new Bits();
    private final Bits candidates = new Bits();

    /// How many calls wait.
    int waiting;

    /// Grows with every agent who comes or goes: as long as it is the same, so are the groups and
    /// their sizes.
    long crowd;

    /// The lanes that have calls, by urgency.
    final LaneOrder order = new LaneOrder();

    /// Numbers of the things that have one, used again when a thing is gone.
    private static final class Slots<T> {
        private final List<@Nullable T> things = new ArrayList<>();
        private final Bits free = new Bits();

        int next() {
            int slot = free.next(0);
            if (slot >= 0) {
                free.clear(slot);
                return slot;
            }
            things.add(null);
            return things.size() - 1;
        }

        void put(int slot, T thing) {
            things.set(slot, thing);
        }

        void remove(int slot) {
            things.set(slot, null);
            free.set(slot);
        }

        T get(int slot) {
            return Objects.requireNonNull(things.get(slot));
        }

        void forEach(Consumer<T> action) {
            for (T thing : things) {
                if (thing != null) {
                    action.accept(thing);
                }
            }
        }
    }

    Lane lane(int slot) {
        return lanes.get(slot);
    }

    Pool pool(int slot) {
        return pools.get(slot);
    }

    SkillGroup group(int slot) {
        return groups.get(slot);
    }

    void forEachGroup(Consumer<SkillGroup> action) {
        groups.forEach(action);
    }

    /// How many agents are free for a call that asks nothing but what the queue asks.
    int readyFor(Line line) {
        int[] ready = {0};
        forEachGroup(
                group -> {
                    if (Entrance.meetsSomeStep(group, line, SkillNeed.none())) {
                        for (Pool pool : group.pools) {
                            boolean fits = pool.load.hasRoom(line.policy().work(), group.profile);
                            ready[0] += fits ? pool.readyCount() : 0;
                        }
                    }
                });
        return ready[0];
    }

    boolean anyGroup(Predicate<SkillGroup> test) {
        for (SkillGroup group : groupsByProfile.values()) {
            if (test.test(group)) {
                return true;
            }
        }
        return false;
    }

    /// The lanes of calls that wait for this agent alone.
    List<Lane> lanesFor(AgentId preferred) {
        return lanesForPreferred.isEmpty()
                ? List.of()
                : lanesForPreferred.getOrDefault(preferred, List.of());
    }

    /// Whether anybody who could take the lane's calls is signed in, whatever they do.
    boolean hasAnybodyFor(Lane lane) {
        return lane.qualified.meets(living);
    }

    /// Calls the action with every call in a step that is left because nobody signed in qualifies.
    void forEachToSkip(Consumer<WaitingCall> action) {
        for (int slot = skippable.nextCommon(nonEmpty, 0);
                slot >= 0;
                slot = skippable.nextCommon(nonEmpty, slot + 1)) {
            if (!hasAnybodyFor(lane(slot))) {
                lane(slot).forEach(action);
            }
        }
    }

    // Agents.

    /// Counts an agent where they belong now, after anything about them changed but the profile:
    /// for that they are removed first.
    void place(Agent agent) {
        Pool pool = poolOf(agent);
        Hindrance hindrance = agent.hindrance();
        boolean talks = agent.talks();
        Pool before = agent.pool;
        crowd += before == null ? 1 : 0;
        boolean wasReady = before != null && agent.counted == Hindrance.NONE;
        if (before != null) {
            leave(agent, before);
        }
        agent.pool = pool;
        agent.counted = hindrance;
        agent.countedTalking = talks;
        enter(agent, pool);
        if (before != null && before != pool) {
            dropIfDeserted(before);
        }
        if (hindrance == Hindrance.NONE && !(wasReady && before == pool)) {
            wokenPools.set(pool.slot);
            for (Lane lane : lanesFor(agent.id)) {
                wokenLanes.set(lane.slot);
            }
        }
    }

    /// Takes an agent away.
    void remove(Agent agent) {
        Pool pool = Objects.requireNonNull(agent.pool);
        leave(agent, pool);
        crowd++;
        agent.pool = null;
        dropIfDeserted(pool.group);
    }

    private void enter(Agent agent, Pool pool) {
        pool.count(agent.counted, agent.countedTalking, 1);
        pool.group.size++;
        if (agent.isPresent()) {
            pool.group.present++;
        }
        agent.countedPresent = agent.isPresent();
        if (agent.counted == Hindrance.NONE) {
            pool.addReady(agent);
            readyPools.set(pool.slot);
        }
    }

    private void leave(Agent agent, Pool pool) {
        pool.count(agent.counted, agent.countedTalking, -1);
        pool.group.size--;
        if (agent.countedPresent) {
            pool.group.present--;
        }
        if (agent.counted == Hindrance.NONE) {
            pool.removeReady(agent);
            readyPools.set(pool.slot, pool.hasReady());
        }
    }

    /// Loads come and go: a pool that nobody is in is kept for the next who has its load, but not
    /// beside many others.
    private void dropIfDeserted(Pool pool) {
        if (pool.isDeserted() && pool.group.pools.size() > POOLS_OF_GROUP) {
            pool.group.pools.remove(pool);
            drop(pool);
        }
    }

    private void drop(Pool pool) {
        lanes.forEach(lane -> lane.fitting.clear(pool.slot));
        wokenPools.clear(pool.slot);
        pools.remove(pool.slot);
    }

    private Pool poolOf(Agent agent) {
        Pool before = agent.pool;
        if (before != null && before.load.equals(agent.load)) {
            return before;
        }
        SkillGroup group = before != null ? before.group : groupOf(agent.profile);
        agent.profile = group.profile; // equal profiles are kept once, and so are equal loads
        for (Pool pool : group.pools) {
            if (pool.load.equals(agent.load)) {
                agent.share(pool.load);
                return pool;
            }
        }
        return newPool(group, agent.load);
    }

    private SkillGroup groupOf(RoutingProfile profile) {
        SkillGroup known = groupsByProfile.get(profile);
        if (known != null) {
            return known;
        }
        SkillGroup group = new SkillGroup(profile, groups.next());
        groups.put(group.slot, group);
        groupsByProfile.put(profile, group);
        living.set(group.slot);
        ordinalsKnown = false;
        lanes.forEach(lane -> qualify(lane, group));
        return group;
    }

    private Pool newPool(SkillGroup group, Load load) {
        Pool pool = new Pool(group, load, pools.next());
        pools.put(pool.slot, pool);
        group.pools.add(pool);
        lanes.forEach(lane -> fit(lane, pool));
        return pool;
    }

    private void dropIfDeserted(SkillGroup group) {
        if (group.size > 0) {
            return;
        }
        group.pools.forEach(this::drop);
        lanes.forEach(lane -> lane.forget(group));
        living.clear(group.slot);
        groups.remove(group.slot);
        groupsByProfile.remove(group.profile);
    }

    private static void qualify(Lane lane, SkillGroup group) {
        boolean qualifies =
                lane.preferred == null && group.qualifies(lane.line.id(), lane.need, lane.maxRank);
        lane.qualified.set(group.slot, qualifies);
        if (qualifies) {
            lane.measure(group);
        }
    }

    private static void fit(Lane lane, Pool pool) {
        boolean fits =
                lane.qualified.get(pool.group.slot)
                        && pool.load.hasRoom(lane.line.policy().work(), pool.group.profile);
        lane.fitting.set(pool.slot, fits);
        pool.lanes.set(lane.slot, fits);
    }

    /// The place of a group in the order of profiles.
    int ordinal(SkillGroup group) {
        if (!ordinalsKnown) {
            List<SkillGroup> inOrder = new ArrayList<>(groupsByProfile.values());
            inOrder.sort((a, b) -> a.profile.compareTo(b.profile));
            for (int i = 0; i < inOrder.size(); i++) {
                inOrder.get(i).ordinal = i;
            }
            ordinalsKnown = true;
        }
        return group.ordinal;
    }

    /// Gives up the orders of agents that a policy no longer asks for.
    void forgetOrders() {
        pools.forEach(Pool::forgetOrders);
    }

    // Calls.

    /// Has a call wait on the terms that are its own now.
    void add(WaitingCall call, long now) {
        Lane lane = laneFor(call, now);
        if (lane.isEmpty() && !lane.isForOne()) {
            emptyLanes--;
        }
        lane.add(call);
        call.lane = lane;
        call.line.waiting++;
        waiting++;
        nonEmpty.set(lane.slot);
        wokenLanes.set(lane.slot);
        order.headChanged(lane);
    }

    void remove(WaitingCall call) {
        Lane lane = Objects.requireNonNull(call.lane);
        lane.remove(call);
        call.lane = null;
        call.line.waiting--;
        waiting--;
        if (!lane.isEmpty()) {
            order.headChanged(lane);
            return;
        }
        order.emptied(lane);
        nonEmpty.clear(lane.slot);
        wokenLanes.clear(lane.slot);
        if (lane.isForOne()) {
            drop(lane);
        } else if (++emptyLanes > EMPTY_LANES) {
            dropEmptyLanes();
        }
    }

    private Lane laneFor(WaitingCall call, long now) {
        boolean capped = call.isCappedAt(Moment.millis(now));
        boolean alone = call.preferred != null || call.hasRefusals(now);
        Lane usual = call.line.usualLane;
        if (usual != null && !alone && usual.terms.areThose(call.step, call.need, capped)) {
            return usual;
        }
        Lane.Terms terms =
                new Lane.Terms(
                        call.line.id(), call.step, call.need, capped, alone ? call.id : null);
        Lane known = lanesByTerms.get(terms);
        Lane lane = known != null ? known : newLane(terms, call);
        if (!alone) {
            call.line.usualLane = lane;
        }
        return lane;
    }

    private Lane newLane(Lane.Terms terms, WaitingCall first) {
        Lane lane = new Lane(terms, first, lanes.next());
        lanes.put(lane.slot, lane);
        lanesByTerms.put(terms, lane);
        lane.line.lanes.add(lane);
        skippable.set(lane.slot, lane.skippedIfNobody && lane.preferred == null);
        boolean reserves = lane.line.policy().reserve().isPresent();
        reserving.set(lane.slot, reserves);
        special.set(lane.slot, reserves || lane.isForOne());
        if (lane.preferred != null) {
            lanesForPreferred.computeIfAbsent(lane.preferred, _ -> new ArrayList<>()).add(lane);
        }
        if (!lane.isForOne()) {
            emptyLanes++;
        }
        groups.forEach(group -> qualify(lane, group));
        pools.forEach(pool -> fit(lane, pool));
        return lane;
    }

    private void dropEmptyLanes() {
        List<Lane> empty = new ArrayList<>();
        lanes.forEach(
                lane -> {
                    if (lane.isEmpty()) {
                        empty.add(lane);
                    }
                });
        empty.forEach(this::drop);
        emptyLanes = 0;
    }

    private void drop(Lane lane) {
        lanes.remove(lane.slot);
        lanesByTerms.remove(lane.terms);
        lane.line.lanes.remove(lane);
        if (lane.line.usualLane == lane) {
            lane.line.usualLane = null;
        }
        skippable.clear(lane.slot);
        reserving.clear(lane.slot);
        special.clear(lane.slot);
        wokenLanes.clear(lane.slot);
        pools.forEach(pool -> pool.lanes.clear(lane.slot));
        if (lane.preferred != null) {
            lanesForPreferred.computeIfPresent(
                    lane.preferred,
                    (_, wanted) -> wanted.remove(lane) && wanted.isEmpty() ? null : wanted);
        }
    }

    /// Gives up the lanes of a queue whose rules have changed; it must have no call waiting.
    void dropLanes(Line line) {
        List<Lane> its = List.copyOf(line.lanes);
        its.forEach(this::drop);
        emptyLanes -= its.size();
    }

    // Decisions.

    /// The pool that alone has somebody who became ready, if nothing but their pool is asked of
    /// those who may be offered the calls that they can take: so it is when one agent has become
    /// free. Beside it only [#wokenLanes] may have a match. Otherwise nothing, see [#candidates].
    @Nullable Pool onlyPool() {
        int slot = wokenPools.nextCommon(readyPools, 0);
        if (slot < 0
                || wokenPools.nextCommon(readyPools, slot + 1) >= 0
                || reserving.meets(nonEmpty)) {
            return null;
        }
        Pool pool = pool(slot);
        return hasOnlyPlainCallsFor(pool) ? pool : null;
    }

    /// Whether all calls that a pool's agents can take may be offered to any of them.
    boolean hasOnlyPlainCallsFor(Pool pool) {
        return !pool.lanes.meets(nonEmpty, special);
    }

    /// The lanes that may have a match now. When the floor was last settled nothing matched, so a
    /// match needs a call or an agent that came since. The set is the caller's until the next time.
    Bits candidates() {
        candidates.clear();
        if (readyPools.isEmpty()) {
            return candidates;
        }
        candidates.addCommon(wokenLanes, nonEmpty);
        for (int slot = wokenPools.nextCommon(readyPools, 0);
                slot >= 0;
                slot = wokenPools.nextCommon(readyPools, slot + 1)) {
            candidates.addCommon(pool(slot).lanes, nonEmpty);
            candidates.addCommon(reserving, nonEmpty);
        }
        return candidates;
    }

    /// Every match there was has been made.
    void settled() {
        wokenLanes.clear();
        wokenPools.clear();
    }
}
