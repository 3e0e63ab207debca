package org.strowger.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.strowger.engine.alert.AlertDesk;
import org.strowger.engine.alert.AlertRule;
import org.strowger.engine.alert.Figures;
import org.strowger.engine.alert.Webhook;
import org.strowger.engine.alert.Webhooks;
import org.strowger.engine.call.CallSessions;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueueStanding;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;

/// What a node does for people who do not watch it: alerts, and webhooks that carry them elsewhere.
///
/// It begins without rules and webhooks: [#apply] gives it some.
final class Alerting {
    /// Where the figures of the queues come from.
    ///
    /// @param snapshots of the routing core
    /// @param standings of the queues that are named
    record Sources(
            Supplier<Future<RoutingSnapshot>> snapshots,
            Function<SortedSet<QueueId>, Future<SortedMap<QueueId, QueueStanding>>> standings) {}

    private final Sources sources;
    private final Tally tally;
    private final Webhooks webhooks;
    private final AlertDesk desk;

    private Alerting(
            Vertx vertx,
            InstantSource clock,
            MeterRegistry meters,
            Sources sources,
            Tally tally,
            Webhooks webhooks) {
        this.sources = sources;
        this.tally = tally;
        this.webhooks = webhooks;
        desk = new AlertDesk(vertx, clock, this::figures, List.of(), webhooks::send, meters);
    }

    static Future<Alerting> open(
            Vertx vertx,
            InstantSource clock,
            MeterRegistry meters,
            String centre,
            Sources sources,
            Tally tally) {
        Webhooks.Sender sender =
                new Webhooks.Sender(
                        "/centres/" + centre,
                        () -> UUID.randomUUID().toString(),
                        new SplittableRandom());
        return Webhooks.open(vertx, List.of(), clock, meters, sender)
                .map(webhooks -> new Alerting(vertx, clock, meters, sources, tally, webhooks));
    }

    /// From now on these rules hold, and these webhooks are told; those that were there before go
    /// on as they are.
    void apply(List<AlertRule> rules, List<Webhook> hooks) {
        webhooks.replace(hooks);
        desk.replace(rules);
    }

    /// Takes what the routing shard published, on its event loop.
    void on(List<RoutingEvent> events) {
        desk.on(events.stream().filter(event -> !isOfMessage(event)).toList());
    }

    /// Whether a message enters a line: nobody holds a telephone, so that it counts neither for nor
    /// against the level of service.
    private static boolean isOfMessage(RoutingEvent event) {
        return event instanceof RoutingEvent.CallQueued queued
                && CallSessions.isMessage(queued.call());
    }

    /// Who carries events of calls, agents, callbacks and voicemail to other systems.
    Webhooks webhooks() {
        return webhooks;
    }

    private Future<Figures> figures() {
        return sources.snapshots()
                .get()
                .compose(
                        known ->
                                sources.standings()
                                        .apply(queues(known))
                                        .map(standings -> figures(known, standings)));
    }

    private static SortedSet<QueueId> queues(RoutingSnapshot known) {
        SortedSet<QueueId> queues = new TreeSet<>();
        known.queues().forEach(queue -> queues.add(queue.id()));
        return queues;
    }

    private Figures figures(RoutingSnapshot known, SortedMap<QueueId, QueueStanding> standings) {
        SortedMap<QueueId, Figures.Standing> queues = new TreeMap<>();
        standings.forEach(
                (queue, standing) ->
                        queues.put(
                                queue,
                                new Figures.Standing(0, Optional.empty(), standing.ready())));
        // Who hung up and kept the place, or left a message, does not stand in line with a
        // telephone in the hand.
        known.calls().stream()
                .filter(call -> call.callbackNumber().isEmpty())
                .filter(call -> !CallSessions.isMessage(call.id()))
                .forEach(
                        call -> queues.computeIfPresent(call.queue(), (_, line) -> in(line, call)));
        return new Figures(queues, tally.calls(), tally.errors());
    }

    private static Figures.Standing in(Figures.Standing line, CallInLine call) {
        Instant longest = line.longestSince().filter(call.since()::isAfter).orElse(call.since());
        return new Figures.Standing(line.waiting() + 1, Optional.of(longest), line.ready());
    }

    /// Watches no more, and breaks off what is on its way.
    Future<Void> close() {
        desk.close();
        return webhooks.close();
    }
}
