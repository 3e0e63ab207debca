package org.strowger.engine.dip;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Supplier;

/// The questions to one host: those under way, those that wait for a place, and whether the host is
/// left alone. What happens here takes nothing from another host.
///
/// A question that is given up while its connection is being made frees its place at once; the
/// attempt lingers until the network ends it. There may be as many of these as places, so twice
/// that is the most that a host sees.
///
/// Owned by one event loop.
final class HostLane {
    private final String tag;
    private final Supplier<DipSettings> settings;
    private final InstantSource clock;
    private final DipMeters meters;
    private final Breaker breaker = new Breaker();
    private final SequencedSet<Inquiry> waiting = new LinkedHashSet<>();
    private int underWay;
    private int lingering;
    private boolean isCallingIn;

    /// @param tag the host, as it is counted
    HostLane(String tag, Supplier<DipSettings> settings, InstantSource clock, DipMeters meters) {
        this.tag = tag;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    String tag() {
        return tag;
    }

    /// Whether nothing is lost when this is forgotten but how the host fared.
    boolean isIdle() {
        return underWay == 0 && lingering == 0 && waiting.isEmpty();
    }

    /// Has a question begin, wait or fail.
    void enter(Inquiry inquiry) {
        if (hasPlace()) {
            breaker.pass(clock.instant())
                    .ifPresentOrElse(
                            pass -> begin(inquiry, pass),
                            () -> inquiry.turnedAway(Failure.CIRCUIT_OPEN));
        } else if (breaker.state() != Breaker.State.CLOSED) {
            inquiry.turnedAway(Failure.CIRCUIT_OPEN);
        } else if (waiting.size() >= settings.get().waitingPerHost()) {
            inquiry.turnedAway(Failure.TOO_MANY_WAITING);
        } else {
            waiting.add(inquiry);
            meters.waiting(1);
        }
    }

    private boolean hasPlace() {
        int places = settings.get().atOncePerHost();
        return underWay < places && underWay + lingering < 2 * places;
    }

    private void begin(Inquiry inquiry, Breaker.Pass pass) {
        underWay++;
        meters.underWay(1);
        meters.breaker(tag, breaker.state());
        inquiry.begin(pass);
    }

    /// A question that waited does so no more.
    void leaveLine(Inquiry inquiry) {
        if (waiting.remove(inquiry)) {
            meters.waiting(-1);
        }
    }

    /// A question that was under way is over.
    void leave() {
        underWay--;
        meters.underWay(-1);
        next();
    }

    void lingers() {
        lingering++;
        meters.lingering(1);
    }

    void lingersNoMore() {
        lingering--;
        meters.lingering(-1);
        next();
    }

    /// One that fails as soon as it begins comes back here: the round that is on goes on with the
    /// next, however many they are.
    private void next() {
        if (isCallingIn) {
            return;
        }
        isCallingIn = true;
        while (!waiting.isEmpty() && hasPlace()) {
            Inquiry first = waiting.removeFirst();
            meters.waiting(-1);
            enter(first);
        }
        isCallingIn = false;
    }

    boolean stillPasses(Breaker.Pass pass) {
        return breaker.stillPasses(pass);
    }

    void succeeded(Breaker.Pass pass) {
        breaker.succeeded(pass);
        meters.breaker(tag, breaker.state());
    }

    void toldNothing(Breaker.Pass pass) {
        breaker.toldNothing(pass);
        meters.breaker(tag, breaker.state());
    }

    /// Nobody waits for a host that is left alone.
    void failed(Breaker.Pass pass) {
        if (!breaker.failed(pass, clock.instant(), settings.get())) {
            return;
        }
        meters.opened(tag);
        meters.breaker(tag, breaker.state());
        List<Inquiry> hopeless = List.copyOf(waiting);
        waiting.clear();
        meters.waiting(-hopeless.size());
        hopeless.forEach(inquiry -> inquiry.turnedAway(Failure.CIRCUIT_OPEN));
    }
}
