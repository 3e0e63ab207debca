package org.strowger.engine.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.strowger.engine.cluster.EventLogException.Reason;
import org.strowger.engine.routing.RoutingEvent;

/// The rule by which an append is accepted, with what it must remember: the epoch, the last number
/// and the last few appends.
final class RecentAppends {
    private static final int REMEMBERED = 64;

    private record Append(long firstSeq, List<RoutingEvent> events) {}

    private final Deque<Append> recent = new ArrayDeque<>();
    private final long epoch;
    private long lastSeq;

    RecentAppends(long epoch, long lastSeq) {
        this.epoch = epoch;
        this.lastSeq = lastSeq;
    }

    long epoch() {
        return epoch;
    }

    long lastSeq() {
        return lastSeq;
    }

    /// Whether these events were accepted before.
    ///
    /// @throws EventLogException if they cannot be accepted
    boolean isRepeat(long ownersEpoch, long firstSeq, List<RoutingEvent> events) {
        if (ownersEpoch != epoch) {
            throw new EventLogException(
                    Reason.STALE_EPOCH,
                    "append with epoch " + ownersEpoch + ", but the log is at epoch " + epoch);
        }
        if (firstSeq == lastSeq + 1) {
            return false;
        }
        if (recent.contains(new Append(firstSeq, events))) {
            return true;
        }
        throw new EventLogException(
                Reason.OUT_OF_SEQUENCE,
                "append of events from " + firstSeq + ", but the next is " + (lastSeq + 1));
    }

    void accepted(long firstSeq, List<RoutingEvent> events) {
        lastSeq = firstSeq + events.size() - 1;
        recent.addLast(new Append(firstSeq, events));
        if (recent.size() > REMEMBERED) {
            recent.removeFirst();
        }
    }
}
