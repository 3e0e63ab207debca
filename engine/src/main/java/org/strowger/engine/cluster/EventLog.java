package org.strowger.engine.cluster;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;

/// The memory of one routing core that outlives its owner: numbered events, and snapshots that
/// replace old ones.
///
/// Futures may complete on any thread; failures are [EventLogException]s.
public interface EventLog {
    /// Takes the log over from whoever had it before, and reads what is in it. May be called again
    /// after a failure.
    Future<Recovered> open();

    /// Keeps events. They are accepted only from the owner with the current epoch, and only right
    /// after the last ones; a repeat of events that were accepted is acknowledged again.
    ///
    /// A failure may leave it open whether the events were kept: then [#open] tells.
    ///
    /// @param firstSeq the number of the first event; the first of all is 1
    Future<Void> append(long epoch, long firstSeq, List<RoutingEvent> events);

    /// Keeps a snapshot, so that events up to it can be forgotten.
    ///
    /// @param seq the number of the last event the snapshot contains, which must have been
    ///   acknowledged
    Future<Void> saveSnapshot(long seq, RoutingSnapshot snapshot);

    Future<Void> close();

    /// What an owner finds in a log.
    ///
    /// @param epoch the new owner's; greater than any before
    /// @param snapshotSeq the number of the last event in the snapshot; 0 if there is none
    /// @param events all after the snapshot
    record Recovered(
            long epoch,
            long snapshotSeq,
            Optional<RoutingSnapshot> snapshot,
            List<RoutingEvent> events) {
        public Recovered {
            events = List.copyOf(events);
        }

        /// The number of the last event; 0 in an empty log.
        public long lastSeq() {
            return snapshotSeq + events.size();
        }
    }
}
