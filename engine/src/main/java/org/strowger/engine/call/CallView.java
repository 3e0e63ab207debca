package org.strowger.engine.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Party;

/// How one call looks at a moment, for people who watch.
///
/// @param flow the flow that the call is in; that of its number before and after
/// @param node where the call is in its flow
/// @param queue the line that it stands in, or whose agent it talks to
/// @param agents those whose phones ring for it, or the one it talks to
public record CallView(
        CallId id,
        Party caller,
        String dialled,
        String flow,
        Instant arrivedAt,
        State state,
        Optional<String> node,
        Optional<QueueId> queue,
        List<AgentId> agents) {
    public CallView {
        agents = List.copyOf(agents);
    }

    public enum State {
        ARRIVED,
        /// The customer's telephone rings, or they are asked whether they take the call.
        CALLING_CUSTOMER,
        IN_FLOW,
        IN_LINE,
        OFFERED,
        TALKING,
        /// The customer hears music.
        HELD,
        /// The agent asks somebody while the customer hears music.
        CONSULTING,
        IN_CONFERENCE,
        /// With a telephone that no queue offered the call to.
        ELSEWHERE,
        OVER
    }
}
