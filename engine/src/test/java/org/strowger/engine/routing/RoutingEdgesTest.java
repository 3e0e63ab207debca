package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.DecisionRecord.Standing;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.PassTime;
import org.strowger.engine.routing.RoutingCommand.Refusal;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;

/// Values and moments at the edge of what is allowed.
class RoutingEdgesTest {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final QueueId SALES = new QueueId("sales");
    private static final AgentId ANN = new AgentId("ann");
    private static final CallId C1 = new CallId("c1");

    private final RoutingCore core = new RoutingCore();

    @Test
    void capThatNoWaitReachesIsNoCap() {
        apply(
                QueuePolicy.builder()
                        .order(new CallOrder.Accumulating(5, OptionalInt.of(1_000_000)))
                        .build());
        List<RoutingEvent> events = core.handle(enqueue(C1, 0));
        assertInstanceOf(CallQueued.class, events.getFirst());
        assertEquals(List.of(), core.handle(new PassTime(at(100_000))));
    }

    @Test
    void askingWhyACallWaitsChangesNoDecision() {
        refusedForAMinute();
        core.explain(C1, at(1_000));
        assertEquals(List.of(), core.handle(new PassTime(at(4))));
        assertInstanceOf(CallOffered.class, core.handle(new PassTime(at(63))).getFirst());
    }

    @Test
    void explanationsOfTimesThatCannotBeAreRefused() {
        refusedForAMinute();
        assertThrows(IllegalArgumentException.class, () -> core.explain(C1, Instant.MAX));
    }

    @Test
    void timeDoesNotGoBackBehindACommandThatLedToNothing() {
        refusedForAMinute();
        assertEquals(List.of(), core.handle(new PassTime(at(30))));
        assertThrows(IllegalArgumentException.class, () -> core.handle(new PassTime(at(29))));
    }

    @Test
    void needsBeyondTheLimitAreRefusedBeforeACallIsQueued() {
        SkillNeed much =
                new SkillNeed.All(
                        IntStream.range(0, 33)
                                .mapToObj(i -> SkillNeed.atLeast("skill" + i, 1))
                                .toList());
        assertThrows(
                IllegalArgumentException.class, () -> new EnqueueCall(START, C1, SALES, 0, much));
    }

    @Test
    void agentsWithSharedUnitsCannotGoByOccupancy() {
        QueuePolicy.Builder rules =
                QueuePolicy.builder()
                        .agents(AgentOrder.LEAST_OCCUPIED)
                        .work(new QueuePolicy.Work("chat", Optional.of(1)));
        assertThrows(IllegalArgumentException.class, rules::build);
    }

    @Test
    void longestChainOfOverflowsIsCheckedAndACircleOfAllIsFound() {
        SortedMap<QueueId, QueuePolicy> chain = new TreeMap<>();
        for (int i = 0; i < Limits.QUEUES - 1; i++) {
            chain.put(queue(i), overflowingTo(queue(i + 1)));
        }
        chain.put(queue(Limits.QUEUES - 1), QueuePolicy.standard());
        assertEquals(Limits.QUEUES, RoutingPolicy.of("chain", chain).queues().size());
        chain.put(queue(Limits.QUEUES - 1), overflowingTo(queue(0)));
        assertThrows(IllegalArgumentException.class, () -> RoutingPolicy.of("circle", chain));
    }

    /// What counts in a decision record is told agent by agent, for an offer of the past too.
    @Test
    void replayTellsHowEachAgentStoodToAnOfferedCall() {
        SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        queues.put(SALES, QueuePolicy.standard());
        List<RoutingEvent> all = new ArrayList<>();
        all.addAll(core.handle(new ApplyPolicy(START, RoutingPolicy.of("v1", queues))));
        all.addAll(core.handle(signIn(ANN, 5)));
        all.addAll(core.handle(signIn(new AgentId("ben"), 1)));
        all.addAll(
                core.handle(new EnqueueCall(at(1), C1, SALES, 0, SkillNeed.atLeast("sales", 3))));
        assertInstanceOf(CallOffered.class, all.getLast());
        RoutingCore before = RoutingCore.replay(all.subList(0, all.size() - 1));
        SortedMap<AgentId, Standing> stood = new TreeMap<>();
        stood.put(ANN, Standing.READY);
        stood.put(new AgentId("ben"), Standing.UNSKILLED);
        assertEquals(stood, before.standings(C1));
    }

    @Test
    void placesOfManyCallsAreThePlacesOfEach() {
        for (long seed = 0; seed < 16; seed++) {
            RandomDay day = new RandomDay(seed);
            RoutingCore any = new RoutingCore();
            for (int i = 0; i < 300; i++) {
                day.heard(any.handle(day.next()), any.nextDeadline());
                SortedMap<CallId, Integer> each = new TreeMap<>();
                for (RoutingSnapshot.CallInLine call : any.snapshot().calls()) {
                    any.place(call.id()).ifPresent(place -> each.put(call.id(), place));
                }
                assertEquals(each, any.places(each.keySet()));
            }
        }
    }

    @Test
    void loadsThatNobodyHasAnyMoreAreForgotten() {
        apply(QueuePolicy.builder().work(new QueuePolicy.Work("chat", Optional.of(1))).build());
        RoutingProfile many =
                new RoutingProfile(
                        new TreeMap<>(),
                        new TreeMap<>(),
                        200,
                        new TreeMap<>(),
                        1,
                        Optional.empty());
        core.handle(new SignInAgent(START, ANN, many));
        for (int i = 0; i < 200; i++) {
            core.handle(enqueue(new CallId("chat" + i), 0));
            core.handle(new AcceptOffer(START, ANN, new CallId("chat" + i)));
        }
        for (int i = 0; i < 200; i++) {
            core.handle(new EndCall(START, new CallId("chat" + i)));
        }
        RoutingSnapshot.SignedInAgent ann = core.snapshot().agents().getFirst();
        assertTrue(ann.contacts().isEmpty());
        assertEquals(200, ann.calls());
    }

    /// Ann has refused the call, is at rest no longer, and is not to be asked for a minute.
    private void refusedForAMinute() {
        apply(
                QueuePolicy.builder()
                        .missed(new QueuePolicy.Missed(Duration.ZERO, Duration.ofSeconds(60), 0))
                        .build());
        core.handle(signIn(ANN, 5));
        core.handle(enqueue(C1, 1));
        core.handle(new RefuseOffer(at(3), ANN, C1, Refusal.BUSY));
    }

    private void apply(QueuePolicy rules) {
        SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        queues.put(SALES, rules);
        core.handle(new ApplyPolicy(START, RoutingPolicy.of("v1", queues)));
    }

    private static QueueId queue(int number) {
        return new QueueId("queue%05d".formatted(number));
    }

    private static QueuePolicy overflowingTo(QueueId next) {
        return QueuePolicy.builder()
                .overflow(
                        new QueuePolicy.Overflow(
                                Optional.empty(),
                                Optional.of(next),
                                Optional.empty(),
                                Optional.empty()))
                .build();
    }

    private static SignInAgent signIn(AgentId agent, int level) {
        SortedMap<String, Integer> skills = new TreeMap<>();
        skills.put("sales", level);
        return new SignInAgent(START, agent, RoutingProfile.of(skills));
    }

    private static EnqueueCall enqueue(CallId call, int seconds) {
        return new EnqueueCall(at(seconds), call, SALES, 0, SkillNeed.none());
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
