package org.strowger.engine.call;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;

/// A real routing core whose commands wait until the test has them carried out, so that what
/// crosses on the way is the test's choice.
final class FakeRouting implements Routing {
    private final RoutingCore core = new RoutingCore();
    private final InstantSource clock;
    private final Deque<Function<Instant, RoutingCommand>> waiting = new ArrayDeque<>();
    private boolean full;

    FakeRouting(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized boolean submit(Function<Instant, RoutingCommand> command) {
        if (!full) {
            waiting.add(command);
        }
        return !full;
    }

    @Override
    public synchronized Future<OptionalInt> place(CallId call) {
        return Future.succeededFuture(core.place(call));
    }

    synchronized void full(boolean isFull) {
        full = isFull;
    }

    /// Carries out what waits; the events are the test's to publish.
    synchronized List<RoutingEvent> carryOut() {
        List<RoutingEvent> events = new ArrayList<>();
        while (!waiting.isEmpty()) {
            events.addAll(core.handle(waiting.remove().apply(clock.instant())));
        }
        return events;
    }

    synchronized List<RoutingEvent> carryOut(RoutingCommand command) {
        return core.handle(command);
    }

    synchronized RoutingSnapshot snapshot() {
        return core.snapshot();
    }
}
