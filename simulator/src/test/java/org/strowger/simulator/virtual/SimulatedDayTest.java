package org.strowger.simulator.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution.Constant;
import org.strowger.simulator.chance.Distribution.Empirical;
import org.strowger.simulator.result.AgentFigures;
import org.strowger.simulator.result.CallFigures;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.scenario.Adherence;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Fault;
import org.strowger.simulator.scenario.Staff;

/// What happens to single calls, where nothing is left to chance.
class SimulatedDayTest {
    private static final Instant END = Centre.at("01:00:00");

    /// One queue, talks of a minute.
    private static Centre sales(String... calls) {
        return new Centre()
                .queue("sales", Centre.fifo().build())
                .calls("sales", calls)
                .talk(new Constant(60));
    }

    private static CallFigures of(Day day, String queue) {
        return Objects.requireNonNull(day.queues().get(new QueueId(queue)));
    }

    private static AgentFigures agent(Day day, String name) {
        return Objects.requireNonNull(day.agents().get(new AgentId(name)));
    }

    private static Staff.Shift shift(String from, String until, Staff.Break... breaks) {
        return new Staff.Shift(Centre.at(from), Centre.at(until), List.of(breaks));
    }

    /// When something happened, in seconds of the day.
    private static <E extends RoutingEvent> List<Long> times(Centre centre, Class<E> kind) {
        List<Long> times = new ArrayList<>();
        centre.day(
                (_, events) ->
                        events.stream()
                                .filter(kind::isInstance)
                                .map(
                                        event ->
                                                Duration.between(Centre.MIDNIGHT, event.at())
                                                        .toSeconds())
                                .forEach(times::add));
        return times;
    }

    // Waits and talks.

    @Test
    void theSecondCallerWaitsUntilTheFirstHasTalked() {
        Day day = sales("00:10:00", "00:10:20").agent("anna", Centre.always()).day();
        CallFigures sales = of(day, "sales");
        assertEquals(2, sales.offered());
        assertEquals(2, sales.answered());
        assertEquals(1, sales.answeredInTime());
        assertEquals(40, sales.waitsAnswered().sum(), 1e-6);
        assertEquals(40, sales.waitsAnswered().most(), 1e-6);
        assertEquals(40 * 40, sales.waitsAnswered().sumOfSquares(), 1e-6);
        assertEquals(120, sales.talks().sum(), 1e-6);
        assertEquals(new AgentFigures(2, 0, 3600 - 120, 120, 0, 0), agent(day, "anna"));
    }

    @Test
    void whoHasNoPatienceHangsUp() {
        Centre centre =
                sales("00:10:00", "00:10:20", "00:10:57")
                        .agent("anna", Centre.always())
                        .patience(new Constant(4));
        CallFigures sales = of(centre.day(), "sales");
        assertEquals(1, sales.abandoned());
        assertEquals(1, sales.shortAbandons());
        assertEquals(1, sales.abandonedInTime());
        assertEquals(4, sales.waitsAbandoned().sum(), 1e-6);
        assertEquals(2, sales.answered());
    }

    @Test
    void whatWasRecordedOfACallGoesBeforeWhatIsDrawn() {
        List<Arrivals.Call> calls =
                List.of(
                        new Arrivals.Call(
                                Centre.at("00:10:00"),
                                Optional.empty(),
                                Optional.of(100.0),
                                Optional.empty()),
                        new Arrivals.Call(
                                Centre.at("00:10:10"),
                                Optional.of(30.0),
                                Optional.empty(),
                                Optional.of(new AgentId("carla"))),
                        new Arrivals.Call(
                                Centre.at("00:10:50"),
                                Optional.of(30.0),
                                Optional.empty(),
                                Optional.empty()));
        Day day =
                new Centre()
                        .queue("sales", Centre.fifo().build())
                        .source("sales", "sales", 0, SkillNeed.none(), new Arrivals.Recorded(calls))
                        .talk(new Constant(60))
                        .agent("anna", Centre.always())
                        .agent("ben", shift("00:10:05", "01:00:00"))
                        .agent("carla", shift("00:10:07", "00:59:00"))
                        .day();
        assertEquals(new AgentFigures(1, 0, 3500, 100, 0, 0), agent(day, "anna"));
        assertEquals(1, agent(day, "carla").calls());
        assertEquals(1, agent(day, "ben").calls());
    }

