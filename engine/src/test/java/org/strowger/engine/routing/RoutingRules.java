package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.DecisionRecord.AgentHead;
import org.strowger.engine.routing.DecisionRecord.Basis;
import org.strowger.engine.routing.DecisionRecord.CallHead;
import org.strowger.engine.routing.DecisionRecord.Lack;
import org.strowger.engine.routing.DecisionRecord.Others;
import org.strowger.engine.routing.DecisionRecord.Standing;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.ChangeProfile;
import org.strowger.engine.routing.RoutingCommand.DeferPlace;
import org.strowger.engine.routing.RoutingCommand.EndWrapUp;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.EnqueuePlace;
import org.strowger.engine.routing.RoutingCommand.ExtendWrapUp;
import org.strowger.engine.routing.RoutingCommand.GiveBack;
import org.strowger.engine.routing.RoutingCommand.HandOver;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.MoveCall;
import org.strowger.engine.routing.RoutingCommand.OpenQueue;
import org.strowger.engine.routing.RoutingCommand.PauseAfterCall;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.PullCall;
import org.strowger.engine.routing.RoutingCommand.Readmit;
import org.strowger.engine.routing.RoutingCommand.Refusal;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingCommand.ReportOtherCall;
import org.strowger.engine.routing.RoutingCommand.Reprioritize;
import org.strowger.engine.routing.RoutingCommand.RetryPlace;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;
import org.strowger.engine.routing.RoutingCommand.TakePlace;
import org.strowger.engine.routing.RoutingCommand.TakeUp;
import org.strowger.engine.routing.RoutingCommand.TransferCall;

/// What each rule of a policy does, one example for each.
abstract class RoutingRules extends RoutingScript {
    private static final SkillNeed FRENCH = SkillNeed.atLeast("french", 1);

    RoutingRules(AnyRouting routing) {
        super(routing);
    }

    // Steps.

    @Test
    void stepThatExpiresAsksForLess() {
        policy(SALES, standard().steps(List.of(step(20, FRENCH), RoutingStep.FOR_EVER)).build());
        signIn(ANN);
        call(C1, SALES, 0);
        assertEquals(Optional.of(now().plusSeconds(20)), routing().nextDeadline());
        pass(19);
        assertTold();
        pass(1);
        assertTold("c1 step 1 EXPIRED", "c1 offered ann");
    }

    @Test
    void stepMayDropAndLowerWhatTheCallAsks() {
        RoutingStep generous =
                new RoutingStep(
                        Optional.empty(),
                        SkillNeed.none(),
                        new TreeSet<>(List.of("billing")),
                        2,
                        1_000,
                        false);
        policy(SALES, standard().steps(List.of(step(20, SkillNeed.none()), generous)).build());
        signIn(ANN, "french:3");
        call(C1, SALES, 0, "french:5", "billing:9");
        pass(20);
        assertTold("c1 step 1 EXPIRED", "c1 offered ann");
    }

    @Test
    void stepForWhichNobodyIsSignedInIsSkipped() {
        RoutingStep skipped =
                new RoutingStep(
                        Optional.of(Duration.ofMinutes(1)),
                        FRENCH,
                        new TreeSet<>(),
                        0,
                        1_000,
                        true);
        policy(SALES, standard().steps(List.of(skipped, RoutingStep.FOR_EVER)).build());
        signIn(ANN);
        call(C1, SALES, 0);
        assertTold("c1 step 1 NOBODY", "c1 offered ann");
        signIn(BOB, "french:1");
        say(t -> new PauseAgent(t, BOB, "lunch"));
        forget();
        call(C2, SALES, 0);
        assertTold();
        say(t -> new SignOutAgent(t, BOB));
        assertTold("bob signed out", "c2 step 1 NOBODY");
    }

    @Test
    void timeInUnansweredOffersCountsForSteps() {
        policy(
                SALES,
                standard()
                        .missed(new QueuePolicy.Missed(Duration.ofMinutes(1), Duration.ZERO, 0))
                        .steps(List.of(step(20, FRENCH), RoutingStep.FOR_EVER))
                        .build());
        signIn(ANN, "french:1");
        signIn(BOB);
        call(C1, SALES, 0);
        pass(15);
        assertTold("c1 offered ann", "c1 EXPIRED ann until 60");
        pass(5);
        assertTold("c1 step 1 EXPIRED", "c1 offered bob");
    }

    // Orders of agents.

    @Test
    void longestIdleGoesFirst() {
        policy(SALES, ordered(AgentOrder.LONGEST_IDLE).build());
        signIn(BOB);
        signIn(ANN);
        call(C1, SALES, 0);
        assertTold("c1 offered bob");
    }

    @Test
    void bestSkillGoesFirst() {
        policy(SALES, ordered(AgentOrder.BEST_SKILL).build());
        signIn(ANN, "french:3", "billing:9");
        signIn(BOB, "french:5");
        call(C1, SALES, 0, "french:1");
        assertTold("c1 offered bob");
        assertEquals(5, lastDecision().agents().getFirst().term());
    }

    @Test
    void whoTookFewestCallsGoesFirst() {
        policy(SALES, ordered(AgentOrder.FEWEST_CALLS).build());
        talk(ANN, C1, SALES);
        end(C1);
        signIn(BOB);
        forget();
        call(C2, SALES, 0);
        assertTold("c2 offered bob");
    }

    @Test
    void whoWasLeastOccupiedGoesFirst() {
        policy(SALES, ordered(AgentOrder.LEAST_OCCUPIED).build());
        talk(ANN, C1, SALES);
        after(600);
        end(C1);
        talk(BOB, C2, SALES);
        after(60);
        end(C2);
        after(60);
        forget();
        call(C3, SALES, 0);
        assertTold("c3 offered bob");
    }

    @Test
    void agentsTakeTurns() {
        policy(SALES, ordered(AgentOrder.ROUND_ROBIN).build());
        signIn(CEM);
        signIn(BOB);
        signIn(ANN);
        call(C1, SALES, 0);
        call(C2, SALES, 0);
        accept(ANN, C1);
        end(C1);
        forget();
        call(C3, SALES, 0);
        assertTold("c3 offered cem");
    }

    @Test
    void smallestIdGoesFirstInALine() {
        policy(SALES, ordered(AgentOrder.LINEAR).build());
        signIn(BOB);
        signIn(ANN);
        call(C1, SALES, 0);
        assertTold("c1 offered ann");
    }

