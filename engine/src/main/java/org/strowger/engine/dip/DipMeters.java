package org.strowger.engine.dip;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Figures of the questions to other systems. The first 100 hosts since the start are told apart;
/// the others are `other`.
final class DipMeters {
    private static final int MOST_HOSTS = 100;
    static final String NO_HOST = "none";
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final AtomicInteger underWay;
    private final AtomicInteger waiting;
    private final AtomicInteger lingering;
    private final SortedMap<String, AtomicInteger> breakers = new TreeMap<>();

    DipMeters(MeterRegistry registry) {
        this.registry = registry;
        underWay = gauge("strowger.dip.under.way");
        waiting = gauge("strowger.dip.waiting");
        lingering = gauge("strowger.dip.lingering");
    }

    private AtomicInteger gauge(String name) {
        AtomicInteger number = new AtomicInteger();
        Gauge.builder(name, number, AtomicInteger::doubleValue).register(registry);
        return number;
    }

    /// The tag of a host.
    String tag(String place) {
        if (breakers.containsKey(place)) {
            return place;
        }
        if (breakers.size() >= MOST_HOSTS) {
            return OTHER;
        }
        AtomicInteger state = new AtomicInteger();
        breakers.put(place, state);
        Gauge.builder("strowger.dip.breaker", state, AtomicInteger::doubleValue)
                .tag("host", place)
                .register(registry);
        return place;
    }

    void underWay(int more) {
        underWay.addAndGet(more);
    }

    void waiting(int more) {
        waiting.addAndGet(more);
    }

    void lingering(int more) {
        lingering.addAndGet(more);
    }

    void breaker(String tag, Breaker.State state) {
        AtomicInteger shown = breakers.get(tag);
        if (shown != null) {
            shown.set(
                    switch (state) {
                        case CLOSED -> 0;
                        case HALF_OPEN -> 1;
                        case OPEN -> 2;
                    });
        }
    }

    void opened(String tag) {
        registry.counter("strowger.dip.breaker.opened", "host", tag).increment();
    }

    void triedAgain(String tag) {
        registry.counter("strowger.dip.retries", "host", tag).increment();
    }

    /// @param tag of the host, or [#NO_HOST] when it did not get as far as one
    void ended(String tag, String outcome, Duration took) {
        registry.counter("strowger.dip.requests", "host", tag, "outcome", outcome).increment();
        registry.timer("strowger.dip.duration", "host", tag).record(took);
    }
}
