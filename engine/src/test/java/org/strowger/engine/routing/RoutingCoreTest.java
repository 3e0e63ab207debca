package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.DecisionRecord.Standing;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EndWrapUp;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.PassTime;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.Refusal;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingCommand.ResumeAgent;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;
import org.strowger.engine.routing.RoutingEvent.CommandRejected.Reason;

/// What the core does, in the words of those who work with it.
///
/// `sales` rings 15 s, wraps up 10 s, rests 30 s; `quick` has no wrap-up and no rest, and holds two
/// calls.
final class RoutingCoreTest {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final QueueId SALES = new QueueId("sales");
    private static final QueueId QUICK = new QueueId("quick");
    private static final AgentId ANN = new AgentId("ann");
    private static final AgentId BOB = new AgentId("bob");
    private static final CallId C1 = new CallId("c1");
    private static final CallId C2 = new CallId("c2");
    private static final CallId C3 = new CallId("c3");

    private final RoutingCore core = new RoutingCore();
    private final List<String> told = new ArrayList<>();
    private Instant now = START;

    @BeforeEach
    void twoQueues() {
        policy("v1", Map.of(SALES, rules(10, 30, 100), QUICK, rules(0, 0, 2)));
    }

    @Test
    void longestIdleAgentWithTheSkillIsOfferedTheCall() {
        signIn(ANN, Map.of("french", 5));
        after(10);
        signIn(BOB, Map.of("french", 5, "repairs", 3));
        after(10);
        call(C1, SALES, 0, "french:5");
        assertTold("c1 offered ann");
        call(C2, SALES, 0, "french:5");
        assertTold("c2 offered bob");
    }

    @Test
    void agentBelowTheLevelIsNotOfferedTheCall() {
        signIn(ANN, Map.of("french", 4));
        call(C1, SALES, 0, "french:5");
        assertTold();
        signIn(BOB, Map.of("french", 5));
        assertTold("c1 offered bob");
    }

    @Test
    void higherPriorityGoesBeforeLongerWait() {
        call(C1, SALES, 0);
        after(60);
        call(C2, SALES, 1);
        signIn(ANN, Map.of());
        assertTold("c2 offered ann");
    }

    @Test
    void missedOfferRestsTheAgentAndTheCallKeepsItsTime() {
        signIn(ANN, Map.of());
        call(C1, SALES, 0);
        after(1);
        call(C2, SALES, 0);
        assertTold("c1 offered ann");
        assertEquals(Optional.of(START.plusSeconds(15)), core.nextDeadline());
        after(14);
        say(PassTime::new);
        assertTold("c1 EXPIRED ann until 30");
        signIn(BOB, Map.of());
        assertTold("c1 offered bob");
        after(30);
        say(PassTime::new);
        assertTold("c1 EXPIRED bob until 30", "ann rested", "c1 offered ann");
    }

    @Test
    void anAnswerAtTheDeadlineIsTooLate() {
        signIn(ANN, Map.of());
        call(C1, QUICK, 0);
        after(15);
        assertTold("c1 offered ann");
        say(t -> new AcceptOffer(t, ANN, C1));
        assertTold("c1 EXPIRED ann", "rejected NOT_OFFERED", "c1 offered ann");
    }

    @Test
    void refusedCallGoesToTheNextAgentAtOnce() {
        signIn(ANN, Map.of());
        after(1);
        signIn(BOB, Map.of());
        call(C1, SALES, 0);
        say(t -> new RefuseOffer(t, ANN, C1, Refusal.UNREACHABLE));
        assertTold("c1 offered ann", "c1 UNREACHABLE ann until 30", "c1 offered bob");
    }

    @Test
    void refusalWithoutRestSendsTheAgentToTheEndOfTheIdleOrder() {
        signIn(ANN, Map.of());
        after(1);
        signIn(BOB, Map.of());
        after(1);
        call(C1, QUICK, 0);
        say(t -> new RefuseOffer(t, ANN, C1, Refusal.BUSY));
        assertTold("c1 offered ann", "c1 BUSY ann", "c1 offered bob");
    }

