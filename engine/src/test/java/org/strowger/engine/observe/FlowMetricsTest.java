package org.strowger.engine.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.strowger.flow.FlowEvent;
import org.strowger.flow.NodeId;

class FlowMetricsTest {
    private static final NodeId MENU = new NodeId("menu");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private double count(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    @Test
    void aFunnelCanBeDrawnOfWhoCameAndHowTheyLeft() {
        FlowMetrics metrics = new FlowMetrics(meters);
        for (int call = 0; call < 3; call++) {
            metrics.on(new FlowEvent.NodeEntered("main", MENU, Optional.of("asked")));
        }
        metrics.on(new FlowEvent.NodeLeft("main", MENU, "1", Duration.ofSeconds(2)));
        metrics.on(new FlowEvent.NodeLeft("main", MENU, "caller_hung_up", Duration.ofSeconds(4)));
        assertEquals(3, count("strowger.flow.entered", "flow", "main", "node", "menu"));
        assertEquals(3, count("strowger.flow.milestone", "flow", "main", "milestone", "asked"));
        assertEquals(1, count("strowger.flow.left", "flow", "main", "node", "menu", "by", "1"));
        assertEquals(
                6,
                meters.get("strowger.flow.dwell")
                        .tags("flow", "main", "node", "menu")
                        .timer()
                        .totalTime(TimeUnit.SECONDS));
    }

    @Test
    void failuresAnswersAndLanguagesAreCounted() {
        FlowMetrics metrics = new FlowMetrics(meters);
        metrics.on(new FlowEvent.NodeFailed("main", MENU, "for a reason"));
        metrics.on(new FlowEvent.SurveyAnswered("main", MENU, "csat", "q1", "5"));
        metrics.on(new FlowEvent.LanguageChosen("de-DE"));
        assertEquals(1, count("strowger.flow.failed", "flow", "main", "node", "menu"));
        assertEquals(
                1,
                count(
                        "strowger.flow.survey",
                        "flow",
                        "main",
                        "survey",
                        "csat",
                        "question",
                        "q1",
                        "answer",
                        "5"));
        assertEquals(1, count("strowger.flow.language", "language", "de-DE"));
    }

    @Test
    void beyondTheBoundAllNodesCountAsOne() {
        FlowMetrics metrics = new FlowMetrics(meters, 2);
        for (int node = 0; node < 10; node++) {
            NodeId id = new NodeId("node" + node);
            metrics.on(new FlowEvent.NodeEntered("main", id, Optional.empty()));
            metrics.on(new FlowEvent.NodeEntered("main", id, Optional.empty()));
        }
        assertEquals(3, meters.find("strowger.flow.entered").counters().size());
        assertEquals(2, count("strowger.flow.entered", "flow", "main", "node", "node0"));
        assertEquals(16, count("strowger.flow.entered", "flow", "other", "node", "other"));
    }
}
