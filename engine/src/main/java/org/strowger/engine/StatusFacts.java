package org.strowger.engine;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.strowger.engine.api.Status;
import org.strowger.engine.call.CallSessions;
import org.strowger.engine.call.CallView;
import org.strowger.engine.cluster.RoutingShard;
import org.strowger.engine.estimate.WaitForecasts;
import org.strowger.engine.observe.RoutingMetrics;
import org.strowger.engine.routing.CallId;
import org.strowger.yaml.Problem;

/// What the status page shows, asked of those who know.
///
/// @param settings those in force
/// @param problems what is wrong with settings and flows
record StatusFacts(
        Supplier<EngineSettings> settings,
        InstantSource clock,
        CallSessions sessions,
        RoutingShard shard,
        Supplier<WaitForecasts.View> forecasts,
        Supplier<List<Problem>> problems,
        RoutingMetrics metrics) {

    Future<JsonObject> ask() {
        return sessions.calls().compose(this::ask);
    }

    private Future<JsonObject> ask(List<CallView> calls) {
        return Future.all(shard.snapshot(), shard.places(inLine(calls)))
                .map(
                        known ->
                                Status.json(
                                        new Status.Facts(
                                                settings.get().centre(),
                                                clock.instant(),
                                                calls,
                                                known.resultAt(0),
                                                known.resultAt(1),
                                                forecasts.get(),
                                                settings.get().agents(),
                                                problems.get()),
                                        metrics));
    }

    private static List<CallId> inLine(List<CallView> calls) {
        return calls.stream()
                .filter(
                        call ->
                                call.state() == CallView.State.IN_LINE
                                        || call.state() == CallView.State.OFFERED)
                .map(CallView::id)
                .toList();
    }
}