    @Test
    void lotsAreDrawnInProportionToWeight() {
        policy(SALES, ordered(AgentOrder.WEIGHTED_RANDOM).build());
        RoutingProfile heavy =
                new RoutingProfile(
                        profile().skills(),
                        new TreeMap<>(),
                        1,
                        new TreeMap<>(),
                        3,
                        Optional.empty());
        signIn(ANN);
        signIn(BOB, heavy);
        int ofBob = 0;
        for (int i = 0; i < 400; i++) {
            CallId call = new CallId("c" + i);
            call(call, SALES, 0);
            AgentId drawn = lastDecision().winner().orElseThrow();
            ofBob += drawn.equals(BOB) ? 1 : 0;
            accept(drawn, call);
            end(call);
        }
        assertEquals(300, ofBob, 40);
    }

    @Test
    void leastLoadedGoesFirst() {
        policy(SALES, ordered(AgentOrder.LEAST_LOADED).work(chat(1)).build());
        signIn(ANN, withUnits(4, Map.of()));
        signIn(BOB, withUnits(2, Map.of()));
        call(C1, SALES, 0);
        accept(ANN, C1);
        call(C2, SALES, 0);
        accept(BOB, C2);
        call(C3, SALES, 0);
        assertTold(
                "c1 offered ann",
                "c1 connected ann",
                "c2 offered bob",
                "c2 connected bob",
                "c3 offered ann");
        assertEquals(250, lastDecision().agents().getFirst().term());
    }

    @Test
    void mostLoadedGoesFirst() {
        policy(SALES, ordered(AgentOrder.MOST_LOADED).work(chat(1)).build());
        signIn(ANN, withUnits(2, Map.of()));
        signIn(BOB, withUnits(2, Map.of()));
        call(C1, SALES, 0);
        accept(ANN, C1);
        call(C2, SALES, 0);
        assertTold("c1 offered ann", "c1 connected ann", "c2 offered ann");
    }

    @Test
    void ofAllWhoRingTheFirstToAnswerHasTheCall() {
        policy(SALES, ordered(AgentOrder.RING_ALL).build());
        signIn(BOB);
        signIn(ANN);
        signIn(CEM, ranked(1));
        call(C1, SALES, 0);
        accept(ANN, C1);
        accept(BOB, C1);
        assertTold(
                "c1 offered bob",
                "c1 offered ann",
                "c1 WITHDRAWN bob",
                "c1 connected ann",
                "rejected NOT_OFFERED");
    }

    @Test
    void notMoreThanAHundredRingAtOnce() {
        policy(SALES, ordered(AgentOrder.RING_ALL).build());
        for (int i = 0; i < 101; i++) {
            signIn(new AgentId("a" + i));
        }
        List<RoutingEvent> events =
                routing().handle(new EnqueueCall(now(), C1, SALES, 0, SkillNeed.none()));
        assertEquals(
                100, events.stream().filter(RoutingEvent.CallOffered.class::isInstance).count());
    }

    @Test
    void lowerRankGoesBeforeLongerIdleAndHigherOnesLater() {
        RoutingStep near =
                new RoutingStep(
                        Optional.of(Duration.ofSeconds(20)),
                        SkillNeed.none(),
                        new TreeSet<>(),
                        0,
                        1,
                        false);
        policy(SALES, standard().steps(List.of(near, RoutingStep.FOR_EVER)).build());
        signIn(CEM, ranked(2));
        signIn(BOB, ranked(1));
        signIn(ANN);
        call(C1, SALES, 0);
        call(C2, SALES, 0);
        call(C3, SALES, 0);
        assertTold("c1 offered ann", "c2 offered bob");
        accept(ANN, C1);
        accept(BOB, C2);
        pass(20);
        assertTold("c1 connected ann", "c2 connected bob", "c3 step 1 EXPIRED", "c3 offered cem");
    }

    // Orders of calls.

    @Test
    void strictPriorityOutweighsEveryWait() {
        policy(SALES, standard().build());
        call(C1, SALES, 0);
        after(3_600);
        call(C2, SALES, 1);
        signIn(ANN);
        assertTold("c2 offered ann");
    }

    @Test
    void accumulatedPriorityOvertakes() {
        CallOrder half = new CallOrder.Accumulating(500, OptionalInt.empty());
        policy(SALES, standard().order(half).build());
        call(C1, SALES, 0);
        after(119);
        call(C2, SALES, 1);
        assertEquals(1, placeOf(C2));
        after(1);
        call(C3, SALES, 1);
        signIn(ANN);
        assertTold("c2 offered ann");
        long points = lastDecision().calls().getFirst().milliPoints();
        assertTrue(999 <= points && points <= 1_009, () -> points + " thousandths");
    }

    @Test
    void whatWaitingAddsHasACap() {
        CallOrder capped = new CallOrder.Accumulating(1_000, OptionalInt.of(1));
        policy(SALES, standard().order(capped).build());
        call(C1, SALES, 0);
        after(600);
        call(C2, SALES, 2);
        signIn(ANN);
        assertTold("c2 offered ann");
    }

    @Test
    void earliestDeadlineGoesFirst() {
        QueuePolicy.Builder deadline = standard().order(new CallOrder.Deadline());
        policy(
                Map.of(
                        SALES, deadline.serviceTarget(Duration.ofSeconds(120)).build(),
                        QUICK, deadline.serviceTarget(Duration.ofSeconds(20)).build()));
        call(C1, SALES, 0);
        after(99);
        call(C2, QUICK, 0);
        signIn(ANN);
        assertTold("c2 offered ann");
        call(C3, SALES, 9);
        signIn(BOB);
        assertTold("c1 offered bob");
    }

    @Test
    void queueAboveItsShareGoesFirst() {
        policy(
                Map.of(
                        SALES, standard().share(3).build(),
                        QUICK, standard().share(1).build()),
                Balance.FIXED_QUEUE_RATIO);
        call(C1, SALES, 0);
        after(60);
        call(C2, QUICK, 0);
        signIn(ANN);
        assertTold("c2 offered ann");
        assertEquals(
                List.of(2L, -2L), lastDecision().calls().stream().map(CallHead::balance).toList());
    }

