package org.strowger.simulator.load;

/// Where an agent sits.
final class Desk {
    /// A time that nobody can tell.
    static final long NOT_KNOWN = Long.MAX_VALUE;

    final Behaving.Agent agent;

    /// Since when, or from when on, the agent is free; [#NOT_KNOWN] after a refusal, for the centre
    /// lets an agent rest as long as it likes.
    long freeAt;

    Desk(Behaving.Agent agent) {
        this.agent = agent;
    }
}
