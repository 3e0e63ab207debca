package org.strowger.telephony.sip;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyListener;
import org.strowger.telephony.media.MediaListener;
import org.strowger.telephony.media.MediaLoop;
import org.strowger.telephony.media.MediaStream;

/// What the legs of one network share: the thread that owns them, the stack, the media and the
/// listener.
///
/// Every method but [#run] belongs to the owning thread.
final class SipNetwork {
    private static final Logger LOG = LoggerFactory.getLogger(SipNetwork.class);

    /// Messages that may wait for the owning thread before new calls are refused.
    private static final int LONGEST_BACKLOG = 4096;

    /// Names of ours that are kept; one beyond is not learned.
    private static final int MOST_NAMES = 100;

    private final SipStack stack;
    private final MediaLoop media;
    private final TelephonyListener listener;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final ScheduledThreadPoolExecutor owner;
    private final AtomicInteger backlog = new AtomicInteger();
    private final AtomicInteger legCount = new AtomicInteger();
    private final TreeMap<LegId, SipLeg> legs = new TreeMap<>();
    private final Map<String, IncomingLeg> invitations = new HashMap<>();
    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private Consumer<LegId> farewells = _ -> {};
    private final SecureRandom random = new SecureRandom();

    SipNetwork(
            SipStack stack,
            MediaLoop media,
            TelephonyListener listener,
            InstantSource clock,
            MeterRegistry meters,
            ScheduledThreadPoolExecutor owner) {
        this.stack = stack;
        this.media = media;
        this.listener = listener;
        this.clock = clock;
        this.meters = meters;
        this.owner = owner;
        names.add(stack.host());
        meters.gauge("strowger.sip.legs", legCount);
        meters.gauge("strowger.sip.backlog", backlog);
    }

    SipStack stack() {
        return stack;
    }

    void tellFarewells(Consumer<LegId> who) {
        farewells = who;
    }

    /// The far end has answered a leg's BYE.
    void farewellHeard(LegId leg) {
        farewells.accept(leg);
    }

    Instant now() {
        return clock.instant();
    }

    /// Has the owning thread do something soon. From any thread.
    void run(Runnable task) {
        backlog.incrementAndGet();
        try {
            owner.execute(
                    () -> {
                        backlog.decrementAndGet();
                        guarded(task);
                    });
        } catch (RejectedExecutionException e) {
            LOG.trace("too late: the network is closed", e);
        }
    }

    /// Whether so much waits for the owning thread that new calls must be refused. From any thread.
    boolean isOverloaded() {
        return backlog.get() > LONGEST_BACKLOG;
    }

    Future<?> later(Duration delay, Runnable task) {
        return owner.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// One leg's mishap must not end the thread that all legs live on.
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            count("strowger.sip.failures", "where", "owner");
            LOG.error("a SIP message or command could not be handled", e);
        }
    }

    void tell(TelephonyEvent event) {
        listener.on(event);
    }

    void count(String counter, String tag, String value) {
        meters.counter(counter, tag, value).increment();
    }

    /// Makes a response.
    @FunctionalInterface
    interface Reply {
        Response make() throws ParseException, InvalidArgumentException;
    }

    /// Answers a request; an answer that cannot be made or sent is counted.
    void respond(ServerTransaction transaction, Reply reply) {
        try {
            transaction.sendResponse(reply.make());
        } catch (SipException | ParseException | InvalidArgumentException e) {
            count("strowger.sip.failures", "where", "response");
            LOG.debug(
                    "{} not answered: {}",
                    transaction.getRequest().getMethod(),
                    StackLog.discreet(e));
        }
    }

    void respond(ServerTransaction transaction, int status, String tag) {
        respond(transaction, () -> stack.response(status, transaction.getRequest(), tag));
    }

    void respond(ServerTransaction transaction, int status) {
        respond(transaction, status, unguessable());
    }

    Optional<MediaStream> openMedia(MediaListener heard) {
        return media.open(heard);
    }

    void add(SipLeg leg) {
        legs.put(leg.id(), leg);
        if (leg instanceof IncomingLeg incoming) {
            invitations.put(incoming.invitation(), incoming);
        }
        legCount.set(legs.size());
    }

    void remove(SipLeg leg) {
        legs.remove(leg.id());
        if (leg instanceof IncomingLeg incoming) {
            invitations.remove(incoming.invitation());
        }
        legCount.set(legs.size());
    }

    /// The leg that came with an INVITE; see [IncomingLeg#invitation].
    @Nullable IncomingLeg invited(String invitation) {
        return invitations.get(invitation);
    }

    /// The leg whose dialog this is, seen from our side.
    Optional<SipLeg> legIn(String callId, String ourTag, String theirTag) {
        return legs.values().stream().filter(leg -> leg.isIn(callId, ourTag, theirTag)).findFirst();
    }

    @Nullable SipLeg leg(LegId id) {
        return legs.get(id);
    }

    /// The legs that live, in the order of their ids.
    SortedMap<LegId, SipLeg> legs() {
        return legs;
    }

    /// How many legs live. From any thread.
    int legCount() {
        return legCount.get();
    }

    /// Takes a host for one of ours from now on: phones call us by names that we are not told.
    void isCalled(String host) {
        if (names.size() < MOST_NAMES) {
            names.add(host);
        }
    }

    /// Whether a host is ours: the address, or a name that [#isCalled] was told.
    boolean isUs(String host) {
        return names.contains(host);
    }

    /// A number nobody can guess: for tags, Call-IDs and the ids of legs that arrive.
    String unguessable() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    int randomPositive() {
        return random.nextInt(1, Integer.MAX_VALUE);
    }
}
