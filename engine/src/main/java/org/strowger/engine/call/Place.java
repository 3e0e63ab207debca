package org.strowger.engine.call;

import java.util.Optional;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;

/// Where a call can be taken.
public sealed interface Place {
    record ToAgent(AgentId agent) implements Place {}

    /// Whoever of a queue is next.
    ///
    /// @param claim what a call that is transferred asks there and from then on; without one it
    ///   asks what it asked before, which an agent of that queue may not be able to do. Nothing to
    ///   who is only consulted
    record ToQueue(QueueId queue, Optional<Claim> claim) implements Place {
        /// A call that asks what it asked before.
        public ToQueue(QueueId queue) {
            this(queue, Optional.empty());
        }
    }

    /// The beginning of a flow, by its id.
    record ToFlow(String flow) implements Place {}

    /// A telephone outside, which must be allowed.
    record Outside(String number) implements Place {}
}
