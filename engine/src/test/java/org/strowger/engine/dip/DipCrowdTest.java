package org.strowger.engine.dip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.engine.dip.Asking.GOLD;
import static org.strowger.engine.dip.Asking.HERE;
import static org.strowger.engine.dip.Asking.LONG;
import static org.strowger.engine.dip.Asking.at;
import static org.strowger.engine.dip.Asking.await;
import static org.strowger.engine.dip.Asking.get;
import static org.strowger.engine.dip.Asking.until;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Many who ask at once, a host that is down, and others who must not notice.
class DipCrowdTest {
    private static final int PLACES = 4;
    private static final int WAITING = 6;
    private static final DipSettings SETTINGS =
            new DipSettings(
                    List.of("127.0.0.1"), PLACES, WAITING, 1_000, 5, Duration.ofMillis(300));

    private final Asking asking = new Asking(SETTINGS);
    private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        asking.close();
    }

    private static void gold(HttpServerRequest request) {
        request.response().end("{\"tier\":\"gold\"}");
    }

    private List<CompletableFuture<DipOutcome>> beginMany(int port, int many, Duration timeout) {
        List<CompletableFuture<DipOutcome>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(asking.begin(get(at(port), timeout, 2)));
        }
        return all;
    }

    private static NavigableMap<String, Integer> counted(List<CompletableFuture<DipOutcome>> all) {
        NavigableMap<String, Integer> counts = new TreeMap<>();
        all.forEach(each -> counts.merge(word(await(each)), 1, Integer::sum));
        return counts;
    }

    private static String word(DipOutcome outcome) {
        return switch (outcome) {
            case DipOutcome.Answered _ -> "answered";
            case DipOutcome.Failed(var reason) -> reason;
        };
    }

    @Test
    void soManyAreUnderWayAndSoManyWaitAndTheNextFailsAtOnce() {
        int port = asking.serve(held::add);
        List<CompletableFuture<DipOutcome>> taken = beginMany(port, PLACES + WAITING, LONG);
        assertEquals("too many waiting", asking.failure(get(at(port))));
        until(() -> held.size() == PLACES);
        assertEquals(PLACES, asking.shown("strowger.dip.under.way"));
        assertEquals(WAITING, asking.shown("strowger.dip.waiting"));
        AtomicInteger most = new AtomicInteger();
        until(
                () -> {
                    most.accumulateAndGet((int) asking.shown("strowger.dip.under.way"), Math::max);
                    HttpServerRequest next = held.poll();
                    if (next != null) {
                        gold(next);
                    }
                    return taken.stream().allMatch(CompletableFuture::isDone);
                });
        taken.forEach(each -> assertEquals(GOLD, await(each)));
        assertEquals(PLACES, most.get());
        assertEquals(0, asking.shown("strowger.dip.waiting"));
    }

    @Test
    void whoWaitsLeavesTheLineWhenTheCallerHangsUp() {
        int port = asking.serve(held::add);
        beginMany(port, PLACES, LONG);
        List<Dip> waiting = new ArrayList<>();
        AtomicInteger told = new AtomicInteger();
        for (int i = 0; i < WAITING; i++) {
            waiting.add(asking.client.fetch(get(at(port)), _ -> told.incrementAndGet()));
        }
        until(() -> asking.shown("strowger.dip.waiting") == WAITING);
        waiting.forEach(Dip::cancel);
        until(() -> asking.shown("strowger.dip.waiting") == 0);
        assertEquals(WAITING, asking.count("strowger.dip.requests", "outcome", "cancelled"));
        assertEquals(0, told.get());
    }

    @Test
    void whoHasNoPlaceInTimeFailsAndTheHostIsNotBlamed() {
        int port = asking.serve(held::add);
        beginMany(port, PLACES, LONG);
        List<CompletableFuture<DipOutcome>> waiting =
                beginMany(port, WAITING, Duration.ofMillis(200));
        assertEquals(WAITING, counted(waiting).get("no place in time"));
        assertEquals(0, asking.count("strowger.dip.breaker.opened"));
    }

    /// The second host answers each of its callers while the first one has a thousand.
    @Test
    void aThousandCallsWhileTheDatabaseIsDownFailInTimeAndNobodyElseWaits() {
        int down = asking.serve(held::add);
        int well = asking.serve(DipCrowdTest::gold);
        List<CompletableFuture<DipOutcome>> all = beginMany(down, 1_000, Duration.ofMillis(800));
        for (int i = 0; i < 50; i++) {
            assertEquals(GOLD, asking.ask(get(at(well))));
        }
        NavigableMap<String, Integer> counts = counted(all);
        assertEquals(
                1_000 - PLACES - WAITING,
                counts.getOrDefault("too many waiting", 0),
                () -> "" + counts);
        Set<String> reasons =
                Set.of("too many waiting", "no answer in time", "no place in time", "circuit open");
        assertTrue(reasons.containsAll(counts.navigableKeySet()), () -> "" + counts);
        assertTrue(held.size() <= PLACES + WAITING, () -> held.size() + " were asked");
        assertEquals(0, asking.shown("strowger.dip.under.way"));
        assertEquals(0, asking.shown("strowger.dip.waiting"));
        until(
                () ->
                        asking.failure(get(at(down), Duration.ofMillis(100), 0))
                                .equals("circuit open"));
        assertEquals(1, asking.count("strowger.dip.breaker.opened"));
        assertEquals(GOLD, asking.ask(get(at(well))));
    }

    /// The last in line get their place when hardly any of their time is left.
    @Test
    void whoHadLittleTimeWithAHostDoesNotCountAgainstIt() {
        asking.client.apply(
                new DipSettings(
                        List.of("127.0.0.1"), PLACES, WAITING, 1_000, 1, Duration.ofHours(1)));
        int port = asking.serve(held::add);
        List<CompletableFuture<DipOutcome>> first = beginMany(port, PLACES, LONG);
        List<CompletableFuture<DipOutcome>> late = beginMany(port, WAITING, Duration.ofSeconds(2));
        until(() -> held.size() == PLACES);
        asking.vertx.setTimer(1_700, _ -> held.forEach(DipCrowdTest::gold));
        assertEquals(PLACES, counted(first).get("answered"));
        NavigableMap<String, Integer> counts = counted(late);
        assertTrue(
                Set.of("no answer in time", "no place in time")
                        .containsAll(counts.navigableKeySet()),
                () -> "" + counts);
        assertEquals(0, asking.count("strowger.dip.breaker.opened"));
    }

    @Test
    void aHostThatFailsAgainAndAgainIsLeftAloneUntilOneFindsItBack() {
        AtomicBoolean isUp = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        int port =
                asking.serve(
                        request -> {
                            asked.incrementAndGet();
                            if (isUp.get()) {
                                gold(request);
                            } else {
                                request.response().setStatusCode(500).end();
                            }
                        });
        for (int i = 0; i < 5; i++) {
            assertEquals("status 500", asking.failure(get(at(port))));
        }
        assertEquals(1, asking.count("strowger.dip.breaker.opened"));
        assertEquals(2, asking.shown("strowger.dip.breaker"));
        for (int i = 0; i < 20; i++) {
            assertEquals("circuit open", asking.failure(get(at(port))));
        }
        assertEquals(5, asked.get());
        until(() -> asking.failure(get(at(port))).equals("status 500"));
        assertEquals(6, asked.get());
        assertEquals("circuit open", asking.failure(get(at(port))));
        isUp.set(true);
        until(() -> asking.ask(get(at(port))).equals(GOLD));
        assertEquals(0, asking.shown("strowger.dip.breaker"));
        assertEquals(GOLD, asking.ask(get(at(port))));
    }

    @Test
    void whenAHostIsLeftAloneNobodyWaitsForIt() {
        int port = asking.serve(held::add);
        List<CompletableFuture<DipOutcome>> first = beginMany(port, PLACES, Duration.ofMillis(300));
        List<CompletableFuture<DipOutcome>> rest = beginMany(port, WAITING, LONG);
        assertEquals(PLACES, counted(first).get("no answer in time"));
        until(() -> held.size() == 2 * PLACES);
        held.forEach(request -> request.response().setStatusCode(500).end());
        NavigableMap<String, Integer> counts = counted(rest);
        assertTrue(counts.containsKey("circuit open"), () -> "" + counts);
        assertEquals(1, asking.count("strowger.dip.breaker.opened"));
    }

    @Test
    void callersWhoAreCutOffWhileConnectingFreeTheirPlaceUntilAsManyLinger() {
        Queue<NetSocket> sockets = new ConcurrentLinkedQueue<>();
        int deaf = asking.serveRaw(sockets::add);
        for (int i = 0; i < PLACES; i++) {
            Dip dip = asking.client.fetch(get("https://127.0.0.1:" + deaf + "/"), _ -> {});
            until(() -> asking.shown("strowger.dip.under.way") == 1);
            dip.cancel();
            until(() -> asking.shown("strowger.dip.under.way") == 0);
        }
        assertEquals(PLACES, asking.shown("strowger.dip.lingering"));
        for (int i = 0; i < PLACES + 1; i++) {
            var unanswered = asking.begin(get("https://127.0.0.1:" + deaf + "/"));
            assertFalse(unanswered.isDone());
        }
        until(() -> asking.shown("strowger.dip.waiting") == 1);
        assertEquals(PLACES, asking.shown("strowger.dip.under.way"));
        sockets.forEach(NetSocket::close);
        until(() -> asking.shown("strowger.dip.lingering") == 0);
    }

    @Test
    void noMoreHostsAreRememberedThanTheBoundAndTheirFiguresNeither() {
        for (int i = 0; i < 250; i++) {
            assertEquals("host not found", asking.failure(get("http://host-" + i + ".test/")));
        }
        long told = asking.meters.find("strowger.dip.breaker").gauges().size();
        assertEquals(100, told);
        assertEquals(150, asking.count("strowger.dip.requests", "host", "other"));
    }

    @Test
    void whileAllRememberedHostsAreBusyAnotherIsNotAsked() {
        asking.name("last.test", HERE);
        int port = asking.serve(held::add);
        List<CompletableFuture<DipOutcome>> busy = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            asking.name("host-" + i + ".test", HERE);
            busy.add(asking.begin(get("http://host-" + i + ".test:" + port + "/")));
        }
        until(() -> held.size() == 200);
        assertEquals("too many hosts", asking.failure(get("http://last.test:" + port + "/")));
        held.forEach(DipCrowdTest::gold);
        assertEquals(200, counted(busy).get("answered"));
        CompletableFuture<DipOutcome> last = asking.begin(get("http://last.test:" + port + "/"));
        until(() -> held.size() == 201);
        held.forEach(
                request -> {
                    if (!request.response().ended()) {
                        gold(request);
                    }
                });
        assertEquals(GOLD, await(last));
    }

    @Test
    void oneHungNameServerHoldsOneThreadHoweverManyAsk() {
        AtomicInteger looking = new AtomicInteger();
        CompletableFuture<Void> end = new CompletableFuture<>();
        asking.names.put(
                "slow.test",
                _ -> {
                    looking.incrementAndGet();
                    end.join();
                    return List.of(HERE);
                });
        int port = asking.serve(DipCrowdTest::gold);
        List<CompletableFuture<DipOutcome>> all = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            all.add(asking.begin(get("http://slow.test:" + port + "/")));
        }
        until(() -> looking.get() == 1);
        end.complete(null);
        assertEquals(PLACES, counted(all).get("answered"));
        assertEquals(1, looking.get());
    }
}
