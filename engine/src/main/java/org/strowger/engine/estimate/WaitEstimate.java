package org.strowger.engine.estimate;

import java.time.Duration;
import java.util.Optional;

/// For how much longer a caller will wait until an agent answers, if they stay.
///
/// Callers are told the range from `p50` to `p80`.
///
/// @param mean the guess with the least squared error
/// @param p50 half of such callers wait no longer
/// @param p80 four in five of such callers wait no longer
/// @param byHeadOfLine a cross-check: as long as the one who has been in the queue for longest has
///   waited by now, less what this one has waited
/// @param byLastToEnter a cross-check: as long as the one who was connected last had waited, less
///   what this one has waited; absent when nobody was connected yet
public record WaitEstimate(
        Duration mean,
        Duration p50,
        Duration p80,
        Method method,
        Duration byHeadOfLine,
        Optional<Duration> byLastToEnter) {
    public WaitEstimate {
        if (mean.isNegative() || p50.isNegative() || p80.compareTo(p50) < 0) {
            throw new IllegalArgumentException(
                    "a wait is at least zero and its P80 at least its P50, but mean is %s, P50 %s and P80 %s"
                            .formatted(mean, p50, p80));
        }
    }

    /// How an estimate was made.
    public enum Method {
        /// By the formula for a line that one pool of agents serves alone.
        QUEUE_LENGTH,
        /// By playing the centre forward, many times over.
        SIMULATION
    }
}
