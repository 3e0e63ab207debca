package org.strowger.engine.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the status page, its live feed, health and metrics.
///
/// Only what is listed is served, only to names of this machine (so that a page elsewhere cannot
/// have a visitor's browser read it under a name of its own), and only by GET.
///
/// Owned by one event loop; what is asked of others is brought back to it.
public final class HttpFront {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final String CONSOLE = "/console";
    private static final Map<String, String> PAGES =
            Map.of(
                    "/", "index.html text/html;charset=utf-8",
                    "/status.js", "status.js text/javascript;charset=utf-8",
                    "/status.css", "status.css text/css;charset=utf-8");
    private static final long FEED_PERIOD = 500;
    private static final long KEEP_ALIVE_PERIODS = 30;
    private static final int MOST_WATCHERS = 100;
    private static final String COMMENT = ":\n\n";

    private final Vertx vertx;
    private final Supplier<Future<JsonObject>> status;
    private final PrometheusMeterRegistry meters;
    private final Set<String> names;

    /// The watchers, and what was last sent to each.
    private final Map<HttpServerResponse, Future<Void>> watchers = new HashMap<>();

    private final HttpServer server;
    private final Context context;
    private String last = "";
    private boolean asking;
    private long periods;

    /// @param status asked for the state of the centre; never blocks
    public HttpFront(
            Vertx vertx,
            InetAddress address,
            int port,
            Supplier<Future<JsonObject>> status,
            PrometheusMeterRegistry meters) {
        this.vertx = vertx;
        this.status = status;
        this.meters = meters;
        this.names =
                address.isLoopbackAddress()
                        ? Set.of("localhost", "127.0.0.1", "::1", "[::1]")
                        : Set.of(address.getHostAddress());
        this.context = vertx.getOrCreateContext();
        this.server =
                vertx.createHttpServer(
                        new HttpServerOptions()
                                .setHost(address.getHostAddress())
                                .setPort(port)
                                .setIdleTimeout(0)
                                .setMaxInitialLineLength(4096)
                                .setMaxHeaderSize(8192));
    }

    /// Starts to listen; fails when the port is taken.
    ///
    /// @return the port
    public Future<Integer> start() {
        server.requestHandler(this::handle);
        return Future.future(
                started ->
                        context.runOnContext(
                                _ -> server.listen().map(this::listening).onComplete(started)));
    }

    private int listening(HttpServer listening) {
        vertx.setPeriodic(FEED_PERIOD, _ -> feed());
        return listening.actualPort();
    }

    /// The state of the centre, told on this front's own event loop whichever it comes from.
    private Future<JsonObject> status() {
        return Future.future(
                told ->
                        status.get()
                                .onComplete(
                                        (state, failure) ->
                                                context.runOnContext(
                                                        _ -> told.complete(state, failure))));
    }

    public Future<Void> close() {
        return server.close();
    }

    private void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
                .putHeader("Referrer-Policy", "no-referrer");
        if (!isOurName(request.authority())) {
            response.setStatusCode(421).end("This server is not known by that name.\n");
        } else if (!request.method().equals(HttpMethod.GET)) {
            response.setStatusCode(405).putHeader("Allow", "GET").end();
        } else {
            serve(request.path(), response);
        }
    }

    private boolean isOurName(@Nullable HostAndPort authority) {
        return authority != null && names.contains(authority.host().toLowerCase(Locale.ROOT));
    }

    private void serve(@Nullable String path, HttpServerResponse response) {
        switch (Objects.requireNonNullElse(path, "")) {
            case "/status" -> status().onComplete(now -> json(response, now.result()));
            case "/live" -> watch(response);
            case "/health/live" -> response.end("ok\n");
            case "/health/ready" ->
                    status().onSuccess(_ -> response.end("ok\n"))
                            .onFailure(_ -> response.setStatusCode(503).end("not ready\n"));
            case "/metrics" ->
                    response.putHeader("Content-Type", "text/plain; version=0.0.4")
                            .end(meters.scrape());
            case String other -> page(other, response);
        }
    }

    private static void json(HttpServerResponse response, @Nullable JsonObject body) {
        if (body == null) {
            response.setStatusCode(503).end();
        } else {
            response.putHeader("Content-Type", "application/json").end(body.encode());
        }
    }

    private void page(String path, HttpServerResponse response) {
        String page = PAGES.get(path);
        if (page == null) {
            response.setStatusCode(404).end();
            return;
        }
        String[] nameAndType = page.split(" ", 2);
        try (InputStream in = HttpFront.class.getResourceAsStream(CONSOLE + "/" + nameAndType[0])) {
            if (in == null) {
                response.setStatusCode(404).end();
                return;
            }
            response.putHeader("Content-Type", nameAndType[1])
                    .end(Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            LOG.error("page {} cannot be read", path, e);
            response.setStatusCode(500).end();
        }
    }

    /// Server-sent events: the whole state whenever it differs from the last that was sent.
    private void watch(HttpServerResponse response) {
        if (watchers.size() >= MOST_WATCHERS) {
            meters.counter("strowger.http.refused", "reason", "watchers").increment();
            response.setStatusCode(503).end("too many are watching\n");
            return;
        }
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        response.closeHandler(_ -> watchers.remove(response));
        response.exceptionHandler(_ -> watchers.remove(response));
        // Before there is a state to send, a comment: it lets the watcher know that this is a feed.
        watchers.put(response, response.write(last.isEmpty() ? COMMENT : last));
    }

    private void feed() {
        if (watchers.isEmpty() || asking) {
            return;
        }
        asking = true;
        status().onComplete(
                        now -> {
                            asking = false;
                            if (now.succeeded()) {
                                send("data: " + now.result().encode() + "\n\n");
                            }
                        });
    }

    private void send(String event) {
        periods++;
        if (!event.equals(last)) {
            last = event;
            write(event);
        } else if (periods % KEEP_ALIVE_PERIODS == 0) {
            write(COMMENT);
        }
    }

    /// A watcher who has not read the last state is let go: the next would only wait behind it, and
    /// Vert.x takes on many before it calls its queue full.
    private void write(String text) {
        for (HttpServerResponse watcher : Set.copyOf(watchers.keySet())) {
            if (Objects.requireNonNull(watchers.get(watcher)).isComplete()) {
                watchers.put(watcher, watcher.write(text));
            } else {
                meters.counter("strowger.http.dropped", "reason", "slow").increment();
                watchers.remove(watcher);
                watcher.reset();
            }
        }
    }
}
