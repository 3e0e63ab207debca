package org.strowger.engine.call;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Predicate;
import org.strowger.engine.routing.RoutingCommand;

/// What happened and must reach the routing core, even one that takes no more at the moment: a talk
/// whose end the core never hears of would keep its agent for ever.
///
/// What the core does not take waits, in its order, to be offered [#again].
final class Facts {
    private static final int MOST = 65_536;

    private final Deque<Function<Instant, RoutingCommand>> waiting = new ArrayDeque<>();
    private final Predicate<Function<Instant, RoutingCommand>> core;
    private final Counter lost;

    Facts(Predicate<Function<Instant, RoutingCommand>> core, MeterRegistry meters) {
        this.core = core;
        this.lost = meters.counter("strowger.calls.facts.lost");
    }

    boolean areWaiting() {
        return !waiting.isEmpty();
    }

    void tell(Function<Instant, RoutingCommand> fact) {
        if (waiting.isEmpty() && core.test(fact)) {
            return;
        }
        if (waiting.size() < MOST) {
            waiting.add(fact);
        } else {
            lost.increment();
        }
    }

    void again() {
        while (!waiting.isEmpty() && core.test(waiting.element())) {
            waiting.remove();
        }
    }
}
