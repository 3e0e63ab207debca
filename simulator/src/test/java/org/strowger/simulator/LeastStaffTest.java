package org.strowger.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The least staff for the Monday of the samples.
class LeastStaffTest {
    private static final String MONDAY = "../docs/samples/simulation/monday.yaml";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @TempDir private Path folder;
    private boolean isSeen;

    private int run(Optional<BooleanSupplier> stopped, String... args) throws InterruptedException {
        return new LeastStaff(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of(),
                        isSeen,
                        stopped)
                .run(List.of(args));
    }

    private int run(String... args) throws InterruptedException {
        return run(Optional.empty(), args);
    }

    @Test
    void aPlanIsToldInEveryForm() throws InterruptedException, IOException {
        Path json = folder.resolve("plan.json");
        int status =
                run(
                        MONDAY,
                        "--days",
                        "5",
                        "--check-days",
                        "30",
                        "--json",
                        json.toString(),
                        "--csv",
                        folder.toString());
        assertEquals(0, status, () -> out.toString(StandardCharsets.UTF_8) + err);
        JsonObject plan = new JsonObject(Files.readString(json));
        assertEquals("found", plan.getString("outcome"));
        assertEquals(24, plan.getDouble("hours_as_it_is"));
        assertTrue(plan.getDouble("hours") > 24, "the sample's Monday misses its target");
        assertEquals(plan.getInteger("agents"), plan.getJsonArray("schedule").size());
        assertTrue(plan.getJsonArray("targets").getJsonObject(0).getBoolean("met"));
        assertEquals(20, plan.getJsonObject("present").getJsonArray("like anna").size());
        List<String> schedule = Files.readAllLines(folder.resolve("schedule.csv"));
        assertEquals("agent,from,until,breaks", schedule.getFirst());
        assertEquals(plan.getInteger("agents") + 1, schedule.size());
        assertTrue(schedule.get(1).startsWith("anna,2026-11-09 0"), () -> schedule.get(1));
        assertEquals(1 + 20 * 3, Files.readAllLines(folder.resolve("present.csv")).size());
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("The least staff that was found: "), text);
        assertTrue(text.contains("On 30 fresh days:"), text);
    }

    @Test
    void aStopIsToldWithWhatWasFound() throws InterruptedException {
        List<Boolean> asked = new ArrayList<>();
        BooleanSupplier soon = () -> !asked.add(true) || asked.size() > 3;
        assertEquals(1, run(Optional.of(soon), MONDAY, "--threads", "1"));
        assertTrue(
                out.toString(StandardCharsets.UTF_8)
                        .contains("The search ended before it met the targets"));
    }

    @Test
    void whoLooksSeesHowFarTheSearchIs() throws InterruptedException {
        isSeen = true;
        run(MONDAY, "--days", "1", "--trials", "40", "--check-days", "2");
        String seen = err.toString(StandardCharsets.UTF_8);
        assertTrue(
                Pattern.compile("\\] 1/40, at most [0-9]+ (s|min) left").matcher(seen).find(),
                seen);
    }

    @Test
    void oneAgentOfEachKindIsNotEnough() throws InterruptedException {
        assertEquals(1, run(MONDAY, "--most", "1", "--days", "3", "--check-days", "5"));
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("The targets cannot be met with what is allowed"), text);
        assertTrue(text.contains("MISSED: service level of support"), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            ; expected 1 scenario, but found 0
            x.yaml --shifts 1; there is no option --shifts, did you mean '--shift'?
            x.yaml --days 0; expected a whole number from 1 to 10000 after --days, but found '0'
            x.yaml --most anna=many; expected a number such as 20, or anna=20, after --most, but found 'anna=many'
            x.yaml --most 0; expected the most agents of a group to be 1 to 10000, but found 0
            """)
    void whatIsNotUnderstoodIsRefused(String args, String message) throws InterruptedException {
        assertEquals(2, run(args == null ? new String[0] : args.split(" ")));
        assertTrue(
                err.toString(StandardCharsets.UTF_8).startsWith("strowger: " + message + "\n"),
                err::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            --shift 8-16; strowger: expected hours such as 08:00-16:30, but found '8-16'
            --shift 19:00-20:00; strowger: expected a shift within the span, but nothing of 19:00-20:00 is
            --most bem=3; strowger: the scenario has no agent bem, did you mean 'ben'?
            """)
    void whatDoesNotFitTheScenarioIsRefused(String args, String message)
            throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(MONDAY));
        all.addAll(List.of(args.split(" ")));
        assertEquals(1, run(all.toArray(String[]::new)));
        assertEquals(message + "\n", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aScenarioThatIsNotThereIsRefused() throws InterruptedException {
        assertEquals(1, run("nowhere.yaml"));
        assertEquals(
                "nowhere.yaml:1:1: there is no such file\n", err.toString(StandardCharsets.UTF_8));
    }
}
