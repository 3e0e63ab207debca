package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.engine.call.DeskCommand.SignIn;
import org.strowger.engine.call.DeskCommand.SignOut;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyEvent.EndpointLost;
import org.strowger.telephony.TelephonyEvent.EndpointRegistered;

/// Who sits where: an agent is a person, a phone is a phone.
class HotDeskTest extends DeskTest {
    private boolean isSignedIn(AgentId agent) {
        return routing.snapshot().agents().stream().anyMatch(known -> known.id().equals(agent));
    }

    private LegId benRings(String dial) throws Exception {
        inLine(IN);
        routing();
        return expectDial("ben", dial);
    }

    @Test
    void anAgentSitsDownAtASharedPhoneAndIsRungThere() throws Exception {
        signsInAt(BEN, DESK_1);
        assertEquals(Optional.of(DESK_1), seen(BEN).phone());
        assertEquals(AgentView.State.READY, seen(BEN).state());
        LegId ben = benRings("dial desk-1 as LEG for 17s");
        hangUpWhileRinging(ben);
    }

    @Test
    void whoSignsInBeforeTheCoreHasSignedThemOutIsSignedIn() throws Exception {
        signsInAt(BEN, DESK_1);
        var out = sessions.carryOut(new SignOut(BY_BEN, BEN));
        var in = sessions.carryOut(new SignIn(BY_BEN, BEN, Optional.of(DESK_1)));
        settled();
        routing();
        assertEquals(new DeskAnswer.Done(), got(out));
        assertEquals(new DeskAnswer.Done(), got(in));
        assertTrue(isSignedIn(BEN));
        assertEquals(Optional.of(DESK_1), seen(BEN).phone());
    }

    @Test
    void aSharedPhoneThatRegistersSignsNobodyIn() throws Exception {
        registers(DESK_1);
        assertEquals(List.of(), routing.snapshot().agents());
        isRefused(DeskAnswer.Reason.UNKNOWN_PHONE, new SignIn(BY_BEN, BEN, Optional.of(DESK_2)));
        isRefused(DeskAnswer.Reason.UNKNOWN_PHONE, new SignIn(BY_BEN, BEN, Optional.empty()));
    }

    @Test
    void nobodySitsDownAtThePhoneOfAnother() throws Exception {
        registers(ANNAS);
        isRefused(DeskAnswer.Reason.UNKNOWN_PHONE, new SignIn(BY_BEN, BEN, Optional.of(ANNAS)));
    }

    @Test
    void aPhoneSeatsOneAgent() throws Exception {
        registers(ANNAS);
        signsInAt(BEN, DESK_1);
        isRefused(DeskAnswer.Reason.BUSY, new SignIn(BY_ANNA, ANNA, Optional.of(DESK_1)));
        assertEquals(Optional.of(ANNAS), seen(ANNA).phone());
        does(new SignOut(BY_BEN, BEN));
        does(new SignIn(BY_ANNA, ANNA, Optional.of(DESK_1)));
        assertEquals(Optional.of(DESK_1), seen(ANNA).phone());
    }

    @Test
    void signingInElsewhereMovesTheSeatButNotInATalk() throws Exception {
        signsInAt(BEN, DESK_1);
        signsInAt(BEN, DESK_2);
        assertEquals(Map.of(BEN, new Seat.AtPhone(DESK_2)), services.keptSeats);
        LegId ben = benRings("dial desk-2 as LEG for 17s");
        isRefused(DeskAnswer.Reason.WRONG_STATE, new SignIn(BY_BEN, BEN, Optional.of(DESK_1)));
        tell(answered(ben));
        routing();
        isRefused(DeskAnswer.Reason.WRONG_STATE, new SignIn(BY_BEN, BEN, Optional.of(DESK_1)));
        does(new SignIn(BY_BEN, BEN, Optional.of(DESK_2)));
        talkEnds(ben);
    }