    @Test
    void afterTheTalkTheAgentWrapsUpAndThenTakesTheNextCall() {
        talk(ANN, C1, SALES);
        call(C2, SALES, 0);
        say(t -> new EndCall(t, C1));
        assertTold("c1 ended ann until 10");
        after(10);
        say(PassTime::new);
        assertTold("ann wrapped up", "c2 offered ann");
    }

    @Test
    void wrapUpCanBeEndedEarly() {
        talk(ANN, C1, SALES);
        say(t -> new EndCall(t, C1));
        after(3);
        say(t -> new EndWrapUp(t, ANN));
        say(t -> new EndWrapUp(t, ANN));
        assertTold("c1 ended ann until 10", "ann wrapped up", "rejected NOT_WRAPPING_UP");
        assertEquals(Optional.empty(), core.nextDeadline());
    }

    @Test
    void withoutWrapUpTheNextCallIsOfferedAtOnce() {
        talk(ANN, C1, QUICK);
        call(C2, QUICK, 0);
        say(t -> new EndCall(t, C1));
        assertTold("c1 ended ann", "c2 offered ann");
    }

    @Test
    void pauseInATalkTakesEffectAfterIt() {
        talk(ANN, C1, QUICK);
        say(t -> new PauseAgent(t, ANN, "lunch"));
        call(C2, QUICK, 0);
        say(t -> new EndCall(t, C1));
        assertTold("ann paused lunch", "c1 ended ann");
        say(t -> new ResumeAgent(t, ANN));
        assertTold("ann resumed", "c2 offered ann");
    }

    @Test
    void nobodyKeepsAPlaceInTheIdleOrderByPausing() {
        signIn(ANN, Map.of());
        after(1);
        signIn(BOB, Map.of());
        say(t -> new PauseAgent(t, ANN, "lunch"));
        after(1);
        say(t -> new ResumeAgent(t, ANN));
        call(C1, SALES, 0);
        assertTold("ann paused lunch", "ann resumed", "c1 offered bob");
    }

    @Test
    void signingOutWhileRingingPutsTheCallBackInItsPlace() {
        call(C1, SALES, 0);
        after(1);
        call(C2, SALES, 0);
        signIn(ANN, Map.of());
        say(t -> new SignOutAgent(t, ANN));
        assertTold("c1 offered ann", "c1 WITHDRAWN ann", "ann signed out");
        signIn(BOB, Map.of());
        assertTold("c1 offered bob");
    }

    @Test
    void signingOutInATalkLetsItGoOn() {
        talk(ANN, C1, SALES);
        say(t -> new SignOutAgent(t, ANN));
        say(t -> new SignOutAgent(t, ANN));
        say(t -> new EndCall(t, C1));
        assertTold(
                "ann leaves after the talk",
                "rejected ALREADY_SIGNING_OUT",
                "c1 ended ann",
                "ann signed out");
    }

    @Test
    void whoComesBackBeforeTheEndOfTheTalkStays() {
        talk(ANN, C1, QUICK);
        say(t -> new SignOutAgent(t, ANN));
        told.clear();
        signIn(ANN, Map.of("french", 1));
        call(C2, QUICK, 0, "french:1");
        assertTold();
        say(t -> new EndCall(t, C1));
        assertTold("c1 ended ann", "c2 offered ann");
    }

    @Test
    void abandonedCallEndsItsOfferAndTheAgentKeepsTheIdleTime() {
        signIn(ANN, Map.of());
        after(1);
        signIn(BOB, Map.of());
        call(C1, SALES, 0);
        after(5);
        say(t -> new LeaveQueue(t, C1, LeaveReason.ABANDONED));
        call(C2, SALES, 0);
        assertTold("c1 offered ann", "c1 WITHDRAWN ann", "c1 left ABANDONED", "c2 offered ann");
    }

