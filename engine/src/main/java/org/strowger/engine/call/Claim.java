package org.strowger.engine.call;

import java.util.TreeMap;
import org.strowger.engine.routing.SkillNeed;

/// What a call asks of every line that it comes into: its priority, and what its agent must be able
/// to do. It was given by the flow that put the call in line, by a supervisor since, or by the
/// agent who transferred it, and goes with the call when it is transferred.
///
/// @param priority what a higher one means is the queue's call order
public record Claim(int priority, SkillNeed need) {
    /// Of a call that no flow has put in line.
    static final Claim NOTHING_SPECIAL = new Claim(0, SkillNeed.atLeast(new TreeMap<>()));

    Claim withPriority(int other) {
        return new Claim(other, need);
    }
}