    @Test
    void anAgentAtAnotherDeskStaysThereWhenTheirOwnPhoneComes() throws Exception {
        registers(ANNAS);
        registers(DESK_1);
        does(new SignIn(BY_ANNA, ANNA, Optional.of(DESK_1)));
        isLost(ANNAS);
        assertTrue(isSignedIn(ANNA));
        registers(ANNAS);
        assertEquals(Optional.of(DESK_1), seen(ANNA).phone());
    }

    @Test
    void aPhoneThatIsLostSignsOutWhoeverSitsThere() throws Exception {
        signsInAt(BEN, DESK_1);
        isLost(DESK_1);
        assertFalse(isSignedIn(BEN));
        assertEquals(AgentView.State.SIGNED_OUT, seen(BEN).state());
        assertEquals(Map.of(), services.keptSeats);
    }

    @Test
    void aTalkGoesOnWhenThePhoneIsLostAndTheAgentLeavesBehindIt() throws Exception {
        signsInAt(BEN, DESK_1);
        LegId ben = benRings("dial desk-1 as LEG for 17s");
        tell(answered(ben));
        routing();
        expect("bridge in with " + ben);
        isLost(DESK_1);
        expect();
        assertEquals(AgentView.State.TALKING, seen(BEN).state());
        talkEnds(ben);
        assertFalse(isSignedIn(BEN));
        assertEquals(Map.of(), services.keptSeats);
    }

    @Test
    void whoComesBackBeforeTheCoreHasHeardOfTheLeavingKeepsTheSeat() throws Exception {
        signsInAt(BEN, DESK_1);
        var out = sessions.carryOut(new SignOut(BY_BEN, BEN));
        settled();
        // The core has the command and nobody here has heard of it.
        var events = routing.carryOut();
        publish(events);
        assertEquals(new DeskAnswer.Done(), got(out));
        does(new SignIn(BY_BEN, BEN, Optional.of(DESK_1)));
        assertEquals(Map.of(BEN, new Seat.AtPhone(DESK_1)), services.keptSeats);
        assertTrue(isSignedIn(BEN));
    }

    @Test
    void aLateWordOfLeavingDoesNotFreeTheSeatOfOneWhoIsBack() throws Exception {
        registers(ANNAS);
        tell(new EndpointLost(clock.instant(), ANNAS));
        tell(new EndpointRegistered(clock.instant(), ANNAS));
        routing();
        assertTrue(isSignedIn(ANNA));
        assertEquals(Optional.of(ANNAS), seen(ANNA).phone());
    }

    @Test
    void whatTheCoreDoesNotTakeSeatsNobody() throws Exception {
        registers(DESK_1);
        routing.full(true);
        isRefused(DeskAnswer.Reason.OVERLOADED, new SignIn(BY_BEN, BEN, Optional.of(DESK_1)));
        routing.full(false);
        assertEquals(Map.of(), services.keptSeats);
    }

    // Telephones outside.

    private void benSitsOutside() throws Exception {
        people(
                handling(DispositionRules.none(), true),
                List.of("break"),
                anna(),
                ben(Optional.of("+442079460123")));
        does(new SignIn(BY_BEN, BEN, Optional.empty()));
        assertEquals(Map.of(BEN, new Seat.Outside()), services.keptSeats);
    }

    /// As many lines outside as this from now on.
    private void lines(int most) throws Exception {
        CentreRules standard = CentreRules.standard();
        Trunk trunk = new Trunk(TRUNK.address(), TRUNK.callerId(), 100, most);
        sessions.apply(
                new CentreRules(
                        standard.queues(),
                        standard.supervisors(),
                        standard.phones(),
                        Optional.of(trunk),
                        standard.pauses(),
                        standard.featureCodes(),
                        standard.allowedNumbers()),
                List.of(anna(), ben(Optional.of("+442079460123"))));
        settled();
    }

    private LegId externalRings() throws Exception {
        benSitsOutside();
        return benRings("dial sip:+442079460123@192.0.2.10:5060 as LEG for 17s");
    }

    @Test
    void anAgentOutsidePresses1ToTakeACall() throws Exception {
        LegId ben = externalRings();
        tell(answered(ben));
        expect("play press-1-to-take-call to " + ben);
        tell(key(ben, '2'));
        routing();
        expect();
        tell(key(ben, '1'));
        routing();
        expect("bridge in with " + ben);
        talkEnds(ben);
    }

