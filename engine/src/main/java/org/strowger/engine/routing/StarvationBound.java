package org.strowger.engine.routing;

import java.time.Duration;

/// A promise that a policy keeps: nobody is passed over for a caller who came more than `behind`
/// later, unless that caller's priority is higher by more than `priorityGap`.
///
/// It is about urgency: a caller for whom no agent with the skill is there waits all the same.
///
/// @param behind at most a day
public record StarvationBound(Duration behind, int priorityGap) {
    public StarvationBound {
        Limits.duration("behind", behind);
        Limits.range("priorityGap", priorityGap, 0, 1_000_000);
    }
}