    @Test
    void costOfWaitingTimesRateOfServiceDecides() {
        QueuePolicy.Builder fifo = standard().order(new CallOrder.Fifo());
        QueuePolicy.HandleTime fastInFrench =
                new QueuePolicy.HandleTime(FRENCH, Duration.ofSeconds(60));
        policy(
                Map.of(
                        SALES, fifo.cost(cost(300, List.of(fastInFrench))).build(),
                        QUICK, fifo.cost(cost(200, List.of())).build()),
                Balance.GENERALIZED_C_MU);
        call(C1, QUICK, 0);
        after(10);
        call(C2, SALES, 0);
        after(10);
        signIn(ANN);
        assertTold("c1 offered ann");
        call(C3, QUICK, 0);
        signIn(BOB, "french:1");
        assertTold("c2 offered bob");
    }

    @Test
    void agentIsOfferedFirstWhatTheyAreQuickAt() {
        QueuePolicy.Builder fifo = standard().order(new CallOrder.Fifo());
        QueuePolicy.HandleTime quickInFrench =
                new QueuePolicy.HandleTime(FRENCH, Duration.ofSeconds(60));
        policy(
                Map.of(
                        SALES, fifo.cost(cost(300, List.of(quickInFrench))).build(),
                        QUICK, fifo.cost(cost(200, List.of())).build()),
                Balance.GENERALIZED_C_MU);
        call(C1, QUICK, 0);
        after(10);
        call(C2, SALES, 0);
        after(10);
        signIn(BOB, "french:1");
        assertTold("c2 offered bob");
        signIn(ANN);
        assertTold("c1 offered ann");
    }

    // Preferred agents.

    @Test
    void callWaitsForThePreferredAgentAndThenOpensToAll() {
        policy(SALES, standard().build());
        talk(ANN, C1, SALES);
        signIn(BOB);
        callFor(C2, SALES, ANN, 30);
        assertTold();
        pass(30);
        assertTold("c2 step 0 EXPIRED", "c2 offered bob");
    }

    @Test
    void preferredAgentOutweighsSkillWhileTheCallWaitsForThem() {
        policy(SALES, standard().steps(onlyFrench()).build());
        signIn(BOB, "french:9");
        signIn(ANN);
        callFor(C1, SALES, ANN, 30);
        assertTold("c1 offered ann");
        assertEquals(Basis.PREFERRED, lastDecision().basis());
    }

    @Test
    void nobodyWaitsForAPreferredAgentWhoIsNotThere() {
        policy(SALES, standard().build());
        signIn(BOB);
        callFor(C1, SALES, ANN, 30);
        assertTold("c1 step 0 NOBODY", "c1 offered bob");
    }

    // Capacity.

    @Test
    void chatsShareAnAgentUpToTheirLimitAndAVoiceCallNeedsAll() {
        policy(
                Map.of(
                        SALES, standard().work(chat(1)).build(),
                        QUICK, standard().build()));
        signIn(ANN, withUnits(5, Map.of("chat", 2)));
        call(C1, SALES, 0);
        accept(ANN, C1);
        call(C2, SALES, 0);
        accept(ANN, C2);
        forget();
        call(C3, SALES, 0);
        call(new CallId("voice"), QUICK, 0);
        assertTold();
        end(C1);
        assertTold("c1 ended ann", "c3 offered ann");
        accept(ANN, C3);
        end(C2);
        end(C3);
        assertTold("c3 connected ann", "c2 ended ann", "c3 ended ann", "voice offered ann");
    }

    @Test
    void reserveKeepsTheLastOnesForOtherQueues() {
        policy(
                Map.of(
                        SALES, standard().reserve(new QueuePolicy.Reserve(FRENCH, 1)).build(),
                        QUICK, standard().build()));
        signIn(ANN, "french:1");
        signIn(BOB, "french:1");
        call(C1, SALES, 0);
        call(C2, SALES, 0);
        assertTold("c1 offered ann");
        call(C3, QUICK, 0);
        assertTold("c3 offered bob");
    }

    // Ways in and out of a queue.

    @Test
    void fullQueueOverflowsFromQueueToQueue() {
        policy(
                Map.of(
                        SALES, standard().maxLength(1).overflow(whenFull(QUICK)).build(),
                        QUICK, standard().maxLength(1).overflow(whenFull(NIGHT)).build(),
                        NIGHT, standard().maxLength(1).build()));
        call(C1, SALES, 0);
        call(C2, SALES, 0);
        call(C3, SALES, 0);
        assertTold("c3 in line for night");
        call(new CallId("c4"), SALES, 0);
        assertTold("rejected QUEUE_FULL");
    }

    @Test
    void longestWaitEndsInTheOverflowOrInTheFlow() {
        QueuePolicy.Builder impatient = standard().maxWait(Duration.ofSeconds(60));
        policy(
                Map.of(
                        SALES, impatient.overflow(afterMaxWait(NIGHT)).build(),
                        NIGHT, impatient.overflow(QueuePolicy.Overflow.TO_FLOW).build()));
        call(C1, SALES, 0);
        call(C2, SALES, 0);
        say(t -> new KeepPlace(t, C2, "+4930"));
        pass(60);
        assertTold("c2 kept +4930", "c1 moved to night MAX_WAIT");
        pass(60);
        assertTold("c1 left MAX_WAIT");
    }

    @Test
    void longestWaitIsNotCutShortWhileATelephoneRings() {
        policy(SALES, standard().maxWait(Duration.ofSeconds(5)).build());
        signIn(ANN);
        call(C1, SALES, 0);
        pass(10);
        assertTold("c1 offered ann");
        say(t -> new RefuseOffer(t, ANN, C1, Refusal.BUSY));
        assertTold("c1 BUSY ann until 5", "c1 left MAX_WAIT");
    }

    @Test
    void nobodyJoinsAQueueWithoutAgents() {
        policy(
                SALES,
                standard()
                        .staffing(staffing(Presence.NOT_PAUSED, Presence.NOBODY))
                        .steps(onlyFrench())
                        .build());
        signIn(ANN);
        call(C1, SALES, 0);
        signIn(BOB, "french:1");
        say(t -> new PauseAgent(t, BOB, "lunch"));
        call(C1, SALES, 0);
        assertTold("rejected QUEUE_EMPTY", "bob paused lunch", "rejected QUEUE_EMPTY");
        signIn(CEM, "french:1");
        call(C1, SALES, 0);
        assertTold("c1 offered cem");
    }

