package org.strowger.engine.routing;

import java.time.Duration;

/// How one queue treats its calls and the agents who take them.
///
/// @param ringTime an agent who does not answer an offer in this time loses it
/// @param wrapUp the time an agent has for after-call work; zero is none
/// @param retryDelay how long an agent rests after an offer they refused or did not answer; zero is
///   not at all
/// @param maxLength how many calls may stand in line at once, kept places and calls in an offer
///   included
public record QueuePolicy(Duration ringTime, Duration wrapUp, Duration retryDelay, int maxLength) {
    public QueuePolicy {
        Limits.duration("ringTime", ringTime);
        Limits.duration("wrapUp", wrapUp);
        Limits.duration("retryDelay", retryDelay);
        if (ringTime.isZero()) {
            throw new IllegalArgumentException("ringTime must be more than zero");
        }
        if (maxLength < 1) {
            throw new IllegalArgumentException("maxLength must be at least 1, but is " + maxLength);
        }
    }
}
