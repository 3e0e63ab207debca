package org.strowger.engine.cluster;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.cluster.EventLogException.Reason;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;

/// An event log that ends with the process: for simulations and tests.
public final class MemoryEventLog implements EventLog {
    private final List<RoutingEvent> events = new ArrayList<>();
    private @Nullable RoutingSnapshot snapshot;
    private long snapshotSeq;
    private RecentAppends recent = new RecentAppends(0, 0);

    @Override
    public synchronized Future<Recovered> open() {
        recent = new RecentAppends(recent.epoch() + 1, snapshotSeq + events.size());
        return Future.succeededFuture(
                new Recovered(recent.epoch(), snapshotSeq, Optional.ofNullable(snapshot), events));
    }

    @Override
    public synchronized Future<Void> append(long epoch, long firstSeq, List<RoutingEvent> added) {
        try {
            if (!recent.isRepeat(epoch, firstSeq, added)) {
                recent.accepted(firstSeq, List.copyOf(added));
                events.addAll(added);
            }
            return Future.succeededFuture();
        } catch (EventLogException refused) {
            return Future.failedFuture(refused);
        }
    }

    @Override
    public synchronized Future<Void> saveSnapshot(long seq, RoutingSnapshot saved) {
        if (seq < snapshotSeq || seq > recent.lastSeq()) {
            return Future.failedFuture(
                    new EventLogException(
                            Reason.OUT_OF_SEQUENCE,
                            "snapshot at "
                                    + seq
                                    + " is not within "
                                    + snapshotSeq
                                    + " to "
                                    + recent.lastSeq()));
        }
        events.subList(0, (int) (seq - snapshotSeq)).clear();
        snapshot = saved;
        snapshotSeq = seq;
        return Future.succeededFuture();
    }

    /// What is in the log stays, and can be opened again.
    @Override
    public synchronized Future<Void> close() {
        recent = new RecentAppends(recent.epoch() + 1, recent.lastSeq());
        return Future.succeededFuture();
    }
}
