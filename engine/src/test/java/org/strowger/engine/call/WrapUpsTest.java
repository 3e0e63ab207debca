package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.engine.call.DeskCommand.Dispose;
import org.strowger.engine.call.DeskCommand.ExtendWrapUp;
import org.strowger.engine.call.DeskCommand.Ready;
import org.strowger.engine.call.DeskCommand.SignOut;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.telephony.LegId;

/// What agents say of the talks they had, and the work in which they say it.
class WrapUpsTest extends DeskTest {
    private static final Duration A_DAY = Duration.ofDays(1);

    private Dispose solved() {
        return new Dispose(BY_ANNA, ANNA, CALL, "solved", "a note");
    }

    private void hadATalk(DispositionRules rules) throws Exception {
        people(rules);
        talkEnds(talking());
    }

    private Instant wrapUpUntil() {
        return assertInstanceOf(Phase.WrapUp.class, phase(ANNA)).until();
    }

    private boolean isFree() {
        return agent(ANNA).contacts().isEmpty();
    }

    // Required.

    @Test
    void afterCallWorkLastsUntilTheRequiredDispositionIsGiven() throws Exception {
        hadATalk(MUST);
        Instant ended = clock.instant();
        assertEquals(ended.plus(A_DAY), wrapUpUntil());
        DeskEvent.WrapUpBegan began = told(DeskEvent.WrapUpBegan.class);
        assertTrue(began.required());
        assertEquals(List.of("solved", "sold"), began.reasons());
        assertEquals(ended.plusSeconds(30), began.until());
        clock.pass(Duration.ofHours(1));
        passTime();
        assertFalse(isFree());
        does(solved());
        assertTrue(isFree());
        assertEquals("solved", told(DeskEvent.Disposed.class).disposition().reason());
        assertEquals(AgentView.State.READY, seen(ANNA).state());
    }

    @Test
    void aDispositionThatIsGivenAtOnceDoesNotCutTheTimeForAfterCallWork() throws Exception {
        wrapUp(Duration.ofMillis(300));
        hadATalk(MUST);
        does(solved());
        assertFalse(isFree());
        clock.pass(Duration.ofMillis(300));
        awaitRouting(this::isFree);
    }

    @Test
    void whoHasSaidWhatCameOfItMayBeReadyAtOnce() throws Exception {
        hadATalk(MUST);
        does(solved());
        assertFalse(isFree());
        does(new Ready(BY_ANNA, ANNA));
        assertTrue(isFree());
    }

    @Test
    void theAgentIsNotReadyWithoutItButASupervisorCanLetThemGo() throws Exception {
        hadATalk(MUST);
        isRefused(DeskAnswer.Reason.DISPOSITION_MISSING, new Ready(BY_ANNA, ANNA));
        assertFalse(isFree());
        does(new Ready(BY_CARLA, ANNA));
        assertTrue(isFree());
        assertEquals(BY_CARLA, told(DeskEvent.DispositionWaived.class).by());
    }

    @Test
    void aPauseEndsAlsoWhereADispositionIsMissing() throws Exception {
        hadATalk(MUST);
        does(new DeskCommand.Pause(BY_ANNA, ANNA, "lunch", false));
        does(new Ready(BY_ANNA, ANNA));
        assertEquals(AgentView.State.WRAP_UP, seen(ANNA).state());
        assertTrue(agent(ANNA).pauseReason().isEmpty());
        does(new Ready(BY_CARLA, ANNA));
    }

    @Test
    void whatWasSaidDuringTheTalkCountsAtItsEnd() throws Exception {
        people(MUST);
        LegId anna = talking();
        does(solved());
        assertEquals(0, count(DeskEvent.Disposed.class));
        talkEnds(anna);
        assertEquals(1, count(DeskEvent.Disposed.class));
        assertEquals(clock.instant().plusSeconds(30), wrapUpUntil());
        assertFalse(told(DeskEvent.WrapUpBegan.class).required());
        clock.pass(Duration.ofSeconds(30));
        passTime();
        assertTrue(isFree());
        assertEquals(CALL, told(DeskEvent.WrapUpOver.class).call());
    }

    @Test
    void theAgentMayHaveMoreTime() throws Exception {
        wrapUp(Duration.ofMillis(1));
        hadATalk(MUST);
        clock.pass(Duration.ofSeconds(1));
        does(new ExtendWrapUp(BY_ANNA, ANNA, Optional.empty(), Duration.ofMillis(300)));
        does(solved());
        assertFalse(isFree());
        clock.pass(Duration.ofMillis(300));
        awaitRouting(this::isFree);
    }