    @Test
    void callersLeaveWhenNobodyHasBeenThereForLonger() {
        policy(SALES, standard().staffing(staffing(Presence.NOBODY, Presence.SIGNED_IN)).build());
        assertTold("sales unstaffed");
        signIn(ANN);
        say(t -> new PauseAgent(t, ANN, "lunch"));
        call(C1, SALES, 0);
        after(60);
        say(t -> new SignOutAgent(t, ANN));
        call(C2, SALES, 0);
        assertTold("sales staffed", "ann paused lunch", "ann signed out", "sales unstaffed");
        pass(29);
        assertTold();
        pass(1);
        assertTold("c1 left EMPTY", "c2 left EMPTY");
    }

    @Test
    void closedQueueServesWhoIsInItAndTakesNobody() {
        policy(SALES, standard().build());
        call(C1, SALES, 0);
        say(t -> new OpenQueue(t, SALES, false));
        call(C2, SALES, 0);
        signIn(ANN);
        say(t -> new OpenQueue(t, SALES, true));
        call(C2, SALES, 0);
        signIn(BOB);
        assertTold(
                "sales closed",
                "rejected QUEUE_CLOSED",
                "c1 offered ann",
                "sales opened",
                "c2 offered bob");
    }

    // Offers that are not taken.

    @Test
    void whoMissesTooManyOffersIsPaused() {
        policy(
                SALES,
                standard().missed(new QueuePolicy.Missed(Duration.ZERO, Duration.ZERO, 2)).build());
        signIn(ANN);
        call(C1, SALES, 0);
        pass(15);
        say(t -> new RefuseOffer(t, ANN, C1, Refusal.REJECTED));
        assertTold(
                "c1 offered ann",
                "c1 EXPIRED ann",
                "c1 offered ann",
                "c1 REJECTED ann",
                "c1 offered ann");
        pass(15);
        assertTold("c1 EXPIRED ann", "ann paused missed calls");
    }

    @Test
    void callIsNotOfferedAgainSoSoonToWhoRefusedIt() {
        policy(
                SALES,
                standard()
                        .missed(new QueuePolicy.Missed(Duration.ZERO, Duration.ofSeconds(40), 0))
                        .build());
        signIn(ANN);
        call(C1, SALES, 0);
        say(t -> new RefuseOffer(t, ANN, C1, Refusal.REJECTED));
        assertTold("c1 offered ann", "c1 REJECTED ann");
        assertEquals(Optional.of(now().plusSeconds(40)), routing().nextDeadline());
        pass(40);
        assertTold("c1 offered ann");
    }

    @Test
    void callForgetsTheFirstOfMoreThanThirtyTwoRefusals() {
        policy(
                SALES,
                standard()
                        .missed(new QueuePolicy.Missed(Duration.ZERO, Duration.ofHours(1), 0))
                        .build());
        AgentId first = new AgentId("a0");
        for (int i = 0; i < 33; i++) {
            signIn(new AgentId("a" + i));
        }
        call(C1, SALES, 0);
        for (int i = 0; i < 33; i++) {
            AgentId asked = new AgentId("a" + i);
            say(t -> new RefuseOffer(t, asked, C1, Refusal.REJECTED));
            after(1);
        }
        assertEquals(Optional.of(first), lastDecision().winner());
    }

    // Agents.

    @Test
    void wrapUpIsExtendedAndEndsEarly() {
        policy(SALES, standard().wrapUp(Duration.ofSeconds(10)).build());
        talk(ANN, C1, SALES);
        end(C1);
        after(5);
        say(t -> new ExtendWrapUp(t, ANN, C1, Duration.ofSeconds(30)));
        pass(5);
        assertTold("c1 ended ann until 10", "ann goes on until 35");
        say(t -> new ExtendWrapUp(t, ANN, C1, Duration.ofHours(24)));
        say(t -> new EndWrapUp(t, ANN, C1));
        assertTold("rejected TOO_LONG", "ann wrapped up");
    }

    @Test
    void pauseAfterTheCallWaitsForItsEnd() {
        policy(SALES, standard().wrapUp(Duration.ofSeconds(10)).build());
        talk(ANN, C1, SALES);
        say(t -> new PauseAfterCall(t, ANN, "lunch"));
        end(C1);
        call(C2, SALES, 0);
        assertTold("ann pauses later lunch", "c1 ended ann until 10");
        pass(10);
        assertTold("ann wrapped up", "ann paused lunch");
    }

    @Test
    void whoLeavesAfterTheLastTalkLeavesAfterCallWorkUndone() {
        policy(SALES, standard().work(chat(1)).wrapUp(Duration.ofSeconds(10)).build());
        signIn(ANN, withUnits(2, Map.of()));
        call(C1, SALES, 0);
        accept(ANN, C1);
        call(C2, SALES, 0);
        accept(ANN, C2);
        end(C1);
        forget();
        say(t -> new SignOutAgent(t, ANN));
        end(C2);
        assertTold("ann leaves after the talk", "c2 ended ann", "ann signed out");
    }

    @Test
    void whoIsInAnotherCallIsOfferedNothing() {
        policy(SALES, standard().build());
        signIn(ANN);
        call(C1, SALES, 0);
        say(t -> new ReportOtherCall(t, ANN, true));
        assertTold("c1 offered ann", "c1 WITHDRAWN ann", "ann in another call");
        say(t -> new ReportOtherCall(t, ANN, false));
        assertTold("ann out of it", "c1 offered ann");
    }

    @Test
    void newSkillCountsAtOnce() {
        policy(SALES, standard().build());
        signIn(ANN);
        call(C1, SALES, 0, "french:2");
        say(t -> new ChangeProfile(t, ANN, profile("french:2")));
        say(t -> new ChangeProfile(t, ANN, profile("french:2")));
        assertTold("c1 offered ann", "rejected ALREADY_SO");
    }

    // Supervisors.

    @Test
    void raisedPriorityGoesFirst() {
        policy(SALES, standard().build());
        call(C1, SALES, 0);
        after(1);
        call(C2, SALES, 0);
        say(t -> new Reprioritize(t, C2, 1));
        assertEquals(1, placeOf(C2));
        signIn(ANN);
        assertTold("c2 offered ann");
    }