    @Test
    void aMachineThatAnswersNeverTakesACall() throws Exception {
        LegId ben = externalRings();
        tell(answered(ben));
        expect("play press-1-to-take-call to " + ben);
        tell(played(ben, lastPlay()));
        expect("play press-1-to-take-call to " + ben);
        clock.pass(RING);
        passTime();
        routing();
        expect("hang up " + ben + ": CANCELLED");
        tell(ended(ben));
        assertEquals(Outcome.EXPIRED, told(DeskEvent.MissedCall.class).outcome());
        assertEquals(AgentView.State.RESTING, seen(BEN).state());
        leave();
    }

    /// Ben takes a ring that is over for the core, which has offered the same call again at once;
    /// his second ring is answered by whoever it may be.
    private LegId takenTheFirstTime() throws Exception {
        policy(Duration.ZERO, 2);
        LegId first = externalRings();
        tell(answered(first));
        commands();
        clock.pass(RING);
        List<RoutingEvent> offeredAgain =
                routing.carryOut(new RoutingCommand.PassTime(clock.instant()));
        tell(key(first, '1'));
        publish(offeredAgain);
        commands();
        LegId second = new LegId(dialled());
        tell(ended(first));
        routing();
        policy(Duration.ofSeconds(5), 2);
        tell(answered(second));
        expect("play press-1-to-take-call to " + second);
        return second;
    }

    @Test
    void whoTookTheFirstRingTooLateConfirmsTheSecondToo() throws Exception {
        LegId second = takenTheFirstTime();
        tell(key(second, '1'));
        expect("bridge in with " + second);
        talkEnds(second);
    }

    @Test
    void aMachineThatAnswersTheSecondRingNeverTakesACall() throws Exception {
        LegId second = takenTheFirstTime();
        clock.pass(CallOut.TIME_TO_CONFIRM);
        timers.ring();
        settled();
        expect("hang up " + second + ": CANCELLED");
        tell(ended(second));
        routing();
        assertEquals(AgentView.State.RESTING, seen(BEN).state());
        assertEquals(CallView.State.IN_LINE, view().state());
        leave();
    }

    @Test
    void anAgentOutsideTakesALineForAsLongAsTheirTelephoneIsInTheCall() throws Exception {
        LegId ben = externalRings();
        assertEquals(1, linesBusy());
        tell(answered(ben));
        commands();
        tell(key(ben, '1'));
        routing();
        expect("bridge in with " + ben);
        assertEquals(1, linesBusy());
        talkEnds(ben);
        assertEquals(0, linesBusy());
    }

    @Test
    void withoutAFreeLineAnAgentOutsideIsNotRung() throws Exception {
        benSitsOutside();
        lines(0);
        inLine(IN);
        routing();
        expect();
        assertEquals(Outcome.FAILED, told(DeskEvent.MissedCall.class).outcome());
        assertEquals(0, linesBusy());
        leave();
    }

    private LegId annaCallsBen() throws Exception {
        benSitsOutside();
        registers(ANNAS);
        dials(ANNAS, "202");
        tell(answered(PHONE));
        commands();
        LegId ben = new LegId(dialled());
        assertEquals(1, linesBusy());
        tell(answered(ben));
        expect("play press-1-to-take-call to " + ben);
        return ben;
    }

    @Test
    void aColleagueOutsidePresses1ToTalk() throws Exception {
        LegId ben = annaCallsBen();
        tell(key(ben, '1'));
        expect("bridge phone with " + ben);
        tell(ended(PHONE));
        expect("hang up " + ben + ": NORMAL");
        tell(ended(ben));
        routing();
        assertEquals(0, linesBusy());
    }

