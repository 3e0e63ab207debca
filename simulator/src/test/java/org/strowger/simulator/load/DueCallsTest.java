package org.strowger.simulator.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.routing.QueueId;

class DueCallsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir private Path folder;
    private Site site;

    @BeforeEach
    void write() throws Exception {
        site = Site.write(folder, 5060, 8080, 1);
    }

    private List<DueCall> calls(double perSecond) {
        DueCalls due = new DueCalls(site.scenario(), site.flows(), perSecond, MINUTE.toNanos());
        List<DueCall> calls = new ArrayList<>();
        for (Optional<DueCall> next = due.next(); next.isPresent(); next = due.next()) {
            calls.add(next.get());
        }
        return calls;
    }

    @Test
    void aRateHasCallsAtEqualDistances() {
        List<DueCall> calls = calls(10);

        assertEquals(600, calls.size());
        assertEquals(Duration.ofMillis(3_700).toNanos(), calls.get(37).due());
    }

    @Test
    void withoutARateCallsComeAsTheScenarioHasThem() {
        List<DueCall> calls = calls(0);

        // Poisson, 300 expected: five standard deviations.
        assertTrue(calls.size() >= 214 && calls.size() <= 386);
        for (int i = 1; i < calls.size(); i++) {
            assertTrue(calls.get(i - 1).due() <= calls.get(i).due());
        }
        assertTrue(calls.getLast().due() < MINUTE.toNanos());
    }

    @Test
    void theSameScenarioHasTheSameCalls() {
        assertEquals(calls(0), calls(0));
    }

    @Test
    void callersKnowTheirWayToTheLine() {
        DueCall call = calls(1).getFirst();

        assertEquals(
                List.of(new DueCall.Press("1", Duration.ofMillis(200).toNanos())), call.presses());
        assertEquals(Optional.of(new QueueId("load")), call.line());
        assertEquals(MINUTE.toNanos(), call.patience());
    }

    @Test
    void theWayGoesThroughWrongKeysAndFlowsThatAreCalled() throws Exception {
        callersPress("{ menu: { 1: 0.4, 2: 0.3, 9: 0.2, nothing: 0.1 }, account/ask: 1234# }");

        List<DueCall> calls = calls(10);

        SortedSet<String> ways = new TreeSet<>();
        for (DueCall call : calls) {
            List<String> keys = keysOf(call);
            ways.add(String.join(" ", keys));
            assertEquals(keys.contains("1") || keys.contains("2"), call.line().isPresent());
        }
        assertTrue(
                ways.containsAll(List.of("1", "2 1234#", "9 1", "9 2 1234#", "")), ways.toString());
    }

    private static List<String> keysOf(DueCall call) {
        return call.presses().stream().map(DueCall.Press::keys).toList();
    }

    private void callersPress(String keys) throws Exception {
        Files.writeString(site.scenarioFile(), Site.CALLERS.replace("{ menu: 1 }", keys));
    }
}
