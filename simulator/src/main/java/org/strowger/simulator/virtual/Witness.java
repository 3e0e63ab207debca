package org.strowger.simulator.virtual;

import java.util.List;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingEvent;

/// Sees everything that a day asks of the routing core, and what comes of it, in order.
@FunctionalInterface
public interface Witness {
    /// Looks away.
    Witness NONE = (_, _) -> {};

    /// A command was carried out.
    void saw(RoutingCommand command, List<RoutingEvent> events);
}
