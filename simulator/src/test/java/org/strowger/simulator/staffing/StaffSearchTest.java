package org.strowger.simulator.staffing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.chance.Distribution.Exponential;
import org.strowger.simulator.result.Goal;
import org.strowger.simulator.result.Results;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Fault;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Source;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Staff;
import org.strowger.simulator.staffing.StaffPlan.Outcome;
import org.strowger.simulator.staffing.StaffSearch.Effort;

class StaffSearchTest {
    private static final Instant MORNING = Instant.parse("2026-11-09T08:00:00Z");
    private static final Effort EFFORT = new Effort(6, 600, 40, 2);

    /// A centre of one queue for each kind of call, from eight to four.
    private static final class Centre {
        private final SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        private final List<Source> sources = new ArrayList<>();
        private final List<Staff> staff = new ArrayList<>();
        private final List<Goal> targets = new ArrayList<>();
        private List<Behaviour.Rule> talks = List.of(rule(new Exponential(180)));
        private List<Fault> faults = List.of();

        static Behaviour.Rule rule(Distribution time) {
            return new Behaviour.Rule(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), time);
        }

        Centre calls(String kind, double... perHour) {
            queues.put(
                    new QueueId(kind),
                    QueuePolicy.builder()
                            .order(new CallOrder.Fifo())
                            .serviceTarget(Duration.ofSeconds(20))
                            .build());
            List<Double> calls = new ArrayList<>();
            for (double each : perHour) {
                calls.add(each);
            }
            sources.add(
                    new Source(
                            kind,
                            new Source.ToQueue(new QueueId(kind), 0, SkillNeed.atLeast(kind, 1)),
                            new Arrivals.ByInterval(
                                    MORNING,
                                    Duration.ofHours(8).dividedBy(perHour.length),
                                    calls.stream().map(c -> c * 8 / perHour.length).toList())));
            return this;
        }

        Centre agent(String name, Staff.Shift shift, String... skills) {
            SortedMap<String, Integer> levels = new TreeMap<>();
            for (String skill : skills) {
                levels.put(skill, 1);
            }
            staff.add(new Staff(new AgentId(name), RoutingProfile.of(levels), List.of(shift)));
            return this;
        }

        Centre answered(double share) {
            targets.add(new Goal.ServiceLevel(Optional.empty(), 20, share));
            return this;
        }

        Centre answered(String kind, double share) {
            targets.add(new Goal.ServiceLevel(Optional.of(new QueueId(kind)), 20, share));
            return this;
        }

        Results noDays() {
            SortedMap<QueueId, Double> promised = new TreeMap<>();
            queues.forEach((queue, _) -> promised.put(queue, 20.0));
            return new Results(promised, targets);
        }

