package org.strowger.engine.call;

import org.strowger.engine.routing.AgentId;

/// Who gives a command. Whether they are who they say is for the door they came in by to know.
public sealed interface Actor {
    /// An agent, who may do what concerns themselves and their own talks.
    record OfAgent(AgentId agent) implements Actor {}

    /// A supervisor, who may do what concerns their teams.
    record OfSupervisor(String supervisor) implements Actor {}

    /// The engine's operator, who may do anything.
    record Operator() implements Actor {}
}
