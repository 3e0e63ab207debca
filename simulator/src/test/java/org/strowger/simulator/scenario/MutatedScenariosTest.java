package org.strowger.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.simulator.scenario.ScenarioFile.Result;
import org.strowger.yaml.Problem;

/// A scenario with a few characters changed is a scenario or refused at a place, never an
/// exception.
class MutatedScenariosTest {
    private static final String WHOLE =
            """
            scenario: A whole day
            centre: centre.yaml
            zone: Europe/London
            day: 2026-10-25
            days: 2
            hours: "00:30-18:00"
            warm_up: 30m
            interval: 15m
            seed: 3
            replications: 10
            sources:
              gold: { queue: support, priority: 5, needs: { english: 5 }, arrivals: { per_hour: 90, busy: { shape: 20 } } }
              web: { queue: sales, arrivals: { by_interval: { from: "09:00", every: 30m, calls: [ 5, 7.5, 0 ] } } }
              old: { queue: sales, arrivals: { trace: t.csv } }
              fax: { queue: sales, arrivals: { renewal: { erlang: { mean: 1m, phases: 2 } } } }
            patience: [ { queue: sales, time: { exponential: 2m } }, { time: { weibull: { mean: 5m, shape: 0.8 } } } ]
            talks:
              - { agent: ben, source: gold, time: { log_normal: { mean: 4m, variation: 0.9 } } }
              - { skill: { english: 9 }, time: { gamma: { mean: 3m, shape: 2 } } }
              - { time: { hyper_exponential: [ { chance: 0.9, mean: 2m }, { chance: 0.1, mean: 9m } ] } }
            wrap_up: { empirical: [ 10s, 20s ] }
            answering: { delay: { uniform: { from: 1s, to: 5s } }, refuses: 0.01, misses: 0.02 }
            redials: [ { queue: support, chance: 0.4, after: 10m, most: 2 } ]
            transfers: [ { from: support, to: sales, chance: 0.05, keeps_wait: yes } ]
            lateness: 30s
            adherence: { absent: 0.05, leaves_early: 1m, breaks: { every: 2h, for: 5m, reason: break } }
            staff:
              add: [ 2 like anna, { id: new, count: 2, skills: { german: 5 }, team: north } ]
              shifts:
                - { who: all, days: mon-fri, hours: "08:00-16:00", breaks: [ { hours: "10:00-10:15", reason: lunch } ] }
                - { who: [ anna, new ], days: sat, hours: "22:00-06:00" }
                - { team: north, days: sun, hours: "12:00-20:00" }
            faults:
              - { fault: phones_lost, at: 2026-10-26 10:00, for: 5m, needs: { english: 9 } }
              - { fault: surge, at: "11:00", for: 30m, source: gold, factor: 3 }
            targets:
              - { target: service_level, queue: support }
              - { target: mean_wait, most: 45s }
            """;
    private static final String TRACE =
            """
            at,patience,talk,preferred
            2026-10-25 09:00:00,30,,ben
            2026-10-25T09:00:01Z,,61.5,
            2026-10-26 17:59:59.999,0,1,anna
            """;
    private static final List<String> PIECES =
            List.of(
                    ":",
                    "-",
                    "\"",
                    "[",
                    "]",
                    "{",
                    "}",
                    ",",
                    "\n",
                    "\n  ",
                    " ",
                    "0",
                    "9",
                    "99999999",
                    "0.5",
                    "-1",
                    ".nan",
                    ".inf",
                    "1e9",
                    "never",
                    "all",
                    "24:00",
                    "00:00-00:00",
                    "01:00-02:00",
                    "sun-mon",
                    "2026-03-29",
                    "2199-12-31",
                    "UTC",
                    "null",
                    "~",
                    "&a ",
                    "*a",
                    "!!str ",
                    "#",
                    "'",
                    "\t",
                    "\u0000",
                    "\u00e9",
                    "|",
                    ">",
                    "per_hour: 1",
                    "24h",
                    "0s",
                    "trace: t.csv",
                    "{ file: t.csv, column: talk }",
                    "like",
                    "who: all",
                    ";",
                    "../",
                    "/");

    @TempDir Path folder;

    @Test
    void theWholeIsAScenario() throws IOException {
        assertEquals(4, new Told(folder).beside("t.csv", TRACE).scenario(WHOLE).sources().size());
    }

    @Test
    void mutatedScenariosNeverThrowAndAreRefusedAtAPlace() throws IOException {
        Told told = new Told(folder).beside("t.csv", TRACE);
        Random random = new Random(6);
        int scenarios = 0;
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            String text = mutated(WHOLE, random);
            switch (told.result(text)) {
                case Result.Ok(Scenario scenario) -> {
                    scenarios++;
                    assertIsWhole(scenario, text);
                }
                case Result.Refused(var problems) -> {
                    refused++;
                    assertHavePlaces(problems, text);
                }
            }
        }
        assertTrue(scenarios > 50, "scenarios: " + scenarios);
        assertTrue(refused > 1_000, "refused: " + refused);
    }

    @Test
    void mutatedTablesNeverThrowAndAreRefusedAtAPlace() throws IOException {
        Told told = new Told(folder);
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            String table = mutated(TRACE, random);
            told.beside("t.csv", table);
            if (told.result(WHOLE) instanceof Result.Refused(var problems)) {
                refused++;
                assertHavePlaces(problems, table);
            }
        }
        assertTrue(refused > 200, "refused: " + refused);
    }

    private static void assertIsWhole(Scenario scenario, String text) {
        assertTrue(!scenario.sources().isEmpty(), text);
        assertTrue(!scenario.behaviour().patience().isEmpty(), text);
        assertTrue(!scenario.behaviour().talks().isEmpty(), text);
        assertTrue(!scenario.behaviour().answering().isEmpty(), text);
        for (Staff staff : scenario.staff()) {
            Staff.Shift last = staff.shifts().getFirst();
            assertTrue(last.from().isBefore(last.until()), text);
            for (Staff.Shift shift : staff.shifts().subList(1, staff.shifts().size())) {
                assertTrue(!shift.from().isBefore(last.until()), text);
                last = shift;
            }
        }
    }

    private static void assertHavePlaces(List<Problem> problems, String text) {
        assertTrue(!problems.isEmpty(), text);
        long lines = text.lines().count() + 1;
        for (Problem problem : problems) {
            assertTrue(!problem.file().isEmpty(), problem::toString);
            assertTrue(problem.line() >= 1 && problem.line() <= lines, problem::toString);
            assertTrue(problem.column() >= 1, problem::toString);
            assertTrue(!problem.message().isBlank(), problem::toString);
        }
    }

    private static String mutated(String whole, Random random) {
        StringBuilder text = new StringBuilder(whole);
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(4));
            String piece = random.nextInt(3) == 0 ? "" : PIECES.get(random.nextInt(PIECES.size()));
            text.replace(at, end, piece);
        }
        return text.toString();
    }
}