    @Test
    void nobodySignsOutOfAfterCallWorkBeforeTheyHaveSaidWhatIsRequired() throws Exception {
        hadATalk(MUST);
        isRefused(DeskAnswer.Reason.DISPOSITION_MISSING, new SignOut(BY_ANNA, ANNA));
        dialsCode(ANNAS, "*12");
        hearsLast("not-possible");
        assertEquals(AgentView.State.WRAP_UP, seen(ANNA).state());
        does(solved());
        does(new SignOut(BY_ANNA, ANNA));
        assertEquals(List.of(), routing.snapshot().agents());
    }

    @Test
    void whoLeavesAtTheEndOfATalkSaysBeforeWhatCameOfIt() throws Exception {
        people(MUST);
        LegId anna = talking();
        isRefused(DeskAnswer.Reason.DISPOSITION_MISSING, new SignOut(BY_ANNA, ANNA));
        does(solved());
        does(new SignOut(BY_ANNA, ANNA));
        talkEnds(anna);
        assertEquals(List.of(), routing.snapshot().agents());
        assertEquals(1, count(DeskEvent.Disposed.class));
    }

    @Test
    void aSupervisorSignsOutWhoOwesADispositionAndTheAgentMaySayItLater() throws Exception {
        hadATalk(MUST);
        does(new SignOut(BY_CARLA, ANNA));
        assertEquals(List.of(), routing.snapshot().agents());
        assertEquals(BY_CARLA, told(DeskEvent.DispositionWaived.class).by());
        does(solved());
        assertEquals(1, count(DeskEvent.Disposed.class));
    }

    @Test
    void nothingIsWaivedThatTheCoreDoesNotDo() throws Exception {
        hadATalk(MUST);
        routing.full(true);
        isRefused(DeskAnswer.Reason.OVERLOADED, new SignOut(BY_CARLA, ANNA));
        isRefused(DeskAnswer.Reason.OVERLOADED, new Ready(BY_CARLA, ANNA));
        assertEquals(0, count(DeskEvent.DispositionWaived.class));
        routing.full(false);
        isRefused(DeskAnswer.Reason.DISPOSITION_MISSING, new SignOut(BY_ANNA, ANNA));
        does(new Ready(BY_CARLA, ANNA));
        assertEquals(1, count(DeskEvent.DispositionWaived.class));
    }

    @Test
    void whatIsSaidBeforeTheCoreHasAgreedIsNotWaived() throws Exception {
        hadATalk(MUST);
        var signedOut = sessions.carryOut(new SignOut(BY_CARLA, ANNA));
        settled();
        does(solved());
        assertEquals(new DeskAnswer.Done(), got(signedOut));
        assertEquals(0, count(DeskEvent.DispositionWaived.class));
    }

    @Test
    void aPhoneThatIsLostSignsOutWhateverIsMissingAndNothingIsOwedAfterwards() throws Exception {
        hadATalk(MUST);
        isLost(ANNAS);
        assertEquals(List.of(), routing.snapshot().agents());
        registers(ANNAS);
        assertEquals(AgentView.State.READY, seen(ANNA).state());
        does(solved());
        does(new SignOut(BY_ANNA, ANNA));
    }

    /// At each of these moments around the end of after-call work one thing ends it.
    @ParameterizedTest
    @ValueSource(longs = {-20, -1, 0, 1, 20})
    void aDispositionAroundTheEndOfTheUsualTimeEndsTheWorkOnce(long off) throws Exception {
        wrapUp(Duration.ofMillis(100));
        hadATalk(MUST);
        clock.pass(Duration.ofMillis(100 + off));
        var first = sessions.carryOut(solved());
        var second = sessions.carryOut(new Ready(BY_ANNA, ANNA));
        settled();
        routing();
        assertEquals(new DeskAnswer.Done(), got(first));
        assertEquals(new DeskAnswer.Done(), got(second));
        clock.pass(Duration.ofMillis(50));
        awaitRouting(this::isFree);
        assertEquals(1, count(DeskEvent.WrapUpOver.class));
    }

