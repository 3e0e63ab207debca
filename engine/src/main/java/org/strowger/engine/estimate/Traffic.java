package org.strowger.engine.estimate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.SkillNeed;

/// What the calls of a queue have been like lately, as [TrafficModel] learnt it.
///
/// @param contacts how many contacts this was learnt from, where old ones count for less
/// @param ringing for how long telephones ring for a call before it is connected
/// @param talk the mean time of a talk
/// @param wrapUp the mean time of after-call work, calls without any included
/// @param abandonment how many callers give up in a second of waiting: 1 / mean patience
/// @param arrivals the calls that come, by what they ask; most frequent first
/// @param lastToEnter for how long the caller who was connected last had been in the queue
public record Traffic(
        QueueId queue,
        double contacts,
        Duration ringing,
        Duration talk,
        Duration wrapUp,
        double abandonment,
        List<Arrivals> arrivals,
        Optional<Duration> lastToEnter) {
    public Traffic {
        if (talk.isZero() || talk.isNegative() || ringing.isNegative() || wrapUp.isNegative()) {
            throw new IllegalArgumentException(
                    "a talk of queue %s must take time, and nothing may take less than none, but talk is %s, ringing %s and wrap-up %s"
                            .formatted(queue, talk, ringing, wrapUp));
        }
        if (!(abandonment >= 0)) {
            throw new IllegalArgumentException(
                    "abandonment of queue %s must be 0 or more, but is %s"
                            .formatted(queue, abandonment));
        }
        arrivals = List.copyOf(arrivals);
    }

    /// Calls that ask the same and count the same.
    ///
    /// @param perSecond how many of them come in a second
    public record Arrivals(int priority, SkillNeed need, double perSecond) {}

    /// For how long a contact keeps an agent from the next one.
    double secondsOfAgent() {
        return Seconds.of(ringing) + Seconds.of(talk) + Seconds.of(wrapUp);
    }
}
