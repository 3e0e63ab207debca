package org.strowger.simulator.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetersTest {
    private static Meters meters(Map<String, Double> values) {
        return new Meters(new TreeMap<>(values));
    }

    @Test
    void whatIsHeldLongerThanItsCallIsFound() {
        Meters before = meters(Map.of("strowger_sip_legs", 0.0, "strowger_sip_timers", 20.0));
        Meters after = meters(Map.of("strowger_sip_legs", 1.0, "strowger_sip_timers", 20.0));
        assertEquals(List.of("strowger_sip_legs is 1, and was 0"), after.moreThan(before));
        assertEquals(List.of(), before.moreThan(after));
    }

    @Test
    void faultThatTheEngineCountedIsFoundWhateverItsTags() {
        Meters meters =
                meters(
                        Map.of(
                                "strowger_sip_refused_total{reason=\"legs\"}", 2.0,
                                "strowger_contacts_lost_total", 0.0,
                                "strowger_queue_offered_total{queue=\"support\"}", 7.0));
        assertEquals(List.of("strowger_sip_refused_total{reason=\"legs\"} is 2"), meters.faults());
    }

    @Test
    void queueThatLosesACallIsFound() {
        TreeMap<String, Double> values = new TreeMap<>();
        values.put("strowger_queue_offered_total{queue=\"sales\"}", 3.0);
        values.put("strowger_queue_answered_total{queue=\"sales\"}", 3.0);
        values.put("strowger_queue_offered_total{queue=\"support\"}", 9.0);
        values.put("strowger_queue_moved_in_total{queue=\"support\",reason=\"COMMANDED\"}", 1.0);
        values.put("strowger_queue_answered_total{queue=\"support\"}", 6.0);
        values.put("strowger_queue_left_total{queue=\"support\",reason=\"ABANDONED\"}", 2.0);
        values.put("strowger_queue_left_total{queue=\"support\",reason=\"MOVED\"}", 1.0);
        assertEquals(
                List.of("queue=\"support\": 10 calls came, 9 left"),
                new Meters(values).imbalances());
    }

    @Test
    void callThatWasGivenBackCameTwice() {
        TreeMap<String, Double> values = new TreeMap<>();
        values.put("strowger_queue_offered_total{queue=\"sales\"}", 2.0);
        values.put("strowger_queue_given_back_total{queue=\"sales\"}", 2.0);
        values.put("strowger_queue_answered_total{queue=\"sales\"}", 3.0);
        values.put("strowger_queue_left_total{queue=\"sales\",reason=\"ABANDONED\"}", 1.0);
        assertEquals(List.of(), new Meters(values).imbalances());
    }
}
