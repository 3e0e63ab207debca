package org.strowger.engine.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.engine.estimate.QueueErrors;
import org.strowger.engine.estimate.WaitForecasts.View;
import org.strowger.engine.routing.QueueId;

class EstimateMetricsTest {
    private static final QueueId SALES = new QueueId("sales");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EstimateMetrics metrics = new EstimateMetrics(meters);

    private void show(long counted, long left) {
        QueueErrors errors =
                new QueueErrors(
                        counted,
                        left,
                        Duration.ofSeconds(60),
                        Duration.ofMillis(-1_500),
                        Duration.ofMillis(20_250),
                        0.5,
                        1,
                        1,
                        0.48,
                        0.79);
        metrics.show(new View(new TreeMap<>(), new TreeMap<>(Map.of(SALES, errors)), 9, 4, 2));
    }

    private double gauge(String name) {
        return meters.get("strowger.estimate." + name).tag("queue", "sales").gauge().value();
    }

    private double count(String name) {
        return meters.get("strowger.estimate." + name).functionCounter().count();
    }

    @Test
    void howGoodEstimatesWereIsToldForEachQueue() {
        show(31, 3);
        assertEquals(-1.5, gauge("bias"));
        assertEquals(20.25, gauge("error"));
        assertEquals(0.48, gauge("within.p50"));
        assertEquals(0.79, gauge("within.p80"));
        assertEquals(31, count("counted"));
        assertEquals(3, count("left"));
        show(32, 3);
        assertEquals(32, count("counted"));
    }

    @Test
    void untilACallIsAnsweredNothingIsKnown() {
        show(0, 3);
        assertEquals(Double.NaN, gauge("error"));
        assertEquals(3, count("left"));
    }

    @Test
    void howManyEstimatesThereAreIsTold() {
        assertEquals(0, count("made"));
        show(1, 0);
        assertEquals(9, count("made"));
        assertEquals(4, count("silent"));
        assertEquals(2, count("skipped"));
    }
}