        Scenario scenario() {
            return new Scenario(
                    "test",
                    RoutingPolicy.of("test", queues),
                    new Span(
                            MORNING,
                            MORNING.plus(Duration.ofHours(8)),
                            ZoneOffset.UTC,
                            Duration.ZERO,
                            Duration.ofHours(1)),
                    staff,
                    sources,
                    new Behaviour(
                            List.of(rule(new Exponential(120))),
                            talks,
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            Optional.empty()),
                    faults,
                    List.of(),
                    20_261_122,
                    1,
                    Optional.empty());
        }
    }

    private static Staff.Shift shift(int from, int until) {
        Instant midnight = MORNING.minus(Duration.ofHours(8));
        return new Staff.Shift(
                midnight.plus(Duration.ofHours(from)),
                midnight.plus(Duration.ofHours(until)),
                List.of());
    }

    private static final Allowed ANY = Allowed.usual();

    private static Allowed most(int inGroup) {
        return new Allowed(
                List.of(), OptionalInt.of(inGroup), new TreeMap<>(), 0.01, OptionalDouble.empty());
    }

    private static StaffPlan search(Centre centre, Allowed allowed) throws InterruptedException {
        return new StaffSearch(
                        centre.scenario(), centre::noDays, allowed, EFFORT, _ -> {}, () -> false)
                .search();
    }

    private static int count(StaffPlan plan, String agent, int hour) {
        return plan.needed().stream()
                .filter(each -> each.group().agents().contains(new AgentId(agent)))
                .filter(each -> each.shape().shifts().getFirst().equals(shift(hour, hour + 4)))
                .mapToInt(StaffPlan.Needed::count)
                .sum();
    }

    /// The target lies in the middle between what one agent fewer comes to by Erlang A, and this
    /// number. Who hangs up within 5 seconds counts in no service level, which is close to those
    /// who did not hang up in time for so few.
    @Test
    void ofOneKindOfCallsItTakesAsManyAsErlangSays() throws InterruptedException {
        double fewer =
                new ErlangA(13, 200 / 3600.0, 180, new Exponential(120)).within(20).answered();
        double enough =
                new ErlangA(14, 200 / 3600.0, 180, new Exponential(120)).within(20).answered();
        Centre centre =
                new Centre()
                        .calls("sales", 200)
                        .agent("anna", shift(8, 16), "sales")
                        .answered((fewer + enough) / 2);
        StaffPlan plan = search(centre, ANY);
        assertEquals(Outcome.FOUND, plan.outcome());
        assertEquals(14, plan.staff().size());
        assertEquals(14 * 8, plan.hours());
        assertEquals(8, plan.hoursAsItIs());
        assertEquals(new AgentId("anna"), plan.staff().getFirst().agent());
        assertEquals(
                List.of(14.0, 14.0, 14.0, 14.0, 14.0, 14.0, 14.0, 14.0), plan.present().getFirst());
        assertTrue(plan.verdicts().getFirst().isMet());
        assertEquals(EFFORT.checkDays(), plan.checkedDays());
    }

    @Test
    void peopleComeWhenCallsCome() throws InterruptedException {
        Centre centre =
                new Centre()
                        .calls("sales", 120, 30)
                        .agent("anna", shift(8, 16), "sales")
                        .agent("ben", shift(8, 12), "sales")
                        .agent("carla", shift(12, 16), "sales")
                        .answered(0.8);
        StaffPlan plan = search(centre, ANY);
        assertEquals(Outcome.FOUND, plan.outcome());
        assertEquals(1, plan.groups().size());
        List<Double> present = plan.present().getFirst();
        assertTrue(present.get(0) >= 6 && present.get(0) <= 10, present::toString);
        assertTrue(present.get(7) >= 2 && present.get(7) <= 4, present::toString);
        assertTrue(plan.hours() < 8 * present.get(0));
    }

    /// Every schedule with fewer hours misses the targets on the days of the search.
    @Test
    void noScheduleWithFewerHoursMeetsTheTargets() throws Exception {
        Centre centre =
                new Centre()
                        .calls("sales", 30)
                        .calls("support", 20)
                        .agent("anna", shift(8, 16), "sales")
                        .agent("ben", shift(8, 16), "support")
                        .agent("carla", shift(8, 15), "sales", "support")
                        .answered("sales", 0.7)
                        .answered("support", 0.7);
        StaffPlan plan = search(centre, ANY);
        assertEquals(Outcome.FOUND, plan.outcome());
        Workforce workforce = new Workforce(centre.scenario(), ANY);
        Trials trials = new Trials(workforce, centre::noDays, EFFORT, ANY, _ -> {}, () -> false);
        double least = Double.POSITIVE_INFINITY;
        for (int sales = 0; sales <= 4; sales++) {
            for (int support = 0; support <= 4; support++) {
                for (int both = 0; both <= 6; both++) {
                    Schedule schedule =
                            Schedule.empty(workforce.size())
                                    .with(0, sales)
                                    .with(2, support)
                                    .with(5, both);
                    double hours = workforce.hours(schedule);
                    if (hours < least && trials.of(schedule).meets(trials.nothingToSpare())) {
                        least = hours;
                    }
                }
            }
        }
        assertTrue(
                plan.hours() <= least + 1,
                "%s h, but %s h would do".formatted(plan.hours(), least));
    }

    @Test
    void whoCannotTakeTheCallsIsNotAskedToCome() throws InterruptedException {
        Centre centre =
                new Centre()
                        .calls("sales", 40)
                        .agent("anna", shift(8, 16), "sales")
                        .agent("ben", shift(8, 16), "support")
                        .answered(0.7);
        StaffPlan plan = search(centre, ANY);
        assertEquals(Outcome.FOUND, plan.outcome());
        assertEquals(2, plan.groups().size());
        assertTrue(plan.needed().stream().allMatch(n -> n.group().name().equals("like anna")));
    }

    @Test
    void targetsThatCannotBeMetAreSaidToBe() throws InterruptedException {
        Centre centre =
                new Centre().calls("sales", 200).agent("anna", shift(8, 16), "sales").answered(0.8);
        StaffPlan plan = search(centre, most(5));
        assertEquals(Outcome.CANNOT_BE_MET, plan.outcome());
        assertEquals(5, plan.staff().size());
        assertTrue(!plan.verdicts().getFirst().isMet() && plan.verdicts().getFirst().isCertain());
    }

    /// Nobody is there after noon, whatever the number.
    @Test
    void shiftsThatLeaveHoursOpenCannotMeetWhatIsAskedOfThem() throws InterruptedException {
        Centre centre =
                new Centre().calls("sales", 20).agent("anna", shift(8, 12), "sales").answered(0.9);
        assertEquals(Outcome.CANNOT_BE_MET, search(centre, ANY).outcome());
        Shape whole = Shape.read("08:00-16:00", centre.scenario().span(), "break");
        StaffPlan plan =
                search(
                        centre,
                        new Allowed(
                                List.of(whole),
                                OptionalInt.empty(),
                                new TreeMap<>(),
                                0.01,
                                OptionalDouble.empty()));
        assertEquals(Outcome.FOUND, plan.outcome());
        assertEquals(0, count(plan, "anna", 12));
    }

    /// The afternoon is so quiet that the day does well without it.
    @Test
    void everyIntervalIsServedWhereThatIsAsked() throws InterruptedException {
        Centre centre =
                new Centre()
                        .calls("sales", 60, 60, 60, 6)
                        .agent("anna", shift(8, 14), "sales")
                        .agent("ben", shift(14, 16), "sales")
                        .answered(0.75);
        StaffPlan starved = search(centre, ANY);
        assertEquals(Outcome.FOUND, starved.outcome());
        assertEquals(0.0, starved.present().getFirst().getLast());
        assertEquals(0.0, starved.worst().orElseThrow().level().value(), 0.01);
        StaffPlan served =
                search(
                        centre,
                        new Allowed(
                                List.of(),
                                OptionalInt.empty(),
                                new TreeMap<>(),
                                0.01,
                                OptionalDouble.of(0.5)));
        assertEquals(Outcome.FOUND, served.outcome());
        assertTrue(served.present().getFirst().getLast() >= 1);
        assertTrue(served.worst().orElseThrow().level().value() >= 0.5);
    }

    @Test
    void limitsOfSomeAgentsAreThoseOfTheirGroup() {
        Centre centre =
                new Centre()
                        .calls("sales", 60)
                        .agent("anna", shift(8, 16), "sales")
                        .agent("ben", shift(8, 16), "support");
        Allowed few =
                new Allowed(
                        List.of(),
                        OptionalInt.empty(),
                        new TreeMap<>(Map.of(new AgentId("ben"), 3)),
                        0.01,
                        OptionalDouble.empty());
        assertEquals(
                List.of(50, 3),
                new Workforce(centre.scenario(), few).groups().stream().map(Group::most).toList());
        Allowed unknown =
                new Allowed(
                        List.of(),
                        OptionalInt.empty(),
                        new TreeMap<>(Map.of(new AgentId("bem"), 3)),
                        0.01,
                        OptionalDouble.empty());
        assertEquals(
                "the scenario has no agent bem, did you mean 'ben'?",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Workforce(centre.scenario(), unknown))
                        .getMessage());
    }

    @Test
    void oneSeedGivesOnePlanHoweverManyThreadsPlay() throws InterruptedException {
        Centre centre =
                new Centre()
                        .calls("sales", 30)
                        .agent("anna", shift(8, 12), "sales")
                        .agent("ben", shift(12, 16), "sales")
                        .answered(0.7);
        List<String> plans = new ArrayList<>();
        for (int threads = 1; threads <= 2; threads++) {
            Effort effort = new Effort(3, 200, 5, threads);
            plans.add(
                    new StaffSearch(
                                    centre.scenario(),
                                    centre::noDays,
                                    ANY,
                                    effort,
                                    _ -> {},
                                    () -> false)
                            .search()
                            .toString());
        }
        assertEquals(plans.get(0), plans.get(1));
    }

    @Test
    void aBoundOnTrialsEndsTheSearch() throws InterruptedException {
        Centre centre =
                new Centre().calls("sales", 200).agent("anna", shift(8, 16), "sales").answered(0.8);
        List<Integer> told = new ArrayList<>();
        StaffPlan plan =
                new StaffSearch(
                                centre.scenario(),
                                centre::noDays,
                                ANY,
                                new Effort(2, 3, 5, 1),
                                told::add,
                                () -> false)
                        .search();
        assertEquals(Outcome.NOTHING_YET, plan.outcome());
        assertEquals(List.of(1, 2, 3), told);
        assertEquals(3, plan.trials());
        assertTrue(!plan.isMet());
    }

    @Test
    void fewerTrialsThanAStepTakesAreRefused() {
        Centre centre = new Centre().calls("sales", 200).calls("support", 200).answered(0.8);
        for (int i = 1; i <= 4; i++) {
            centre.agent("anna" + i, shift(8, 8 + i), "sales");
            centre.agent("ben" + i, shift(9, 9 + i), "support");
        }
        assertEquals(
                "expected more than 16 trials, for a step tries each of 2 groups of agents in each of 8"
                        + " shapes, but found 16",
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        new StaffSearch(
                                                centre.scenario(),
                                                centre::noDays,
                                                ANY,
                                                new Effort(2, 16, 5, 1),
                                                _ -> {},
                                                () -> false))
                        .getMessage());
    }

    @Test
    void aStopEndsTheSearchWithWhatItHas() throws InterruptedException {
        Centre centre =
                new Centre().calls("sales", 60).agent("anna", shift(8, 16), "sales").answered(0.8);
        StaffPlan plan =
                new StaffSearch(centre.scenario(), centre::noDays, ANY, EFFORT, _ -> {}, () -> true)
                        .search();
        assertEquals(Outcome.NOTHING_YET, plan.outcome());
        assertEquals(0, plan.checkedDays());
    }

    @Test
    void agentsOfWhomRulesSayOtherThingsAreNotAlike() {
        Centre centre =
                new Centre()
                        .calls("sales", 60)
                        .agent("anna", shift(8, 16), "sales")
                        .agent("ben", shift(8, 16), "sales")
                        .agent("carla", shift(8, 16), "sales")
                        .agent("dora", shift(8, 16), "sales");
        Distribution slow = new Exponential(400);
        centre.talks =
                List.of(
                        ofAgent("anna", slow),
                        ofAgent("carla", slow),
                        Centre.rule(new Exponential(200)));
        centre.faults =
                List.of(
                        new Fault.PhonesLost(
                                MORNING,
                                Duration.ofMinutes(1),
                                List.of(new AgentId("ben"), new AgentId("anna"))));
        Workforce workforce = new Workforce(centre.scenario(), most(9));
        assertEquals(
                List.of("like anna", "like ben", "like carla", "like dora"),
                workforce.groups().stream().map(Group::name).toList());
        Scenario changed =
                workforce.with(Schedule.empty(workforce.size()).with(0, 3).with(2, 1), 1, 1);
        assertEquals(
                List.of("anna", "anna+1", "anna+2", "carla"),
                changed.staff().stream().map(one -> one.agent().value()).toList());
        assertEquals(
                List.of("anna", "anna+1", "anna+2", "carla", "anyone"),
                changed.behaviour().talks().stream()
                        .map(rule -> rule.agent().map(AgentId::value).orElse("anyone"))
                        .toList());
        assertEquals(
                List.of("anna", "anna+1", "anna+2"),
                ((Fault.PhonesLost) changed.faults().getFirst())
                        .agents().stream().map(AgentId::value).toList());
    }

    private static Behaviour.Rule ofAgent(String agent, Distribution time) {
        return new Behaviour.Rule(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new AgentId(agent)),
                Optional.empty(),
                time);
    }

    @Test
    void scenariosWithoutTargetsOrPeopleAreRefused() {
        Centre nobody = new Centre().calls("sales", 60).answered(0.8);
        Centre aimless = new Centre().calls("sales", 60).agent("anna", shift(8, 16), "sales");
        for (Centre centre : List.of(nobody, aimless)) {
            Scenario scenario = centre.scenario();
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            new StaffSearch(
                                    scenario, centre::noDays, ANY, EFFORT, _ -> {}, () -> false));
        }
    }

    @Test
    void shapesAreReadWithTheirBreaks() {
        Span span = new Centre().scenario().span();
        Shape shape = Shape.read("08:00-14:00,10:00-10:15,12:00-12:30", span, "break");
        assertEquals(6, shape.hours(span));
        assertEquals(2, shape.shifts().getFirst().breaks().size());
        for (String wrong :
                List.of(
                        "8-14",
                        "08:00-24:01",
                        "08:00-10:00,11:00-11:15",
                        "08:00-14:00,12:00-12:30,10:00-10:15",
                        "17:00-18:00")) {
            assertThrows(
                    IllegalArgumentException.class, () -> Shape.read(wrong, span, "break"), wrong);
        }
    }
}