    @Test
    void movedCallKeepsItsWaitOrBeginsAnew() {
        policy(Map.of(SALES, standard().build(), NIGHT, standard().build()));
        call(C1, SALES, 0);
        after(1);
        call(C2, SALES, 0);
        after(1);
        call(C3, NIGHT, 0);
        say(t -> new MoveCall(t, C1, NIGHT, true));
        after(1);
        say(t -> new MoveCall(t, C2, NIGHT, false));
        assertTold(
                "c3 in line for night",
                "c1 moved to night COMMANDED",
                "c2 moved to night COMMANDED");
        assertEquals(List.of(1, 2, 3), List.of(placeOf(C1), placeOf(C3), placeOf(C2)));
    }

    @Test
    void pulledCallRingsAtThePausedAgentWithoutTheSkill() {
        policy(SALES, standard().build());
        signIn(ANN);
        signIn(BOB);
        say(t -> new PauseAgent(t, BOB, "lunch"));
        call(C1, SALES, 0);
        call(C2, SALES, 0, "french:9");
        say(t -> new PullCall(t, BOB, C2));
        say(t -> new PullCall(t, BOB, C1));
        assertTold("bob paused lunch", "c1 offered ann", "c2 offered bob", "rejected AGENT_BUSY");
    }

    @Test
    void transferredCallKeepsItsWaitIfItIsTo() {
        policy(SALES, standard().build());
        call(C1, SALES, 0);
        after(100);
        talk(ANN, C1, SALES);
        call(C2, SALES, 0);
        after(10);
        say(t -> new TransferCall(t, C1, SALES, 0, SkillNeed.none(), true));
        assertTold("c1 ended ann", "c1 offered ann");
        accept(ANN, C1);
        say(t -> new TransferCall(t, C1, SALES, 0, SkillNeed.none(), false));
        assertTold("c1 connected ann", "c1 ended ann", "c2 offered ann");
    }

    // Colleagues.

    @Test
    void callIsTransferredToTheColleagueWhateverTheirSkillsAndThenWaitsAsAnyOther() {
        policy(SALES, standard().steps(onlyFrench()).wrapUp(Duration.ofSeconds(10)).build());
        signIn(ANN, "french:1");
        call(C1, SALES, 0);
        accept(ANN, C1);
        signIn(BOB);
        signIn(CEM, "french:1");
        forget();
        after(60);
        say(t -> transfer(t, C1, BOB));
        assertTold("c1 ended ann until 10", "c1 offered bob");
        assertEquals(Basis.TRANSFERRED, lastDecision().basis());
        say(t -> new RefuseOffer(t, BOB, C1, Refusal.REJECTED));
        assertTold("c1 REJECTED bob until 5", "c1 offered cem");
        assertEquals(Duration.ofSeconds(62), lastDecision().calls().getFirst().waited());
    }

    @Test
    void transferDisturbsNobodyWhoIsPausedOrBusyAndThenNothingChanges() {
        policy(SALES, standard().build());
        talk(ANN, C1, SALES);
        talk(BOB, C2, SALES);
        signIn(CEM);
        say(t -> new PauseAgent(t, CEM, "lunch"));
        forget();
        say(t -> transfer(t, C1, ANN));
        say(t -> transfer(t, C1, BOB));
        say(t -> transfer(t, C1, CEM));
        say(t -> transfer(t, C1, new AgentId("nobody")));
        assertTold(
                "rejected ALREADY_SO",
                "rejected AGENT_BUSY",
                "rejected AGENT_BUSY",
                "rejected UNKNOWN_AGENT");
        end(C1);
        assertTold("c1 ended ann");
    }

    @Test
    void colleagueCountsAsThereForATransferToAQueueWhereNobodyElseIs() {
        policy(
                Map.of(
                        SALES, standard().build(),
                        NIGHT,
                                standard()
                                        .steps(onlyFrench())
                                        .staffing(staffing(Presence.READY, Presence.NOBODY))
                                        .build()));
        talk(ANN, C1, SALES);
        signIn(BOB);
        say(t -> new TransferCall(t, C1, NIGHT, 0, SkillNeed.none(), true));
        say(t -> new TransferCall(t, C1, NIGHT, 0, SkillNeed.none(), true, Optional.of(BOB)));
        assertTold(
                "rejected QUEUE_EMPTY", "c1 ended ann", "c1 in line for night", "c1 offered bob");
    }

    @Test
    void callWhoseAgentIsGoneBeforeTheTalkWaitsOnAsAfterAnOfferThatWasTurnedDown() {
        policy(
                SALES,
                standard()
                        .wrapUp(Duration.ofSeconds(10))
                        .missed(
                                new QueuePolicy.Missed(
                                        Duration.ofSeconds(5), Duration.ofSeconds(40), 0))
                        .build());
        call(C1, SALES, 7);
        after(100);
        call(C2, SALES, 7);
        signIn(ANN);
        accept(ANN, C1);
        forget();
        say(t -> new GiveBack(t, C1));
        assertTold("c1 given back by ann until 5");
        assertEquals(1, placeOf(C1));
        pass(5);
        assertTold("ann rested", "c2 offered ann");
        signIn(BOB);
        assertTold("c1 offered bob");
        assertEquals(Duration.ofSeconds(106), lastDecision().calls().getFirst().waited());
    }

    @Test
    void customerWhomAnAgentLeftIsInLineAgainThoughItIsClosed() {
        policy(
                SALES,
                standard()
                        .wrapUp(Duration.ofSeconds(10))
                        .staffing(staffing(Presence.NOT_PAUSED, Presence.NOBODY))
                        .build());
        talk(ANN, C1, SALES);
        say(t -> new PauseAfterCall(t, ANN, "lunch"));
        say(t -> new OpenQueue(t, SALES, false));
        forget();
        say(t -> new Readmit(t, C1, SALES, 3, SkillNeed.none(), Optional.empty()));
        say(t -> new Readmit(t, C1, SALES, 3, SkillNeed.none(), Optional.empty()));
        say(t -> new Readmit(t, C2, SALES, 3, SkillNeed.none(), Optional.of(t.minusSeconds(9))));
        say(t -> new Readmit(t, C3, QUICK, 3, SkillNeed.none(), Optional.empty()));
        assertTold("c1 ended ann until 10", "rejected NOT_TALKING", "rejected UNKNOWN_QUEUE");
        assertEquals(2, placeOf(C1));
        assertEquals(1, placeOf(C2));
    }

