package org.strowger.engine.dip;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.strowger.engine.dip.DipClient.Surroundings;
import org.strowger.flow.FlowAction.Fetch;
import org.strowger.flow.expression.SecretText;
import org.strowger.flow.expression.Value;
import org.strowger.flow.expression.ValueType;

/// A client, servers on this machine that it may be allowed to ask, and names that only it knows.
final class Asking implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(400);
    static final InetAddress HERE = AddressRange.address(new byte[] {127, 0, 0, 1});
    static final SortedMap<String, ValueType> TIER =
            new TreeMap<>(Map.of("tier", ValueType.STRING));
    static final DipOutcome GOLD =
            new DipOutcome.Answered(new TreeMap<>(Map.of("tier", new Value.Text("gold"))));
    private static final int PATIENCE = 30;

    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ConcurrentSkipListMap<String, NameLookup> names = new ConcurrentSkipListMap<>();
    final DipClient client;

    Asking(DipSettings settings) {
        this(settings, Optional.empty());
    }

    Asking(DipSettings settings, Optional<TrustOptions> trust) {
        Instant start = Instant.now();
        long nanos = System.nanoTime();
        InstantSource clock = () -> start.plusNanos(System.nanoTime() - nanos);
        client =
                DipClient.open(
                        vertx,
                        settings,
                        clock,
                        meters,
                        new Surroundings(this::lookUp, () -> 0, trust));
    }

    static Asking withLoopbackListed() {
        return new Asking(listing("127.0.0.1"));
    }

    static DipSettings listing(String... allowed) {
        return new DipSettings(List.of(allowed), 20, 100, 1_000, 5, Duration.ofSeconds(10));
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        NameLookup known = names.get(host);
        if (known == null) {
            throw new UnknownHostException(host);
        }
        return known.addresses(host);
    }

    void name(String host, InetAddress... addresses) {
        names.put(host, _ -> List.of(addresses));
    }

    /// Serves at the port that is returned.
    int serve(Handler<HttpServerRequest> handler) {
        return await(vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"))
                .actualPort();
    }

    /// Serves words that are written here, at the port that is returned.
    int serveRaw(Handler<NetSocket> handler) {
        return await(vertx.createNetServer().connectHandler(handler).listen(0, "127.0.0.1"))
                .actualPort();
    }

    static String at(int port) {
        return "http://127.0.0.1:" + port + "/customer";
    }

    static Fetch get(String url) {
        return get(url, LONG, 0);
    }

    static Fetch get(String url, Duration timeout, int retries) {
        return request("GET", url, Map.of(), Optional.empty(), timeout, retries);
    }

    static Fetch request(
            String method,
            String url,
            Map<String, String> headers,
            Optional<String> body,
            Duration timeout,
            int retries) {
        SequencedMap<String, String> ordered = new LinkedHashMap<>(headers);
        return new Fetch(1, method, url, ordered, body.map(SecretText::of), TIER, timeout, retries);
    }

    CompletableFuture<DipOutcome> begin(Fetch fetch) {
        CompletableFuture<DipOutcome> told = new CompletableFuture<>();
        client.fetch(fetch, told::complete);
        return told;
    }

    DipOutcome ask(Fetch fetch) {
        return await(begin(fetch));
    }

    String failure(Fetch fetch) {
        return ask(fetch) instanceof DipOutcome.Failed(String reason) ? reason : "answered";
    }

    double count(String meter, String... tags) {
        return meters.find(meter).tags(tags).counters().stream().mapToDouble(c -> c.count()).sum();
    }

    double shown(String gauge) {
        return meters.get(gauge).gauge().value();
    }

    static <T> T await(Future<T> future) {
        return await(future.toCompletionStage().toCompletableFuture());
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not told in time", e);
        }
    }

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come about");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        await(client.close());
        await(vertx.close());
    }
}
