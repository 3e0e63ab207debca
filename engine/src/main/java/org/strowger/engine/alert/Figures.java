package org.strowger.engine.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.QueueId;

/// How a centre stands at a moment.
///
/// @param queues those that there are
/// @param calls how many came, since the start of the node
/// @param errors how many things went wrong in them, since the start of the node: nodes of flows,
///   data dips and legs that failed
public record Figures(SortedMap<QueueId, Standing> queues, long calls, long errors) {
    public Figures {
        queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
    }

    /// How one queue stands.
    ///
    /// @param waiting callers in line, those in an offer included; kept places are not
    /// @param longestSince since when the caller waits who has waited for longest
    /// @param ready agents who could take a call of the queue
    public record Standing(int waiting, Optional<Instant> longestSince, int ready) {}
}
