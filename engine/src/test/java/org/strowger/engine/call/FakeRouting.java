package org.strowger.engine.call;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.flow.expression.QueueFigures;

/// A real routing core whose commands wait until the test has them carried out, so that what
/// crosses on the way is the test's choice.
final class FakeRouting implements Routing {
    private final RoutingCore core = new RoutingCore();
    private final InstantSource clock;
    private final Deque<Function<Instant, RoutingCommand>> waiting = new ArrayDeque<>();
    private Optional<Duration> expectedWait = Optional.empty();
    private boolean full;
    private boolean silent;

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
    public synchronized Future<Optional<PlaceInLine>> place(CallId call, QueueId queue) {
        OptionalInt place = core.place(call);
        return Future.succeededFuture(
                place.isPresent()
                        ? Optional.of(new PlaceInLine(place.getAsInt(), expectedWait))
                        : Optional.empty());
    }

    @Override
    public synchronized Future<SortedMap<String, QueueFigures>> figures(SortedSet<String> queues) {
        SortedMap<String, QueueFigures> figures = new TreeMap<>();
        for (String queue : queues) {
            core.standing(new QueueId(queue))
                    .ifPresent(
                            s ->
                                    figures.put(
                                            queue,
                                            new QueueFigures(
                                                    s.waiting(),
                                                    s.ready(),
                                                    expectedWait.orElse(Duration.ZERO))));
        }
        return silent ? Future.failedFuture("too busy") : Future.succeededFuture(figures);
    }

    /// What callers are told from now on.
    synchronized void expectedWait(Duration wait) {
        expectedWait = Optional.of(wait);
    }

    /// Questions about queues are not answered any more.
    synchronized void silent() {
        silent = true;
    }

    synchronized void full(boolean isFull) {
        full = isFull;
    }

    /// Carries out what waits; the events are the test's to publish. Whether it was asked for
    /// something that it has not done.
    synchronized boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    synchronized List<RoutingEvent> carryOut() {
        List<RoutingEvent> events = new ArrayList<>();
        while (!waiting.isEmpty()) {
            events.addAll(core.handle(waiting.remove().apply(clock.instant())));
        }
        return events;
    }

    /// Carries out the first that waits, if one does.
    synchronized List<RoutingEvent> carryOutOne() {
        return waiting.isEmpty() ? List.of() : core.handle(waiting.remove().apply(clock.instant()));
    }

    synchronized boolean isAsked() {
        return !waiting.isEmpty();
    }

    /// When the core wants to hear that time has passed.
    synchronized Optional<Instant> nextDeadline() {
        return core.nextDeadline();
    }

    synchronized List<RoutingEvent> carryOut(RoutingCommand command) {
        return core.handle(command);
    }

    /// Whether nothing waits to be carried out.
    synchronized boolean isIdle() {
        return waiting.isEmpty();
    }

    synchronized RoutingSnapshot snapshot() {
        return core.snapshot();
    }
}