    @Test
    void keptPlaceStaysInLineAndIsOfferedWithTheNumber() {
        call(C1, SALES, 0);
        after(1);
        call(C2, SALES, 0);
        say(t -> new KeepPlace(t, C1, "+493012345"));
        say(t -> new KeepPlace(t, C1, "+493012345"));
        assertEquals(OptionalInt.of(1), core.place(C1));
        signIn(ANN, Map.of());
        assertTold("c1 kept +493012345", "rejected ALREADY_KEPT", "c1 offered ann for +493012345");
    }

    @Test
    void placeKeptWhileTheAgentRingsIsOfferedAnewAsACallback() {
        signIn(ANN, Map.of());
        call(C1, SALES, 0);
        say(t -> new KeepPlace(t, C1, "+4930"));
        assertTold(
                "c1 offered ann", "c1 WITHDRAWN ann", "c1 kept +4930", "c1 offered ann for +4930");
    }

    @Test
    void placeIsThatInTheQueueAndDoesNotGetWorseByAnOffer() {
        call(C1, SALES, 0, "french:1");
        after(1);
        call(C2, SALES, 0);
        call(new CallId("other"), QUICK, 5);
        call(C3, SALES, 1);
        assertEquals(List.of(2, 3, 1), List.of(placeOf(C1), placeOf(C2), placeOf(C3)));
        signIn(ANN, Map.of("french", 1));
        assertTold("other offered ann");
        signIn(BOB, Map.of());
        assertTold("c3 offered bob");
        assertEquals(List.of(2, 3, 1), List.of(placeOf(C1), placeOf(C2), placeOf(C3)));
        say(t -> new AcceptOffer(t, BOB, C3));
        assertEquals(List.of(1, 2), List.of(placeOf(C1), placeOf(C2)));
        assertEquals(OptionalInt.empty(), core.place(C3));
    }

    @Test
    void placesOfALongLineAreRight() {
        policy("long", Map.of(SALES, rules(0, 0, 5_000)));
        for (int i = 0; i < 3_000; i++) {
            call(new CallId("c" + i), SALES, i % 3);
            after(1);
        }
        assertEquals(1, placeOf(new CallId("c2")));
        assertEquals(1_001, placeOf(new CallId("c1")));
        assertEquals(3_000, placeOf(new CallId("c2997")));
        for (int i = 2; i < 3_000; i += 3) {
            CallId call = new CallId("c" + i);
            say(t -> new LeaveQueue(t, call, LeaveReason.CHOSE_TO_LEAVE));
        }
        assertEquals(1, placeOf(new CallId("c1")));
        assertEquals(2_000, placeOf(new CallId("c2997")));
    }

    @Test
    void whatCannotBeDoneIsRejectedByName() {
        call(C1, new QueueId("nowhere"), 0);
        call(C1, QUICK, 0);
        call(C2, QUICK, 0);
        call(C3, QUICK, 0);
        call(C1, SALES, 0);
        say(t -> new EndCall(t, C1));
        say(t -> new EndCall(t, C3));
        say(t -> new LeaveQueue(t, C3, LeaveReason.ABANDONED));
        say(t -> new SignOutAgent(t, ANN));
        say(t -> new ResumeAgent(t, ANN));
        assertTold(
                "rejected UNKNOWN_QUEUE",
                "rejected QUEUE_FULL",
                "rejected ALREADY_KNOWN",
                "rejected NOT_TALKING",
                "rejected UNKNOWN_CALL",
                "rejected UNKNOWN_CALL",
                "rejected UNKNOWN_AGENT",
                "rejected UNKNOWN_AGENT");
    }

