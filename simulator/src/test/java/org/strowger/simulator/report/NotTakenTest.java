package org.strowger.simulator.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.result.HandMade;
import org.strowger.simulator.result.Results;

/// Calls that no flow answered, because the switch was down, are in no queue and in the report.
class NotTakenTest {
    private static SimulationReport report(long... notTaken) {
        Results results = new Results(new TreeMap<>(), List.of());
        for (long calls : notTaken) {
            Day day = HandMade.day(HandMade.answered(1), HandMade.answered(2));
            results.add(
                    new Day(
                            day.queues(),
                            day.intervals(),
                            day.skills(),
                            day.agents(),
                            day.agentIntervals(),
                            day.nodes(),
                            day.events(),
                            calls));
        }
        Instant from = Instant.parse("2026-11-10T08:00:00Z");
        return new SimulationReport(
                new RunFacts(
                        "test",
                        "1",
                        1,
                        notTaken.length,
                        from,
                        from.plus(Duration.ofHours(1)),
                        ZoneOffset.UTC,
                        Duration.ZERO,
                        Duration.ofMinutes(30),
                        new TreeMap<>(),
                        "1",
                        "25"),
                results);
    }

    @Test
    void theyAreToldWhereverFiguresAre() {
        SimulationReport report = report(4, 0);
        String words = "calls a day came to a flow while the switch started anew";
        assertTrue(report.text().contains("2.0"), report.text());
        assertTrue(report.text().contains(words), report.text());
        assertTrue(report.html().contains(words));
        assertEquals(
                2.0, new JsonObject(report.json()).getJsonObject("not_taken").getDouble("value"));
        String figures = Objects.requireNonNull(report.csv().get("figures.csv"));
        assertTrue(figures.contains("all,,not_taken,count,2,"), figures);
    }

    @Test
    void nothingIsSaidWhereThereAreNone() {
        SimulationReport report = report(0, 0);
        assertFalse(report.text().contains("started anew"), report.text());
        assertFalse(report.html().contains("started anew"));
        assertFalse(new JsonObject(report.json()).containsKey("not_taken"));
    }
}