    @Test
    void onlyAPlaceInLineIsGivenBack() {
        policy(SALES, standard().build());
        signIn(ANN);
        say(t -> new GiveBack(t, C1));
        say(t -> new TakeUp(t, ANN, C1, SALES, 0, Optional.empty()));
        say(t -> new GiveBack(t, C1));
        accept(ANN, C1);
        forget();
        say(t -> new GiveBack(t, C1));
        say(t -> new RetryPlace(t, C1, t));
        assertTold("rejected NOT_KEPT", "rejected NOT_KEPT");
    }

    @Test
    void consultedColleagueHasTheCallAndTheFirstAgentTheAfterCallWork() {
        QueuePolicy.Builder rules = standard().wrapUp(Duration.ofSeconds(10));
        policy(Map.of(SALES, rules.build(), QUICK, rules.wrapUp(Duration.ofSeconds(20)).build()));
        talk(ANN, C1, SALES);
        signIn(BOB);
        say(t -> new TakeUp(t, BOB, C2, QUICK, 0, Optional.empty()));
        accept(BOB, C2);
        forget();
        say(t -> new HandOver(t, C1, C2));
        assertTold("c1 of ann until 10 handed to bob for c2");
        end(C2);
        end(C1);
        assertTold("rejected UNKNOWN_CALL", "c1 ended bob until 20");
    }

    @Test
    void whoHandsOverTheLastTalkBeforeLeavingLeaves() {
        policy(SALES, standard().wrapUp(Duration.ofSeconds(10)).build());
        talk(ANN, C1, SALES);
        talk(BOB, C2, SALES);
        say(t -> new SignOutAgent(t, ANN));
        say(t -> new PauseAfterCall(t, BOB, "lunch"));
        forget();
        say(t -> new HandOver(t, C1, C2));
        assertTold("c1 of ann handed to bob for c2", "ann signed out");
    }

    @Test
    void handedOverCallKeepsItsWaitForTheNextTransfer() {
        policy(SALES, standard().build());
        call(C1, SALES, 0);
        after(100);
        signIn(ANN);
        accept(ANN, C1);
        talk(BOB, C2, SALES);
        say(t -> new HandOver(t, C1, C2));
        say(t -> new PauseAgent(t, ANN, "lunch"));
        after(1);
        say(t -> new TransferCall(t, C1, SALES, 0, SkillNeed.none(), true));
        assertEquals(Duration.ofSeconds(103), lastDecision().calls().getFirst().waited());
    }

    @Test
    void onlyTalksWithTwoAgentsAreHandedOver() {
        policy(SALES, standard().build());
        talk(ANN, C1, SALES);
        call(C2, SALES, 0);
        say(t -> new HandOver(t, C2, C1));
        say(t -> new HandOver(t, C1, C2));
        say(t -> new HandOver(t, C1, C3));
        say(t -> new HandOver(t, C1, C1));
        assertTold(
                "rejected NOT_TALKING",
                "rejected NOT_TALKING",
                "rejected UNKNOWN_CALL",
                "rejected ALREADY_SO");
    }

    // Calls that begin with their agent.

    @Test
    void callThatBeginsWithItsAgentIsOfferedToNobodyElse() {
        policy(SALES, standard().open(false).maxLength(1).steps(onlyFrench()).build());
        signIn(ANN, "french:1");
        signIn(BOB);
        say(t -> new TakeUp(t, BOB, C1, SALES, 0, Optional.of("+4940")));
        assertTold("c1 offered bob for +4940");
        assertEquals(Basis.TAKEN_UP, lastDecision().basis());
        assertEquals(OptionalInt.empty(), routing().place(C1));
        say(t -> new MoveCall(t, C1, SALES, false));
        say(t -> new PullCall(t, ANN, C1));
        say(t -> new KeepPlace(t, C1, "+4940"));
        assertTold("rejected NOT_WAITING", "rejected NOT_WAITING", "rejected NOT_WAITING");
        pass(15);
        assertTold("c1 EXPIRED bob until 5", "c1 left NOT_TAKEN");
        pass(5);
        say(t -> new TakeUp(t, BOB, C1, SALES, 0, Optional.empty()));
        say(t -> new SignOutAgent(t, BOB));
        assertTold(
                "bob rested",
                "c1 offered bob",
                "c1 WITHDRAWN bob",
                "c1 left NOT_TAKEN",
                "bob signed out");
    }

    @Test
    void callThatBeginsWithItsAgentTakesNoCallersPlace() {
        policy(SALES, standard().maxLength(1).build());
        signIn(ANN);
        say(t -> new TakeUp(t, ANN, C1, SALES, 9, Optional.empty()));
        call(C2, SALES, 0);
        assertEquals(1, placeOf(C2));
        assertTold("c1 offered ann");
    }

    @Test
    void pausedAgentIsRungForTheirOwnCallOnly() {
        policy(SALES, standard().build());
        signIn(ANN);
        say(t -> new PauseAgent(t, ANN, "lunch"));
        forget();
        say(t -> new TakeUp(t, ANN, C1, SALES, 0, Optional.empty()));
        say(t -> new TakeUp(t, ANN, C1, NIGHT, 0, Optional.empty()));
        say(t -> new TakeUp(t, BOB, C1, SALES, 0, Optional.empty()));
        say(t -> new TakeUp(t, ANN, C1, SALES, 0, Optional.of("+4940")));
        say(t -> new TakeUp(t, ANN, C1, SALES, 0, Optional.of("+4940")));
        accept(ANN, C1);
        say(t -> new TakeUp(t, ANN, C2, SALES, 0, Optional.of("+4940")));
        assertTold(
                "rejected AGENT_BUSY",
                "rejected UNKNOWN_QUEUE",
                "rejected UNKNOWN_AGENT",
                "c1 offered ann for +4940",
                "rejected ALREADY_KNOWN",
                "c1 connected ann",
                "rejected AGENT_BUSY");
    }

    // Kept places.

