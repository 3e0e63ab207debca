package org.strowger.engine.dip;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.strowger.engine.dip.Exchange.Reply;
import org.strowger.flow.FlowAction.Fetch;

/// Asks other systems what flows want to know ([Fetch]): answers, or fails with a reason, within
/// the time that the flow gives, whatever the other system does.
///
/// - Asked are public addresses and those listed; every address of a host is checked, and the
///   connection goes to one that was (CWE-918, also where a name changes its address meanwhile).
/// - Every host has its own places, its own line and its own breaker: one that is down costs those
///   who ask another nothing.
/// - Of an answer no more is read than its limit.
///
/// Owns one event loop; nothing that it does there waits.
public final class DipClient {
    private static final int MOST_HOSTS = 200;
    private static final int MOST_HEADERS = 16_384;
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Context loop;
    private final InstantSource clock;
    private final DoubleSupplier chance;
    private final DipMeters meters;
    private final NameLookups names;
    private final HttpClientAgent http;

    /// By place, the one that was asked longest ago first.
    private final LinkedHashMap<String, HostLane> lanes = new LinkedHashMap<>(16, 0.75f, true);

    private final SequencedSet<Inquiry> inquiries = new LinkedHashSet<>();
    private DipSettings settings;
    private AllowedAddresses allowed;
    private boolean isClosed;

    /// What a client asks of the machine that it runs on.
    ///
    /// @param chance from 0 to 1
    /// @param trust in whose certificates; the machine's own unless given
    record Surroundings(NameLookup lookup, DoubleSupplier chance, Optional<TrustOptions> trust) {
        static Surroundings ofThisMachine() {
            return new Surroundings(
                    NameLookup.ofThisMachine(),
                    () -> ThreadLocalRandom.current().nextDouble(),
                    Optional.empty());
        }
    }

    /// Opens a client that asks nobody before it is asked to.
    ///
    /// @param clock never goes back
    public static DipClient open(
            Vertx vertx, DipSettings settings, InstantSource clock, MeterRegistry meters) {
        return open(vertx, settings, clock, meters, Surroundings.ofThisMachine());
    }

    static DipClient open(
            Vertx vertx,
            DipSettings settings,
            InstantSource clock,
            MeterRegistry meters,
            Surroundings surroundings) {
        return new DipClient(vertx, settings, clock, meters, surroundings);
    }

    private DipClient(
            Vertx vertx,
            DipSettings settings,
            InstantSource clock,
            MeterRegistry meters,
            Surroundings surroundings) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.clock = clock;
        this.chance = surroundings.chance();
        this.meters = new DipMeters(meters);
        this.names = new NameLookups(surroundings.lookup(), loop, MOST_HOSTS);
        this.http = vertx.createHttpClient(options(surroundings.trust()));
        this.settings = settings;
        this.allowed = new AllowedAddresses(settings.allowed());
    }

    private static HttpClientOptions options(Optional<TrustOptions> trust) {
        HttpClientOptions options =
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setVerifyHost(true)
                        .setForceSni(true)
                        .setDecompressionSupported(false)
                        .setMaxHeaderSize(MOST_HEADERS)
                        .setConnectTimeout((int) TO_CONNECT.toMillis())
                        .setSslHandshakeTimeout(TO_CONNECT.toMillis())
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        trust.ifPresent(options::setTrustOptions);
        return options;
    }

    /// Asks. May be called on any thread.
    ///
    /// @param then told exactly once, unless [Dip#cancel] came first; on the caller's event loop if
    ///   it is on one, otherwise on that of this client; never before this returns
    public Dip fetch(Fetch fetch, Consumer<DipOutcome> then) {
        Context asker = Objects.requireNonNullElse(Vertx.currentContext(), loop);
        Inquiry inquiry = new Inquiry(this, fetch, asker, then, now());
        run(() -> take(inquiry));
        return inquiry;
    }

    private void take(Inquiry inquiry) {
        if (isClosed) {
            inquiry.shutDown();
        } else {
            inquiries.add(inquiry);
            inquiry.start();
        }
    }

    /// From now on these settings hold; what is under way goes on. May be called on any thread.
    public void apply(DipSettings newSettings) {
        run(
                () -> {
                    settings = newSettings;
                    allowed = new AllowedAddresses(newSettings.allowed());
                });
    }

    /// Ends everything: who waits is told that it failed. May be called on any thread.
    public Future<Void> close() {
        return Future.future(
                closed ->
                        run(
                                () -> {
                                    isClosed = true;
                                    List.copyOf(inquiries).forEach(Inquiry::shutDown);
                                    names.close();
                                    http.close().onComplete(closed);
                                }));
    }

    // What its parts need of it, on its event loop.

    void run(Runnable task) {
        loop.runOnContext(_ -> task.run());
    }

    Instant now() {
        return clock.instant();
    }

    double chance() {
        return chance.getAsDouble();
    }

    DipMeters meters() {
        return meters;
    }

    /// Returns what to cancel the task by.
    long after(Duration time, Runnable task) {
        return vertx.setTimer(Math.max(1, time.toMillis()), _ -> task.run());
    }

    void cancelTimer(long timer) {
        vertx.cancelTimer(timer);
    }

    void over(Inquiry inquiry) {
        inquiries.remove(inquiry);
    }

    boolean permits(String host, InetAddress address) {
        return allowed.permits(host, address);
    }

    Runnable find(String host, Consumer<List<InetAddress>> then) {
        return names.find(host, then);
    }

    Exchange exchange(
            Fetch fetch, Target target, List<InetAddress> addresses, Consumer<Reply> then) {
        return new Exchange(http, fetch, target, addresses, settings.mostAnswer(), then);
    }

    /// The lane of a host, unless too many others are busy.
    Optional<HostLane> lane(Target target) {
        String place = target.place();
        HostLane known = lanes.get(place);
        if (known != null) {
            return Optional.of(known);
        }
        if (lanes.size() >= MOST_HOSTS && !forgetOne()) {
            return Optional.empty();
        }
        HostLane lane = new HostLane(meters.tag(place), () -> settings, clock, meters);
        lanes.put(place, lane);
        return Optional.of(lane);
    }

    private boolean forgetOne() {
        for (Iterator<HostLane> each = lanes.values().iterator(); each.hasNext(); ) {
            if (each.next().isIdle()) {
                each.remove();
                return true;
            }
        }
        return false;
    }
}
