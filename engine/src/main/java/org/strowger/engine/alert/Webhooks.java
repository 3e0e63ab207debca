package org.strowger.engine.alert;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.strowger.engine.alert.Webhook.Kind;

/// What tells other systems of events, over HTTP.
///
/// Each event is a CloudEvent 1.0 in structured JSON, POSTed to every webhook that asks for its
/// kind. A webhook gets its events in order, one request at a time; a slow receiver delays nobody
/// else. What could not be delivered is tried again for up to an hour, then dropped and counted.
/// Events that wait are in memory alone: they end with the process.
///
/// - `strowger.webhooks.delivered{webhook}`: events that a receiver took
/// - `strowger.webhooks.retried{webhook,why}`: tries that will be followed by another
/// - `strowger.webhooks.dropped{webhook,why}`: events that a receiver will not get
/// - `strowger.webhooks.waiting`: events that wait, of all webhooks
/// - `strowger.webhooks.off`: webhooks whose receivers want no more events
public final class Webhooks {
    /// Events that wait for one webhook; the oldest go first.
    static final int MOST_WAITING = 10_000;

    private static final int LARGEST = 64 * 1_024;

    /// Who the sender is, and where it takes what nobody can guess.
    ///
    /// @param source the `source` of every event: a URI reference, `/centres/main`
    /// @param ids a new one each time; asked by any thread
    /// @param random for the pauses between tries; asked by one thread at a time
    public record Sender(String source, Supplier<String> ids, RandomGenerator random) {}

    private final Sender sender;
    private final Hook.Surroundings around;
    private final String deployment;
    private volatile List<Hook> hooks = List.of();
    private boolean isClosed;

    /// What the event loop of the webhooks belongs to: no call waits on it.
    private static final class Home extends VerticleBase {
        private final Promise<Context> loop = Promise.promise();

        @Override
        public Future<?> start() {
            loop.complete(context);
            return loop.future();
        }
    }

    private Webhooks(Sender sender, Hook.Surroundings around, String deployment) {
        this.sender = sender;
        this.around = around;
        this.deployment = deployment;
        gauge("strowger.webhooks.waiting", all -> all.stream().mapToInt(Hook::waiting).sum());
        gauge("strowger.webhooks.off", all -> all.stream().filter(Hook::isOff).count());
    }

    private void gauge(String name, ToDoubleFunction<List<Hook>> figure) {
        Gauge.builder(name, this, self -> figure.applyAsDouble(self.hooks))
                .register(around.meters());
    }

    /// Begins to serve webhooks; the same one twice is one.
    public static Future<Webhooks> open(
            Vertx vertx,
            List<Webhook> webhooks,
            InstantSource clock,
            MeterRegistry meters,
            Sender sender) {
        return open(vertx, webhooks, clock, meters, sender, Tempo.STANDARD, MOST_WAITING);
    }

    static Future<Webhooks> open(
            Vertx vertx,
            List<Webhook> webhooks,
            InstantSource clock,
            MeterRegistry meters,
            Sender sender,
            Tempo tempo,
            int mostWaiting) {
        Home home = new Home();
        return vertx.deployVerticle(home)
                .map(
                        deployment -> {
                            Hook.Surroundings around =
                                    new Hook.Surroundings(
                                            vertx,
                                            home.loop.future().result(),
                                            clock,
                                            meters,
                                            sender.random(),
                                            tempo,
                                            mostWaiting);
                            Webhooks made = new Webhooks(sender, around, deployment);
                            made.replace(webhooks);
                            return made;
                        });
    }

    /// From now on these are the webhooks. Those that were there before keep what waits for them;
    /// what waits for the others is dropped. Those whose receiver wanted no more stay off.
    public synchronized void replace(List<Webhook> webhooks) {
        if (isClosed) {
            return;
        }
        SequencedMap<Webhook, Hook> known = new LinkedHashMap<>();
        hooks.forEach(hook -> known.put(hook.webhook(), hook));
        SequencedMap<Webhook, Hook> wanted = new LinkedHashMap<>();
        for (Webhook webhook : new LinkedHashSet<>(webhooks)) {
            String label = Integer.toString(wanted.size() + 1);
            Hook kept = known.remove(webhook);
            if (kept != null) {
                kept.relabel(label);
            }
            wanted.put(webhook, kept != null ? kept : new Hook(webhook, label, around));
        }
        hooks = List.copyOf(wanted.values());
        known.values().forEach(Hook::close);
    }

    /// Tells of an event all who ask for its kind; from any thread. What one thread sends arrives
    /// in its order.
    ///
    /// @param type what happened, `alert.raised`: the event's `type` after `org.strowger.`
    /// @param subject what it happened to, within the source
    /// @param data at most 64 KiB with all that goes around it; a larger event is dropped
    public void send(Kind kind, String type, String subject, JsonObject data) {
        List<Hook> asking =
                hooks.stream().filter(hook -> hook.webhook().events().contains(kind)).toList();
        if (asking.isEmpty()) {
            return;
        }
        String json = event(type, subject, data).encode();
        if (json.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            asking.forEach(hook -> hook.skip("too_large"));
            return;
        }
        Notice notice = new Notice(json);
        asking.forEach(hook -> hook.offer(notice));
    }

    /// Tells of an alert.
    public void send(AlertEvent event) {
        send(Kind.ALERT, AlertJson.type(event), event.rule().name(), AlertJson.data(event));
    }

    private JsonObject event(String type, String subject, JsonObject data) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", sender.ids().get())
                .put("source", sender.source())
                .put("type", "org.strowger." + type)
                .put("time", around.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("subject", subject)
                .put("datacontenttype", "application/json")
                .put("data", data);
    }

    /// Breaks off what is under way. What waits is lost, and counted.
    public synchronized Future<Void> close() {
        if (isClosed) {
            return Future.succeededFuture();
        }
        isClosed = true;
        return Future.join(hooks.stream().map(Hook::close).toList())
                .eventually(() -> around.vertx().undeploy(deployment))
                .mapEmpty();
    }
}
