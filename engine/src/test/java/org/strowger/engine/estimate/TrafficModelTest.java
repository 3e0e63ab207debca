package org.strowger.engine.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.engine.estimate.Floor.NOON;
import static org.strowger.engine.estimate.Floor.SALES;
import static org.strowger.engine.estimate.Floor.SERVICE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.QueuePolicy.WaitingCost;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.PlaceKept;
import org.strowger.engine.routing.RoutingEvent.WrapUpEnded;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.SkillNeed;

class TrafficModelTest {
    private static final AgentId ANN = new AgentId("ann");
    private static final AgentId BEN = new AgentId("ben");
    private static final double TOLERANCE = 0.06;

    private final TrafficModel model = new TrafficModel(Duration.ofHours(1));
    private final SplittableRandom lots = new SplittableRandom(11);

    private static Instant at(double seconds) {
        return NOON.plusNanos(Math.round(seconds * 1e9));
    }

    private double exponential(double mean) {
        return -mean * Math.log(1 - lots.nextDouble());
    }

    private static CallQueued queued(double seconds, CallId call) {
        return queued(seconds, call, 0, SkillNeed.none());
    }

    private static CallQueued queued(double seconds, CallId call, int priority, SkillNeed need) {
        Instant at = at(seconds);
        return new CallQueued(at, call, SALES, priority, need, Optional.empty(), at);
    }

    private static CallConnected connected(double seconds, CallId call) {
        return new CallConnected(at(seconds), call, SALES, ANN);
    }

    private static CallEnded ended(double seconds, CallId call, double wrapUp) {
        Optional<Instant> until =
                wrapUp == 0 ? Optional.empty() : Optional.of(at(seconds + wrapUp));
        return new CallEnded(at(seconds), call, SALES, ANN, until);
    }

    private static CallLeftQueue left(double seconds, CallId call, LeaveReason reason) {
        return new CallLeftQueue(at(seconds), call, SALES, reason);
    }

    private void hear(List<RoutingEvent> events, double until) {
        model.on(
                events.stream()
                        .filter(event -> !event.at().isAfter(at(until)))
                        .sorted(Comparator.comparing(RoutingEvent::at))
                        .toList());
    }

    private static Traffic traffic(TrafficModel model, QueueId queue, double seconds) {
        return Objects.requireNonNull(model.traffic(at(seconds)).get(queue));
    }

