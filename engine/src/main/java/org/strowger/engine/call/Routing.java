package org.strowger.engine.call;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.flow.expression.QueueFigures;

/// What calls ask of the routing core, wherever its owner is.
public interface Routing {

    /// Hands a command to the core's owner, which puts its own time in.
    ///
    /// @return false when it will not be carried out, because too many wait already
    boolean submit(Function<Instant, RoutingCommand> command);

    /// A call's place in a queue's line; empty when it is not in line.
    Future<Optional<PlaceInLine>> place(CallId call, QueueId queue);

    /// How those of the queues stand that there are, by name.
    Future<SortedMap<String, QueueFigures>> figures(SortedSet<String> queues);
}
