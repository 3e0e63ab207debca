package org.strowger.engine.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.DeferPlace;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.HandOver;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.PassTime;
import org.strowger.engine.routing.RoutingCommand.Refusal;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingCommand.RetryPlace;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCommand.TakeUp;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CallReprioritized;
import org.strowger.engine.routing.RoutingEvent.StepReached;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;

class RoutingMetricsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final QueueId SUPPORT = new QueueId("support");
    private static final RoutingProfile UNSKILLED = RoutingProfile.of(new TreeMap<>());
    private static final QueueId SALES = new QueueId("sales");
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BEN = new AgentId("ben");
    private static final CallId C1 = new CallId("c1");
    private static final CallId C2 = new CallId("c2");

    private final RoutingCore core = new RoutingCore();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RoutingMetrics metrics = new RoutingMetrics(meters);

    RoutingMetricsTest() {
        TreeMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        queues.put(SUPPORT, QueuePolicy.builder().maxLength(10).build());
        handle(new ApplyPolicy(NOON, RoutingPolicy.of("1", queues)));
    }

    private static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    private void handle(RoutingCommand command) {
        metrics.on(core.handle(command));
    }

    private double count(String name, String... tags) {
        return meters.counter(name, tags).count();
    }

    @Test
    void anAnsweredCallCountsWithItsWait() {
        handle(new EnqueueCall(at(0), C1, SUPPORT, 0, SkillNeed.none()));
        handle(new SignInAgent(at(40), ANNA, UNSKILLED));
        handle(new AcceptOffer(at(45), ANNA, C1));
        handle(new EndCall(at(100), C1));
        assertEquals(1, count("strowger.queue.offered", "queue", "support"));
        assertEquals(1, metrics.answered(SUPPORT));
        assertEquals(0, metrics.abandoned(SUPPORT));
        var wait = meters.timer("strowger.queue.wait", "queue", "support");
        assertEquals(1, wait.count());
        assertEquals(45, wait.totalTime(TimeUnit.SECONDS));
    }

    @Test
    void callsThatLeaveCountByTheirReason() {
        handle(new EnqueueCall(at(0), C1, SUPPORT, 0, SkillNeed.none()));
        handle(new EnqueueCall(at(0), C2, SUPPORT, 0, SkillNeed.none()));
        handle(new LeaveQueue(at(9), C1, LeaveReason.ABANDONED));
        handle(new LeaveQueue(at(9), C2, LeaveReason.TIMED_OUT));
        assertEquals(1, metrics.abandoned(SUPPORT));
        assertEquals(1, count("strowger.queue.left", "queue", "support", "reason", "TIMED_OUT"));
        assertEquals(0, metrics.answered(SUPPORT));
    }

    @Test
    void offersThatNobodyTookAndLostRacesCount() {
        handle(new SignInAgent(at(0), ANNA, UNSKILLED));
        handle(new EnqueueCall(at(0), C1, SUPPORT, 0, SkillNeed.none()));
        handle(new RefuseOffer(at(1), ANNA, C1, Refusal.BUSY));
        handle(new AcceptOffer(at(2), ANNA, C1));
        assertEquals(1, count("strowger.offers.unanswered", "queue", "support", "outcome", "BUSY"));
        assertEquals(1, count("strowger.routing.rejected", "reason", "NOT_OFFERED"));
    }

    @Test
    void aMovedCallLeavesOneQueueForAnotherAndItsWaitGoesOn() {
        metrics.on(
                List.of(
                        new CallQueued(
                                at(0), C1, SUPPORT, 0, SkillNeed.none(), Optional.empty(), at(0)),
                        new CallMoved(at(30), C1, SUPPORT, SALES, at(30), CallMoved.Why.COMMANDED),
                        new CallConnected(at(45), C1, SALES, ANNA)));
        assertEquals(1, count("strowger.queue.offered", "queue", "support"));
        assertEquals(1, inQueue("strowger.queue.moved.out", SUPPORT, "reason", "COMMANDED"));
        assertEquals(1, inQueue("strowger.queue.moved.in", SALES, "reason", "COMMANDED"));
        assertEquals(0, metrics.answered(SUPPORT));
        assertEquals(1, metrics.answered(SALES));
        assertEquals(
                45,
                meters.timer("strowger.queue.wait", "queue", "sales").totalTime(TimeUnit.SECONDS));
    }

    @Test
    void whatIsDoneWithCallsInLineCounts() {
        DecisionRecord pulled =
                new DecisionRecord(
                        "1",
                        DecisionRecord.Basis.PULLED,
                        Optional.of(ANNA),
                        List.of(),
                        0,
                        List.of(),
                        0,
                        List.of());
        metrics.on(
                List.of(
                        new StepReached(at(1), C1, SUPPORT, 1, StepReached.Why.NOBODY),
                        new CallReprioritized(at(2), C1, SUPPORT, 7),
                        new CallOffered(at(3), C1, SUPPORT, ANNA, Optional.empty(), at(18), pulled),
                        new CallLeftQueue(at(4), C1, SUPPORT, LeaveReason.MAX_WAIT)));
        assertEquals(1, inQueue("strowger.queue.steps", SUPPORT, "why", "NOBODY"));
        assertEquals(1, count("strowger.queue.reprioritized", "queue", "support"));
        assertEquals(1, inQueue("strowger.offers", SUPPORT, "basis", "PULLED"));
        assertEquals(1, inQueue("strowger.queue.left", SUPPORT, "reason", "MAX_WAIT"));
    }

    private double inQueue(String name, QueueId queue, String tag, String value) {
        return count(name, "queue", queue.value(), tag, value);
    }

    @Test
    void callsThatBeginWithTheirAgentAreNoCallersOfTheQueue() {
        handle(new SignInAgent(at(0), ANNA, UNSKILLED));
        handle(new TakeUp(at(1), ANNA, C1, SUPPORT, 0, Optional.empty()));
        handle(new RefuseOffer(at(2), ANNA, C1, Refusal.BUSY));
        handle(new TakeUp(at(20), ANNA, C2, SUPPORT, 0, Optional.of("+4420")));
        handle(new AcceptOffer(at(21), ANNA, C2));
        assertEquals(2, count("strowger.queue.taken.up", "queue", "support"));
        assertEquals(1, count("strowger.queue.taken.up.answered", "queue", "support"));
        assertEquals(0, count("strowger.queue.offered", "queue", "support"));
        assertEquals(0, inQueue("strowger.queue.left", SUPPORT, "reason", "NOT_TAKEN"));
        assertEquals(0, metrics.answered(SUPPORT));
        assertEquals(2, inQueue("strowger.offers", SUPPORT, "basis", "TAKEN_UP"));
    }

    @Test
    void placesThatAreTriedAgainAndTalksThatAreHandedOverCount() {
        handle(new SignInAgent(at(0), ANNA, UNSKILLED));
        handle(new EnqueueCall(at(0), C1, SUPPORT, 0, SkillNeed.none()));
        handle(new KeepPlace(at(1), C1, "+4420"));
        handle(new DeferPlace(at(2), C1, at(10)));
        handle(new PassTime(at(10)));
        handle(new AcceptOffer(at(11), ANNA, C1));
        handle(new RetryPlace(at(20), C1, at(30)));
        handle(new PassTime(at(30)));
        handle(new AcceptOffer(at(31), ANNA, C1));
        handle(new SignInAgent(at(40), BEN, UNSKILLED));
        handle(new TakeUp(at(40), BEN, C2, SUPPORT, 0, Optional.empty()));
        handle(new AcceptOffer(at(41), BEN, C2));
        handle(new HandOver(at(50), C1, C2));
        assertEquals(1, count("strowger.queue.deferred", "queue", "support"));
        assertEquals(1, count("strowger.queue.retried", "queue", "support"));
        assertEquals(2, metrics.answered(SUPPORT));
        assertEquals(1, count("strowger.queue.handed.over", "queue", "support"));
        var wait = meters.timer("strowger.queue.wait", "queue", "support");
        assertEquals(11 + 11, wait.totalTime(TimeUnit.SECONDS));
    }

    @Test
    void aCallFromBeforeTheStartCountsAsAnsweredWithoutAWait() {
        metrics.on(List.of(new CallConnected(at(0), C1, SUPPORT, ANNA)));
        assertEquals(1, metrics.answered(SUPPORT));
        assertEquals(0, meters.find("strowger.queue.wait").timers().size());
    }

    @Test
    void aCallThatWaitsTwiceIsTimedEachTime() {
        handle(new SignInAgent(at(0), ANNA, UNSKILLED));
        for (int round = 0; round < 2; round++) {
            handle(new EnqueueCall(at(round * 100L), C1, SUPPORT, 0, SkillNeed.none()));
            handle(new AcceptOffer(at(round * 100L + 7), ANNA, C1));
            handle(new EndCall(at(round * 100L + 50), C1));
        }
        assertEquals(
                14,
                meters.timer("strowger.queue.wait", "queue", "support")
                        .totalTime(TimeUnit.SECONDS));
    }
}
