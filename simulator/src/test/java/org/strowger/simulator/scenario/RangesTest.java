package org.strowger.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.simulator.virtual.Replications;

/// What a reader of scenarios accepts can be played, out to the edges of every range that the
/// reference names.
class RangesTest {
    private static final Path REFERENCE = Path.of("../docs/reference/scenarios.md");
    private static final Pattern RANGE =
            Pattern.compile("(?<![:0-9.])-?[0-9][0-9.]*[a-z]* to [0-9][0-9.]*[a-z]*(?![:0-9])");
    private static final String IN_SUPPORT = "{ queue: support, arrivals: { per_hour: 1 } }";

    @TempDir Path folder;

    /// A range of the reference.
    ///
    /// @param at what its line has beside it
    /// @param range as it is written there
    /// @param low lines of a scenario with its lower end
    /// @param high lines of a scenario with its upper end
    record Range(String at, String range, String low, String high) {
        @Override
        public String toString() {
            return at + " " + range;
        }
    }

    /// Lines with `EDGE` in the place of what is tried, which may be written in several ways.
    private static Range range(String at, String range, String lines, String low, String high) {
        return new Range(at, range, lines.replace("EDGE", low), lines.replace("EDGE", high));
    }

    /// The ends are those that are written.
    private static Range range(String at, String range, String lines) {
        String[] ends = range.split(" to ", 2);
        return range(at, range, lines, ends[0], ends[1]);
    }

