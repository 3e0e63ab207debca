package org.strowger.engine.dip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.engine.dip.Asking.GOLD;
import static org.strowger.engine.dip.Asking.LONG;
import static org.strowger.engine.dip.Asking.SHORT;
import static org.strowger.engine.dip.Asking.at;
import static org.strowger.engine.dip.Asking.get;
import static org.strowger.engine.dip.Asking.listing;
import static org.strowger.engine.dip.Asking.request;
import static org.strowger.engine.dip.Asking.until;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.flow.FlowAction.Fetch;

class DipClientTest {
    private static final String GOLD_JSON = "{\"tier\":\"gold\",\"since\":2019}";

    private final Asking asking = Asking.withLoopbackListed();

    @AfterEach
    void close() {
        asking.close();
    }

    private static void gold(HttpServerRequest request) {
        request.response().end(GOLD_JSON);
    }

    // What is asked, and what is made of the answer.

    @Test
    void theFieldsThatAFlowAsksForAreAnswered() {
        int port = asking.serve(DipClientTest::gold);
        assertEquals(GOLD, asking.ask(get(at(port))));
        assertEquals(1, asking.count("strowger.dip.requests", "outcome", "answered"));
        assertEquals(1, asking.count("strowger.dip.requests", "host", "127.0.0.1:" + port));
    }

    @Test
    void aHostIsAskedUnderItsNameAtTheAddressThatWasChecked() {
        AtomicReference<String> host = new AtomicReference<>("");
        int port =
                asking.serve(
                        request -> {
                            host.set(String.valueOf(request.getHeader("Host")));
                            gold(request);
                        });
        asking.name("crm.test", Asking.HERE);
        assertEquals(GOLD, asking.ask(get("http://CRM.test:" + port + "/a")));
        assertEquals("crm.test:" + port, host.get());
    }

    @Test
    void methodPathHeadersAndBodyAreSentAsTheFlowSays() {
        AtomicReference<String> seen = new AtomicReference<>("");
        int port =
                asking.serve(
                        request ->
                                request.body()
                                        .onSuccess(
                                                body -> {
                                                    seen.set(
                                                            request.method()
                                                                    + " "
                                                                    + request.uri()
                                                                    + " "
                                                                    + request.getHeader("X-Key")
                                                                    + " "
                                                                    + request.getHeader(
                                                                            "Content-Type")
                                                                    + " "
                                                                    + request.getHeader(
                                                                            "Accept-Encoding")
                                                                    + " "
                                                                    + body);
                                                    gold(request);
                                                }));
        Fetch put =
                request(
                        "PUT",
                        "http://127.0.0.1:" + port + "/a%20b?c=%2F",
                        Map.of("X-Key", "abc"),
                        Optional.of("{\"pin\":\"ü\"}"),
                        LONG,
                        0);
        assertEquals(GOLD, asking.ask(put));
        assertEquals("PUT /a%20b?c=%2F abc application/json null {\"pin\":\"ü\"}", seen.get());
    }

