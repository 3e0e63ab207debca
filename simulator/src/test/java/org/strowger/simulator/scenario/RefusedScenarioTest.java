package org.strowger.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.scenario.ScenarioFile.Result;

/// What cannot be simulated is refused where it stands, with what was expected there.
class RefusedScenarioTest {
    private static final Path TABLE = Path.of("src/test/resources/scenario/refused.txt");
    private static final String TRACED =
            "sources: { c: { queue: support, arrivals: { trace: t.csv } } }";
    private static final String OBSERVED = "talks: { empirical: { file: t.csv, column: talk } }";

    @TempDir Path folder;

    static List<Arguments> refused() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (line.startsWith("    ")) {
                problems.add(line.strip());
            } else if (!line.startsWith("#")) {
                problems = new ArrayList<>();
                cases.add(Arguments.of(line, problems));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aMistakeIsRefusedWhereItStands(String line, List<String> problems) throws IOException {
        Told told =
                new Told(folder)
                        .beside("sick.yaml", "queues: {}\n")
                        .beside("flows/broken.yaml", "flow: broken\n");
        assertEquals(problems, told.problemsWith(line));
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        assertEquals(
                List.of(
                        "day.yaml:6:11: 'patience' expects a time such as 30s or { exponential: 3m }"
                                + " or never, found '-1s'",
                        "day.yaml:8:28: no queue is called 'suport', did you mean 'support'?",
                        "day.yaml:9:7: 'seed' expects a whole number from 0 to 999999999, found 'x'"),
                new Told(folder)
                        .problems(
                                Told.SMALLEST
                                                .replace("patience: never", "patience: -1s")
                                                .replace("queue: support", "queue: suport")
                                        + "seed: x\n"));
    }

    @Test
    void aSpanThatIsWrongHidesNothingElseAndAddsNothing() throws IOException {
        assertEquals(
                List.of(
                        "day.yaml:8:6: there is no such day as '2026-13-01'",
                        "day.yaml:9:47: 'for' expects a duration from 1s to 24h such as 250ms or 5s,"
                                + " found '5'"),
                new Told(folder)
                        .problemsWith(
                                "day: 2026-13-01\n"
                                        + "faults: [ { fault: restart, at: \"19:00\", for: 5  } ]"));
    }

    @Test
    void hoursThatTheClockSkipsAreNoSpan() throws IOException {
        assertEquals(
                List.of("day.yaml:8:8: the clock skips these hours on 2026-03-29"),
                new Told(folder).problemsWith("day: 2026-03-29\nhours: \"01:15-01:45\""));
    }

    @Test
    void aSurgeMayNotBringMoreCallsThanThereMayBe() throws IOException {
        assertEquals(
                List.of(
                        "day.yaml:8:10: about 109000000 calls are to be expected in a replication;"
                                + " there may be 100000000 at most"),
                new Told(folder)
                        .problemsWith(
                                "sources: { c: { queue: support, arrivals: { per_hour: 1000000 } } }\n"
                                        + "faults: [ { fault: surge, at: \"10:00\", for: 1h, source:"
                                        + " c, factor: 100 } ]"));
    }

    // Tables.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "`` | t.csv:1:1: expected a row with the names of columns",
                "at,talk | t.csv:1:1: expected at least one call",
                "at,tlak/09:00,5 | t.csv:1:1: unknown column 'tlak', did you mean 'talk'?",
                "at,x/09:00,5 | t.csv:1:1: unknown column 'x', expected one of at, patience, talk, preferred",
                "talk/5 | t.csv:1:1: missing column 'at'",
                "at,at/09:00,09:00 | t.csv:1:1: a column is there twice",
                "at,talk/09:00,5/09: | t.csv:3:1: expected 2 cells as in the row of names, found 1",
                "at,talk/09:00,5/09:01,\"6 | t.csv:3:7: the quote of this cell is not closed",
                "at,talk/09:00,5/09:0,6 | t.csv:3:1: expected a moment such as \"14:30\" or \"2026-11-10 14:30\", but found '09:0'",
                "at,talk/,5 | t.csv:2:1: expected a moment in the column 'at', but found nothing",
                "at/09:05/09:00 | t.csv:3:1: calls stand in order of time, but 2026-11-10 09:00 comes after 2026-11-10 09:05",
                "at/07:59:59 | t.csv:2:1: '07:59:59' is outside the span, which goes from 2026-11-10 08:00 to 2026-11-10 18:00",
                "at/18:00 | t.csv:2:1: '18:00' is outside the span, which goes from 2026-11-10 08:00 to 2026-11-10 18:00",
                "at/2026-11-11 09:00 | t.csv:2:1: '2026-11-11 09:00' is outside the span, which goes from 2026-11-10 08:00 to 2026-11-10 18:00",
                "at,patience/09:00,-5 | t.csv:2:7: 'patience' expects a number from 0 to 86400, found '-5'",
                "at,patience/09:00,NaN | t.csv:2:7: 'patience' expects a number from 0 to 86400, found 'NaN'",
                "at,talk/09:00,Infinity | t.csv:2:7: 'talk' expects a number from 0 to 86400, found 'Infinity'",
                "at,talk/09:00,86401 | t.csv:2:7: 'talk' expects a number from 0 to 86400, found '86401'",
                "at;preferred/09:00;benn | t.csv:2:7: no agent is called 'benn', did you mean 'ben'?"
            })
    void aTraceThatCannotBeIsRefused(String table, String problem) throws IOException {
        assertEquals(
                List.of(problem),
                new Told(folder).beside("t.csv", table.replace("/", "\n")).problemsWith(TRACED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tlak/5 | day.yaml:8:44: the file has no column 'talk', did you mean 'tlak'?",
                "talk/ | day.yaml:8:44: the column 'talk' has no numbers",
                "talk,x/5,1/6 | t.csv:3:1: expected 2 cells as in the row of names, found 1",
                "talk,x/5,1/five,2 | t.csv:3:1: 'talk' expects a number from 0 to 86400, found 'five'",
                "talk/5/-1 | t.csv:3:1: 'talk' expects a number from 0 to 86400, found '-1'"
            })
    void observedTimesThatCannotBeAreRefused(String table, String problem) throws IOException {
        assertEquals(
                List.of(problem),
                new Told(folder).beside("t.csv", table.replace("/", "\n")).problemsWith(OBSERVED));
    }

    /// A gap would move all intervals after it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at,n/08:00,1/08:30,/09:00,100 | t.csv:3:1: 'n' is empty: expected the calls of an interval, 0 where there were none",
                "n/1//100 | t.csv:3:1: an empty line: expected the calls of an interval, 0 where there were none"
            })
    void intervalsHaveNoGaps(String table, String problem) throws IOException {
        assertEquals(
                List.of(problem),
                new Told(folder)
                        .beside("t.csv", table.replace("/", "\n"))
                        .problemsWith(
                                "sources: { c: { queue: support, arrivals: { by_interval: { every: 30m,"
                                        + " calls: { file: t.csv, column: n } } } } }"));
    }

    @Test
    void aTableThatIsWrongAllOverIsNotReadToItsEnd() throws IOException {
        List<String> problems =
                new Told(folder)
                        .beside("t.csv", "talk\n" + "x\n".repeat(1_000))
                        .problemsWith(OBSERVED);
        assertEquals(21, problems.size());
        assertEquals(
                "t.csv:21:1: the file is not read on from here: too much is wrong in it",
                problems.getLast());
    }

    @Test
    void aTableThatIsNotUtf8IsRefused() throws IOException {
        Told told = new Told(folder);
        Files.write(
                folder.resolve("t.csv"),
                "talk\n5\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                List.of("t.csv:1:1: from here on the file is not UTF-8 text"),
                told.problemsWith(OBSERVED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "talk\n5\n"})
    void aLineHasTenThousandCharactersAtMost(String before) throws IOException {
        assertEquals(
                List.of(
                        "t.csv:%d:1: a line longer than 10000 characters"
                                .formatted(before.lines().count() + 1)),
                new Told(folder)
                        .beside("t.csv", before + "x".repeat(10_001))
                        .problemsWith(OBSERVED));
    }

    @Test
    void linesMayEndAsOnWindows() throws IOException {
        assertEquals(
                new Distribution.Empirical(List.of(5.0, 6.5)),
                new Told(folder)
                        .beside("t.csv", "talk,x\r\n5,\r\n6.5,1\r\n")
                        .scenarioWith(OBSERVED)
                        .behaviour()
                        .talks()
                        .getFirst()
                        .time());
    }

    @Test
    void aTableHasAMillionRowsAtMost() throws IOException {
        assertEquals(
                List.of("t.csv:1000002:1: more than 1000000 rows"),
                new Told(folder)
                        .beside("t.csv", "talk\n" + "5\n".repeat(1_000_001))
                        .problemsWith(OBSERVED));
    }

    // The file as a whole.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 1:1: the file is empty",
                "- a | 1:1: the file expects a map, found a list",
                "a: 1 | 1:1: missing key 'centre'"
            })
    void whatIsNoScenarioIsRefused(String text, String problem) throws IOException {
        assertEquals(List.of("day.yaml:" + problem), new Told(folder).problems(text));
    }

    @Test
    void aFileThatIsNotThereOrNoTextIsRefused() throws IOException {
        assertEquals(List.of("there is no such file"), messages(folder.resolve("none.yaml")));
        assertEquals(List.of("there is no such file"), messages(folder));
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, "scenario: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(List.of("the file is not UTF-8 text"), messages(latin));
    }

    private static List<String> messages(Path file) {
        return switch (ScenarioFile.read(file, Map.of())) {
            case Result.Ok ok -> List.of(ok.toString());
            case Result.Refused(var problems) ->
                    problems.stream().map(problem -> problem.message()).toList();
        };
    }
}
