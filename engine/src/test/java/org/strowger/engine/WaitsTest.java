package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.engine.estimate.WaitEstimate;
import org.strowger.engine.estimate.WaitForecasts.Forecast;
import org.strowger.engine.estimate.WaitForecasts.View;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueueStanding;

class WaitsTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final QueueId SUPPORT = new QueueId("support");
    private static final QueueId SALES = new QueueId("sales");
    private static final CallId FIRST = new CallId("first");
    private static final CallId SECOND = new CallId("second");
    private static final QueueStanding TWO_IN_LINE =
            new QueueStanding(2, 0, Optional.of(NOON.minusSeconds(40)));

    private static Forecast forecast(QueueId queue, int p80) {
        return new Forecast(
                queue,
                NOON,
                new WaitEstimate(
                        Duration.ofSeconds(p80 / 2),
                        Duration.ofSeconds(p80 / 2),
                        Duration.ofSeconds(p80),
                        WaitEstimate.Method.QUEUE_LENGTH,
                        Duration.ZERO,
                        Optional.empty()));
    }

    private static View view(Map<CallId, Forecast> calls) {
        return new View(new TreeMap<>(calls), new TreeMap<>(), 0, 0, 0);
    }

    @Test
    void aCallerIsToldTheLongerEndOfTheRangeLessTheTimeSinceThen() {
        View view = view(Map.of(FIRST, forecast(SUPPORT, 90)));
        assertEquals(
                Optional.of(Duration.ofSeconds(80)),
                Waits.of(view, FIRST, SUPPORT, NOON.plusSeconds(10)));
    }

    @Test
    void nothingIsToldWithoutAForecastOrWhenItIsOutlived() {
        View view = view(Map.of(FIRST, forecast(SUPPORT, 90)));
        assertEquals(Optional.empty(), Waits.of(view, SECOND, SUPPORT, NOON));
        assertEquals(Optional.empty(), Waits.of(view, FIRST, SALES, NOON));
        assertEquals(Optional.empty(), Waits.of(view, FIRST, SUPPORT, NOON.plusSeconds(90)));
    }

    @Test
    void whoJoinsWaitsAsLongAsTheLastInLine() {
        View view = view(Map.of(FIRST, forecast(SUPPORT, 60), SECOND, forecast(SUPPORT, 120)));
        assertEquals(Duration.ofMinutes(2), Waits.ofNext(view, SUPPORT, TWO_IN_LINE, NOON));
    }

    @Test
    void withoutAForecastItIsAsLongAsTheFirstHasWaited() {
        View view = view(Map.of(FIRST, forecast(SALES, 60)));
        assertEquals(Duration.ofSeconds(40), Waits.ofNext(view, SUPPORT, TWO_IN_LINE, NOON));
    }

    @Test
    void nobodyIsExpectedToWaitWhereNobodyDoes() {
        assertEquals(
                Duration.ZERO,
                Waits.ofNext(
                        View.NOTHING, SUPPORT, new QueueStanding(0, 3, Optional.empty()), NOON));
    }
}
