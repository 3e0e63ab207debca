package org.strowger.engine;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.estimate.WaitEstimate;
import org.strowger.engine.estimate.WaitEstimator;
import org.strowger.engine.estimate.WaitForecasts;
import org.strowger.engine.estimate.WaitForecasts.Round;
import org.strowger.engine.estimate.WaitForecasts.View;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;

/// Has the waits of callers estimated while the centre runs.
///
/// What is learnt and asked belongs to the event loop of the routing shard; the estimates are made
/// on a thread of their own, one round at a time. There is a snapshot for each round, so between
/// two rounds there is a pause, and it is at least three times as long as the last one took: no
/// more than a quarter of one processor goes into estimates, however large the centre.
final class Forecaster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Forecaster.class);
    private static final int PAUSE_OF_ROUNDS = 3;
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final InstantSource clock;
    private final Supplier<Future<RoutingSnapshot>> snapshots;
    private final WaitEstimator estimator;
    private final Duration pause;
    private final Consumer<View> shown;
    private final ThreadPoolExecutor worker =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(1),
                    Thread.ofPlatform().name("strowger-forecasts").daemon().factory());
    private final WaitForecasts forecasts = new WaitForecasts();
    private Instant notBefore = Instant.MIN;
    private boolean isAsking;
    private boolean isToShow;
    private @Nullable Long timer;
    private Instant armedFor = Instant.MAX;
    private volatile boolean closed;

    /// @param snapshots asked on the event loop that tells of events, and answered there
    /// @param pause the least time between two rounds, and between two views
    /// @param shown given what there is to show, on that event loop
    Forecaster(
            Vertx vertx,
            InstantSource clock,
            Supplier<Future<RoutingSnapshot>> snapshots,
            WaitEstimator estimator,
            Duration pause,
            Consumer<View> shown) {
        this.vertx = vertx;
        this.clock = clock;
        this.snapshots = snapshots;
        this.estimator = estimator;
        this.pause = pause;
        this.shown = shown;
        worker.prestartAllCoreThreads();
    }

    /// Takes what a routing shard published, on its event loop.
    void on(List<RoutingEvent> events) {
        forecasts.on(events);
        arm();
        showSoon();
    }

    private void showSoon() {
        if (!isToShow) {
            isToShow = true;
            vertx.setTimer(
                    pause.toMillis(),
                    _ -> {
                        isToShow = false;
                        shown.accept(forecasts.view());
                    });
        }
    }

    private void arm() {
        if (!isAsking) {
            forecasts.nextRound().ifPresent(due -> arm(due.isBefore(notBefore) ? notBefore : due));
        }
    }

    private void arm(Instant at) {
        if (timer != null) {
            if (!at.isBefore(armedFor)) {
                return;
            }
            vertx.cancelTimer(timer);
        }
        Instant now = clock.instant();
        long delay = at.isAfter(now) ? Duration.between(now, at).toMillis() + 1 : 1;
        armedFor = at;
        timer = vertx.setTimer(delay, _ -> timeHasCome());
    }

    /// The call for whose sake the timer was set may have been answered since.
    private void timeHasCome() {
        timer = null;
        Instant now = clock.instant();
        if (forecasts.nextRound().filter(due -> !due.isAfter(now)).isEmpty()) {
            arm();
            return;
        }
        isAsking = true;
        snapshots.get().onComplete(taken -> begin(taken, now));
    }

    private void begin(AsyncResult<RoutingSnapshot> taken, Instant asked) {
        if (taken.failed()) {
            LOG.debug("no snapshot to estimate from", taken.cause());
            rest(asked);
            return;
        }
        Optional<Round> round = forecasts.begin(taken.result(), asked);
        if (round.isEmpty()) {
            rest(asked);
            return;
        }
        Context loop = vertx.getOrCreateContext();
        try {
            worker.execute(
                    () -> {
                        SortedMap<CallId, Optional<WaitEstimate>> made = estimates(round.get());
                        loop.runOnContext(_ -> end(made, asked));
                    });
        } catch (RejectedExecutionException e) {
            LOG.debug("closed: nothing is estimated any more", e);
        }
    }

    /// At least one, and no more when the round has lasted for long enough: its snapshot is of the
    /// past.
    private SortedMap<CallId, Optional<WaitEstimate>> estimates(Round round) {
        Instant until = clock.instant().plus(LONGEST_ROUND);
        SortedMap<CallId, Optional<WaitEstimate>> made = new TreeMap<>();
        for (CallId call : round.calls().sequencedKeySet()) {
            made.put(call, estimate(round, call));
            if (closed || clock.instant().isAfter(until)) {
                break;
            }
        }
        return made;
    }

    private Optional<WaitEstimate> estimate(Round round, CallId call) {
        try {
            return round.estimate(estimator, call);
        } catch (RuntimeException e) {
            LOG.error("the wait of {} cannot be estimated", call, e);
            return Optional.empty();
        }
    }

    private void end(SortedMap<CallId, Optional<WaitEstimate>> estimates, Instant asked) {
        forecasts.end(estimates);
        rest(asked);
        showSoon();
    }

    private void rest(Instant asked) {
        Instant now = clock.instant();
        Duration took = Duration.between(asked, now).multipliedBy(PAUSE_OF_ROUNDS);
        notBefore = now.plus(took.compareTo(pause) > 0 ? took : pause);
        isAsking = false;
        arm();
    }

    /// Ends the thread, as soon as the call that it is at is estimated.
    @Override
    public void close() {
        closed = true;
        worker.shutdownNow();
    }
}
