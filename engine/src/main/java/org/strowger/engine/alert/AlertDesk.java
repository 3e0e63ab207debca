package org.strowger.engine.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.routing.RoutingEvent;

/// Who watches a centre for alerts while it runs: looks at its figures once a second, and hears of
/// what happens in between.
///
/// All of it happens on one event loop. A look that is not answered delays the next; while there
/// are no rules nobody looks.
///
/// - `strowger.alerts.raised{when}`, `strowger.alerts.cleared{when}`: alerts, by the kind of rule
/// - `strowger.alerts.standing`: alerts that stand
/// - `strowger.alerts.looks.missed`: seconds in which there were no figures
/// - `strowger.alerts.unfollowed`: calls that count in no service level, because too many were in
///   line
public final class AlertDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Context loop;
    private final InstantSource clock;
    private final Supplier<Future<Figures>> figures;
    private final Consumer<AlertEvent> listener;
    private final MeterRegistry meters;
    private final Counter missed;
    private final AlertWatch watch = new AlertWatch();
    private List<AlertRule> rules = List.of();
    private boolean isAsking;
    private @Nullable Long timer;
    private Optional<Instant> armedFor = Optional.empty();
    private volatile int standing;
    private volatile long unfollowed;
    private volatile boolean isClosed;

    /// @param figures asked on this desk's event loop, answered anywhere
    /// @param listener told of alerts on this desk's event loop
    public AlertDesk(
            Vertx vertx,
            InstantSource clock,
            Supplier<Future<Figures>> figures,
            List<AlertRule> rules,
            Consumer<AlertEvent> listener,
            MeterRegistry meters) {
        this(vertx, clock, figures, rules, listener, meters, LOOKS_EVERY);
    }

    AlertDesk(
            Vertx vertx,
            InstantSource clock,
            Supplier<Future<Figures>> figures,
            List<AlertRule> rules,
            Consumer<AlertEvent> listener,
            MeterRegistry meters,
            Duration looksEvery) {
        this.vertx = vertx;
        this.clock = clock;
        this.figures = figures;
        this.listener = listener;
        this.meters = meters;
        loop = vertx.getOrCreateContext();
        missed = meters.counter("strowger.alerts.looks.missed");
        Gauge.builder("strowger.alerts.standing", this, desk -> desk.standing).register(meters);
        FunctionCounter.builder("strowger.alerts.unfollowed", this, desk -> desk.unfollowed)
                .register(meters);
        replace(rules);
        loop.runOnContext(_ -> vertx.setPeriodic(looksEvery.toMillis(), this::look));
    }

    /// Takes what a routing shard published; from any thread, which must be the same each time.
    public void on(List<RoutingEvent> events) {
        loop.runOnContext(_ -> events.forEach(event -> handle(new AlertInput.Routed(event))));
    }

    /// From now on these rules hold. Those that held before keep what they know, and their alerts.
    public void replace(List<AlertRule> wanted) {
        List<AlertRule> copy = List.copyOf(wanted);
        loop.runOnContext(
                _ -> {
                    rules = copy;
                    handle(new AlertInput.RulesReplaced(clock.instant(), copy));
                });
    }

    /// The alerts that stand, in the order of the rules, as they were raised.
    public Future<List<AlertEvent.Raised>> standing() {
        Promise<List<AlertEvent.Raised>> answer = Promise.promise();
        loop.runOnContext(_ -> answer.complete(watch.standing()));
        return answer.future();
    }

    private void look(long periodic) {
        if (isClosed) {
            vertx.cancelTimer(periodic);
            return;
        }
        if (rules.isEmpty()) {
            return;
        }
        if (isAsking) {
            missed.increment();
            return;
        }
        isAsking = true;
        Future.<Figures>future(answer -> figures.get().onComplete(answer))
                .onComplete(seen -> loop.runOnContext(_ -> looked(seen)));
    }

    private void looked(AsyncResult<Figures> seen) {
        isAsking = false;
        if (seen.failed()) {
            missed.increment();
            LOG.debug("no figures to watch for alerts", seen.cause());
            return;
        }
        handle(new AlertInput.Looked(clock.instant(), seen.result()));
    }

    private void handle(AlertInput input) {
        if (isClosed) {
            return;
        }
        List<AlertEvent> events = watch.handle(input);
        if (!events.isEmpty()) {
            standing = watch.standing().size();
            events.forEach(this::tell);
        }
        unfollowed = watch.unfollowed();
        arm();
    }

    private void tell(AlertEvent event) {
        String when = event.rule().when();
        switch (event) {
            case AlertEvent.Raised _ -> {
                LOG.warn("alert: {}", event.rule().name());
                meters.counter("strowger.alerts.raised", "when", when).increment();
            }
            case AlertEvent.Cleared _ -> {
                LOG.info("alert is over: {}", event.rule().name());
                meters.counter("strowger.alerts.cleared", "when", when).increment();
            }
        }
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.error("nobody could be told of the alert {}", event.rule().name(), e);
        }
    }

    private void arm() {
        Optional<Instant> due = watch.nextDeadline();
        if (timer != null && due.equals(armedFor)) {
            return;
        }
        disarm();
        armedFor = due;
        due.ifPresent(at -> timer = vertx.setTimer(delay(at), _ -> timeHasCome()));
    }

    private void disarm() {
        if (timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
        }
    }

    private long delay(Instant due) {
        Instant now = clock.instant();
        return due.isAfter(now) ? Duration.between(now, due).toMillis() + 1 : 1;
    }

    private void timeHasCome() {
        timer = null;
        handle(new AlertInput.TimePassed(clock.instant()));
    }

    /// Looks no more, and tells of nothing more.
    @Override
    public void close() {
        isClosed = true;
        loop.runOnContext(_ -> disarm());
    }
}
