package org.strowger.engine.call;

import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;

/// Where a call can be taken.
public sealed interface Place {
    record ToAgent(AgentId agent) implements Place {}

    record ToQueue(QueueId queue) implements Place {}

    /// The beginning of a flow, by its id.
    record ToFlow(String flow) implements Place {}

    /// A telephone outside, which must be allowed.
    record Outside(String number) implements Place {}
}
