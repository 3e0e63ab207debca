package org.strowger.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.strowger.engine.estimate.WaitForecasts.Forecast;
import org.strowger.engine.estimate.WaitForecasts.View;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueueStanding;

/// The waits that callers and their flows are told, out of the forecasts that people who watch see.
///
/// A single time is told, not a range: the P80, within which four in five of such callers are
/// answered. Who is told less than they wait is angrier than who is told more.
final class Waits {
    private Waits() {}

    /// How much longer a call may wait; empty when that cannot be said honestly.
    static Optional<Duration> of(View forecasts, CallId call, QueueId queue, Instant now) {
        return forecasts.of(call, queue).flatMap(forecast -> left(forecast, now));
    }

    /// A forecast that its call has outlived says nothing.
    private static Optional<Duration> left(Forecast forecast, Instant now) {
        Duration left = forecast.estimate().p80().minus(Duration.between(forecast.at(), now));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    /// How long a call may wait that joins now: as long as the one in line that is expected to wait
    /// for longest; where no wait is known, as long as the first in line has waited by now; nothing
    /// when nobody is in line.
    static Duration ofNext(View forecasts, QueueId queue, QueueStanding standing, Instant now) {
        if (standing.waiting() == 0) {
            return Duration.ZERO;
        }
        return forecasts.calls().values().stream()
                .filter(forecast -> forecast.queue().equals(queue))
                .flatMap(forecast -> left(forecast, now).stream())
                .max(Duration::compareTo)
                .or(() -> standing.longestSince().map(since -> Duration.between(since, now)))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }
}