    private Traffic sales(double seconds) {
        return traffic(model, SALES, seconds);
    }

    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, TOLERANCE * expected);
    }

    /// Four hours in which a call comes every five seconds, and talks take four minutes and half a
    /// minute of after-call work. Those not over at the end are no exception.
    @Test
    void talksAfterCallWorkAndArrivalsAreLearnt() {
        double day = 4 * 3_600;
        List<RoutingEvent> events = new ArrayList<>();
        double time = 0;
        for (int i = 0; time < day; i++, time += exponential(5)) {
            CallId call = new CallId("c" + i);
            double end = time + 10 + exponential(240);
            double free = end + exponential(30);
            events.add(queued(time, call));
            events.add(connected(time + 10, call));
            events.add(ended(end, call, 3_600));
            events.add(new WrapUpEnded(at(free), ANN, call));
        }
        hear(events, day);

        Traffic sales = sales(day);
        assertClose(240, Seconds.of(sales.talk()));
        assertClose(30, Seconds.of(sales.wrapUp()));
        assertClose(0.2, sales.arrivals().getFirst().perSecond());
        assertEquals(Duration.ofSeconds(10), sales.lastToEnter().orElseThrow());
        assertTrue(sales.contacts() > 500);
    }

    /// Callers with a patience of three minutes are answered after an exponential two minutes, so
    /// that most never give up: their patience is not the mean of the waits of those who did.
    @Test
    void patienceIsLearntFromThoseWhoStayedToo() {
        double day = 6 * 3_600;
        List<RoutingEvent> events = new ArrayList<>();
        double time = 0;
        for (int i = 0; time < day; i++, time += exponential(4)) {
            CallId call = new CallId("c" + i);
            double patience = exponential(180);
            double wait = exponential(120);
            events.add(queued(time, call));
            if (patience < wait) {
                events.add(left(time + patience, call, LeaveReason.ABANDONED));
            } else {
                events.add(connected(time + wait, call));
                events.add(ended(time + wait + 1, call, 0));
            }
        }
        hear(events, day);
        assertClose(1 / 180.0, sales(day).abandonment());
    }

    @Test
    void callsThatBeginWithTheirAgentAreNotLearntFrom() {
        CallId call = new CallId("own");
        Instant at = at(0);
        CallQueued own =
                new CallQueued(
                        at,
                        call,
                        SALES,
                        0,
                        SkillNeed.none(),
                        Optional.empty(),
                        at,
                        Optional.of(ANN));
        hear(List.of(queued(0, new CallId("c")), own, offered(0, call)), 0);
        hear(List.of(connected(5, call), ended(900, call, 0)), 900);
        assertEquals(1, sales(900).arrivals().size());
        assertEquals(0, sales(900).contacts());
    }

    /// Calls talk with Ann for a minute and a half; after the first minute a colleague is asked,
    /// who has them for another two.
    @Test
    void talkThatIsHandedOverIsOneOfEachQueue() {
        List<RoutingEvent> events = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            CallId call = new CallId("c" + i);
            CallId consult = new CallId("consult" + i);
            double time = 4 * i;
            Instant asked = at(time + 60);
            Instant over = at(time + 90);
            events.add(queued(time, call));
            events.add(connected(time, call));
            events.add(
                    new CallQueued(
                            asked, consult, SERVICE, 0, SkillNeed.none(), Optional.empty(), asked));
            events.add(new CallConnected(asked, consult, SERVICE, BEN));
            events.add(
                    new RoutingEvent.CallHandedOver(
                            over, call, SERVICE, ANN, BEN, consult, Optional.empty()));
            events.add(new CallEnded(at(time + 210), call, SERVICE, BEN, Optional.empty()));
        }
        hear(events, 16_000);
        assertClose(90, Seconds.of(sales(16_000).talk()));
        assertClose(150, Seconds.of(traffic(model, SERVICE, 16_000).talk()));
    }

    @Test
    void placeThatIsTriedAgainWaitsFromWhenItMayBeOffered() {
        CallId call = new CallId("c");
        hear(
                List.of(
                        queued(0, call),
                        new PlaceKept(at(1), call, SALES, "+4420"),
                        connected(10, call),
                        new RoutingEvent.PlaceRetried(
                                at(30), call, SALES, ANN, at(0), at(630), Optional.empty()),
                        new RoutingEvent.DeferralEnded(at(630), call, SALES),
                        connected(637, call)),
                700);
        assertEquals(Duration.ofSeconds(7), sales(700).lastToEnter().orElseThrow());
    }

    @Test
    void ringingIsTheTimeUntilSomebodyAnswers() {
        List<RoutingEvent> events = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            CallId call = new CallId("c" + i);
            double time = 10 * i;
            events.add(queued(time, call));
            events.add(offered(time, call));
            events.add(connected(time + 8, call));
            events.add(ended(time + 9, call, 0));
        }
        hear(events, 10_000);
        assertClose(8, Seconds.of(sales(10_000).ringing()));
    }

    private static RoutingEvent offered(double seconds, CallId call) {
        DecisionRecord record =
                new DecisionRecord(
                        "v1",
                        DecisionRecord.Basis.POLICY,
                        Optional.of(ANN),
                        List.of(),
                        0,
                        List.of(),
                        0,
                        List.of());
        return new RoutingEvent.CallOffered(
                at(seconds), call, SALES, ANN, Optional.empty(), at(seconds + 15), record);
    }

    @Test
    void placesThatAreKeptDoNotGiveUp() {
        CallId kept = new CallId("kept");
        CallId stays = new CallId("stays");
        hear(
                List.of(
                        queued(0, kept),
                        queued(0, stays),
                        new PlaceKept(at(60), kept, SALES, "+49301234"),
                        left(7_200, kept, LeaveReason.CALLBACK_GIVEN_UP)),
                7_200);
        // Nobody gave up in 60 s of the one and, with the memory of an hour, 3113 s of the other.
        double waited =
                3_600 * (1 - Math.exp(-2))
                        + 3_600 * (1 - Math.exp(-1 / 60.0)) * Math.exp(-119 / 60.0);
        assertEquals(1 / (1_200 + waited), sales(7_200).abandonment(), 1e-9);
    }

    @Test
    void onlyWhoLeavesByTheirOwnWillGaveUp() {
        double before = 1 / (1_200 + 3_600 * (1 - Math.exp(-0.1)));
        for (LeaveReason reason : List.of(LeaveReason.NODE_LOST, LeaveReason.MAX_WAIT)) {
            TrafficModel heard = new TrafficModel(Duration.ofHours(1));
            heard.on(List.of(queued(0, new CallId("c")), left(360, new CallId("c"), reason)));
            assertEquals(before, traffic(heard, SALES, 360).abandonment(), 1e-9);
        }
        hear(
                List.of(
                        queued(0, new CallId("c")),
                        left(360, new CallId("c"), LeaveReason.ABANDONED)),
                360);
        assertEquals(2 * before, sales(360).abandonment(), 1e-9);
    }

    @Test
    void aCallThatMovesWaitsInItsNewQueueFromThen() {
        CallId call = new CallId("c");
        model.on(
                List.of(
                        queued(0, call),
                        new CallMoved(
                                at(100), call, SALES, SERVICE, at(0), CallMoved.Why.COMMANDED),
                        new CallConnected(at(130), call, SERVICE, ANN)));
        assertEquals(
                Optional.of(Duration.ofSeconds(30)), traffic(model, SERVICE, 130).lastToEnter());
        assertEquals(Optional.empty(), sales(130).lastToEnter());
    }

    @Test
    void withoutExperienceThePolicyIsBelieved() {
        QueuePolicy rules =
                QueuePolicy.builder()
                        .wrapUp(Duration.ofSeconds(40))
                        .cost(new WaitingCost(1, Duration.ofSeconds(400), List.of()))
                        .build();
        TreeMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        queues.put(SALES, rules);
        model.on(List.of(new RoutingEvent.PolicyApplied(NOON, RoutingPolicy.of("v1", queues))));
        Traffic sales = sales(0);
        assertEquals(Duration.ofMinutes(6), sales.talk());
        assertEquals(Duration.ofSeconds(40), sales.wrapUp());
        assertEquals(0, sales.contacts());
        assertEquals(1 / 1_200.0, sales.abandonment(), 1e-12);
        assertEquals(List.of(), sales.arrivals());
    }

    @Test
    void whatWasIsForgotten() {
        List<RoutingEvent> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            CallId call = new CallId("c" + i);
            events.addAll(List.of(queued(i, call), connected(i, call), ended(i + 60, call, 0)));
        }
        hear(events, 200);
        assertClose(70, Seconds.of(sales(200).talk()));
        double nextDay = 86_400;
        assertEquals(300, Seconds.of(sales(nextDay).talk()), 1);
        assertTrue(sales(nextDay).contacts() < 1);
    }

    @Test
    void callsThatAskForSomethingElseAreToldApart() {
        SkillNeed french = SkillNeed.atLeast("french", 3);
        List<RoutingEvent> events = new ArrayList<>();
        for (int i = 0; i < 3_600; i++) {
            boolean isFrench = i % 4 == 0;
            events.add(queued(i, new CallId("c" + i), 0, isFrench ? french : SkillNeed.none()));
        }
        hear(events, 3_600);
        List<Traffic.Arrivals> arrivals = sales(3_600).arrivals();
        assertEquals(
                List.of(SkillNeed.none(), french),
                arrivals.stream().map(Traffic.Arrivals::need).toList());
        assertClose(0.75, arrivals.getFirst().perSecond());
        assertClose(0.25, arrivals.getLast().perSecond());
    }

    @Test
    void moreKindsThanThereIsRoomForAreNotTold() {
        for (int i = 0; i < 100; i++) {
            model.on(List.of(queued(i, new CallId("c" + i), i, SkillNeed.none())));
        }
        assertEquals(16, sales(100).arrivals().size());
    }

    @Test
    void callsBeyondTheBoundAreNotFollowed() {
        for (int i = 0; i < TrafficModel.MOST_CALLS; i++) {
            model.on(List.of(queued(0, new CallId("c" + i))));
        }
        assertEquals(0, model.notFollowed());
        CallId more = new CallId("more");
        model.on(List.of(queued(0, more), connected(5, more)));
        assertEquals(1, model.notFollowed());
        assertEquals(Optional.empty(), sales(5).lastToEnter());
    }

    @Test
    void aQueueThatThePolicyGivesUpIsForgotten() {
        model.on(List.of(queued(0, new CallId("c"))));
        RoutingEvent none = new RoutingEvent.PolicyApplied(at(1), RoutingPolicy.NONE);
        model.on(List.of(none));
        assertEquals(1, model.traffic(at(1)).size());
        model.on(List.of(left(2, new CallId("c"), LeaveReason.ABANDONED), none));
        assertEquals(0, model.traffic(at(2)).size());
    }
}