    @Test
    void aMachineThatAnswersForAColleagueIsHungUp() throws Exception {
        LegId ben = annaCallsBen();
        tell(played(ben, lastPlay()));
        expect("play press-1-to-take-call to " + ben);
        clock.pass(CallOut.TIME_TO_CONFIRM);
        timers.ring();
        settled();
        expect("hang up " + ben + ": NORMAL", "hang up phone: NO_ANSWER");
        tell(ended(ben));
        tell(ended(PHONE));
        routing();
        assertEquals(AgentView.State.READY, seen(BEN).state());
    }

    @Test
    void withoutAFreeLineAColleagueOutsideIsNotRung() throws Exception {
        benSitsOutside();
        lines(0);
        registers(ANNAS);
        dials(ANNAS, "202");
        expect("hang up phone: CONGESTION");
        assertEquals(AgentView.State.READY, seen(ANNA).state());
    }

    @Test
    void withoutATrunkNobodyIsReachedOutside() throws Exception {
        sessions.apply(CentreRules.standard(), List.of(ben(Optional.of("+442079460123"))));
        isRefused(DeskAnswer.Reason.UNKNOWN_PHONE, new SignIn(BY_BEN, BEN, Optional.empty()));
    }

    @Test
    void aQueueHasPhonesAnswerByThemselves() throws Exception {
        people(handling(DispositionRules.none(), true), List.of("break"), anna());
        LegId anna = ringing();
        assertTrue(
                commands.stream()
                        .filter(c -> c instanceof Dial(_, var leg, _, _, _, _) && leg.equals(anna))
                        .anyMatch(c -> ((Dial) c).autoAnswer()));
        hangUpWhileRinging(anna);
    }

    // Restarts and other settings.

    private void restart(Map<AgentId, Seat> kept) throws Exception {
        sessions =
                new CallSessions(
                        Loop.of(vertx, vertx.getOrCreateContext()),
                        clock,
                        services,
                        new SimpleMeterRegistry());
        sessions.connect(network, routing);
        people(DispositionRules.none());
        sessions.seat(new TreeMap<>(kept));
    }

    @Test
    void seatsOutliveARestart() throws Exception {
        signsInAt(BEN, DESK_1);
        restart(services.keptSeats);
        registers(DESK_1);
        reconcile(routing.snapshot());
        assertEquals(Optional.of(DESK_1), seen(BEN).phone());
        assertEquals(AgentView.State.READY, seen(BEN).state());
        LegId ben = benRings("dial desk-1 as LEG for 17s");
        hangUpWhileRinging(ben);
    }

    @Test
    void aSeatWhosePhoneDoesNotComeBackReachesNobody() throws Exception {
        signsInAt(BEN, DESK_1);
        restart(services.keptSeats);
        reconcile(routing.snapshot());
        assertFalse(isSignedIn(BEN));
        assertEquals(Map.of(), services.keptSeats);
    }

    @Test
    void whoLeavesAfterTheCoreToldWhatItKnowsIsNotTakenForPresent() throws Exception {
        signsInAt(BEN, DESK_1);
        restart(services.keptSeats);
        registers(DESK_1);
        RoutingSnapshot known = routing.snapshot();
        tell(new EndpointLost(clock.instant(), DESK_1));
        reconcile(known);
        assertFalse(isSignedIn(BEN));
        assertEquals(Map.of(), services.keptSeats);
    }

    @Test
    void whoComesAfterTheCoreToldWhatItKnowsStays() throws Exception {
        registers(ANNAS);
        restart(services.keptSeats);
        RoutingSnapshot known = routing.snapshot();
        registers(ANNAS);
        inLine(IN);
        reconcile(known);
        assertTrue(isSignedIn(ANNA));
        hangUpWhileRinging(expectDial("anna", "dial anna as LEG for 17s"));
    }

    private void reconcile(RoutingSnapshot known) throws Exception {
        sessions.reconcile(known);
        settled();
        routing();
    }

    @Test
    void aSeatOfOneWhomTheCoreDoesNotKnowIsFree() throws Exception {
        restart(Map.of(BEN, new Seat.AtPhone(DESK_1)));
        reconcile(routing.snapshot());
        registers(DESK_1);
        does(new SignIn(BY_ANNA, ANNA, Optional.of(DESK_1)));
    }