    @Test
    void workThatOnlyARequiredDispositionKeptGoingEndsWhenItIsRequiredNoMore() throws Exception {
        hadATalk(MUST);
        clock.pass(Duration.ofHours(1));
        passTime();
        assertFalse(isFree());
        people(MAY);
        assertTrue(isFree());
        assertFalse(told(DeskEvent.WrapUpBegan.class).required());
    }

    @Test
    void whatIsRequiredNoMoreLeavesTheUsualTimeForAfterCallWork() throws Exception {
        hadATalk(MUST);
        clock.pass(Duration.ofSeconds(10));
        people(MAY);
        assertFalse(isFree());
        pass(Duration.ofSeconds(20));
        assertTrue(isFree());
    }

    /// Whoever is to wake by then wakes.
    private void pass(Duration time) throws Exception {
        clock.pass(time);
        passTime();
        timers.ring();
        settled();
        routing();
    }

    @Test
    void whatIsRequiredAgainBeforeTheUsualTimeIsOverIsAskedForAgain() throws Exception {
        hadATalk(MUST);
        people(MAY);
        people(MUST);
        pass(Duration.ofSeconds(30));
        assertFalse(isFree());
        does(solved());
        assertTrue(isFree());
    }

    // Optional.

    @ParameterizedTest
    @ValueSource(longs = {-20, 0, 20})
    void whoIsReadyAroundTheEndOfAfterCallWorkIsToldThatAllIsWell(long off) throws Exception {
        hadATalk(MAY);
        assertEquals(clock.instant().plusSeconds(30), wrapUpUntil());
        clock.pass(Duration.ofSeconds(30).plusMillis(off));
        var answer = sessions.carryOut(new Ready(BY_ANNA, ANNA));
        settled();
        passTime();
        routing();
        assertEquals(new DeskAnswer.Done(), got(answer));
        assertTrue(isFree());
        assertEquals(1, count(DeskEvent.WrapUpOver.class));
    }

    @Test
    void afterCallWorkEndsByItselfWhereNothingIsRequired() throws Exception {
        hadATalk(MAY);
        assertFalse(told(DeskEvent.WrapUpBegan.class).required());
        clock.pass(Duration.ofSeconds(30));
        passTime();
        assertTrue(isFree());
        does(solved());
    }

    @Test
    void moreTimeIsAskedOfTheCore() throws Exception {
        hadATalk(MAY);
        does(new ExtendWrapUp(BY_ANNA, ANNA, Optional.empty(), Duration.ofMinutes(1)));
        assertEquals(clock.instant().plusSeconds(90), wrapUpUntil());
        assertEquals(clock.instant().plusSeconds(90), told(DeskEvent.WrapUpBegan.class).until());
        isRefused(
                DeskAnswer.Reason.BAD_VALUE,
                new ExtendWrapUp(
                        BY_ANNA, ANNA, Optional.empty(), Duration.ofDays(1).plusSeconds(1)));
        isRefused(
                DeskAnswer.Reason.BAD_VALUE,
                new ExtendWrapUp(BY_ANNA, ANNA, Optional.empty(), Duration.ZERO));
        isRefused(
                DeskAnswer.Reason.BAD_VALUE,
                new ExtendWrapUp(BY_ANNA, ANNA, Optional.empty(), A_DAY));
    }

    // Of an agent who has several calls.

    private static final LegId OTHER = new LegId("other");
    private static final CallId OTHER_CALL = new CallId("other");

    private static AgentProfile annaWithTwo() {
        AgentProfile one = anna();
        return new AgentProfile(
                one.id(),
                one.name(),
                one.phone(),
                one.external(),
                one.number(),
                one.pin(),
                one.team(),
                one.signIn(),
                one.autoAnswer(),
                new RoutingProfile(
                        one.routing().skills(),
                        new TreeMap<>(),
                        2,
                        new TreeMap<>(),
                        1,
                        Optional.empty()));
    }

    private void hadTwoTalks(DispositionRules rules) throws Exception {
        callsTakeOneUnit();
        people(handling(rules, false), List.of("break"), annaWithTwo());
        LegId first = talking();
        inLine(OTHER);
        routing();
        LegId second = expectDial("anna", "dial anna as LEG for 17s");
        tell(answered(second));
        routing();
        talkEnds(first);
        clock.pass(Duration.ofSeconds(10));
        passTime();
        tell(ended(OTHER));
        tell(ended(second));
        routing();
        commands();
    }

    private List<CallId> wrapUps() {
        return agent(ANNA).contacts().stream().map(contact -> contact.call()).toList();
    }