    @Test
    void whereNothingIsAskedForAnyGoodStatusIsAnAnswer() {
        int port = asking.serve(request -> request.response().setStatusCode(204).end());
        Fetch fetch =
                new Fetch(
                        1,
                        "POST",
                        at(port),
                        new LinkedHashMap<>(),
                        Optional.empty(),
                        new TreeMap<>(),
                        LONG,
                        0);
        assertEquals(new DipOutcome.Answered(new TreeMap<>()), asking.ask(fetch));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"tier\": 7}     | field 'tier' expects a string of at most 10000 characters, found a number",
                "{\"rank\": \"x\"} | field 'tier' is missing",
                "<html>secret      | the answer is not JSON: no '{' at character 1",
                "``                | the answer is not JSON: no '{' at character 1",
            })
    void anAnswerThatIsOfNoUseIsNamedWithoutItsValues(String body, String reason) {
        int port = asking.serve(request -> request.response().end(body));
        assertEquals(reason, asking.failure(get(at(port))));
        assertEquals(1, asking.count("strowger.dip.requests", "outcome", "answer"));
    }

    @Test
    void anAnswerThatIsNotUtf8IsRefused() {
        int port =
                asking.serveRaw(
                        socket ->
                                socket.write(
                                        Buffer.buffer(
                                                        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n")
                                                .appendBytes(new byte[] {'{', (byte) 0xff, '}'})));
        assertEquals("answer is not UTF-8", asking.failure(get(at(port))));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 429, 500, 503})
    void aStatusThatSaysNoIsTheReason(int status) {
        int port = asking.serve(request -> request.response().setStatusCode(status).end(GOLD_JSON));
        assertEquals("status " + status, asking.failure(get(at(port))));
    }

    // Answers that are meant to hurt.

    @Test
    void anAnswerThatIsTooLongIsNotReadToItsEnd() {
        int port = asking.serve(request -> request.response().end("x".repeat(1_001)));
        assertEquals("answer too long", asking.failure(get(at(port))));
    }

    @Test
    void anAnswerOfExactlyTheLimitIsRead() {
        String json = GOLD_JSON + " ".repeat(1_000 - GOLD_JSON.length());
        int port = asking.serve(request -> request.response().end(json));
        assertEquals(GOLD, asking.ask(get(at(port))));
    }

    @Test
    void anAnswerWithoutEndIsCutAtItsLimitAndItsConnectionClosed() {
        CountDownLatch closed = new CountDownLatch(1);
        int port =
                asking.serve(
                        request -> {
                            request.connection().closeHandler(_ -> closed.countDown());
                            request.response().setChunked(true);
                            request.response().exceptionHandler(_ -> {});
                            asking.vertx.setPeriodic(
                                    1,
                                    timer -> {
                                        if (closed.getCount() == 0) {
                                            asking.vertx.cancelTimer(timer);
                                        } else {
                                            request.response().write("0123456789".repeat(10));
                                        }
                                    });
                        });
        assertEquals("answer too long", asking.failure(get(at(port))));
        until(() -> closed.getCount() == 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Content-Length: 99999999999      | {          | answer too long",
                "Content-Length: 40               | {          | connection broken",
                "Transfer-Encoding: chunked       | ffffffff~{ | no HTTP answer   ",
                "Transfer-Encoding: chunked       | zz~{       | no HTTP answer",
                "Content-Length: x                | {          | no HTTP answer",
                "Content-Encoding: gzip           | {          | answer is compressed",
            })
    void anAnswerThatLiesAboutItselfIsRefused(String header, String body, String reason) {
        int port =
                asking.serveRaw(
                        socket ->
                                socket.handler(
                                        _ -> {
                                            socket.write(
                                                    "HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n");
                                            socket.end(Buffer.buffer(body.replace("~", "\r\n")));
                                        }));
        assertEquals(reason, asking.failure(get(at(port))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-x\r\n", "HTTP/1.1 abc\r\n\r\n", "\u0000\u0001\u0002\r\n\r\n"})
    void whatIsNotHttpIsRefused(String words) {
        int port = asking.serveRaw(socket -> socket.end(Buffer.buffer(words)));
        assertTrue(
                List.of("no HTTP answer", "connection broken")
                        .contains(asking.failure(get(at(port)))));
    }

    @Test
    void headersHaveALimit() {
        int port =
                asking.serveRaw(
                        socket -> {
                            socket.exceptionHandler(_ -> {});
                            socket.write("HTTP/1.1 200 OK\r\n");
                            for (int i = 0; i < 100; i++) {
                                socket.write("X-Long: " + "x".repeat(1_000) + "\r\n");
                            }
                        });
        assertEquals("no HTTP answer", asking.failure(get(at(port))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"})
    void aHostThatHangsCostsNoMoreThanTheTimeOfTheNode(String firstWords) {
        int port = asking.serveRaw(socket -> socket.write(firstWords));
        assertEquals("no answer in time", asking.failure(get(at(port), SHORT, 3)));
        assertEquals(0, asking.shown("strowger.dip.under.way"));
    }

    @Test
    void anAnswerThatDripsCostsNoMoreThanTheTimeOfTheNode() {
        int port =
                asking.serveRaw(
                        socket -> {
                            socket.exceptionHandler(_ -> {});
                            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n");
                            long drip = asking.vertx.setPeriodic(5, _ -> socket.write(" "));
                            socket.closeHandler(_ -> asking.vertx.cancelTimer(drip));
                        });
        assertEquals("no answer in time", asking.failure(get(at(port), SHORT, 3)));
    }

    @Test
    void aPortWhereNobodyListensIsNoConnection() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertEquals("no connection", asking.failure(get(at(port))));
    }

    @Test
    void aNameThatNobodyKnowsIsNotFound() {
        assertEquals("host not found", asking.failure(get("http://nobody.test/")));
    }

    @Test
    void aNameServerThatHangsCostsNoMoreThanTheTimeOfTheNodeAndNothingOfAnotherHost() {
        CountDownLatch end = new CountDownLatch(1);
        asking.names.put(
                "slow.test",
                _ -> {
                    awaitLatch(end);
                    return List.of(Asking.HERE);
                });
        int port = asking.serve(DipClientTest::gold);
        asking.name("crm.test", Asking.HERE);
        CompletableFuture<DipOutcome> slow = asking.begin(get("http://slow.test/", SHORT, 0));
        assertEquals(GOLD, asking.ask(get("http://crm.test:" + port + "/")));
        assertEquals(new DipOutcome.Failed("no answer in time"), Asking.await(slow));
        end.countDown();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anAddressThatDoesNotAnswerIsFollowedByTheNextOfTheHost() {
        int port = asking.serve(DipClientTest::gold);
        asking.client.apply(listing("127.0.0.0/8"));
        InetAddress deaf = AddressRange.address(new byte[] {127, 0, 0, 9});
        asking.name("crm.test", deaf, Asking.HERE);
        assertEquals(GOLD, asking.ask(get("http://crm.test:" + port + "/")));
    }

    // Asking again.

    private int troubledAtFirst(int times, AtomicInteger asked) {
        return asking.serve(
                request -> {
                    if (asked.incrementAndGet() <= times) {
                        request.response().setStatusCode(503).end();
                    } else {
                        gold(request);
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"GET, 2, 3", "PUT, 3, 3", "POST, 2, 3", "GET, 1, 2", "GET, 0, 1", "POST, 0, 1"})
    void aHostInTroubleIsAskedAgainAsOftenAsTheFlowSays(String method, int retries, int requests) {
        AtomicInteger asked = new AtomicInteger();
        int port = troubledAtFirst(2, asked);
        Fetch fetch = request(method, at(port), Map.of(), Optional.empty(), LONG, retries);
        DipOutcome outcome = asking.ask(fetch);
        assertEquals(requests == 3 ? GOLD : new DipOutcome.Failed("status 503"), outcome);
        assertEquals(requests, asked.get());
        assertEquals(requests - 1, asking.count("strowger.dip.retries"));
    }

    @Test
    void aNameThatIsNotFoundIsLookedUpAgain() {
        AtomicInteger looked = new AtomicInteger();
        int port = asking.serve(DipClientTest::gold);
        asking.names.put(
                "crm.test", _ -> looked.incrementAndGet() == 1 ? List.of() : List.of(Asking.HERE));
        assertEquals(GOLD, asking.ask(get("http://crm.test:" + port + "/", LONG, 1)));
        assertEquals(2, looked.get());
    }

    @Test
    void thereIsNoRetryThatTheTimeOfTheNodeHasNoRoomFor() {
        AtomicInteger asked = new AtomicInteger();
        int port = troubledAtFirst(9, asked);
        Duration tiny = Duration.ofMillis(100);
        assertTrue(
                List.of("status 503", "no answer in time", "no place in time")
                        .contains(asking.failure(get(at(port), tiny, 3))));
        assertTrue(asked.get() < 4, () -> asked + " times");
    }

    @Test
    void aRefusalIsNotAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        int port =
                asking.serve(
                        request -> {
                            asked.incrementAndGet();
                            request.response().setStatusCode(404).end();
                        });
        assertEquals("status 404", asking.failure(get(at(port), LONG, 3)));
        assertEquals(1, asked.get());
    }

    // Being sent on.

    private int sendingOn(String location, AtomicInteger asked) {
        return asking.serve(
                request -> {
                    asked.incrementAndGet();
                    if ("/there".equals(request.path())) {
                        gold(request);
                    } else {
                        request.response()
                                .setStatusCode(302)
                                .putHeader(
                                        "Location",
                                        location.replace(
                                                "PORT",
                                                Integer.toString(
                                                        request.connection()
                                                                .localAddress()
                                                                .port())))
                                .end();
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/there", "there", "http://127.0.0.1:PORT/there", "//127.0.0.1:PORT/there"})
    void aRedirectOnTheSameHostIsFollowed(String location) {
        int port = sendingOn(location, new AtomicInteger());
        assertEquals(GOLD, asking.ask(get(at(port))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:PORT/there",
                "http://localhost:PORT/there",
                "http://127.0.0.1/there",
                "https://127.0.0.1:PORT/there",
                "http://u@127.0.0.1:PORT/there",
                "http://[::1]:PORT/there",
                "http://169.254.169.254/latest/meta-data",
                "//crm.test/there",
                "file:///etc/passwd",
                "gopher://127.0.0.1:PORT/there",
                "http://127.0.0.1:PORT\\@crm.test/there",
                ":"
            })
    void aRedirectToAnywhereElseIsNotFollowed(String location) {
        AtomicInteger asked = new AtomicInteger();
        int port = sendingOn(location, asked);
        asking.name("crm.test", Asking.HERE);
        asking.name("localhost", Asking.HERE);
        assertEquals("redirected to another host", asking.failure(get(at(port))));
        assertEquals(1, asked.get());
    }

    @Test
    void redirectsEndAfterThree() {
        AtomicInteger asked = new AtomicInteger();
        int port = sendingOn("/customer", asked);
        assertEquals("redirected more than 3 times", asking.failure(get(at(port))));
        assertEquals(4, asked.get());
    }

    @Test
    void aPostIsNotSentOn() {
        AtomicInteger asked = new AtomicInteger();
        int port = sendingOn("/there", asked);
        Fetch post = request("POST", at(port), Map.of(), Optional.of("{}"), LONG, 0);
        assertEquals("status 302", asking.failure(post));
        assertEquals(1, asked.get());
    }

    // What is never sent.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-A | b~Host: evil",
                "X-A | b~~GET /admin HTTP/1.1",
                "X~B | c",
                "X B | c",
                "X:B | c",
                "Host | evil",
                "Content-Length | 0",
                "Transfer-Encoding | chunked",
                "Connection | upgrade",
            })
    void nothingCanBeSlippedInThroughAHeader(String name, String value) {
        AtomicInteger asked = new AtomicInteger();
        int port = asking.serve(_ -> asked.incrementAndGet());
        Fetch fetch =
                request(
                        "GET",
                        at(port),
                        Map.of(name.replace("~", "\r\n"), value.replace("~", "\r\n")),
                        Optional.empty(),
                        LONG,
                        0);
        assertEquals("request not allowed", asking.failure(fetch));
        assertEquals(0, asked.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "get", "GET / HTTP/1.1~", "CONNECT", ""})
    void noOtherMethodIsSent(String method) {
        AtomicInteger asked = new AtomicInteger();
        int port = asking.serve(_ -> asked.incrementAndGet());
        Fetch fetch =
                request(method.replace("~", "\r\n"), at(port), Map.of(), Optional.empty(), LONG, 0);
        assertEquals("request not allowed", asking.failure(fetch));
        assertEquals(0, asked.get());
    }

    // Giving up.

    @Test
    void aCallerWhoHangsUpFreesThePlaceAndClosesTheConnection() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        int port =
                asking.serve(
                        request -> {
                            request.connection().closeHandler(_ -> closed.countDown());
                            asked.countDown();
                        });
        AtomicInteger told = new AtomicInteger();
        Dip dip = asking.client.fetch(get(at(port)), _ -> told.incrementAndGet());
        until(() -> asked.getCount() == 0);
        dip.cancel();
        dip.cancel();
        until(() -> closed.getCount() == 0);
        until(() -> asking.shown("strowger.dip.under.way") == 0);
        assertEquals(1, asking.count("strowger.dip.requests", "outcome", "cancelled"));
        Asking.await(asking.client.close());
        assertEquals(0, told.get());
    }

    @Test
    void whoHangsUpAtOnceIsToldNothing() {
        AtomicInteger told = new AtomicInteger();
        int port = asking.serve(DipClientTest::gold);
        asking.client.fetch(get(at(port)), _ -> told.incrementAndGet()).cancel();
        until(() -> asking.count("strowger.dip.requests", "outcome", "cancelled") == 1);
        assertEquals(GOLD, asking.ask(get(at(port))));
        assertEquals(0, told.get());
    }

    @Test
    void whatIsUnderWayFailsWhenTheClientCloses() {
        CountDownLatch asked = new CountDownLatch(1);
        int port = asking.serve(_ -> asked.countDown());
        CompletableFuture<DipOutcome> told = asking.begin(get(at(port)));
        until(() -> asked.getCount() == 0);
        Asking.await(asking.client.close());
        assertEquals(new DipOutcome.Failed("shutting down"), Asking.await(told));
        assertEquals("shutting down", asking.failure(get(at(port))));
    }

    @Test
    void theAskerIsToldOnItsOwnEventLoop() {
        int port = asking.serve(DipClientTest::gold);
        Context loop = asking.vertx.getOrCreateContext();
        CompletableFuture<Context> told = new CompletableFuture<>();
        loop.runOnContext(
                _ ->
                        asking.client.fetch(
                                get(at(port)), _ -> told.complete(Vertx.currentContext())));
        assertSame(loop, Asking.await(told));
    }
}
