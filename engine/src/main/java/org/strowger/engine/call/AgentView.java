package org.strowger.engine.call;

import java.time.Instant;
import java.util.Optional;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.telephony.Endpoint;

/// How one agent looks at a moment, for people who watch.
///
/// @param phone where they sit; none for an agent who is away, or at a telephone outside
/// @param reason of the pause that they are in, also while something else goes on beside it
/// @param since when the state began
/// @param call the one that rings, is talked about or is being wrapped up
public record AgentView(
        AgentId id,
        String name,
        Optional<String> team,
        Optional<Endpoint> phone,
        State state,
        Optional<String> reason,
        Instant since,
        Optional<CallId> call) {

    /// What an agent does, of several things the first in this list.
    public enum State {
        SIGNED_OUT,
        TALKING,
        RINGING,
        WRAP_UP,
        /// In a call that did not come from a queue.
        OTHER_CALL,
        PAUSED,
        /// Offered nothing for a moment after a call that was not taken.
        RESTING,
        READY
    }
}
