package org.strowger.engine.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpFrontTest {
    private final Vertx vertx = Vertx.vertx();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Closeable> connections = new ArrayList<>();
    private volatile Future<JsonObject> status =
            Future.succeededFuture(new JsonObject().put("centre", "main"));
    private int port;

    @BeforeEach
    void open() throws Exception {
        HttpFront front =
                new HttpFront(vertx, InetAddress.getLoopbackAddress(), 0, () -> status, meters);
        port = got(front.start());
        meters.counter("strowger.test").increment();
    }

    @AfterEach
    void close() throws Exception {
        for (Closeable connection : connections) {
            connection.close();
        }
        got(vertx.close());
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /// A connection on which a request was sent; read from it what comes.
    private final class Connection implements Closeable {
        private final Socket socket;
        private final BufferedReader in;
        final List<String> head = new ArrayList<>();

        Connection(String request) throws IOException {
            this(request, 1 << 20);
        }

        Connection(String request, int receiveBuffer) throws IOException {
            socket = new Socket();
            connections.add(this);
            socket.setReceiveBufferSize(receiveBuffer);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = line(); !line.isEmpty(); line = line()) {
                head.add(line);
            }
        }

        String line() throws IOException {
            String line = in.readLine();
            return line == null ? "" : line;
        }

        int code() {
            return Integer.parseInt(head.getFirst().split(" ", -1)[1]);
        }

        String header(String name) {
            return head.stream()
                    .filter(
                            line ->
                                    line.toLowerCase(Locale.ROOT)
                                            .startsWith(name.toLowerCase(Locale.ROOT) + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }

        String body() throws IOException {
            char[] body = new char[Integer.parseInt(header("content-length"))];
            int read = 0;
            for (int n = 0;
                    n >= 0 && read < body.length;
                    n = in.read(body, read, body.length - read)) {
                read += n;
            }
            return new String(body, 0, read);
        }

        /// The next event of a feed.
        String event() throws IOException {
            String line = line();
            while (!line.startsWith("data: ")) {
                line = line();
            }
            return line.substring("data: ".length());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Connection request(String method, String path, String host) throws IOException {
        return new Connection("%s %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(method, path, host));
    }

    private Connection get(String path) throws IOException {
        return request("GET", path, "127.0.0.1:" + port);
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html;charset=utf-8",
        "/status.js, text/javascript;charset=utf-8",
        "/status.css, text/css;charset=utf-8",
        "/status, application/json",
        "/metrics, text/plain; version=0.0.4"
    })
    void whatIsListedIsServed(String path, String type) throws IOException {
        Connection connection = get(path);
        assertEquals(200, connection.code());
        assertEquals(type, connection.header("Content-Type"));
        assertTrue(!connection.header("Content-Length").equals("0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/index.html",
                "/logback.xml",
                "/../logback.xml",
                "/%2e%2e/logback.xml",
                "/status/",
                "/STATUS",
                "//",
                "/console/status.js",
                "/health",
                "/status.js%00"
            })
    void nothingElseIsServed(String path) throws IOException {
        assertEquals(404, get(path).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"})
    void onlyGetIsAllowed(String method) throws IOException {
        Connection connection = request(method, "/status", "localhost");
        assertEquals(405, connection.code());
        assertEquals("GET", connection.header("Allow"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "127.0.0.1.evil.example", "10.0.0.1", "evil.example:80"})
    void aNameThatIsNotOursIsRefused(String host) throws IOException {
        Connection connection = request("GET", "/status", host);
        assertEquals(421, connection.code());
        assertTrue(!connection.body().contains("centre"));
    }

    @Test
    void ourNamesAreServed() throws IOException {
        assertEquals(200, request("GET", "/status", "localhost").code());
        assertEquals(200, request("GET", "/status", "localhost:1").code());
        assertEquals(200, request("GET", "/status", "127.0.0.1").code());
    }

    @Test
    void aRequestWithoutAHostIsRefused() throws IOException {
        assertEquals(421, new Connection("GET /status HTTP/1.0\r\n\r\n").code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/status", "/metrics", "/nothing"})
    void everyAnswerForbidsForeignContent(String path) throws IOException {
        Connection connection = get(path);
        assertEquals(
                "default-src 'self'; frame-ancestors 'none'",
                connection.header("Content-Security-Policy"));
        assertEquals("nosniff", connection.header("X-Content-Type-Options"));
        assertEquals("no-store", connection.header("Cache-Control"));
        assertEquals("no-referrer", connection.header("Referrer-Policy"));
    }

    @Test
    void thePageHasNoScriptOfItsOwnForThePolicyToForbid() throws IOException {
        String page = get("/").body();
        assertTrue(page.contains("<script src="), page);
        assertTrue(!page.matches("(?s).*(<script>|<style| style=| on[a-z]+=).*"), page);
    }

    @Test
    void aNodeThatAnswersIsReady() throws IOException {
        assertEquals(200, get("/health/live").code());
        assertEquals(200, get("/health/ready").code());
    }

    @Test
    void aNodeWhoseCoreDoesNotAnswerIsAliveButNotReady() throws IOException {
        status = Future.failedFuture("no log");
        assertEquals(200, get("/health/live").code());
        assertEquals(503, get("/health/ready").code());
        assertEquals(503, get("/status").code());
    }

    @Test
    void metricsAreThoseOfTheNode() throws IOException {
        assertTrue(get("/metrics").body().contains("strowger_test_total 1.0"));
    }

    @Test
    void aWatcherSeesTheStateAndThenEveryChange() throws IOException {
        Connection watcher = get("/live");
        assertEquals(200, watcher.code());
        assertEquals("text/event-stream", watcher.header("Content-Type"));
        assertEquals("{\"centre\":\"main\"}", watcher.event());
        status = Future.succeededFuture(new JsonObject().put("centre", "north"));
        assertEquals("{\"centre\":\"north\"}", watcher.event());
        assertEquals("{\"centre\":\"north\"}", get("/live").event());
    }

    @Test
    void aStateThatCannotBeToldNowIsToldLater() throws IOException {
        status = Future.failedFuture("no log");
        Connection watcher = get("/live");
        assertEquals(503, get("/status").code());
        status = Future.succeededFuture(new JsonObject().put("centre", "back"));
        assertEquals("{\"centre\":\"back\"}", watcher.event());
    }

    @Test
    void aHundredMayWatchAndNoMoreUntilOneLeaves() throws IOException {
        List<Connection> watchers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            watchers.add(get("/live"));
        }
        Connection oneTooMany = get("/live");
        assertEquals(503, oneTooMany.code());
        assertEquals(1, meters.counter("strowger.http.refused", "reason", "watchers").count());
        for (Connection watcher : watchers) {
            assertEquals("{\"centre\":\"main\"}", watcher.event());
        }
        watchers.getFirst().close();
        int code = 503;
        while (code == 503) {
            code = get("/live").code();
        }
        assertEquals(200, code);
    }

    @Test
    void aWatcherWhoDoesNotReadIsLetGoAndTheOthersGoOn() throws IOException {
        // Little is buffered for this one, so that soon there is no writing to it.
        new Connection("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n", 4_096);
        Connection reader = get("/live");
        assertEquals("{\"centre\":\"main\"}", reader.event());
        String text = "x".repeat(4 << 20);
        double dropped = 0;
        for (int i = 0; dropped == 0; i++) {
            status = Future.succeededFuture(new JsonObject().put("n", i).put("text", text));
            assertEquals(i, new JsonObject(reader.event()).getInteger("n"));
            dropped = meters.counter("strowger.http.dropped", "reason", "slow").count();
        }
        status = Future.succeededFuture(new JsonObject().put("centre", "main"));
        String event = reader.event();
        while (event.length() > 100) {
            event = reader.event();
        }
        assertEquals("{\"centre\":\"main\"}", event);
    }
}