    private Instant wrapUpUntil(CallId call) {
        return agent(ANNA).contacts().stream()
                .filter(contact -> contact.call().equals(call))
                .map(contact -> ((Phase.WrapUp) contact.phase()).until())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void moreTimeIsForTheCallThatIsNamedAndOneIsToBeNamedOfSeveral() throws Exception {
        hadTwoTalks(MAY);
        Instant first = wrapUpUntil(CALL);
        Instant second = wrapUpUntil(OTHER_CALL);
        Duration more = Duration.ofMinutes(1);
        isRefused(
                DeskAnswer.Reason.AMBIGUOUS,
                new ExtendWrapUp(BY_ANNA, ANNA, Optional.empty(), more));
        does(new ExtendWrapUp(BY_ANNA, ANNA, Optional.of(OTHER_CALL), more));
        assertEquals(first, wrapUpUntil(CALL));
        assertEquals(second.plus(more), wrapUpUntil(OTHER_CALL));
        isRefused(
                DeskAnswer.Reason.WRONG_STATE,
                new ExtendWrapUp(BY_ANNA, ANNA, Optional.of(new CallId("never")), more));
    }

    @Test
    void aDispositionEndsTheWorkAfterTheCallThatItIsOf() throws Exception {
        hadTwoTalks(MUST);
        clock.pass(Duration.ofHours(1));
        passTime();
        does(new Dispose(BY_ANNA, ANNA, OTHER_CALL, "sold", ""));
        assertEquals(List.of(CALL), wrapUps());
        isRefused(DeskAnswer.Reason.DISPOSITION_MISSING, new Ready(BY_ANNA, ANNA));
        does(solved());
        assertEquals(List.of(), wrapUps());
    }

    @Test
    void whoIsReadyIsDoneWithAllOfTheirCalls() throws Exception {
        hadTwoTalks(MAY);
        does(new Ready(BY_ANNA, ANNA));
        assertEquals(List.of(), wrapUps());
        assertEquals(AgentView.State.READY, seen(ANNA).state());
    }

    @Test
    void byPhoneTheFirstCallWhoseDispositionIsOwedIsMeant() throws Exception {
        hadTwoTalks(MUST);
        dialsCode(ANNAS, "*151");
        hearsLast("noted");
        assertEquals(CALL, told(DeskEvent.Disposed.class).call());
        dialsCode(ANNAS, "*152");
        hearsLast("noted");
        assertEquals(OTHER_CALL, told(DeskEvent.Disposed.class).call());
        does(new Ready(BY_ANNA, ANNA));
    }

    /// The call comes straight back to the agent who put it in their own line again.
    private LegId comesBack() throws Exception {
        callsTakeOneUnit();
        people(handling(MUST, false), List.of("break"), annaWithTwo());
        LegId first = talking();
        does(new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToQueue(SUPPORT)));
        commands();
        LegId again = new LegId(dialled());
        tell(ended(first));
        assertEquals(List.of(CALL, CALL), wrapUps());
        return again;
    }

    @Test
    void theWorkAfterATalkEndsWhenTheAgentHasTheSameCustomerAgain() throws Exception {
        LegId again = comesBack();
        tell(answered(again));
        routing();
        assertInstanceOf(Phase.Talking.class, phase(ANNA));
        assertEquals(1, agent(ANNA).contacts().size());
        talkEnds(again);
        does(solved());
        does(new Ready(BY_ANNA, ANNA));
        assertEquals(List.of(), wrapUps());
    }

    @Test
    void anAgentWhoIsGoneBeforeTheyHaveTheSameCustomerAgainStillOwesTheFirstTalk()
            throws Exception {
        LegId again = comesBack();
        tell(answered(again));
        tell(ended(again));
        routing();
        leave();
        isRefused(DeskAnswer.Reason.DISPOSITION_MISSING, new Ready(BY_ANNA, ANNA));
        does(solved());
        does(new Ready(BY_ANNA, ANNA));
        assertEquals(List.of(), wrapUps());
    }

    // What is said.

