package org.strowger.engine.estimate;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent;

/// Compares what callers were told with what they waited.
///
/// The first estimate of a call in a queue counts. Callers who leave, or are moved to another
/// queue, are counted apart: their wait was cut short, so it says too little.
///
/// It has one owner, and hears every event after the estimates that were made before it.
public final class EstimateErrors {
    /// So many estimates are kept open; then the oldest is dropped.
    static final int MOST_OPEN = 100_000;

    private final SequencedMap<CallId, Open> open = new LinkedHashMap<>();
    private final SortedMap<QueueId, Sums> queues = new TreeMap<>();
    private long dropped;

    private record Open(QueueId queue, Instant at, WaitEstimate estimate) {}

    public void predicted(CallId call, QueueId queue, Instant at, WaitEstimate estimate) {
        Open before = open.get(call);
        if (before != null && before.queue().equals(queue)) {
            return;
        }
        open.put(call, new Open(queue, at, estimate));
        if (open.size() > MOST_OPEN) {
            open.pollFirstEntry();
            dropped++;
        }
    }

    public void on(List<RoutingEvent> events) {
        events.forEach(this::on);
    }

    private void on(RoutingEvent event) {
        if (event instanceof RoutingEvent.CallConnected(var at, var call, _, _)) {
            connected(at, call);
        } else if (event instanceof RoutingEvent.CallLeftQueue left) {
            left(left.at(), left.call());
        } else if (event instanceof RoutingEvent.CallMoved moved) {
            left(moved.at(), moved.call());
        }
    }

    private void connected(Instant at, CallId call) {
        Open was = open.remove(call);
        if (was != null) {
            sums(was.queue()).count(was.estimate(), Duration.between(was.at(), at));
        }
    }

    private void left(Instant at, CallId call) {
        Open was = open.remove(call);
        if (was != null) {
            sums(was.queue()).leave(Duration.between(was.at(), at));
        }
    }

    private Sums sums(QueueId queue) {
        return queues.computeIfAbsent(queue, _ -> new Sums());
    }

    /// How good the estimates of each queue were.
    public SortedMap<QueueId, QueueErrors> byQueue() {
        SortedMap<QueueId, QueueErrors> errors = new TreeMap<>();
        queues.forEach((queue, sums) -> errors.put(queue, sums.toErrors()));
        return errors;
    }

    /// Whether callers of a queue should be told: see [QueueErrors#isTrustworthy].
    public boolean isTrustworthy(QueueId queue) {
        return Optional.ofNullable(queues.get(queue))
                .map(sums -> sums.toErrors().isTrustworthy())
                .orElse(true);
    }

    /// How many estimates were dropped before they came true, because there were too many.
    public long dropped() {
        return dropped;
    }

    /// Sums over estimates that came true, in which each counts a little less than the next.
    private static final class Sums {
        private static final double KEPT = 1 - 1.0 / 500;
        private static final double MOST_WEIGHT = 20;

        private long counted;
        private long left;
        private double leaving;
        private double toldFor;
        private double weight;
        private double wait;
        private double error;
        private double absolute;
        private double squared;
        private double squaredByHead;
        private double weightByLast;
        private double squaredByLast;
        private double withinP50;
        private double withinP80;

        void leave(Duration after) {
            forget();
            left++;
            leaving++;
            toldFor += Seconds.of(after);
        }

        void count(WaitEstimate estimate, Duration actual) {
            forget();
            double seconds = Seconds.of(actual);
            counted++;
            toldFor += seconds;
            double standsFor = standsFor(seconds);
            weight += standsFor;
            wait += standsFor * seconds;
            double off = Seconds.of(estimate.mean()) - seconds;
            error += standsFor * off;
            absolute += standsFor * Math.abs(off);
            squared += standsFor * off * off;
            double offByHead = Seconds.of(estimate.byHeadOfLine()) - seconds;
            squaredByHead += standsFor * offByHead * offByHead;
            estimate.byLastToEnter()
                    .ifPresent(last -> countByLast(Seconds.of(last) - seconds, standsFor));
            withinP50 += actual.compareTo(estimate.p50()) <= 0 ? standsFor : 0;
            withinP80 += actual.compareTo(estimate.p80()) <= 0 ? standsFor : 0;
        }

        private void countByLast(double off, double standsFor) {
            weightByLast += standsFor;
            squaredByLast += standsFor * off * off;
        }

        /// How many were told, for one who stayed for so long.
        private double standsFor(double seconds) {
            double rate = share(leaving, toldFor);
            return Math.min(MOST_WEIGHT, StrictMath.exp(rate * seconds));
        }

        private void forget() {
            leaving *= KEPT;
            toldFor *= KEPT;
            weight *= KEPT;
            wait *= KEPT;
            error *= KEPT;
            absolute *= KEPT;
            squared *= KEPT;
            squaredByHead *= KEPT;
            weightByLast *= KEPT;
            squaredByLast *= KEPT;
            withinP50 *= KEPT;
            withinP80 *= KEPT;
        }

        QueueErrors toErrors() {
            double mean = share(wait, weight);
            double unit = mean * mean;
            return new QueueErrors(
                    counted,
                    left,
                    Seconds.toDuration(mean),
                    Seconds.toDuration(share(error, weight)),
                    Seconds.toDuration(share(absolute, weight)),
                    share(share(squared, weight), unit),
                    share(share(squaredByHead, weight), unit),
                    share(share(squaredByLast, weightByLast), unit),
                    share(withinP50, weight),
                    share(withinP80, weight));
        }

        private static double share(double part, double whole) {
            return whole == 0 ? 0 : part / whole;
        }
    }
}
