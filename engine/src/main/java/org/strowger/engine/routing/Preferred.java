package org.strowger.engine.routing;

import java.time.Duration;

/// The agent whom a call should go to.
///
/// Being named outweighs skills and rank: for the time `alone` the call is offered to nobody else,
/// unless the agent is not signed in. After that it goes the steps of its queue as any call, and to
/// this agent first if they are among those who could take it.
///
/// @param alone zero for not at all
public record Preferred(AgentId agent, Duration alone) {
    public Preferred {
        Limits.duration("alone", alone);
    }
}