    @Test
    void onlyReasonsOfTheQueueAreTaken() throws Exception {
        hadATalk(MAY);
        isRefused(DeskAnswer.Reason.BAD_VALUE, new Dispose(BY_ANNA, ANNA, CALL, "forgotten", ""));
        isRefused(
                DeskAnswer.Reason.UNKNOWN_CALL,
                new Dispose(BY_ANNA, ANNA, new CallId("never"), "solved", ""));
        isRefused(
                DeskAnswer.Reason.BAD_VALUE,
                new Dispose(BY_ANNA, ANNA, CALL, "solved", "x".repeat(2_001)));
        does(new Dispose(BY_ANNA, ANNA, CALL, "solved", "x".repeat(2_000)));
        does(new Dispose(BY_ANNA, ANNA, CALL, "sold", ""));
        assertEquals("sold", told(DeskEvent.Disposed.class).disposition().reason());
    }

    @Test
    void aDispositionMayComeADayLateAndNoLater() throws Exception {
        hadATalk(MAY);
        clock.pass(A_DAY);
        passTime();
        does(solved());
        clock.pass(Duration.ofSeconds(1));
        isRefused(DeskAnswer.Reason.UNKNOWN_CALL, solved());
    }

    @Test
    void theAgentWhoGaveTheCallAwayAndTheOneWhoTookItAreBothAsked() throws Exception {
        people(MUST);
        LegId anna = talking();
        registers(DESK_1);
        does(new DeskCommand.SignIn(BY_BEN, BEN, Optional.of(DESK_1)));
        does(new DeskCommand.Consult(BY_ANNA, CALL, new Place.ToAgent(BEN)));
        commands();
        LegId ben = new LegId(dialled());
        tell(answered(ben));
        routing();
        does(new DeskCommand.CompleteTransfer(BY_ANNA, CALL));
        tell(ended(anna));
        routing();
        commands();
        assertEquals(ANNA, told(DeskEvent.WrapUpBegan.class).agent());
        isRefused(DeskAnswer.Reason.DISPOSITION_MISSING, new Ready(BY_ANNA, ANNA));
        talkEnds(ben);
        isRefused(DeskAnswer.Reason.DISPOSITION_MISSING, new Ready(BY_BEN, BEN));
        does(new Dispose(BY_BEN, BEN, CALL, "sold", ""));
        does(new Ready(BY_BEN, BEN));
        assertEquals(AgentView.State.READY, seen(BEN).state());
        does(solved());
        does(new Ready(BY_ANNA, ANNA));
    }

    @Test
    void aColleagueWhoWasOnlyAskedHasNothingToSay() throws Exception {
        people(MUST);
        LegId anna = talking();
        registers(DESK_1);
        does(new DeskCommand.SignIn(BY_BEN, BEN, Optional.of(DESK_1)));
        does(new DeskCommand.Consult(BY_ANNA, CALL, new Place.ToAgent(BEN)));
        commands();
        LegId ben = new LegId(dialled());
        tell(answered(ben));
        routing();
        does(new DeskCommand.EndConsultation(BY_ANNA, CALL));
        tell(ended(ben));
        routing();
        assertEquals(0, count(DeskEvent.WrapUpBegan.class));
        does(new Ready(BY_BEN, BEN));
        talkEnds(anna);
        does(solved());
        does(new Ready(BY_ANNA, ANNA));
    }

    @Test
    void whatIsMissingIsAskedAgainAfterARestart() throws Exception {
        hadATalk(MUST);
        sessions =
                new CallSessions(
                        Loop.of(vertx, vertx.getOrCreateContext()),
                        clock,
                        services,
                        new SimpleMeterRegistry());
        sessions.connect(network, routing);
        people(MUST);
        registers(ANNAS);
        clock.pass(Duration.ofHours(1));
        sessions.reconcile(routing.snapshot());
        settled();
        routing();
        isRefused(DeskAnswer.Reason.DISPOSITION_MISSING, new Ready(BY_ANNA, ANNA));
        does(solved());
        assertTrue(isFree());
    }

    /// Also of an agent who never says what came of any.
    @Test
    void noMoreTalksOfAnAgentAreRememberedThanMayBe() throws Exception {
        people(MAY);
        Desk desk = sessions.desk();
        WrapUps wrapUps = new WrapUps(desk, new CoreAnswers(desk));
        for (int i = 0; i <= WrapUps.MOST; i++) {
            wrapUps.talkBegan(ANNA, new CallId("call-" + i), SUPPORT);
        }
        assertEquals(Optional.empty(), wrapUps.queue(ANNA, new CallId("call-0")));
        assertEquals(Optional.of(SUPPORT), wrapUps.queue(ANNA, new CallId("call-1")));
    }
}
