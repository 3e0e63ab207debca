package org.strowger.engine.call;

import java.util.Optional;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;

/// Whose a call of the routing core is: hears what the core says of it, on the sessions' event
/// loop.
interface CallOwner {
    void queued(QueueId queue);

    void moved(QueueId queue);

    /// A supervisor gave the call in line another priority.
    default void reprioritized(int priority) {}

    /// The call is a kept place now.
    default void placeKept(QueueId queue) {}

    void leftQueue(LeaveReason reason);

    void offered(CallOffered offer);

    void offerEnded(AgentId agent);

    void connected(CallConnected event);

    void handedOver(CallHandedOver event);

    /// A command about the call did not apply.
    void rejected(CommandRejected event);

    /// What the agent to whom the call is offered may know of it; empty when it is no customer's.
    default Optional<AboutCall> about() {
        return Optional.empty();
    }
}