    @Test
    void queueTakenOutOfThePolicyServesWhoIsInItAndTakesNobodyElse() {
        call(C1, QUICK, 0);
        policy("v2", Map.of(SALES, rules(0, 0, 10)));
        call(C2, QUICK, 0);
        signIn(ANN, Map.of());
        say(t -> new AcceptOffer(t, ANN, C1));
        say(t -> new EndCall(t, C1));
        assertTold("rejected UNKNOWN_QUEUE", "c1 offered ann", "c1 connected ann", "c1 ended ann");
        assertTrue(core.snapshot().closing().isEmpty());
    }

    @Test
    void decisionRecordSaysWhoWasComparedAndCountsTheOthers() {
        talk(ANN, C1, SALES);
        signIn(BOB, Map.of("french", 2));
        signIn(new AgentId("cem"), Map.of("french", 2));
        signIn(new AgentId("dora"), Map.of("french", 9));
        signIn(new AgentId("emil"), Map.of("french", 1));
        signIn(new AgentId("fay"), Map.of("french", 9));
        say(t -> new PauseAgent(t, new AgentId("fay"), "lunch"));
        after(7);
        List<RoutingEvent> events =
                core.handle(
                        new EnqueueCall(now, C2, SALES, 4, List.of(new SkillNeed("french", 2))));
        DecisionRecord why = ((RoutingEvent.CallOffered) events.getLast()).decision();
        assertEquals(BOB, why.winner());
        assertEquals(List.of(new DecisionRecord.CallHead(C2, 4, Duration.ZERO)), why.calls());
        assertEquals(
                List.of(
                        new DecisionRecord.AgentHead(BOB, Duration.ofSeconds(7)),
                        new DecisionRecord.AgentHead(new AgentId("dora"), Duration.ofSeconds(7))),
                why.agents());
        assertEquals(
                Map.of(Standing.READY, 2, Standing.PAUSED, 1, Standing.UNSKILLED, 2), why.others());
    }

    @Test
    void decisionRecordDoesNotGrowWithTheCentre() {
        policy("big", Map.of(SALES, rules(0, 0, 1_000)));
        for (int i = 0; i < 100; i++) {
            signIn(new AgentId("a" + i), Map.of("skill" + i, 1));
        }
        List<RoutingEvent> events = core.handle(new EnqueueCall(now, C1, SALES, 0, List.of()));
        DecisionRecord why = ((RoutingEvent.CallOffered) events.getLast()).decision();
        assertEquals(DecisionRecord.HEADS, why.agents().size());
        assertEquals(100 - DecisionRecord.HEADS, why.agentsLeftOut());
    }

    @Test
    void aCoreRebuiltFromHalfABatchFinishesItAtTheNextCommand() {
        List<RoutingEvent> events =
                new ArrayList<>(core.handle(new EnqueueCall(now, C1, SALES, 0, List.of())));
        events.addAll(core.handle(new SignInAgent(now, ANN, new TreeMap<>())));
        RoutingCore rebuilt = new RoutingCore();
        rebuilt.catchUp(List.of(new RoutingEvent.PolicyApplied(now, core.snapshot().policy())));
        rebuilt.catchUp(events.subList(0, events.size() - 1));
        assertFalse(rebuilt.sameStateAs(core));
        assertEquals(List.of(events.getLast()), rebuilt.handle(new PassTime(now)));
        assertTrue(rebuilt.sameStateAs(core));
    }

    @Test
    void timeThatGoesBackIsMisuse() {
        assertThrows(
                IllegalArgumentException.class,
                () -> core.handle(new PassTime(START.minusSeconds(1))));
    }

