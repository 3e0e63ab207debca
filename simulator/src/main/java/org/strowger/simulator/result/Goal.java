package org.strowger.simulator.result;

import java.util.Optional;
import org.strowger.engine.routing.QueueId;

/// What a centre is to come to, over the whole span and all days.
public sealed interface Goal {
    /// The queue that it is about; absent: all together.
    Optional<QueueId> queue();

    /// The least share of calls that are answered in time, as [CallMeasure#SERVICE_LEVEL] counts.
    ///
    /// @param seconds the time
    /// @param share 0 to 1
    record ServiceLevel(Optional<QueueId> queue, double seconds, double share) implements Goal {}

    /// The largest share of calls that are abandoned, as [CallMeasure#ABANDONED] counts.
    ///
    /// @param share 0 to 1
    record Abandoned(Optional<QueueId> queue, double share) implements Goal {}

    /// The longest mean wait of those who are answered.
    ///
    /// @param seconds the time
    record MeanWait(Optional<QueueId> queue, double seconds) implements Goal {}
}
