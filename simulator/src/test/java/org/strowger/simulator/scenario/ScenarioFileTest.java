package org.strowger.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.scenario.Behaviour.Answering;
import org.strowger.simulator.scenario.Behaviour.Redial;
import org.strowger.simulator.scenario.Behaviour.Rule;
import org.strowger.simulator.scenario.Behaviour.Skilled;
import org.strowger.simulator.scenario.Behaviour.Transfer;

/// What a scenario says is what is simulated.
class ScenarioFileTest {
    private static final QueueId SUPPORT = new QueueId("support");
    private static final QueueId SALES = new QueueId("sales");
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BEN = new AgentId("ben");
    private static final Instant EIGHT = Instant.parse("2026-11-10T08:00:00Z");

    @TempDir Path folder;

    private Scenario with(String lines) throws IOException {
        return new Told(folder).scenarioWith(lines);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-10T" + time + ":00Z");
    }

    private static Rule always(Distribution time) {
        return new Rule(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), time);
    }

    private Distribution talk(String time) throws IOException {
        return with("talks: " + time).behaviour().talks().getFirst().time();
    }

    private Arrivals arrivals(String arrivals) throws IOException {
        return with("sources: { calls: { queue: support, arrivals: " + arrivals + " } }")
                .sources()
                .getFirst()
                .arrivals();
    }

    private List<Staff> staff(String staff) throws IOException {
        return with("staff: " + staff).staff();
    }

    private static List<String> ids(List<Staff> staff) {
        return staff.stream().map(s -> s.agent().value()).toList();
    }

    @Test
    void policyAndAgentsAreThoseOfTheSettings() throws IOException {
        Scenario scenario = with("");
        assertSame(scenario.centre().orElseThrow().policy(), scenario.policy());
        assertEquals(Set.of(SUPPORT, SALES), scenario.policy().queues().keySet());
        assertEquals(List.of("anna", "ben", "carla"), ids(scenario.staff()));
        assertEquals(Map.of("english", 10), scenario.staff().getFirst().profile().skills());
    }

    @Test
    void whatIsNotSaidHasADefault() throws IOException {
        Scenario scenario = with("");
        assertEquals("A test", scenario.name());
        assertEquals(1, scenario.seed());
        assertEquals(20, scenario.replications());
        assertEquals(
                new Span(
                        EIGHT,
                        at("18:00"),
                        ZoneId.of("Europe/London"),
                        Duration.ZERO,
                        Duration.ofMinutes(30)),
                scenario.span());
        assertEquals(
                new Behaviour(
                        List.of(always(new Distribution.Never())),
                        List.of(always(new Distribution.Constant(300))),
                        List.of(),
                        List.of(
                                new Answering(
                                        Optional.empty(), new Distribution.Constant(0), 0, 0)),
                        List.of(),
                        List.of(),
                        Optional.empty()),
                scenario.behaviour());
        assertEquals(List.of(), scenario.faults());
        assertEquals(List.of(), scenario.targets());
        assertEquals(
                List.of(
                        new Source(
                                "calls",
                                new Source.ToQueue(SUPPORT, 0, SkillNeed.none()),
                                new Arrivals.Poisson(60))),
                scenario.sources());
    }

    @Test
    void whatIsSaidCounts() throws IOException {
        Scenario scenario = with("seed: 7\nreplications: 100\nwarm_up: 1h\ninterval: 15m\ndays: 2");
        assertEquals(7, scenario.seed());
        assertEquals(100, scenario.replications());
        assertEquals(
                new Span(
                        EIGHT,
                        Instant.parse("2026-11-11T18:00:00Z"),
                        ZoneId.of("Europe/London"),
                        Duration.ofHours(1),
                        Duration.ofMinutes(15)),
                scenario.span());
    }

    // The span, and clocks that change.

    @ParameterizedTest
    @CsvSource({
        "2026-03-29, 00:00-24:00, 2026-03-29T00:00:00Z, 2026-03-29T23:00:00Z",
        "2026-10-25, 00:00-24:00, 2026-10-24T23:00:00Z, 2026-10-26T00:00:00Z",
        "2026-03-29, 01:30-10:00, 2026-03-29T01:00:00Z, 2026-03-29T09:00:00Z",
        "2026-10-25, 01:30-10:00, 2026-10-25T00:30:00Z, 2026-10-25T10:00:00Z",
        "2026-11-10, 22:00-06:00, 2026-11-10T22:00:00Z, 2026-11-11T06:00:00Z",
        "2026-07-10, 08:00-18:00, 2026-07-10T07:00:00Z, 2026-07-10T17:00:00Z"
    })
    void aDayIsAsLongAsTheClockOnTheWallSays(String day, String hours, Instant from, Instant until)
            throws IOException {
        String text = Told.SMALLEST.replace("2026-11-10", day).replace("08:00-18:00", hours);
        Span span = new Told(folder).scenario(text).span();
        assertEquals(from, span.from());
        assertEquals(until, span.until());
    }

    @Test
    void aNightShiftOverTheChangeOfClocksLastsAsLongAsPeopleAreThere() throws IOException {
        String text =
                Told.SMALLEST
                                .replace("2026-11-10", "2026-10-24")
                                .replace("08:00-18:00", "12:00-12:00")
                                .replace("hours: \"12:00-12:00\"", "days: 2")
                        + "staff: { shifts: [ { who: all, days: sat, hours: \"22:00-06:00\","
                        + " breaks: [ { hours: \"02:30-03:00\" } ] } ] }\n";
        Staff anna = new Told(folder).scenario(text).staff().getFirst();
        assertEquals(
                List.of(
                        new Staff.Shift(
                                Instant.parse("2026-10-24T21:00:00Z"),
                                Instant.parse("2026-10-25T06:00:00Z"),
                                List.of(
                                        new Staff.Break(
                                                Instant.parse("2026-10-25T02:30:00Z"),
                                                Instant.parse("2026-10-25T03:00:00Z"),
                                                "break")))),
                anna.shifts());
    }

    // Times.

    @Test
    void everyDistributionIsRead() throws IOException {
        assertEquals(new Distribution.Constant(0.25), talk("250ms"));
        assertEquals(new Distribution.Constant(120), talk("{ constant: 2m }"));
        assertEquals(new Distribution.Exponential(180), talk("{ exponential: 3m }"));
        assertEquals(new Distribution.Uniform(60, 180), talk("{ uniform: { from: 1m, to: 3m } }"));
        assertEquals(
                new Distribution.LogNormal(300, 0.9),
                talk("{ log_normal: { mean: 5m, variation: 0.9 } }"));
        assertEquals(new Distribution.Gamma(300, 2.5), talk("{ gamma: { mean: 5m, shape: 2.5 } }"));
        assertEquals(
                new Distribution.Weibull(300, 0.8), talk("{ weibull: { mean: 5m, shape: 0.8 } }"));
        assertEquals(new Distribution.Erlang(300, 4), talk("{ erlang: { mean: 5m, phases: 4 } }"));
        assertEquals(
                new Distribution.HyperExponential(
                        List.of(
                                new Distribution.Branch(0.9, 120),
                                new Distribution.Branch(0.1, 1_200))),
                talk(
                        "{ hyper_exponential: [ { chance: 0.9, mean: 2m }, { chance: 0.1,"
                                + " mean: 20m } ] }"));
        assertEquals(
                new Distribution.Empirical(List.of(30.0, 60.0, 30.0)),
                talk("{ empirical: [ 30s, 1m, 30s ] }"));
    }

    @Test
    void observedTimesMayStandInATable() throws IOException {
        new Told(folder).beside("talks.csv", "agent;talk\nanna;31.5\n\nben;\ncarla;600\n");
        assertEquals(
                new Distribution.Empirical(List.of(31.5, 600.0)),
                talk("{ empirical: { file: talks.csv, column: talk } }"));
    }

    @Test
    void aThirdCanBeWrittenThreeTimes() throws IOException {
        String third = "{ chance: 0.333333, mean: 1m }";
        Distribution.HyperExponential time =
                assertInstanceOf(
                        Distribution.HyperExponential.class,
                        talk(
                                "{ hyper_exponential: [ %s, %s, %s ] }"
                                        .formatted(third, third, third)));
        assertEquals(
                1, time.branches().stream().mapToDouble(Distribution.Branch::chance).sum(), 1e-12);
    }

    // Where calls come from.

    @Test
    void everyKindOfArrivalIsRead() throws IOException {
        new Told(folder)
                .beside("calls.csv", "from,calls\n08:00,10\n08:30,12.5\n")
                .beside(
                        "day.csv",
                        """
                        at,patience,talk,preferred
                        08:00:00.250,30,,
                        2026-11-10 09:00,,61.5,ben
                        2026-11-10T09:00:00Z,,,
                        2026-11-10T11:00:00+01:00,0,0,anna
                        """);
        assertEquals(new Arrivals.Poisson(0.5), arrivals("{ per_hour: 0.5 }"));
        Arrivals intervals =
                new Arrivals.ByInterval(EIGHT, Duration.ofMinutes(30), List.of(10.0, 12.5));
        assertEquals(intervals, arrivals("{ by_interval: { every: 30m, calls: [ 10, 12.5 ] } }"));
        assertEquals(
                new Arrivals.Busy(20, intervals),
                arrivals(
                        "{ by_interval: { every: 30m, calls: { file: calls.csv, column:"
                                + " calls } }, busy: { shape: 20 } }"));
        assertEquals(
                new Arrivals.ByInterval(at("09:15"), Duration.ofHours(1), List.of(1.0)),
                arrivals("{ by_interval: { from: \"09:15\", every: 1h, calls: [ 1 ] } }"));
        assertEquals(
                new Arrivals.Renewal(new Distribution.Erlang(20, 2)),
                arrivals("{ renewal: { erlang: { mean: 20s, phases: 2 } } }"));
        assertEquals(
                new Arrivals.Recorded(
                        List.of(
                                call(EIGHT.plusMillis(250), 30.0, null, null),
                                call(at("09:00"), null, 61.5, BEN),
                                call(at("09:00"), null, null, null),
                                call(at("10:00"), 0.0, 0.0, ANNA))),
                arrivals("{ trace: day.csv }"));
    }

    private static Arrivals.Call call(
            Instant at,
            @Nullable Double patience,
            @Nullable Double talk,
            @Nullable AgentId preferred) {
        return new Arrivals.Call(
                at,
                Optional.ofNullable(patience),
                Optional.ofNullable(talk),
                Optional.ofNullable(preferred));
    }

    @Test
    void aSourceOfAQueueHasPriorityAndNeeds() throws IOException {
        assertEquals(
                new Source.ToQueue(SALES, -5, SkillNeed.atLeast("english", 7)),
                with("sources: { gold: { queue: sales, priority: -5, needs: { english: 7 },"
                                + " arrivals: { per_hour: 1 } } }")
                        .sources()
                        .getFirst()
                        .to());
    }

    @Test
    void callersOfANumberPressKeysAtTheNodesOfItsFlowAndOfThoseItCalls() throws IOException {
        TreeMap<String, List<Source.Choice>> keys = new TreeMap<>();
        keys.put("main", List.of(new Source.Choice(0.75, "1"), new Source.Choice(0.25, "")));
        keys.put("account/ask", List.of(new Source.Choice(1, "123#")));
        assertEquals(
                new Source.ToNumber(
                        "100",
                        new Source.Keys(keys, new Distribution.Uniform(1, 4)),
                        Optional.of("+442079460000")),
                with("sources: { line: { number: 100, keys: { main: { 1: 0.75, nothing: 0.25"
                                + " }, account/ask: \"123#\" }, thinking: { uniform: { from: 1s,"
                                + " to: 4s } }, caller: \"+442079460000\", arrivals: {"
                                + " per_hour: 1 } } }")
                        .sources()
                        .getFirst()
                        .to());
    }

    // What people do.

    @Test
    void theFirstRuleThatFitsCounts() throws IOException {
        assertEquals(
                List.of(
                        new Rule(
                                Optional.of(SALES),
                                Optional.empty(),
                                Optional.of(BEN),
                                Optional.empty(),
                                new Distribution.Constant(60)),
                        new Rule(
                                Optional.empty(),
                                Optional.of("calls"),
                                Optional.empty(),
                                Optional.of(new Skilled("english", 9)),
                                new Distribution.Constant(120)),
                        always(new Distribution.Constant(180))),
                with("talks: [ { agent: ben, queue: sales, time: 1m }, { skill: { english: 9"
                                + " }, source: calls, time: 2m }, { time: 3m } ]")
                        .behaviour()
                        .talks());
    }

    @Test
    void theRestOfWhatPeopleDoIsRead() throws IOException {
        Behaviour behaviour =
                with("""
                     wrap_up: { exponential: 20s }
                     answering:
                       - { agent: ben, delay: 5s, refuses: 0.1, misses: 0.2 }
                       - { delay: 3s }
                     redials: [ { queue: support, chance: 0.4, after: 10m, most: 3 }, { chance: 0.1, after: 1h } ]
                     transfers: [ { from: support, to: sales, chance: 0.05, keeps_wait: yes } ]
                     lateness: { exponential: 1m }
                     adherence: { absent: 0.02, leaves_early: 2m, breaks: { every: 1h, for: 5m } }
                     """)
                        .behaviour();
        assertEquals(List.of(always(new Distribution.Exponential(20))), behaviour.wrapUps());
        assertEquals(
                List.of(
                        new Answering(Optional.of(BEN), new Distribution.Constant(5), 0.1, 0.2),
                        new Answering(Optional.empty(), new Distribution.Constant(3), 0, 0)),
                behaviour.answering());
        assertEquals(
                List.of(
                        new Redial(Optional.of(SUPPORT), 0.4, new Distribution.Constant(600), 3),
                        new Redial(Optional.empty(), 0.1, new Distribution.Constant(3_600), 1)),
                behaviour.redials());
        assertEquals(List.of(new Transfer(SUPPORT, SALES, 0.05, true)), behaviour.transfers());
        assertEquals(Optional.of(new Distribution.Exponential(60)), behaviour.lateness());
        assertEquals(
                new Adherence(
                        0.02,
                        Optional.of(new Distribution.Constant(120)),
                        Optional.of(
                                new Adherence.UnplannedBreaks(
                                        new Distribution.Constant(3_600),
                                        new Distribution.Constant(300),
                                        "break"))),
                behaviour.adherence());
    }

    // Who works when.

    @Test
    void withoutShiftsEverybodyWorksUntilTheLastCallIsThrough() throws IOException {
        assertEquals(
                List.of(new Staff.Shift(EIGHT, at("18:00").plus(Duration.ofDays(1)), List.of())),
                with("").staff().getFirst().shifts());
    }

    @Test
    void moreAgentsCanBeTriedThanThereAre() throws IOException {
        List<Staff> staff =
                staff(
                        "{ add: [ 2 like anna, { id: night, count: 1, like: ben, team: late }, { id:"
                                + " new, skills: { german: 5 }, wrap_up: 10s } ] }");
        assertEquals(
                List.of("anna", "anna.1", "anna.2", "ben", "carla", "new", "night.1"), ids(staff));
        assertEquals(staff.get(0).profile(), staff.get(2).profile());
        assertEquals(staff.get(3).profile(), staff.get(6).profile());
        assertEquals(Map.of("german", 5), staff.get(5).profile().skills());
        assertEquals(Optional.of(Duration.ofSeconds(10)), staff.get(5).profile().wrapUp());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "who: all | anna anna.1 ben carla late.1 late.2",
                "who: anna | anna anna.1",
                "who: [ ben, anna.1 ] | anna.1 ben",
                "who: late | late.1 late.2",
                "team: north | anna anna.1 carla",
                "team: evening | late.1 late.2",
                "needs: { english: 8 } | anna anna.1",
                "needs: { not: { english: 1 } } | carla"
            })
    void aShiftIsForAllNamedOnesATeamOrASkill(String choice, String expected) throws IOException {
        List<Staff> staff =
                staff(
                        "{ add: [ 1 like anna, { id: late, count: 2, like: ben, team: evening } ],"
                                + " shifts: [ { "
                                + choice
                                + ", hours: \"09:00-17:00\" } ] }");
        assertEquals(expected, String.join(" ", ids(staff)));
        assertEquals(
                List.of(new Staff.Shift(at("09:00"), at("17:00"), List.of())),
                staff.getFirst().shifts());
    }

    @Test
    void aShiftThatBeganBeforeTheSpanIsOnFromItsBeginning() throws IOException {
        List<Staff> staff =
                staff(
                        "{ shifts: [ { who: anna, hours: \"06:00-09:00\", breaks: [ { hours:"
                                + " \"07:50-08:10\" }, { hours: \"06:10-06:20\" } ] }, { who: anna,"
                                + " hours: \"17:00-19:00\" }, { who: ben, hours: \"22:00-08:15\" } ] }");
        assertEquals(
                List.of(
                        new Staff.Shift(
                                EIGHT,
                                at("09:00"),
                                List.of(new Staff.Break(EIGHT, at("08:10"), "break"))),
                        new Staff.Shift(at("17:00"), at("19:00"), List.of())),
                staff.getFirst().shifts());
        assertEquals(
                List.of(new Staff.Shift(EIGHT, at("08:15"), List.of())), staff.get(1).shifts());
    }

    @Test
    void shiftsComeAgainOnTheirDaysAndBreaksInOrder() throws IOException {
        List<Staff> staff =
                with("days: 7\n"
                                + "staff: { shifts: [ { who: ben, days: \"mon,thu-fri\", hours:"
                                + " \"09:00-17:00\", breaks: [ { hours: \"12:00-12:30\", reason:"
                                + " lunch }, { hours: \"10:00-10:15\" } ] } ] }")
                        .staff();
        assertEquals(
                List.of("2026-11-12", "2026-11-13", "2026-11-16"),
                staff.getFirst().shifts().stream()
                        .map(shift -> shift.from().toString().substring(0, 10))
                        .toList());
        assertEquals(
                List.of("break", "lunch"),
                staff.getFirst().shifts().getFirst().breaks().stream()
                        .map(Staff.Break::reason)
                        .toList());
    }

    // What goes wrong, and what is to be met.

    @Test
    void faultsStandInOrderOfTime() throws IOException {
        assertEquals(
                List.of(
                        new Fault.PhonesLost(
                                at("09:00"),
                                Duration.ofMinutes(5),
                                List.of(ANNA, new AgentId("carla"))),
                        new Fault.Surge(at("10:00"), Duration.ofMinutes(30), "calls", 2.5),
                        new Fault.Restart(at("16:00"), Duration.ofMinutes(2))),
                with("""
                             faults:
                               - { fault: restart, at: "16:00", for: 2m }
                               - { fault: surge, at: 2026-11-10 10:00, for: 30m, source: calls, factor: 2.5 }
                               - { fault: phones_lost, at: "09:00", for: 5m, team: north }
                             """)
                        .faults());
    }

    @Test
    void aTargetTakesFromTheSettingsWhatItDoesNotSay() throws IOException {
        assertEquals(
                List.of(
                        new Target.ServiceLevel(Optional.of(SUPPORT), Duration.ofSeconds(30), 0.75),
                        new Target.ServiceLevel(Optional.empty(), Duration.ofSeconds(10), 0.9),
                        new Target.Abandoned(Optional.of(SALES), 0.025),
                        new Target.MeanWait(Optional.empty(), Duration.ofSeconds(45))),
                with("""
                             targets:
                               - { target: service_level, queue: support }
                               - { target: service_level, percent: 90, within: 10s }
                               - { target: abandoned, queue: sales, percent: 2.5 }
                               - { target: mean_wait, most: 45s }
                             """)
                        .targets());
    }
}