    @Test
    void valuesOutOfTheirLimitsSayWhatWasExpected() {
        var level = assertThrows(IllegalArgumentException.class, () -> new SkillNeed("french", 11));
        assertEquals("level of skill french must be 1 to 10, but is 11", level.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new CallId(""));
        assertThrows(IllegalArgumentException.class, () -> rules(-1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> rules(0, 0, 0));
    }

    @Test
    void equalNeedsAreEqualHoweverTheyWereWritten() {
        SkillNeed low = new SkillNeed("french", 2);
        SkillNeed high = new SkillNeed("french", 7);
        SkillNeed other = new SkillNeed("english", 1);
        assertEquals(
                new EnqueueCall(now, C1, SALES, 0, List.of(other, high)),
                new EnqueueCall(now, C1, SALES, 0, List.of(low, high, other)));
    }

    private static QueuePolicy rules(int wrapUp, int rest, int maxLength) {
        return new QueuePolicy(
                Duration.ofSeconds(15),
                Duration.ofSeconds(wrapUp),
                Duration.ofSeconds(rest),
                maxLength);
    }

    private void policy(String version, Map<QueueId, QueuePolicy> queues) {
        say(t -> new ApplyPolicy(t, new RoutingPolicy(version, new TreeMap<>(queues))));
    }

    private void signIn(AgentId agent, Map<String, Integer> skills) {
        say(t -> new SignInAgent(t, agent, new TreeMap<>(skills)));
    }

    private void call(CallId call, QueueId queue, int priority, String... needs) {
        List<SkillNeed> parsed = new ArrayList<>();
        for (String need : needs) {
            int colon = need.indexOf(':');
            parsed.add(
                    new SkillNeed(
                            need.substring(0, colon), Integer.parseInt(need.substring(colon + 1))));
        }
        say(t -> new EnqueueCall(t, call, queue, priority, parsed));
    }

    private void talk(AgentId agent, CallId call, QueueId queue) {
        signIn(agent, Map.of());
        call(call, queue, 0);
        say(t -> new AcceptOffer(t, agent, call));
        told.clear();
    }

    private int placeOf(CallId call) {
        return core.place(call).orElseThrow();
    }

    private void after(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private void say(Function<Instant, RoutingCommand> command) {
        core.handle(command.apply(now)).forEach(this::hear);
    }

    private void assertTold(String... expected) {
        assertEquals(List.of(expected), told);
        told.clear();
    }

    private void hear(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.PolicyApplied _,
                    RoutingEvent.AgentSignedIn _,
                    RoutingEvent.CallQueued _ -> {}
            case RoutingEvent.SignOutDeferred e -> told.add(e.agent() + " leaves after the talk");
            case RoutingEvent.AgentSignedOut e -> told.add(e.agent() + " signed out");
            case RoutingEvent.AgentPaused e -> told.add(e.agent() + " paused " + e.reason());
            case RoutingEvent.AgentResumed e -> told.add(e.agent() + " resumed");
            case RoutingEvent.WrapUpEnded e -> told.add(e.agent() + " wrapped up");
            case RoutingEvent.RestEnded e -> told.add(e.agent() + " rested");
            case RoutingEvent.PlaceKept e -> told.add(e.call() + " kept " + e.callbackNumber());
            case RoutingEvent.CallLeftQueue e -> told.add(e.call() + " left " + e.reason());
            case RoutingEvent.CallOffered e ->
                    told.add(
                            e.call()
                                    + " offered "
                                    + e.agent()
                                    + e.callbackNumber()
                                            .map(number -> " for " + number)
                                            .orElse(""));
            case RoutingEvent.OfferEnded e ->
                    told.add(
                            e.call()
                                    + " "
                                    + e.outcome()
                                    + " "
                                    + e.agent()
                                    + until(e.at(), e.restsUntil()));
            case RoutingEvent.CallConnected e -> told.add(e.call() + " connected " + e.agent());
            case RoutingEvent.CallEnded e ->
                    told.add(e.call() + " ended " + e.agent() + until(e.at(), e.wrapUpUntil()));
            case RoutingEvent.CommandRejected(_, _, Reason reason) ->
                    told.add("rejected " + reason);
        }
    }

    private static String until(Instant from, Optional<Instant> end) {
        return end.map(instant -> " until " + Duration.between(from, instant).toSeconds())
                .orElse("");
    }
}
