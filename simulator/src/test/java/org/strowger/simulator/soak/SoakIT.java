package org.strowger.simulator.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The soak, short: what it finds wrong in seconds need not wait for half an hour.
class SoakIT {
    @Test
    void everyCallOfAMixedCrowdIsAccountedForAndNothingIsLeft(@TempDir Path folder)
            throws Exception {
        SoakPlan plan =
                new SoakPlan(5, Duration.ofSeconds(12), 7, 20, "256m", Duration.ofSeconds(2));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> wrong;
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            wrong = SoakRun.run(plan, folder, out);
        }
        assertEquals(List.of(), wrong, () -> said.toString(StandardCharsets.UTF_8));
    }
}
