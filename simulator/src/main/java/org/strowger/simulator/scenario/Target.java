package org.strowger.simulator.scenario;

import java.time.Duration;
import java.util.Optional;
import org.strowger.engine.routing.QueueId;

/// What is to be met, over the whole span and the mean of the replications.
public sealed interface Target {
    /// The queue that it is about; absent: all together.
    Optional<QueueId> queue();

    /// The least share of calls that are answered in time (the variant of docs/reference).
    ///
    /// @param within the time
    /// @param share 0 to 1
    record ServiceLevel(Optional<QueueId> queue, Duration within, double share) implements Target {}

    /// The largest share of calls that are abandoned.
    record Abandoned(Optional<QueueId> queue, double share) implements Target {}

    /// The longest mean wait of those who are answered.
    record MeanWait(Optional<QueueId> queue, Duration most) implements Target {}
}
