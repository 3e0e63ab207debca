package org.strowger.engine;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.strowger.engine.call.PlaceInLine;
import org.strowger.engine.call.Routing;
import org.strowger.engine.cluster.RoutingShard;
import org.strowger.engine.estimate.WaitForecasts.View;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueueStanding;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.flow.expression.QueueFigures;

/// The sessions' way to the routing core, and to the forecasts of waits.
final class ShardRouting implements Routing {
    private final RoutingShard shard;
    private final Supplier<View> forecasts;
    private final InstantSource clock;

    ShardRouting(RoutingShard shard, Supplier<View> forecasts, InstantSource clock) {
        this.shard = shard;
        this.forecasts = forecasts;
        this.clock = clock;
    }

    @Override
    public boolean submit(Function<Instant, RoutingCommand> command) {
        return shard.submit(command);
    }

    @Override
    public Future<Optional<PlaceInLine>> place(CallId call, QueueId queue) {
        return shard.place(call).map(place -> place(place, call, queue));
    }

    private Optional<PlaceInLine> place(OptionalInt place, CallId call, QueueId queue) {
        return place.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new PlaceInLine(
                                place.getAsInt(),
                                Waits.of(forecasts.get(), call, queue, clock.instant())));
    }

    @Override
    public Future<SortedMap<String, QueueFigures>> figures(SortedSet<String> queues) {
        SortedSet<QueueId> ids = new TreeSet<>();
        queues.forEach(queue -> ids.add(new QueueId(queue)));
        return shard.standings(ids).map(this::figures);
    }

    private SortedMap<String, QueueFigures> figures(SortedMap<QueueId, QueueStanding> standings) {
        SortedMap<String, QueueFigures> figures = new TreeMap<>();
        standings.forEach((queue, standing) -> figures.put(queue.value(), of(queue, standing)));
        return figures;
    }

    private QueueFigures of(QueueId queue, QueueStanding standing) {
        return new QueueFigures(
                standing.waiting(),
                standing.ready(),
                Waits.ofNext(forecasts.get(), queue, standing, clock.instant()));
    }
}
