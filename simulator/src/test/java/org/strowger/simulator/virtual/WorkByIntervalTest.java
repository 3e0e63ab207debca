package org.strowger.simulator.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.AgentId;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.result.AgentFigures;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.scenario.Staff;

/// What agents do, interval by interval: computed by hand.
class WorkByIntervalTest {
    private static Centre centre() {
        return new Centre()
                .queue("sales", Centre.fifo().wrapUp(Duration.ZERO).build())
                .talk(new Distribution.Constant(1_800));
    }

    private static AgentFigures work(int calls, double ready, double talking) {
        return new AgentFigures(calls, 0, ready, talking, 0, 0);
    }

    /// Half an hour of talk from 00:20 is 10 minutes of one half hour and 20 of the next.
    @Test
    void aTalkCountsInEachIntervalByItsTimeInIt() {
        Day day = centre().agents("agent", 2).calls("sales", "00:20:00").day();
        assertEquals(List.of(work(1, 3_000, 600), work(0, 2_400, 1_200)), day.agentIntervals());
    }

    @Test
    void whoIsAwayDoesNothing() {
        Day day =
                centre().agent(
                                "anna",
                                new Staff.Shift(
                                        Centre.at("00:40:00"), Centre.at("00:50:00"), List.of()))
                        .calls("sales")
                        .day();
        assertEquals(List.of(work(0, 0, 0), work(0, 600, 0)), day.agentIntervals());
    }

    @Test
    void whatLiesInTheWarmUpOrBeyondTheEndCountsInNoInterval() {
        Centre centre = centre().agents("agent", 1).calls("sales", "00:05:00", "00:50:00");
        centre.warmUp = Duration.ofMinutes(15);
        Day day = centre.day();
        assertEquals(List.of(work(0, 0, 900), work(1, 900, 900)), day.agentIntervals());
        assertEquals(work(1, 900, 1_800), day.agents().get(new AgentId("agent0")));
    }

    @Test
    void theIntervalsOfABusyDayAddUpToTheDay() {
        Centre centre = EventfulDay.centre();
        Day day = centre.day();
        for (Totals of :
                List.<Totals>of(
                        AgentFigures::ready,
                        AgentFigures::talking,
                        AgentFigures::wrapUp,
                        AgentFigures::paused,
                        figures -> figures.missed())) {
            assertEquals(
                    day.agents().values().stream().mapToDouble(of::of).sum(),
                    day.agentIntervals().stream().mapToDouble(of::of).sum(),
                    1e-6);
        }
    }

    private interface Totals {
        double of(AgentFigures figures);
    }
}
