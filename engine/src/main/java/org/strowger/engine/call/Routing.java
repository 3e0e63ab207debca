package org.strowger.engine.call;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.Function;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingCommand;

/// What calls ask of the routing core, wherever its owner is.
public interface Routing {

    /// Hands a command to the core's owner, which puts its own time in.
    ///
    /// @return false when it will not be carried out, because too many wait already
    boolean submit(Function<Instant, RoutingCommand> command);

    /// A call's place in line, 1 being next; empty when it is not in line.
    Future<OptionalInt> place(CallId call);
}