    @Test
    void placeWhoseCustomerWasNotReachedIsInLineAgainButNotTooSoon() {
        policy(SALES, standard().wrapUp(Duration.ofSeconds(10)).build());
        call(C1, SALES, 3);
        say(t -> new KeepPlace(t, C1, "+4930"));
        after(1);
        call(C2, SALES, 3);
        signIn(ANN, withOwnWrapUp(600));
        accept(ANN, C1);
        forget();
        say(t -> new RetryPlace(t, C1, t.plusSeconds(60)));
        assertTold("c1 not reached by ann until 10, deferred until 60");
        assertEquals(1, placeOf(C2));
        say(t -> new PullCall(t, ANN, C1));
        pass(10);
        assertTold("rejected NOT_WAITING", "ann wrapped up", "c2 offered ann");
        accept(ANN, C2);
        call(C3, SALES, 3);
        signIn(BOB, profile());
        forget();
        say(t -> new RefuseOffer(t, BOB, C3, Refusal.BUSY));
        pass(50);
        assertTold(
                "c3 BUSY bob until 5", "bob rested", "c1 waits again", "c1 offered bob for +4930");
    }

    @Test
    void refusedPlaceWaitsAsACallDoes() {
        policy(SALES, standard().build());
        call(C1, SALES, 0);
        say(t -> new KeepPlace(t, C1, "+4930"));
        signIn(ANN);
        forget();
        say(t -> new RefuseOffer(t, ANN, C1, Refusal.BUSY));
        signIn(BOB);
        assertTold("c1 BUSY ann until 5", "c1 offered bob for +4930");
    }

    @Test
    void deferredPlaceIsInNobodysWay() {
        policy(SALES, standard().maxLength(1).build());
        call(C1, SALES, 0);
        say(t -> new DeferPlace(t, C1, t.plusSeconds(60)));
        say(t -> new KeepPlace(t, C1, "+4930"));
        say(t -> new DeferPlace(t, C1, t));
        say(t -> new DeferPlace(t, C1, t.plusSeconds(60)));
        say(t -> new DeferPlace(t, C1, t.plusSeconds(60)));
        after(1);
        call(C2, SALES, 0);
        assertEquals(List.of(1, 1), List.of(placeOf(C1), placeOf(C2)));
        call(C3, SALES, 0);
        signIn(ANN);
        assertTold(
                "rejected NOT_KEPT",
                "c1 kept +4930",
                "rejected ALREADY_SO",
                "c1 deferred until 60",
                "rejected ALREADY_SO",
                "rejected QUEUE_FULL",
                "c2 offered ann");
    }

    @Test
    void deferredPlaceIsOfferedWhenItsTimeComesOrIsTakenBack() {
        policy(SALES, standard().build());
        signIn(ANN);
        call(C1, SALES, 0);
        say(t -> new KeepPlace(t, C1, "+4930"));
        forget();
        say(t -> new DeferPlace(t, C1, t.plusSeconds(60)));
        assertTold("c1 WITHDRAWN ann", "c1 deferred until 60");
        assertEquals(Optional.of(now().plusSeconds(60)), routing().nextDeadline());
        say(t -> new DeferPlace(t, C1, t));
        assertTold("c1 deferred until 0", "c1 waits again", "c1 offered ann for +4930");
        say(t -> new DeferPlace(t, C1, t.plusSeconds(60)));
        pass(60);
        assertTold(
                "c1 WITHDRAWN ann",
                "c1 deferred until 60",
                "c1 waits again",
                "c1 offered ann for +4930");
    }

    @Test
    void aPlaceIsEnqueuedWholeOrNotAtAll() {
        policy(SALES, standard().maxLength(1).build());
        signIn(ANN);
        forget();
        say(t -> new EnqueuePlace(new EnqueueCall(t, C1, SALES, 0, SkillNeed.none()), "+4930"));
        assertTold("c1 kept +4930", "c1 offered ann for +4930");
        say(t -> new EnqueuePlace(new EnqueueCall(t, C2, SALES, 0, SkillNeed.none()), "+4931"));
        assertTold("rejected QUEUE_FULL");
        assertEquals(1, placeOf(C1));
    }

    @Test
    void whoseTelephoneIsAnsweredWaitsInTheirOwnPlaceHoweverFullTheQueueIs() {
        policy(SALES, standard().maxLength(1).build());
        call(C1, SALES, 3);
        say(t -> new TakePlace(t, C1));
        say(t -> new KeepPlace(t, C1, "+4930"));
        say(t -> new DeferPlace(t, C1, t.plusSeconds(600)));
        after(1);
        call(C2, SALES, 3);
        say(t -> new OpenQueue(t, SALES, false));
        forget();
        say(t -> new TakePlace(t, C1));
        say(t -> new TakePlace(t, C3));
        assertTold("c1 left DIALLED", "rejected UNKNOWN_CALL");
        assertEquals(List.of(1, 2), List.of(placeOf(C1), placeOf(C2)));
        signIn(ANN);
        assertTold("c1 offered ann");
    }

    @Test
    void aQueueThatIsClosingTakesNobodyOutOfTheirPlace() {
        policy(SALES, standard().build());
        call(C1, SALES, 0);
        say(t -> new TakePlace(t, C1));
        say(t -> new KeepPlace(t, C1, "+4930"));
        policy(NIGHT, standard().build());
        forget();
        say(t -> new TakePlace(t, C1));
        signIn(ANN);
        assertTold("rejected UNKNOWN_QUEUE", "c1 offered ann for +4930");
    }

    @Test
    void onlyTalksThatAPlaceLedToAreRetried() {
        policy(SALES, standard().build());
        talk(ANN, C1, SALES);
        call(C2, SALES, 0);
        say(t -> new RetryPlace(t, C1, t));
        say(t -> new RetryPlace(t, C2, t));
        say(t -> new RetryPlace(t, C3, t));
        assertTold("rejected NOT_KEPT", "rejected NOT_TALKING", "rejected UNKNOWN_CALL");
    }

    @Test
    void whoRingsAgainHasThePlaceThatWasKept() {
        policy(SALES, standard().build());
        call(C1, SALES, 0);
        Instant since = now();
        say(t -> new KeepPlace(t, C1, "+4930"));
        after(10);
        call(C2, SALES, 0);
        after(10);
        say(t -> new LeaveQueue(t, C1, LeaveReason.CALLED_AGAIN));
        say(
                t ->
                        new EnqueueCall(
                                t,
                                C3,
                                SALES,
                                0,
                                SkillNeed.none(),
                                Optional.empty(),
                                Optional.of(since)));
        assertEquals(List.of(1, 2), List.of(placeOf(C3), placeOf(C2)));
        signIn(ANN);
        assertTold("c1 kept +4930", "c1 left CALLED_AGAIN", "c3 offered ann");
    }

