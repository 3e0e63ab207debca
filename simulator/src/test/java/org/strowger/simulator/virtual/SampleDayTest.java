package org.strowger.simulator.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.simulator.result.CallFigures;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.ScenarioFile;

/// The sample scenarios, from their files to their days.
class SampleDayTest {
    private static final Path SAMPLES = Path.of("../docs/samples/simulation");

    private static Scenario scenario(String file) {
        return switch (ScenarioFile.read(SAMPLES.resolve(file), new TreeMap<>())) {
            case ScenarioFile.Result.Ok(var scenario) -> scenario;
            case ScenarioFile.Result.Refused refused ->
                    throw new AssertionError(refused.toString());
        };
    }

    private static List<Day> days(String file) throws InterruptedException {
        List<Day> days = new ArrayList<>();
        new Replications(scenario(file), 2).run(days::add, _ -> {}, () -> false);
        return days;
    }

    private static double serviceLevel(Day day) {
        double inTime = 0;
        double offered = 0;
        for (CallFigures queue : day.queues().values()) {
            inTime += queue.answeredInTime();
            offered += queue.offered();
        }
        return inTime / offered;
    }

    @Test
    void oneMoreColleagueOnTheSameMondaysIsSeen() throws InterruptedException {
        List<Day> before = days("monday.yaml");
        List<Day> after = days("monday-one-more.yaml");
        assertEquals(100, before.size());
        int better = 0;
        for (int i = 0; i < before.size(); i++) {
            better += serviceLevel(after.get(i)) > serviceLevel(before.get(i)) ? 1 : 0;
        }
        int days = better;
        assertTrue(days >= 95, () -> "better on %d of 100 days".formatted(days));
    }
}
