package org.strowger.engine.routing;

import org.jspecify.annotations.Nullable;

/// Chooses the call that goes first. Compares the heads of lanes, never all calls.
final class CallChoice {
    private final RoutingState state;
    private final Floor floor;
    private final AgentChoice agents;

    CallChoice(RoutingState state, AgentChoice agents) {
        this.state = state;
        this.floor = state.floor;
        this.agents = agents;
    }

    /// The lane whose head has the best claim among those for which somebody is ready; nothing if
    /// there is none.
    @Nullable Lane next(long now) {
        return switch (state.policy().balance()) {
            case URGENCY -> {
                Pool only = floor.onlyPool();
                yield only == null
                        ? first(floor.candidates(), false, now)
                        : mostUrgentFor(only, now);
            }
            case FIXED_QUEUE_RATIO -> first(floor.candidates(), true, now);
            case GENERALIZED_C_MU -> costliest(floor.candidates(), now);
        };
    }

    /// Of the lanes that the pool can serve, and those that something was added to.
    private @Nullable Lane mostUrgentFor(Pool pool, long now) {
        long nowMillis = Moment.millis(now);
        int count = pool.lanes.countCommon(floor.nonEmpty);
        floor.order.findFirst(pool.lanes, floor.nonEmpty, count, nowMillis);
        int best = floor.order.first;
        Bits woken = floor.wokenLanes;
        for (int slot = woken.nextCommon(floor.nonEmpty, 0);
                slot >= 0;
                slot = woken.nextCommon(floor.nonEmpty, slot + 1)) {
            if ((best < 0 || floor.order.isMoreUrgent(slot, best, nowMillis))
                    && agents.hasReady(floor.lane(slot), now)) {
                best = slot;
            }
        }
        return best < 0 ? null : floor.lane(best);
    }

    private @Nullable Lane first(Bits lanes, boolean byRatio, long now) {
        long nowMillis = Moment.millis(now);
        int best = -1;
        for (int slot = lanes.next(0); slot >= 0; slot = lanes.next(slot + 1)) {
            if ((best < 0 || goesBefore(slot, best, byRatio, nowMillis))
                    && agents.hasReady(floor.lane(slot), now)) {
                best = slot;
            }
        }
        return best < 0 ? null : floor.lane(best);
    }

    private boolean goesBefore(int a, int b, boolean byRatio, long nowMillis) {
        if (byRatio) {
            long difference = excess(floor.lane(a).line) - excess(floor.lane(b).line);
            if (difference != 0) {
                return difference > 0;
            }
        }
        return floor.order.isMoreUrgent(a, b, nowMillis);
    }

    /// By how much a queue's waiting calls exceed its share of all that wait, in calls times the
    /// sum of shares.
    long excess(Line line) {
        return (long) line.waiting * state.shares() - (long) line.share() * floor.waiting;
    }

    private @Nullable Lane costliest(Bits lanes, long now) {
        int best = -1;
        double greatest = -1;
        for (int slot = lanes.next(0); slot >= 0; slot = lanes.next(slot + 1)) {
            Lane lane = floor.lane(slot);
            long handleMillis = agents.shortestHandling(lane, now);
            if (handleMillis < 0) {
                continue;
            }
            double cost = costRate(lane.line, lane.first(), handleMillis, now);
            if (best < 0
                    || cost > greatest
                    || (cost == greatest
                            && floor.order.isMoreUrgent(slot, best, Moment.millis(now)))) {
                best = slot;
                greatest = cost;
            }
        }
        return best < 0 ? null : floor.lane(best);
    }

    /// What a call's waiting costs at the moment, for each unit of work it takes.
    static double costRate(Line line, WaitingCall call, long handleMillis, long now) {
        long waited = Moment.millis(now) - call.sinceMillis;
        return (double) (line.policy().cost().weight() * waited) / handleMillis;
    }
}