    private static String listed(int count, String item) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> item.replace("#", Integer.toString(n)))
                .collect(Collectors.joining(", "));
    }

    private static String arriving(String arrivals) {
        return "sources: { c: { queue: support, arrivals: { " + arrivals + " } } }";
    }

    static List<Range> ranges() {
        List<Range> all = new ArrayList<>(ofTheSpan());
        all.addAll(ofSources());
        all.addAll(ofTimes());
        all.addAll(ofPeople());
        all.addAll(ofFaultsAndTargets());
        return all;
    }

    private static List<Range> ofTheSpan() {
        String threeDays = "day: 2026-11-10\nhours: \"00:00-24:00\"\ndays: 3\n";
        return List.of(
                range("`scenario`", "1 to 100", "scenario: EDGE", "x", "x".repeat(100)),
                range("`day`", "2000 to 2189", "day: EDGE", "2000-01-01", "2189-12-31"),
                range("`days`", "1 to 366", "interval: 24h\ndays: EDGE"),
                range("`warm_up`", "0s to 24h", threeDays + "warm_up: EDGE"),
                range("`interval`", "5m to 24h", threeDays + "interval: EDGE"),
                range("`seed`", "0 to 999999999", "seed: EDGE"),
                range("`replications`", "1 to 100000", "replications: EDGE"));
    }

    private static List<Range> ofSources() {
        String numbered =
                "sources: { c: { number: 100, caller: EDGE, arrivals: { per_hour: 1 } } }";
        String traced = arriving("trace: EDGE.csv");
        String minutes = arriving("by_interval: { every: 1m, calls: [ EDGE ] }");
        return List.of(
                range(
                        "map of 1 to",
                        "1 to 10000",
                        "sources: { EDGE }",
                        listed(1, "c#: " + IN_SUPPORT),
                        listed(10_000, "c#: " + IN_SUPPORT)),
                range(
                        "`sources.NAME.priority`",
                        "-1000000 to 1000000",
                        "sources: { c: { queue: support, priority: EDGE, arrivals: { per_hour: 1 } } }"),
                range(
                        "`sources.NAME.caller`",
                        "2 to 20",
                        numbered,
                        "\"10\"",
                        "\"+" + "1".repeat(20) + "\""),
                range("`arrivals.per_hour`", "0.001 to 10000000", arriving("per_hour: EDGE")),
                range(
                        "`arrivals.by_interval.every`",
                        "1m to 24h",
                        "days: 3\n" + arriving("by_interval: { every: EDGE, calls: [ 1 ] }")),
                range(
                        "`arrivals.by_interval.calls`",
                        "1 to 100000",
                        "days: 71\ninterval: 24h\n"
                                + arriving("by_interval: { every: 1m, calls: EDGE }"),
                        "[ 1 ]",
                        "{ file: n.csv, column: n }"),
                range("`arrivals.by_interval.calls`", "0 to 10000000", minutes, "0, 1", "10000000"),
                range(
                        "`arrivals.busy.shape`",
                        "0.01 to 1000",
                        arriving("per_hour: 1, busy: { shape: EDGE }")),
                range("A trace has", "0 to 86400", traced));
    }

    private static List<Range> ofTimes() {
        String chance = "redials: [ { chance: EDGE, after: 1m } ]";
        return List.of(
                range("Chances go from", "0.000001 to 1", chance),
                range("Means are those", "1ms to 24h", "talks: { exponential: EDGE }"),
                range("{ constant: 30s }", "0s to 24h", "talks: { constant: EDGE }"),
                range("{ uniform:", "0s to 24h", "talks: { uniform: { from: EDGE, to: 24h } }"),
                range(
                        "{ log_normal:",
                        "0.01 to 100",
                        "talks: { log_normal: { mean: 1m, variation: EDGE } }"),
                range("{ gamma:", "0.01 to 1000", "talks: { gamma: { mean: 1m, shape: EDGE } }"),
                range("{ weibull:", "0.1 to 100", "talks: { weibull: { mean: 1m, shape: EDGE } }"),
                range("{ erlang:", "1 to 1000", "talks: { erlang: { mean: 1m, phases: EDGE } }"),
                range(
                        "{ hyper_exponential:",
                        "1 to 100",
                        "talks: { hyper_exponential: [ EDGE ] }",
                        "{ chance: 1, mean: 1m }",
                        listed(100, "{ chance: 0.01, mean: #m }")),
                range("{ empirical:", "0s to 24h", "talks: { empirical: [ EDGE ] }"),
                range("`answering.refuses`", "0 to 1", "answering: { refuses: EDGE }"),
                range("`answering.misses`", "0 to 1", "answering: { misses: EDGE }"),
                range("`adherence.absent`", "0 to 1", "adherence: { absent: EDGE }"),
                range("`redials.chance`", "0.000001 to 1", chance),
                range(
                        "`redials.most`",
                        "1 to 100",
                        "redials: [ { chance: 1, after: 0s, most: EDGE } ]"),
                range(
                        "`transfers.chance`",
                        "0.000001 to 1",
                        "transfers: [ { from: support, to: sales, chance: EDGE } ]"));
    }

    private static List<Range> ofPeople() {
        String added = "{ id: dora, like: anna, count: EDGE }";
        return List.of(
                range("`staff.add.count`", "1 to 10000", "staff: { add: [ " + added + " ] }"),
                range(
                        "`staff.shifts`",
                        "1 to 10000",
                        "staff: { add: [ "
                                + added.replace("EDGE", "10000")
                                + " ], shifts: [ EDGE ] }",
                        listed(1, "{ who: dora.#, hours: \"09:00-10:00\" }"),
                        listed(10_000, "{ who: dora.#, hours: \"09:00-10:00\" }")));
    }

    private static List<Range> ofFaultsAndTargets() {
        return List.of(
                range(
                        "`faults.for`",
                        "1s to 24h",
                        "faults: [ { fault: phones_lost, at: \"10:00\", for: EDGE, who: all } ]"),
                range(
                        "`faults.factor`",
                        "0 to 1000",
                        "faults: [ { fault: surge, at: \"10:00\", for: 1h, source: calls, factor: EDGE"
                                + " } ]"),
                range(
                        "`targets.percent`",
                        "0 to 100",
                        "targets: [ { target: abandoned, percent: EDGE } ]"),
                range(
                        "`targets.within`",
                        "1s to 24h",
                        "targets: [ { target: service_level, percent: 80, within: EDGE } ]"),
                range(
                        "`targets.most`",
                        "0s to 24h",
                        "targets: [ { target: mean_wait, most: EDGE } ]"));
    }

    private void play(String lines) throws IOException {
        Told told =
                new Told(folder)
                        .beside("0.csv", "at,patience,talk\n09:00,0,0\n")
                        .beside("n.csv", "n\n" + "1\n".repeat(100_000))
                        .beside("86400.csv", "at,patience,talk\n09:00,86400,86400\n");
        Scenario scenario = told.scenarioWith(lines);
        assertDoesNotThrow(() -> new Replications(scenario, 1));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void whatIsReadAtTheEdgesCanBePlayed(Range range) throws IOException {
        play(range.low());
        play(range.high());
    }

    /// So that a new range is tried, too, and none is tried that nobody has.
    @Test
    void everyRangeOfTheReferenceIsTried() throws IOException {
        List<String> written = new ArrayList<>();
        List<String> tried = new ArrayList<>();
        Set<String> unheardOf = new TreeSet<>();
        List<Range> ranges = ranges();
        ranges.forEach(range -> unheardOf.add(range.toString()));
        for (String line : Files.readAllLines(REFERENCE)) {
            RANGE.matcher(line).results().forEach(found -> written.add(found.group() + line));
            ranges.stream()
                    .filter(range -> line.contains(range.at()) && line.contains(range.range()))
                    .forEach(
                            range -> {
                                tried.add(range.range() + line);
                                unheardOf.remove(range.toString());
                            });
        }
        assertEquals(
                written.stream().sorted().distinct().toList(),
                tried.stream().sorted().distinct().toList());
        assertEquals(Set.of(), unheardOf);
    }

    /// Chances are written with few digits; those that are more than 1 by that can be played, too.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "answering: { refuses: 0.5, misses: 0.500002 }",
                "transfers: [ { from: support, to: sales, chance: 0.333334 }, { from: support, to:"
                        + " sales, chance: 0.333334 }, { from: support, to: sales, chance: 0.333334 } ]",
                "talks: { hyper_exponential: [ { chance: 0.333334, mean: 1m }, { chance: 0.666667,"
                        + " mean: 1m } ] }",
                "sources: { c: { number: 100, keys: { main: { 1: 0.333334, 2: 0.666667 } }, arrivals: {"
                        + " per_hour: 1 } } }"
            })
    void aSumThatIsOneNearlyCanBePlayed(String lines) throws IOException {
        play(lines);
    }

    @Test
    void telephonesOfThoseWithoutAShiftAreNotLost() throws IOException {
        String lines =
                "staff: { shifts: [ { who: anna, hours: \"09:00-10:00\" } ] }\n"
                        + "faults: [ { fault: phones_lost, at: \"09:30\", for: 5m, who: all } ]";
        play(lines);
        assertEquals(
                List.of(
                        "day.yaml:10:11: nobody loses a telephone: none of these agents has a shift"),
                new Told(folder).problemsWith(lines.replace("who: all", "who: ben")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2009-12-31", "2090-01-01", "2099-12-31", "2100-01-01"})
    void daysOfAllYearsCanBePlayed(String day) throws IOException {
        play("day: " + day);
    }

    @Test
    void intervalsAreBoundedForAllQueuesTogether() throws IOException {
        String year = "days: 366\nhours: \"00:00-24:00\"\n";
        play(year + "interval: 30m");
        assertEquals(
                List.of(
                        "day.yaml:10:11: expected 50000 intervals of all queues together at most, but"
                                + " there are 210816 in 2 queues: choose a longer 'interval'"),
                new Told(folder).problemsWith(year + "interval: 5m"));
    }
}
