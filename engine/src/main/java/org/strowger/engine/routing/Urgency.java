package org.strowger.engine.routing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.stream.LongStream;

/// How urgent a call is, as a function of how long it has waited: a tier, and points that rise with
/// time at one rate up to a cap.
///
/// Points are counted in sixty-millionths, so that a thousandth of a point a minute is one a
/// millisecond and every sum is exact. Of two calls that rise at the same rate, the one that is
/// more urgent stays so: their order does not change with time.
///
/// @param offset points at the beginning
/// @param slope points a millisecond
/// @param cap the most points that waiting adds
record Urgency(int tier, long offset, long slope, long cap) {
    /// One point.
    static final long POINT = 60_000_000;

    /// A thousandth of a point.
    static final long MILLI_POINT = POINT / 1_000;

    private static final long MINUTE_A_POINT = 1_000;

    /// More than any wait adds, and yet it can be added to.
    private static final long NO_CAP = Long.MAX_VALUE / 4;

    static Urgency of(QueuePolicy rules, int priority) {
        return of(rules.order(), rules, priority);
    }

    /// As of a queue with these rules that had this order.
    static Urgency of(CallOrder order, QueuePolicy rules, int priority) {
        return switch (order) {
            case CallOrder.Strict() -> new Urgency(priority, 0, MINUTE_A_POINT, NO_CAP);
            case CallOrder.Fifo() -> new Urgency(0, 0, MINUTE_A_POINT, NO_CAP);
            case CallOrder.Accumulating(var rate, var cap) ->
                    new Urgency(0, priority * POINT, rate, mostAdded(rate, cap));
            case CallOrder.Deadline() ->
                    new Urgency(
                            0,
                            -MINUTE_A_POINT * rules.serviceTarget().toMillis(),
                            MINUTE_A_POINT,
                            NO_CAP);
        };
    }

    /// At no rate nothing is added, whatever the cap would allow.
    private static long mostAdded(int rate, OptionalInt cap) {
        if (rate == 0) {
            return 0;
        }
        return cap.isPresent() ? cap.getAsInt() * POINT : NO_CAP;
    }

    long pointsAfter(long waitedMillis) {
        return offset + Math.min(slope * waitedMillis, cap);
    }

    /// The wait after which nothing is added any more; -1 if there is no such time.
    long millisToCap() {
        return cap == NO_CAP ? -1 : cap == 0 ? 0 : Math.ceilDiv(cap, slope);
    }

    /// Refuses a promise that these queues would break.
    static void checkBound(
            StarvationBound bound, Balance balance, SortedMap<QueueId, QueuePolicy> queues) {
        if (balance != Balance.URGENCY) {
            throw new IllegalArgumentException(
                    "a starvation bound can only be promised where calls are weighed by urgency");
        }
        // Queues whose points rise alike are alike here, and most are.
        SequencedMap<List<Object>, Map.Entry<QueueId, QueuePolicy>> kinds = new LinkedHashMap<>();
        for (Map.Entry<QueueId, QueuePolicy> queue : queues.entrySet()) {
            QueuePolicy rules = queue.getValue();
            kinds.putIfAbsent(List.of(rules.order(), rules.serviceTarget()), queue);
        }
        for (Map.Entry<QueueId, QueuePolicy> earlier : kinds.values()) {
            for (Map.Entry<QueueId, QueuePolicy> later : kinds.values()) {
                if (!keeps(bound, earlier.getValue(), later.getValue())) {
                    throw broken(bound, earlier.getKey(), later.getKey());
                }
            }
        }
    }

    private static IllegalArgumentException broken(
            StarvationBound bound, QueueId earlier, QueueId later) {
        return new IllegalArgumentException(
                "the starvation bound does not hold: a call of queue %s may be passed over for one"
                                .formatted(earlier)
                        + " of queue %s that came more than %s later and whose priority is no more than"
                                .formatted(later, bound.behind())
                        + " %d higher".formatted(bound.priorityGap()));
    }

    /// Whether a call of the one queue that has waited any time is at least as urgent as one of the
    /// other that came `behind` later, when that one's priority is higher by the gap.
    ///
    /// The advantage of the later one is linear in time but for two kinks, so it is greatest at the
    /// beginning, at a kink or in the millisecond before it, or long after.
    private static boolean keeps(StarvationBound bound, QueuePolicy earlier, QueuePolicy later) {
        boolean strict = earlier.order() instanceof CallOrder.Strict;
        boolean rising = earlier.order() instanceof CallOrder.Accumulating;
        if (strict != later.order() instanceof CallOrder.Strict
                || rising != later.order() instanceof CallOrder.Accumulating) {
            return false; // priority counts in one of them only, and has no bound
        }
        if (strict) {
            return bound.priorityGap() == 0;
        }
        Urgency first = of(earlier, 0);
        Urgency second = of(later, rising ? bound.priorityGap() : 0);
        long behind = bound.behind().toMillis();
        long longAfter = Limits.LONGEST.multipliedBy(100_000).toMillis();
        return LongStream.of(
                        0,
                        first.millisToCap() - behind,
                        second.millisToCap() - 1,
                        second.millisToCap(),
                        longAfter)
                .map(waited -> Math.max(0, waited))
                .allMatch(
                        waited -> second.pointsAfter(waited) <= first.pointsAfter(waited + behind));
    }
}
