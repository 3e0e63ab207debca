package org.strowger.engine.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.strowger.engine.alert.Receiver.got;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.engine.HandClock;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.SkillNeed;

/// A desk whose second is a millisecond long, and whose clock goes on by hand.
@Timeout(60)
class AlertDeskTest {
    private static final QueueId SUPPORT = new QueueId("support");
    private static final AlertRule CROWD = new AlertRule.Waiting(SUPPORT, 0, Duration.ZERO);

    private final Vertx vertx = Vertx.vertx();
    private final HandClock clock = new HandClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BlockingQueue<AlertEvent> told = new LinkedBlockingQueue<>();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile Future<Figures> figures = Future.succeededFuture(waiting(0));

    @AfterEach
    void close() throws Exception {
        got(vertx.close());
    }

    private AlertDesk desk(AlertRule... rules) {
        return new AlertDesk(
                vertx,
                clock,
                () -> {
                    looks.incrementAndGet();
                    return figures;
                },
                List.of(rules),
                told::add,
                meters,
                Duration.ofMillis(1));
    }

    private static Figures waiting(int waiting) {
        TreeMap<QueueId, Figures.Standing> queues = new TreeMap<>();
        queues.put(SUPPORT, new Figures.Standing(waiting, Optional.empty(), 0));
        return new Figures(queues, 0, 0);
    }

    private AlertEvent next() throws InterruptedException {
        AlertEvent next = told.poll(20, TimeUnit.SECONDS);
        assertNotNull(next, "no alert was told of");
        return next;
    }

    private static void until(BooleanSupplier isSo) {
        while (!isSo.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private double count(String name) {
        return meters.get(name).counter().count();
    }

    @Test
    void figuresThatAreOutOfBoundsAreToldOfAndSoIsTheirReturn() throws Exception {
        AlertDesk desk = desk(CROWD);
        figures = Future.succeededFuture(waiting(3));
        Instant raisedAt = clock.instant();
        AlertEvent.Raised raised = new AlertEvent.Raised(raisedAt, CROWD, 3, raisedAt);

        assertEquals(raised, next());
        assertEquals(List.of(raised), got(desk.standing()));
        assertEquals(1, meters.get("strowger.alerts.standing").gauge().value());

        figures = Future.succeededFuture(waiting(0));
        int seen = looks.get();
        until(() -> looks.get() > seen + 2);
        clock.pass(Duration.ofSeconds(10));

        assertEquals(
                new AlertEvent.Cleared(clock.instant(), CROWD, Duration.ofSeconds(10)), next());
        until(() -> meters.get("strowger.alerts.standing").gauge().value() == 0);
        assertEquals(1, count("strowger.alerts.raised"));
        assertEquals(1, count("strowger.alerts.cleared"));
    }

    @Test
    void whatHappensBetweenTwoLooksCounts() throws Exception {
        AlertRule level =
                new AlertRule.ServiceLevel(
                        SUPPORT,
                        80,
                        Duration.ofMinutes(5),
                        1,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5));
        AlertDesk desk = desk(level);
        CallId call = new CallId("c1");
        Instant late = HandClock.NOON.plusSeconds(21);

        desk.on(
                List.of(
                        new CallQueued(
                                HandClock.NOON,
                                call,
                                SUPPORT,
                                0,
                                SkillNeed.none(),
                                Optional.empty(),
                                HandClock.NOON),
                        new CallConnected(late, call, SUPPORT, new AgentId("anna"))));

        assertEquals(new AlertEvent.Raised(late, level, 0, late), next());
    }

    @Test
    void anAlertIsRaisedAtItsTimeThoughFiguresHaveStoppedComing() throws Exception {
        AlertRule rule = new AlertRule.Waiting(SUPPORT, 0, Duration.ofMillis(1));
        figures = Future.succeededFuture(waiting(1));
        desk(rule);
        until(() -> looks.get() > 0);
        Promise<Figures> never = Promise.promise();
        figures = never.future();
        int seen = looks.get();
        until(() -> looks.get() > seen);

        clock.pass(Duration.ofMillis(1));

        assertEquals(rule, next().rule());
        until(() -> count("strowger.alerts.looks.missed") > 2);
    }

    @Test
    void aLookThatFailsIsCountedAndTheNextOneServes() throws Exception {
        figures = Future.failedFuture("no shard");
        desk(CROWD);
        until(() -> count("strowger.alerts.looks.missed") > 2);

        figures = Future.succeededFuture(waiting(1));

        assertEquals(CROWD, next().rule());
    }

    @Test
    void rulesAreReplacedWhileTheDeskRuns() throws Exception {
        AlertDesk desk = desk();
        figures = Future.succeededFuture(waiting(1));
        got(desk.standing());
        assertEquals(0, looks.get());

        desk.replace(List.of(CROWD));
        assertEquals(CROWD, next().rule());
        desk.replace(List.of());

        assertEquals(new AlertEvent.Cleared(clock.instant(), CROWD, Duration.ZERO), next());
    }

    @Test
    void aListenerThatFailsDoesNotEndTheWatch() throws Exception {
        AtomicInteger times = new AtomicInteger();
        AlertDesk desk =
                new AlertDesk(
                        vertx,
                        clock,
                        () -> figures,
                        List.of(CROWD),
                        event -> {
                            if (times.incrementAndGet() == 1) {
                                throw new IllegalStateException("a fault planted by the test");
                            }
                            told.add(event);
                        },
                        meters,
                        Duration.ofMillis(1));
        figures = Future.succeededFuture(waiting(1));
        until(() -> times.get() == 1);

        desk.replace(List.of());

        assertEquals(CROWD, next().rule());
    }

    @Test
    void aClosedDeskLooksNoMore() throws Exception {
        AlertDesk desk = desk(CROWD);
        until(() -> looks.get() > 1);

        desk.close();
        got(desk.standing());
        int seen = looks.get();
        Promise<Integer> later = Promise.promise();
        vertx.setTimer(50, _ -> later.complete(looks.get()));

        assertEquals(seen, got(later.future()));
    }
}
