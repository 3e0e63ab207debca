package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EndWrapUp;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.PassTime;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.Refusal;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingCommand.ResumeAgent;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;

/// What happens every day, in the words of those who work with it.
///
/// `sales` rings 15 s, wraps up 10 s, rests 30 s; `quick` has no wrap-up and no rest, and holds two
/// calls.
abstract class EverydayRouting extends RoutingScript {
    EverydayRouting(AnyRouting routing) {
        super(routing);
    }

    @BeforeEach
    void twoQueues() {
        policy(Map.of(SALES, rules(10, 30, 100), QUICK, rules(0, 0, 2)));
    }

    @Test
    void longestIdleAgentWithTheSkillIsOfferedTheCall() {
        signIn(ANN, profile("french:5"));
        after(10);
        signIn(BOB, profile("french:5", "repairs:3"));
        after(10);
        call(C1, SALES, 0, "french:5");
        assertTold("c1 offered ann");
        call(C2, SALES, 0, "french:5");
        assertTold("c2 offered bob");
    }

    @Test
    void agentBelowTheLevelIsNotOfferedTheCall() {
        signIn(ANN, profile("french:4"));
        call(C1, SALES, 0, "french:5");
        assertTold();
        signIn(BOB, profile("french:5"));
        assertTold("c1 offered bob");
    }

    @Test
    void higherPriorityGoesBeforeLongerWait() {
        call(C1, SALES, 0);
        after(60);
        call(C2, SALES, 1);
        signIn(ANN, profile());
        assertTold("c2 offered ann");
    }

    @Test
    void missedOfferRestsTheAgentAndTheCallKeepsItsTime() {
        signIn(ANN, profile());
        call(C1, SALES, 0);
        after(1);
        call(C2, SALES, 0);
        assertTold("c1 offered ann");
        assertEquals(Optional.of(START.plusSeconds(15)), routing().nextDeadline());
        after(14);
        say(PassTime::new);
        assertTold("c1 EXPIRED ann until 30");
        signIn(BOB, profile());
        assertTold("c1 offered bob");
        after(30);
        say(PassTime::new);
        assertTold("c1 EXPIRED bob until 30", "ann rested", "c1 offered ann");
    }

    @Test
    void anAnswerAtTheDeadlineIsTooLate() {
        signIn(ANN, profile());
        call(C1, QUICK, 0);
        after(15);
        assertTold("c1 offered ann");
        say(t -> new AcceptOffer(t, ANN, C1));
        assertTold("c1 EXPIRED ann", "rejected NOT_OFFERED", "c1 offered ann");
    }

    @Test
    void refusedCallGoesToTheNextAgentAtOnce() {
        signIn(ANN, profile());
        after(1);
        signIn(BOB, profile());
        call(C1, SALES, 0);
        say(t -> new RefuseOffer(t, ANN, C1, Refusal.UNREACHABLE));
        assertTold("c1 offered ann", "c1 UNREACHABLE ann until 30", "c1 offered bob");
    }

    @Test
    void refusalWithoutRestSendsTheAgentToTheEndOfTheIdleOrder() {
        signIn(ANN, profile());
        after(1);
        signIn(BOB, profile());
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
        say(t -> new EndWrapUp(t, ANN, C1));
        say(t -> new EndWrapUp(t, ANN, C1));
        assertTold("c1 ended ann until 10", "ann wrapped up", "rejected NOT_WRAPPING_UP");
        assertEquals(Optional.empty(), routing().nextDeadline());
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
        signIn(ANN, profile());
        after(1);
        signIn(BOB, profile());
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
        signIn(ANN, profile());
        say(t -> new SignOutAgent(t, ANN));
        assertTold("c1 offered ann", "c1 WITHDRAWN ann", "ann signed out");
        signIn(BOB, profile());
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
        forget();
        signIn(ANN, profile("french:1"));
        call(C2, QUICK, 0, "french:1");
        assertTold();
        say(t -> new EndCall(t, C1));
        assertTold("c1 ended ann", "c2 offered ann");
    }

    @Test
    void abandonedCallEndsItsOfferAndTheAgentKeepsTheIdleTime() {
        signIn(ANN, profile());
        after(1);
        signIn(BOB, profile());
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
        assertEquals(OptionalInt.of(1), routing().place(C1));
        signIn(ANN, profile());
        assertTold("c1 kept +493012345", "rejected ALREADY_KEPT", "c1 offered ann for +493012345");
    }

    @Test
    void placeKeptWhileTheAgentRingsIsOfferedAnewAsACallback() {
        signIn(ANN, profile());
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
        signIn(ANN, profile("french:1"));
        assertTold("other offered ann");
        signIn(BOB, profile());
        assertTold("c3 offered bob");
        assertEquals(List.of(2, 3, 1), List.of(placeOf(C1), placeOf(C2), placeOf(C3)));
        say(t -> new AcceptOffer(t, BOB, C3));
        assertEquals(List.of(1, 2), List.of(placeOf(C1), placeOf(C2)));
        assertEquals(OptionalInt.empty(), routing().place(C3));
    }

    @Test
    void placesOfALongLineAreRight() {
        policy(SALES, rules(0, 0, 1_000));
        for (int i = 0; i < 900; i++) {
            call(new CallId("c" + i), SALES, i % 3);
            after(1);
        }
        assertEquals(1, placeOf(new CallId("c2")));
        assertEquals(301, placeOf(new CallId("c1")));
        assertEquals(900, placeOf(new CallId("c897")));
        for (int i = 2; i < 900; i += 3) {
            CallId call = new CallId("c" + i);
            say(t -> new LeaveQueue(t, call, LeaveReason.CHOSE_TO_LEAVE));
        }
        assertEquals(1, placeOf(new CallId("c1")));
        assertEquals(600, placeOf(new CallId("c897")));
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
        policy(SALES, rules(0, 0, 10));
        call(C2, QUICK, 0);
        signIn(ANN, profile());
        say(t -> new AcceptOffer(t, ANN, C1));
        say(t -> new EndCall(t, C1));
        assertTold("rejected UNKNOWN_QUEUE", "c1 offered ann", "c1 connected ann", "c1 ended ann");
        call(C3, QUICK, 0);
        assertTold("rejected UNKNOWN_QUEUE");
    }

    private static QueuePolicy rules(int wrapUp, int rest, int maxLength) {
        return standard()
                .wrapUp(Duration.ofSeconds(wrapUp))
                .missed(new QueuePolicy.Missed(Duration.ofSeconds(rest), Duration.ZERO, 0))
                .maxLength(maxLength)
                .build();
    }
}