    @Test
    void aSeatThatMayNoLongerBeSatInIsForgotten() throws Exception {
        restart(Map.of(BEN, new Seat.AtPhone(ANNAS), ANNA, new Seat.Outside()));
        registers(ANNAS);
        assertEquals(Optional.of(ANNAS), seen(ANNA).phone());
    }

    @Test
    void whoIsNoLongerAnAgentSignsOut() throws Exception {
        registers(ANNAS);
        people(handling(DispositionRules.none(), false), List.of(), ben(Optional.empty()));
        assertFalse(isSignedIn(ANNA));
        assertEquals(Map.of(), services.keptSeats);
    }

    @Test
    void aPhoneThatIsThereBringsItsNewOwnerAndTheOldOneGoes() throws Exception {
        registers(ANNAS);
        AgentProfile ben = new AgentProfile(BEN, "Ben", ANNAS, anna().routing());
        people(handling(DispositionRules.none(), false), List.of(), ben);
        assertFalse(isSignedIn(ANNA));
        assertEquals(Optional.of(ANNAS), seen(BEN).phone());
        assertTrue(isSignedIn(BEN));
    }

    @Test
    void whoMovesToAPhoneThatIsNotThereSignsOut() throws Exception {
        registers(ANNAS);
        AgentProfile moved = new AgentProfile(ANNA, "Anna", DESK_2, anna().routing());
        people(handling(DispositionRules.none(), false), List.of(), moved);
        assertFalse(isSignedIn(ANNA));
    }

    @Test
    void twoWhoSwapTheirPhonesGoOn() throws Exception {
        Endpoint one = new Endpoint("one");
        Endpoint other = new Endpoint("other");
        RoutingProfile routing = anna().routing();
        registers(one);
        registers(other);
        people(
                handling(DispositionRules.none(), false),
                List.of(),
                new AgentProfile(ANNA, "Anna", one, routing),
                new AgentProfile(BEN, "Ben", other, routing));
        people(
                handling(DispositionRules.none(), false),
                List.of(),
                new AgentProfile(ANNA, "Anna", other, routing),
                new AgentProfile(BEN, "Ben", one, routing));
        assertEquals(Optional.of(other), seen(ANNA).phone());
        assertEquals(Optional.of(one), seen(BEN).phone());
        assertTrue(isSignedIn(ANNA) && isSignedIn(BEN));
    }

    @Test
    void whoCanDoMoreHasAnotherProfile() throws Exception {
        registers(ANNAS);
        RoutingProfile more = RoutingProfile.of(new TreeMap<>(Map.of("german", 3)));
        people(
                handling(DispositionRules.none(), false),
                List.of(),
                new AgentProfile(ANNA, "Anna", ANNAS, more));
        assertEquals(more, agent(ANNA).profile());
    }

    // What is seen.

    @Test
    void peopleSeeWhatAnAgentDoes() throws Exception {
        registers(ANNAS);
        LegId anna = ringing();
        assertEquals(AgentView.State.RINGING, seen(ANNA).state());
        assertEquals(Optional.of(CALL), seen(ANNA).call());
        tell(answered(anna));
        routing();
        expect("bridge in with " + anna);
        assertEquals(AgentView.State.TALKING, seen(ANNA).state());
        talkEnds(anna);
        assertEquals(AgentView.State.WRAP_UP, seen(ANNA).state());
        assertEquals(clock.instant(), seen(ANNA).since());
        does(new DeskCommand.Ready(BY_ANNA, ANNA));
        assertEquals(AgentView.State.READY, seen(ANNA).state());
        assertEquals(seen(ANNA), told(DeskEvent.AgentChanged.class).view());
    }

    @Test
    void aRefusedRingIsSeenAsMissed() throws Exception {
        LegId anna = ringing();
        tell(failed(anna, HangupCause.BUSY));
        routing();
        assertEquals(Outcome.BUSY, told(DeskEvent.MissedCall.class).outcome());
        assertFalse(told(DeskEvent.OfferOver.class).taken());
        leave();
    }
}