    @Test
    void talksGoByTheFirstRuleThatFits() {
        RoutingProfile skilled = RoutingProfile.of(new TreeMap<>(java.util.Map.of("billing", 7)));
        Behaviour.Rule quick =
                new Behaviour.Rule(
                        Optional.of(Centre.SALES),
                        Optional.of("sales"),
                        Optional.empty(),
                        Optional.of(new Behaviour.Skilled("billing", 5)),
                        new Constant(20));
        Behaviour.Rule carlas =
                new Behaviour.Rule(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new AgentId("carla")),
                        Optional.empty(),
                        new Constant(30));
        Day day =
                new Centre()
                        .queue("sales", Centre.fifo().build())
                        .calls("sales", "00:10:00", "00:10:01", "00:10:02")
                        .talk(quick)
                        .talk(carlas)
                        .talk(new Constant(60))
                        .agent("anna", Centre.always())
                        .agent("ben", skilled, List.of(Centre.always()))
                        .agent("carla", Centre.always())
                        .day();
        assertEquals(60, agent(day, "anna").talking(), 1e-6);
        assertEquals(20, agent(day, "ben").talking(), 1e-6);
        assertEquals(30, agent(day, "carla").talking(), 1e-6);
    }

    // Telephones.

    private static Behaviour.Answering answering(
            String agent, double delay, double refuses, double misses) {
        return new Behaviour.Answering(
                Optional.of(new AgentId(agent)), new Constant(delay), refuses, misses);
    }

    @Test
    void anAnswerTakesItsTimeAndARefusalToo() {
        Centre centre =
                sales("00:10:00").agent("anna", Centre.always()).agent("ben", Centre.always());
        centre.answering = List.of(answering("anna", 3, 1, 0), answering("ben", 4, 0, 0));
        Day day = centre.day();
        assertEquals(7, of(day, "sales").waitsAnswered().sum(), 1e-6);
        assertEquals(1, agent(day, "anna").missed());
        assertEquals(1, agent(day, "ben").calls());
    }

    @Test
    void whoIsNotAtTheTelephoneMissesTheCallWhenItHasRungLongEnough() {
        Centre centre =
                sales("00:10:00").agent("anna", Centre.always()).agent("ben", Centre.always());
        centre.answering = List.of(answering("anna", 3, 0, 1));
        Day day = centre.day();
        assertEquals(60, of(day, "sales").waitsAnswered().sum(), 1e-6);
        assertEquals(1, agent(day, "anna").missed());
    }

    @Test
    void anAnswerThatComesTooLateIsNone() {
        Centre centre =
                sales("00:10:00").agent("anna", Centre.always()).agent("ben", Centre.always());
        centre.answering = List.of(answering("anna", 60, 0, 0));
        assertEquals(60, of(centre.day(), "sales").waitsAnswered().sum(), 1e-6);
    }

    @Test
    void aCallerMayHangUpWhileATelephoneRings() {
        Centre centre = sales("00:10:00").agent("anna", Centre.always()).patience(new Constant(10));
        centre.answering = List.of(answering("anna", 20, 0, 0));
        Day day = centre.day();
        assertEquals(1, of(day, "sales").abandoned());
        assertEquals(0, agent(day, "anna").missed());
        assertEquals(0, agent(day, "anna").calls());
    }

    // After-call work.

    @Test
    void afterCallWorkTakesWhatItTakesWithinWhatTheQueueAllows() {
        QueuePolicy rules = Centre.fifo().wrapUp(Duration.ofSeconds(30)).build();
        Centre centre =
                new Centre()
                        .queue("sales", rules)
                        .calls("sales", "00:10:00")
                        .talk(new Constant(60))
                        .agent("anna", Centre.always());
        assertEquals(30, agent(centre.day(), "anna").wrapUp(), 1e-6);
        centre.wrapUps = List.of(Centre.rule(new Constant(12)));
        assertEquals(12, agent(centre.day(), "anna").wrapUp(), 1e-6);
        centre.wrapUps = List.of(Centre.rule(new Constant(90)));
        assertEquals(30, agent(centre.day(), "anna").wrapUp(), 1e-6);
    }

    // Again, and elsewhere.

    @Test
    void whoHangsUpCallsAgainAsOftenAsToldAndNotAfterTheEnd() {
        Centre centre = sales("00:10:00").patience(new Constant(20));
        centre.redials = List.of(new Behaviour.Redial(Optional.empty(), 1, new Constant(100), 3));
        assertEquals(List.of(600L, 720L, 840L, 960L), times(centre, RoutingEvent.CallQueued.class));
        centre.lasting = Duration.ofMinutes(15);
        assertEquals(List.of(600L, 720L, 840L), times(centre, RoutingEvent.CallQueued.class));
    }

    @Test
    void whoIsTurnedAwayCallsAgainAndIsCountedEachTime() {
        Centre centre =
                new Centre()
                        .queue("sales", Centre.fifo().open(false).build())
                        .calls("sales", "00:10:00")
                        .talk(new Constant(60));
        centre.redials =
                List.of(new Behaviour.Redial(Optional.of(Centre.SALES), 1, new Constant(5), 1));
        assertEquals(2, of(centre.day(), "sales").offered());
        assertEquals(2, of(centre.day(), "sales").turnedAway());
    }

    @Test
    void aTalkGoesOnInAnotherQueueAndIsCountedThere() {
        Centre centre =
                sales("00:10:00")
                        .queue("billing", Centre.fifo().build())
                        .agent("anna", Centre.always())
                        .agent("ben", Centre.always());
        centre.transfers =
                List.of(new Behaviour.Transfer(Centre.SALES, new QueueId("billing"), 1, true));
        Day day = centre.day();
        assertEquals(1, of(day, "sales").answered());
        assertEquals(1, of(day, "billing").answered());
        assertEquals(0, of(day, "billing").waitsAnswered().sum(), 1e-6);
        assertEquals(60, agent(day, "ben").talking(), 1e-6);
    }

    @Test
    void transfersWithoutEndEnd() {
        Centre centre =
                new Centre()
                        .queue("sales", Centre.fifo().build())
                        .calls("sales", "00:10:00")
                        .agent("anna", Centre.always())
                        .talk(new Constant(0));
        centre.transfers = List.of(new Behaviour.Transfer(Centre.SALES, Centre.SALES, 1, false));
        assertEquals(100, of(centre.day(), "sales").answered());
    }

    @Test
    void aTransferToAFullQueueEndsTheCall() {
        Centre centre =
                sales("00:10:00")
                        .queue("billing", Centre.fifo().open(false).build())
                        .agent("anna", Centre.always());
        centre.transfers =
                List.of(new Behaviour.Transfer(Centre.SALES, new QueueId("billing"), 1, false));
        Day day = centre.day();
        assertEquals(60, of(day, "sales").talks().sum(), 1e-6);
        assertEquals(1, of(day, "billing").turnedAway());
    }

    @Test
    void aCallThatIsMovedOnLeavesOneQueueAndComesToTheOther() {
        QueuePolicy rules =
                Centre.fifo()
                        .maxWait(Duration.ofSeconds(50))
                        .overflow(
                                new QueuePolicy.Overflow(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(new QueueId("billing"))))
                        .build();
        Centre centre =
                sales("00:10:00")
                        .queue("sales", rules)
                        .queue("billing", Centre.fifo().build())
                        .agent("anna", shift("00:11:10", "01:00:00"));
        Day day = centre.day();
        assertEquals(1, of(day, "sales").leftOtherwise());
        assertEquals(1, of(day, "billing").answered());
        assertEquals(70, of(day, "billing").waitsAnswered().sum(), 1e-6);
    }

    // Shifts.

    @Test
    void agentsWorkTheirShiftsAndFinishTheirTalks() {
        Day day =
                sales("00:29:30")
                        .agent("anna", shift("00:10:00", "00:30:00"))
                        .agent("ben", shift("00:20:00", "00:25:00"), shift("00:40:00", "02:00:00"))
                        .day();
        assertEquals(new AgentFigures(1, 0, 1170, 60, 0, 0), agent(day, "anna"));
        assertEquals(new AgentFigures(0, 0, 300 + 1200, 0, 0, 0), agent(day, "ben"));
    }

    @Test
    void aBreakThatBeginsInATalkBeginsAfterItAndEndsInTime() {
        Staff.Break lunch = new Staff.Break(Centre.at("00:20:00"), Centre.at("00:25:00"), "lunch");
        Day day = sales("00:19:30").agent("anna", shift("00:00:00", "01:00:00", lunch)).day();
        assertEquals(270, agent(day, "anna").paused(), 1e-6);
        assertEquals(60, agent(day, "anna").talking(), 1e-6);
    }

    @Test
    void whoIsLateComesLateAndIsBackLate() {
        Staff.Break lunch = new Staff.Break(Centre.at("00:20:00"), Centre.at("00:25:00"), "lunch");
        Centre centre = sales().agent("anna", shift("00:10:00", "00:40:00", lunch));
        centre.lateness = Optional.of(new Constant(120));
        AgentFigures anna = agent(centre.day(), "anna");
        assertEquals(5 * 60 + 120, anna.paused(), 1e-6);
        assertEquals(30 * 60 - 120 - 5 * 60 - 120, anna.ready(), 1e-6);
    }

    @Test
    void whoLeavesEarlyTakesNoLaterBreak() {
        Staff.Break lunch = new Staff.Break(Centre.at("00:35:00"), Centre.at("00:38:00"), "lunch");
        Centre centre = sales("00:29:30").agent("anna", shift("00:10:00", "00:40:00", lunch));
        centre.adherence = new Adherence(0, Optional.of(new Constant(5 * 60)), Optional.empty());
        AgentFigures anna = agent(centre.day(), "anna");
        assertEquals(new AgentFigures(1, 0, 24 * 60, 60, 0, 0), anna);
    }

    /// The second reaches into the break that is planned, which goes on as long as it was to.
    @Test
    void breaksThatNobodyPlannedAreAPart() {
        Staff.Break lunch = new Staff.Break(Centre.at("00:24:00"), Centre.at("00:30:00"), "lunch");
        Centre centre = sales().agent("anna", shift("00:10:00", "00:40:00", lunch));
        centre.adherence =
                new Adherence(
                        0,
                        Optional.empty(),
                        Optional.of(
                                new Adherence.UnplannedBreaks(
                                        new Constant(5 * 60), new Constant(2 * 60), "break")));
        AgentFigures anna = agent(centre.day(), "anna");
        // From 15 to 17, from 22 to 30, from 36 to 38; the one from 29 to 31 ends a minute later.
        assertEquals((2 + 8 + 1 + 2) * 60, anna.paused(), 1e-6);
        assertEquals((30 - 13) * 60, anna.ready(), 1e-6);
    }

    /// Both shifts of a day are missed, or none: 100 agents, of whom a third stays away.
    @Test
    void whoDoesNotComeMissesTheWholeDay() {
        Centre centre = sales();
        for (int i = 0; i < 100; i++) {
            centre.agent("agent" + i, shift("00:10:00", "00:20:00"), shift("00:30:00", "00:40:00"));
        }
        centre.adherence = new Adherence(1.0 / 3, Optional.empty(), Optional.empty());
        Day day = centre.day();
        long there = 0;
        for (int i = 0; i < 100; i++) {
            double ready = agent(day, "agent" + i).ready();
            assertTrue(ready == 0 || ready == 1200, () -> "ready " + ready);
            there += ready > 0 ? 1 : 0;
        }
        long came = there;
        assertTrue(came > 50 && came < 85, () -> came + " came");
    }

    // What goes wrong.

    @Test
    void whoseTelephoneIsGoneLosesTheTalkAndIsNotReached() {
        AgentId anna = new AgentId("anna");
        Day day =
                sales("00:10:00", "00:10:40")
                        .agent("anna", Centre.always())
                        .fault(
                                new Fault.PhonesLost(
                                        Centre.at("00:10:30"),
                                        Duration.ofMinutes(1),
                                        List.of(anna)))
                        .day();
        assertEquals(90, of(day, "sales").talks().sum(), 1e-6);
        assertEquals(2, of(day, "sales").answered());
        assertTrue(agent(day, "anna").missed() >= 9);
        assertEquals(50, of(day, "sales").waitsAnswered().most(), 6);
    }

    @Test
    void aRestartEndsTalksAndLinesAndTurnsCallersAwayUntilItIsDone() {
        Day day =
                sales("00:10:00", "00:10:10", "00:10:40", "00:11:00")
                        .agent("anna", Centre.always())
                        .fault(new Fault.Restart(Centre.at("00:10:30"), Duration.ofSeconds(30)))
                        .day();
        CallFigures sales = of(day, "sales");
        assertEquals(2, sales.answered());
        assertEquals(90, sales.talks().sum(), 1e-6);
        assertEquals(1, sales.leftOtherwise());
        assertEquals(1, sales.turnedAway());
    }

    @Test
    void aSurgeBringsRecordedCallsSeveralTimes() {
        Centre centre = sales("00:10:00", "00:20:00", "00:40:00");
        centre.fault(new Fault.Surge(Centre.at("00:15:00"), Duration.ofMinutes(10), "sales", 4));
        centre.patience(new Constant(1));
        assertEquals(
                List.of(600L, 1200L, 1500L, 1800L, 2100L, 2400L),
                times(centre, RoutingEvent.CallQueued.class));
    }

    // What is counted.

    @Test
    void callsOfTheWarmUpCountInNoFigure() {
        Centre centre = sales("00:09:59", "00:10:30").agent("anna", Centre.always());
        centre.warmUp = Duration.ofMinutes(10);
        Day day = centre.day();
        assertEquals(1, of(day, "sales").offered());
        assertEquals(59 + 60, agent(day, "anna").talking(), 1e-6);
        assertEquals(3000 - 119, agent(day, "anna").ready(), 1e-6);
    }

    @Test
    void aCallCountsInTheIntervalInWhichItCame() {
        Centre centre = sales("00:29:59", "00:30:00", "00:59:59").agent("anna", Centre.always());
        centre.lasting = Duration.ofMinutes(61);
        List<CallFigures> intervals =
                Objects.requireNonNull(centre.day().intervals().get(Centre.SALES));
        assertEquals(List.of(1L, 2L, 0L), intervals.stream().map(CallFigures::offered).toList());
    }

    @Test
    void figuresAreToldByWhatCallsNeedAsPeopleWriteIt() {
        SkillNeed need =
                SkillNeed.all(
                        List.of(
                                SkillNeed.atLeast("billing", 7),
                                SkillNeed.any(
                                        List.of(
                                                SkillNeed.atLeast("english", 5),
                                                SkillNeed.within("german", 3, 6)))));
        Day day =
                sales("00:10:00")
                        .source("skilled", "sales", 0, need, new Arrivals.Poisson(60))
                        .patience(new Constant(1))
                        .day();
        assertEquals(
                List.of("{billing: 7, any: [{english: 5}, {german: 3-6}]}", "{}"),
                List.copyOf(day.skills().keySet()));
        assertEquals(1, Objects.requireNonNull(day.skills().get("{}")).offered());
    }

    @Test
    void callsThatAreInAtTheEndAreSeenThrough() {
        Day day = sales("00:59:50", "00:59:51").agent("anna", Centre.always()).day();
        assertEquals(2, of(day, "sales").answered());
        assertEquals(59, of(day, "sales").waitsAnswered().sum(), 1e-6);
        assertEquals(10, agent(day, "anna").talking(), 1e-6, "agents' time ends with the span");
    }

    /// Nobody comes any more whom they could wait for.
    @Test
    void whoWouldWaitForEverLeavesADayAfterTheEnd() {
        Day day = sales("00:10:00", "00:10:01").day();
        assertEquals(2, of(day, "sales").leftOtherwise());
    }

    /// When calls came, in nanoseconds after the first minutes.
    private static List<Long> arrivals(Centre centre, String after) {
        List<Long> came = new ArrayList<>();
        centre.day(
                (_, events) ->
                        events.stream()
                                .filter(RoutingEvent.CallQueued.class::isInstance)
                                .map(e -> Duration.between(Centre.at(after), e.at()).toNanos())
                                .forEach(came::add));
        return came;
    }

    @Test
    void callsAtTheSameTimeComeOneAfterTheOther() {
        Centre centre =
                sales("00:10:00", "00:10:00", "00:10:00", "00:10:00", "00:10:00", "00:10:01")
                        .agent("anna", Centre.always());
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 1_000_000_000L), arrivals(centre, "00:10:00"));
    }

    @Test
    void callsOfTwoSourcesAtTheSameTimeComeOneAfterTheOther() {
        Arrivals.Call call =
                new Arrivals.Call(
                        Centre.at("00:10:00"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        Centre centre =
                sales("00:10:00", "00:10:00", "00:10:00")
                        .source(
                                "others",
                                "sales",
                                0,
                                SkillNeed.none(),
                                new Arrivals.Recorded(List.of(call, call, call)))
                        .agent("anna", Centre.always());
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L), arrivals(centre, "00:10:00"));
    }

    /// Times between calls may be none.
    @Test
    void callsThatAreDrawnForTheSameTimeComeOneAfterTheOther() {
        Centre centre =
                new Centre()
                        .queue("sales", Centre.fifo().build())
                        .source(
                                "bursts",
                                "sales",
                                0,
                                SkillNeed.none(),
                                new Arrivals.Renewal(
                                        new Empirical(List.of(0.0, 0.0, 0.0, 0.0, 600.0))))
                        .talk(new Constant(1))
                        .agents("agent", 5);
        List<Long> came = arrivals(centre, "00:00:00");
        assertTrue(came.size() > 10, came::toString);
        assertEquals(came.stream().distinct().sorted().toList(), came);
    }

    /// What is kept does not grow with the calls, only with how many are there at once.
    @Test
    void aCallerWhoIsGoneServesTheNext() {
        Centre centre =
                new Centre()
                        .queue("sales", Centre.fifo().build())
                        .agents("agent", 20)
                        .poisson("sales", 5)
                        .patience(new Constant(3600))
                        .talk(new Constant(180));
        centre.lasting = Duration.ofDays(3);
        SimulatedDay day =
                new SimulatedDay(new Plan(centre.scenario(), Detail.WINNER), 0, Witness.NONE);
        Day played = day.play(() -> false).orElseThrow();
        assertTrue(of(played, "sales").offered() > 20_000);
        assertTrue(day.mostCallers() < 60, () -> day.mostCallers() + " callers");
    }

    // What cannot be played.

    @Test
    void aScenarioWithoutARuleThatFitsIsRefused() {
        Centre centre =
                new Centre()
                        .queue("sales", Centre.fifo().build())
                        .calls("sales")
                        .agent("anna", Centre.always())
                        .talk(
                                new Behaviour.Rule(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(new AgentId("ben")),
                                        Optional.empty(),
                                        new Constant(1)));
        assertEquals(
                "no rule says how long every agent talks with calls of source sales in queue sales",
                assertThrows(IllegalArgumentException.class, centre::day).getMessage());
    }

    @Test
    void aSourceOfAQueueThatIsNotThereIsRefused() {
        Centre centre = sales().calls("support", "00:10:00");
        assertEquals(
                "there is no queue support",
                assertThrows(IllegalArgumentException.class, centre::day).getMessage());
    }

    @Test
    void theEndIsTheEnd() {
        assertEquals(0, of(sales("01:00:00").day(), "sales").offered(), "no call comes at " + END);
    }
}
