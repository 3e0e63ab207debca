package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.engine.cluster.MemoryEventLog;
import org.strowger.engine.cluster.RoutingShard;
import org.strowger.engine.estimate.QueueErrors;
import org.strowger.engine.estimate.WaitEstimator;
import org.strowger.engine.estimate.WaitForecasts.Forecast;
import org.strowger.engine.estimate.WaitForecasts.View;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.SkillNeed;

/// Estimates beside a real routing shard, whose clock goes on by hand.
class ForecasterTest {
    private static final QueueId SALES = new QueueId("sales");
    private static final AgentId ANNA = new AgentId("anna");
    private static final CallId LAST = new CallId("last");

    private final HandClock clock = new HandClock();
    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<View> views = new LinkedBlockingQueue<>();
    private final AtomicInteger snapshots = new AtomicInteger();
    private final Promise<Void> gate = Promise.promise();
    private final Forecaster forecaster =
            new Forecaster(
                    vertx,
                    clock,
                    this::snapshot,
                    WaitEstimator.standard(1),
                    Duration.ofMillis(1),
                    views::add);
    private final List<RoutingEvent> learnt = new ArrayList<>();
    private volatile boolean isLearnt;
    private RoutingShard shard;

    /// The gate is opened on the shard's event loop, by the last of the calls.
    private Future<RoutingSnapshot> snapshot() {
        snapshots.incrementAndGet();
        return gate.future().compose(_ -> shard.snapshot());
    }

    /// While calls are taken with great leaps of the clock nothing is estimated.
    private void heard(List<RoutingEvent> events) {
        learnt.addAll(events);
        if (isLearnt) {
            forecaster.on(List.copyOf(learnt));
            learnt.clear();
        }
        for (RoutingEvent event : events) {
            if (event instanceof RoutingEvent.CallQueued queued && queued.call().equals(LAST)) {
                gate.tryComplete();
            }
        }
    }

    @BeforeEach
    void annaHasTakenSixCalls() throws Exception {
        shard =
                got(
                        RoutingShard.open(
                                vertx,
                                new MemoryEventLog(),
                                clock,
                                this::heard,
                                new SimpleMeterRegistry()));
        RoutingPolicy policy =
                RoutingPolicy.of("v1", new TreeMap<>(Map.of(SALES, QueuePolicy.standard())));
        shard.submit(at -> new ApplyPolicy(at, policy));
        shard.submit(at -> new SignInAgent(at, ANNA, RoutingProfile.of(new TreeMap<>())));
        for (int i = 0; i < 6; i++) {
            CallId call = new CallId("before" + i);
            comes(call);
            talks(call, Duration.ofMinutes(1));
        }
        isLearnt = true;
    }

    @AfterEach
    void close() throws Exception {
        got(shard.close());
        forecaster.close();
        got(vertx.close());
    }

    private void comes(CallId call) {
        shard.submit(at -> new EnqueueCall(at, call, SALES, 0, SkillNeed.none()));
    }

    private void talks(CallId call, Duration time) throws Exception {
        shard.submit(at -> new AcceptOffer(at, ANNA, call));
        got(shard.snapshot());
        clock.pass(time);
        shard.submit(at -> new EndCall(at, call));
        got(shard.snapshot());
    }

    private View shown(Predicate<View> which) throws InterruptedException {
        View view = Objects.requireNonNull(views.poll(20, TimeUnit.SECONDS), "nothing is shown");
        return which.test(view) ? view : shown(which);
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void callsThatComeWhileASnapshotIsTakenShareIt() throws Exception {
        CallId talking = new CallId("talking");
        comes(talking);
        shard.submit(at -> new AcceptOffer(at, ANNA, talking));
        for (int i = 0; i < 10; i++) {
            comes(new CallId("c" + i));
        }
        comes(LAST);
        View view = shown(v -> v.calls().containsKey(LAST));
        assertEquals(11, view.calls().size());
        assertEquals(1, snapshots.get());
        assertTrue(
                Objects.requireNonNull(view.calls().get(LAST))
                                .estimate()
                                .mean()
                                .compareTo(
                                        Objects.requireNonNull(view.calls().get(new CallId("c0")))
                                                .estimate()
                                                .mean())
                        > 0);
    }

    @Test
    void whatWasEstimatedIsComparedWithWhatCameOfIt() throws Exception {
        CallId talking = new CallId("talking");
        comes(talking);
        shard.submit(at -> new AcceptOffer(at, ANNA, talking));
        comes(LAST);
        shown(v -> v.calls().containsKey(LAST));
        clock.pass(Duration.ofSeconds(100));
        shard.submit(at -> new EndCall(at, talking));
        shard.submit(at -> new AcceptOffer(at, ANNA, LAST));
        View view = shown(v -> v.queues().containsKey(SALES));
        QueueErrors errors = Objects.requireNonNull(view.queues().get(SALES));
        assertEquals(1, errors.counted());
        assertEquals(Duration.ofSeconds(100), errors.meanWait());
        assertTrue(view.calls().isEmpty());
    }

    @Test
    void aCallThatStaysIsEstimatedAgain() throws Exception {
        CallId talking = new CallId("talking");
        comes(talking);
        shard.submit(at -> new AcceptOffer(at, ANNA, talking));
        comes(LAST);
        Instant first = clock.instant();
        assertEquals(Optional.of(first), at(shown(v -> at(v).isPresent())));
        clock.pass(Duration.ofSeconds(30));
        comes(new CallId("next"));
        View second = shown(v -> at(v).isPresent() && !at(v).equals(Optional.of(first)));
        assertEquals(Optional.of(clock.instant()), at(second));
    }

    private static Optional<Instant> at(View view) {
        return view.of(LAST, SALES).map(Forecast::at);
    }
}
