package org.strowger.engine.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.strowger.engine.estimate.QueueErrors;
import org.strowger.engine.estimate.WaitForecasts.View;
import org.strowger.engine.routing.QueueId;

/// How good the estimates of waits were, and how many there are.
///
/// - `strowger.estimate.bias{queue}`: by how many seconds estimates were longer than waits, on the
///   average of about the last 500 calls
/// - `strowger.estimate.error{queue}`: by how many seconds they were off, likewise
/// - `strowger.estimate.within.p50{queue}`, `strowger.estimate.within.p80{queue}`: the share of
///   waits that were no longer than the P50 and the P80
/// - `strowger.estimate.counted{queue}`: calls that were answered after an estimate
/// - `strowger.estimate.left{queue}`: calls that left without an agent after an estimate
/// - `strowger.estimate.made`, `strowger.estimate.silent`: estimates, and times when there was none
/// - `strowger.estimate.skipped`: calls not followed, because too many were
///
/// Shown to by one thread at a time.
public final class EstimateMetrics {
    private static final double NANOS = 1e9;

    private final MeterRegistry meters;
    private final Set<QueueId> known = new TreeSet<>();
    private volatile View last = View.NOTHING;

    public EstimateMetrics(MeterRegistry meters) {
        this.meters = meters;
        total("strowger.estimate.made", View::made);
        total("strowger.estimate.silent", View::silent);
        total("strowger.estimate.skipped", View::skipped);
    }

    /// Takes the newest figures.
    public void show(View view) {
        last = view;
        view.queues().keySet().stream().filter(known::add).forEach(this::register);
    }

    private void register(QueueId queue) {
        gauge("strowger.estimate.bias", queue, errors -> seconds(errors.bias()));
        gauge("strowger.estimate.error", queue, errors -> seconds(errors.meanError()));
        gauge("strowger.estimate.within.p50", queue, QueueErrors::withinP50);
        gauge("strowger.estimate.within.p80", queue, QueueErrors::withinP80);
        count("strowger.estimate.counted", queue, QueueErrors::counted);
        count("strowger.estimate.left", queue, QueueErrors::left);
    }

    private void total(String name, ToLongFunction<View> figure) {
        FunctionCounter.builder(name, this, all -> figure.applyAsLong(all.last)).register(meters);
    }

    /// Not a number until a call was answered after an estimate.
    private void gauge(String name, QueueId queue, ToDoubleFunction<QueueErrors> figure) {
        Gauge.builder(
                        name,
                        this,
                        all ->
                                all.errors(queue)
                                        .filter(errors -> errors.counted() > 0)
                                        .map(figure::applyAsDouble)
                                        .orElse(Double.NaN))
                .tag("queue", queue.value())
                .register(meters);
    }

    private void count(String name, QueueId queue, ToLongFunction<QueueErrors> figure) {
        FunctionCounter.builder(
                        name,
                        this,
                        all -> all.errors(queue).map(figure::applyAsLong).orElse(0L).doubleValue())
                .tag("queue", queue.value())
                .register(meters);
    }

    private Optional<QueueErrors> errors(QueueId queue) {
        return Optional.ofNullable(last.queues().get(queue));
    }

    private static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / NANOS;
    }
}
