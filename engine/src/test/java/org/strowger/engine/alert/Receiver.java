package org.strowger.engine.alert;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Somebody else's system that webhooks are sent to, over a real connection.
final class Receiver {
    /// One request, and the way to answer it.
    record Received(String path, MultiMap headers, String body, HttpServerResponse response) {
        JsonObject event() {
            return new JsonObject(body);
        }

        /// The data of the events of these tests is one number.
        int number() {
            return event().getJsonObject("data").getInteger("number");
        }

        void answer(int status) {
            response.setStatusCode(status).end();
        }
    }

    private final HttpServer server;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final boolean isSecure;

    private Receiver(Vertx vertx, HttpServerOptions options, Consumer<Received> behaviour) {
        isSecure = options.isSsl();
        server = vertx.createHttpServer(options);
        server.requestHandler(
                request -> {
                    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    request.response().endHandler(_ -> atOnce.decrementAndGet());
                    request.body()
                            .onSuccess(
                                    body -> {
                                        Received one =
                                                new Received(
                                                        String.valueOf(request.path()),
                                                        request.headers(),
                                                        body.toString(),
                                                        request.response());
                                        received.add(one);
                                        behaviour.accept(one);
                                    });
                });
    }

    /// One that takes all it gets.
    static Receiver willing(Vertx vertx) throws Exception {
        return open(vertx, received -> received.answer(204));
    }

    /// One that takes requests and says nothing.
    static Receiver silent(Vertx vertx) throws Exception {
        return open(vertx, _ -> {});
    }

    static Receiver open(Vertx vertx, Consumer<Received> behaviour) throws Exception {
        return open(vertx, new HttpServerOptions().setPort(0), behaviour);
    }

    static Receiver open(Vertx vertx, HttpServerOptions options, Consumer<Received> behaviour)
            throws Exception {
        Receiver receiver = new Receiver(vertx, options.setHost("127.0.0.1"), behaviour);
        got(receiver.server.listen());
        return receiver;
    }

    static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    URI url() {
        String scheme = isSecure ? "https" : "http";
        return URI.create("%s://127.0.0.1:%d/hook?token=t0k3n".formatted(scheme, port()));
    }

    /// The next request, when it comes.
    Received next() throws InterruptedException {
        Received next = received.poll(20, TimeUnit.SECONDS);
        assertNotNull(next, "nothing came");
        return next;
    }

    boolean isIdle() {
        return received.isEmpty();
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }
}