    @Test
    void newPolicyCountsForWhoWaitsAlready() {
        policy(SALES, standard().steps(onlyFrench()).build());
        signIn(ANN);
        call(C1, SALES, 0);
        assertTold();
        policy(SALES, standard().build());
        assertTold("c1 offered ann");
    }

    @Test
    void keptPlaceIsOfferedInItsTurn() {
        policy(SALES, standard().build());
        call(C1, SALES, 0);
        after(1);
        call(C2, SALES, 0);
        say(t -> new KeepPlace(t, C1, "+493012345"));
        signIn(ANN);
        assertTold("c1 kept +493012345", "c1 offered ann for +493012345");
    }

    // Why.

    @Test
    void decisionRecordSaysWhoWasComparedAndCountsTheOthers() {
        policy(SALES, standard().build());
        signIn(ANN, "french:2");
        signIn(BOB, "french:2");
        signIn(CEM, "french:9");
        signIn(new AgentId("dora"), "french:1");
        signIn(new AgentId("emil"), "french:9");
        say(t -> new PauseAgent(t, new AgentId("emil"), "lunch"));
        call(C1, SALES, 4, "french:2");
        assertEquals(
                new DecisionRecord(
                        "v1",
                        Basis.POLICY,
                        Optional.of(ANN),
                        List.of(new CallHead(C1, SALES, 0, 4, 0, Duration.ZERO)),
                        0,
                        List.of(
                                new AgentHead(ANN, 0, 0, Duration.ofSeconds(5)),
                                new AgentHead(CEM, 0, 0, Duration.ofSeconds(3))),
                        0,
                        List.of(
                                new Others(
                                        Standing.UNSKILLED,
                                        Optional.of(new Lack("french", 1, 2, 10)),
                                        1),
                                new Others(Standing.PAUSED, Optional.empty(), 1),
                                new Others(Standing.READY, Optional.empty(), 2))),
                lastDecision());
    }

    @Test
    void decisionRecordDoesNotGrowWithTheCentre() {
        policy(SALES, standard().build());
        for (int i = 0; i < 100; i++) {
            signIn(new AgentId("a" + i), "skill" + i + ":1");
        }
        call(C1, SALES, 0);
        assertEquals(DecisionRecord.HEADS, lastDecision().agents().size());
        assertEquals(100 - DecisionRecord.HEADS, lastDecision().agentsLeftOut());
    }

    @Test
    void shortDecisionRecordNamesTheNextOfManyKindsOfCalls() {
        RoutingPolicy full =
                RoutingPolicy.of("v1", new TreeMap<>(Map.of(SALES, standard().build())));
        say(
                t ->
                        new ApplyPolicy(
                                t,
                                new RoutingPolicy(
                                        full.version(),
                                        full.queues(),
                                        full.balance(),
                                        full.seed(),
                                        Detail.PASSED_OVER,
                                        full.bound())));
        TreeMap<String, Integer> skills = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            skills.put("skill" + i, 1);
            call(new CallId("c" + i), SALES, 0, "skill" + i + ":1");
            after(1);
        }
        signIn(ANN, RoutingProfile.of(skills));
        assertEquals(
                List.of(new CallId("c0"), C1),
                lastDecision().calls().stream().map(CallHead::call).toList());
        assertEquals(38, lastDecision().callsLeftOut());
    }

    @Test
    void explanationNamesWhoGoesBeforeAndWhyNobodyIsReady() {
        policy(SALES, standard().build());
        signIn(ANN);
        say(t -> new PauseAgent(t, ANN, "lunch"));
        call(C1, SALES, 1, "french:1");
        call(C2, SALES, 1);
        after(7);
        call(C3, SALES, 0);
        call(new CallId("like-c2"), SALES, 1);
        DecisionRecord why = routing().explain(C3, now()).orElseThrow();
        assertEquals(Basis.WAITING, why.basis());
        assertEquals(Optional.empty(), why.winner());
        assertEquals(C3, why.calls().getLast().call());
        assertEquals(List.of(new Others(Standing.PAUSED, Optional.empty(), 1)), why.others());
        assertEquals(Optional.empty(), routing().explain(new CallId("nobody"), now()));
    }

    @Test
    void askingWhyACallWaitsChangesNothing() {
        policy(
                SALES,
                standard()
                        .missed(new QueuePolicy.Missed(Duration.ZERO, Duration.ofSeconds(40), 0))
                        .build());
        signIn(ANN);
        call(C1, SALES, 0);
        say(t -> new RefuseOffer(t, ANN, C1, Refusal.REJECTED));
        assertTold("c1 offered ann", "c1 REJECTED ann");
        assertTrue(routing().explain(C1, now().plusSeconds(100)).isPresent());
        pass(1);
        pass(39);
        assertTold("c1 offered ann");
    }

    private static TransferCall transfer(Instant at, CallId call, AgentId to) {
        return new TransferCall(at, call, SALES, 0, SkillNeed.none(), true, Optional.of(to));
    }

    private static RoutingProfile withOwnWrapUp(int seconds) {
        return new RoutingProfile(
                new TreeMap<>(),
                new TreeMap<>(),
                1,
                new TreeMap<>(),
                1,
                Optional.of(Duration.ofSeconds(seconds)));
    }

    private static QueuePolicy.Work chat(int units) {
        return new QueuePolicy.Work("chat", Optional.of(units));
    }

    private static List<RoutingStep> onlyFrench() {
        return List.of(new RoutingStep(Optional.empty(), FRENCH, new TreeSet<>(), 0, 1_000, false));
    }

    private static QueuePolicy.WaitingCost cost(
            int handleSeconds, List<QueuePolicy.HandleTime> special) {
        return new QueuePolicy.WaitingCost(1, Duration.ofSeconds(handleSeconds), special);
    }

    private static QueuePolicy.Staffing staffing(Presence toJoin, Presence toStay) {
        return new QueuePolicy.Staffing(toJoin, toStay, Duration.ofSeconds(30));
    }

    private static QueuePolicy.Overflow whenFull(QueueId queue) {
        return new QueuePolicy.Overflow(
                Optional.empty(), Optional.of(queue), Optional.empty(), Optional.empty());
    }

    private static QueuePolicy.Overflow afterMaxWait(QueueId queue) {
        return new QueuePolicy.Overflow(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(queue));
    }
}
