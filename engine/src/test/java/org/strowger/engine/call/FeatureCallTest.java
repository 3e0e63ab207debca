package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;
import org.strowger.telephony.TelephonyEvent.TransferRequested;

/// What the centre's phones dial.
class FeatureCallTest extends DeskTest {

    private void isAsked(String question) {
        assertEquals("play " + question + " to phone", withoutPath(tellings().getLast()));
    }

    private void benSignsInBy(String number, String pin) throws Exception {
        types(number + "#");
        isAsked("enter-pin");
        types(pin + "#");
    }

    // Signing in and out.

    @Test
    void anAgentSignsInAtASharedPhoneByNumberAndPin() throws Exception {
        registers(DESK_1);
        dialsCode(DESK_1, "*11");
        isAsked("enter-agent-number");
        benSignsInBy("202", "1234");
        hearsLast("signed-in");
        assertEquals(Optional.of(DESK_1), seen(BEN).phone());
        dialsCode(DESK_1, "*12");
        hearsLast("signed-out");
        assertEquals(AgentView.State.SIGNED_OUT, seen(BEN).state());
    }

    @Test
    void allMayBeDialledAtOnce() throws Exception {
        registers(DESK_1);
        dialsCode(DESK_1, "*11202#1234#");
        hearsLast("signed-in");
        assertEquals(Optional.of(DESK_1), seen(BEN).phone());
    }

    @Test
    void atOnesOwnPhoneNothingIsAsked() throws Exception {
        registers(ANNAS);
        does(new DeskCommand.SignOut(BY_ANNA, ANNA));
        dialsCode(ANNAS, "*11");
        hearsLast("signed-in");
        assertEquals(Optional.of(ANNAS), seen(ANNA).phone());
    }

    @Test
    void aSilenceEndsANumberToo() throws Exception {
        registers(DESK_1);
        dialsCode(DESK_1, "*11");
        isAsked("enter-agent-number");
        types("202");
        expect("stop playing to phone");
        clock.pass(Duration.ofSeconds(5));
        awaitRouting(() -> tellings().stream().anyMatch(told -> told.contains("enter-pin")));
        types("1234#");
        hearsLast("signed-in");
    }

    @Test
    void whoTypesNothingIsNotWaitedFor() throws Exception {
        registers(DESK_1);
        dialsCode(DESK_1, "*11");
        isAsked("enter-agent-number");
        tell(played(PHONE, lastPlay()));
        clock.pass(Duration.ofSeconds(6));
        awaitRouting(() -> tellings().stream().anyMatch(told -> told.contains("not-possible")));
        tell(ended(PHONE));
    }

    @Test
    void aPhoneWhereSomebodySitsIsNotTaken() throws Exception {
        registers(ANNAS);
        signsInAt(BEN, DESK_1);
        dialsCode(DESK_1, "*11201#4711#");
        hearsLast("not-possible");
        assertEquals(Optional.of(DESK_1), seen(BEN).phone());
        assertEquals(Optional.of(ANNAS), seen(ANNA).phone());
    }

    // Wrong pins.

    @ParameterizedTest
    @ValueSource(strings = {"202", "999"})
    void threeWrongPinsEndTheCallWhetherTheNumberIsSomebodysOrNot(String number) throws Exception {
        registers(DESK_1);
        dialsCode(DESK_1, "*11");
        for (int i = 0; i < 3; i++) {
            isAsked("enter-agent-number");
            benSignsInBy(number, "0000");
        }
        hearsLast("not-allowed");
        dialsCode(DESK_1, "*11202#1234#");
        hearsLast("not-allowed");
        assertEquals(AgentView.State.SIGNED_OUT, seen(BEN).state());
        clock.pass(PinGuard.FIRST_WAIT);
        dialsCode(DESK_1, "*11202#1234#");
        hearsLast("signed-in");
    }

    @Test
    void aNumberThatWasTriedAtOnePhoneHasToWaitAtAnother() throws Exception {
        registers(DESK_1);
        registers(DESK_2);
        dialsCode(DESK_1, "*11");
        for (int i = 0; i < 3; i++) {
            isAsked("enter-agent-number");
            benSignsInBy("202", "0000");
        }
        hearsLast("not-allowed");
        dialsCode(DESK_2, "*11202#1234#");
        isAsked("enter-agent-number");
        tell(ended(PHONE));
    }

    @Test
    void keysAreNobodysToRead() {
        TypedNumber typed = new TypedNumber();
        typed.type('4');
        assertEquals("***", typed.toString());
    }

    // Ready, pause, disposition.

    @Test
    void aPauseIsChosenByItsNumber() throws Exception {
        registers(ANNAS);
        dialsCode(ANNAS, "*14");
        isAsked("enter-pause-reason");
        types("2#");
        hearsLast("now-paused");
        assertEquals(Optional.of("lunch"), seen(ANNA).reason());
        dialsCode(ANNAS, "*13");
        hearsLast("now-ready");
        assertEquals(AgentView.State.READY, seen(ANNA).state());
        dialsCode(ANNAS, "*141");
        hearsLast("now-paused");
        assertEquals(Optional.of("break"), seen(ANNA).reason());
        dialsCode(ANNAS, "*143");
        hearsLast("not-possible");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*1", "+1", "-1", "1*", "\u0661", "0", "9", "1111"})
    void whatIsDialledBehindACodeAndIsNoChoiceIsNotPossible(String typed) throws Exception {
        people(MAY);
        registers(ANNAS);
        dialsCode(ANNAS, "*14" + typed);
        hearsLast("not-possible");
        assertEquals(AgentView.State.READY, seen(ANNA).state());
        LegId anna = talking();
        dialsCode(ANNAS, "*15" + typed);
        hearsLast("not-possible");
        talkEnds(anna);
        assertEquals(0, count(DeskEvent.Disposed.class));
    }

    @Test
    void theOnlyReasonIsNotAskedFor() throws Exception {
        people(handling(MAY, false), List.of("away"), anna());
        registers(ANNAS);
        dialsCode(ANNAS, "*14");
        hearsLast("now-paused");
        assertEquals(Optional.of("away"), seen(ANNA).reason());
    }

    @Test
    void theLastCallsDispositionIsChosenByItsNumber() throws Exception {
        people(MUST);
        talkEnds(talking());
        dialsCode(ANNAS, "*13");
        hearsLast("not-possible");
        dialsCode(ANNAS, "*15");
        isAsked("enter-disposition");
        types("2#");
        hearsLast("noted");
        assertEquals("sold", told(DeskEvent.Disposed.class).disposition().reason());
        dialsCode(ANNAS, "*13");
        hearsLast("now-ready");
    }

    @Test
    void withoutACallThereIsNothingToSay() throws Exception {
        people(MUST);
        registers(ANNAS);
        dialsCode(ANNAS, "*15");
        hearsLast("not-possible");
    }

    @Test
    void aPhoneWhereNobodySitsCanDoNothing() throws Exception {
        registers(DESK_1);
        for (String code : List.of("*12", "*13", "*14", "*15")) {
            dialsCode(DESK_1, code);
            hearsLast("not-possible");
        }
    }

    @Test
    void whoHangsUpWhileTheyAreAskedLeavesNothing() throws Exception {
        registers(DESK_1);
        dialsCode(DESK_1, "*11");
        isAsked("enter-agent-number");
        types("20");
        tell(ended(PHONE));
        expect("stop playing to phone");
    }

    // Only phones of the centre.

    @Test
    void aCallerFromOutsideWhoDialsACodeHasDialledAWrongNumber() throws Exception {
        tell(arrives(IN, "*11"));
        expect("hang up in: UNKNOWN_NUMBER");
        tell(arrives(IN, "201"));
        expect("hang up in: UNKNOWN_NUMBER");
    }

    @Test
    void codesCanBeSwitchedOff() throws Exception {
        CentreRules standard = CentreRules.standard();
        sessions.apply(
                new CentreRules(
                        standard.queues(),
                        List.of(),
                        List.of(DESK_1),
                        Optional.empty(),
                        standard.pauses(),
                        Optional.empty(),
                        List.of()),
                List.of(anna()));
        registers(ANNAS);
        dials(ANNAS, "*12");
        expect("hang up phone: UNKNOWN_NUMBER");
    }

    @Test
    void aNumberOfAFlowIsAFlowsForPhonesToo() throws Exception {
        registers(ANNAS);
        dials(ANNAS, "100");
        expect("answer phone");
        tell(ended(PHONE));
        assertEquals(AgentView.State.READY, seen(ANNA).state());
    }

    // Supervisors.

    @Test
    void aSupervisorNamesAnAgentOfTheirsAndHearsTheTalkOnTheLineThatIsThere() throws Exception {
        LegId anna = talking();
        registers(CARLAS);
        dialsCode(CARLAS, "*21");
        isAsked("enter-agent-number");
        types("202#");
        hearsLast("not-allowed");
        dialsCode(CARLAS, "*22201#");
        expect("phone listens to %s: WHISPER".formatted(anna));
        types("6");
        expect("phone listens to %s: BARGE".formatted(anna));
        does(new DeskCommand.StopListening(BY_CARLA));
        expect("hang up phone: NORMAL");
        tell(ended(PHONE));
        talkEnds(anna);
    }

    @Test
    void atASharedPhoneASupervisorSaysWhoTheyAre() throws Exception {
        registers(DESK_1);
        dialsCode(DESK_1, "*23301#9999#201#");
        expect("play nobody-talks to phone");
        tell(ended(PHONE));
        dialsCode(DESK_1, "*23201#4711#");
        isAsked("enter-agent-number");
        tell(ended(PHONE));
    }

    @Test
    void whoListensAlreadyIsToldThatMoreIsNotPossible() throws Exception {
        registers(CARLAS);
        does(new DeskCommand.ListenTo(BY_CARLA, ANNA, Ear.MONITOR, CARLAS));
        expect("dial carla as listening-1 for 30s");
        dialsCode(CARLAS, "*21201#");
        hearsLast("not-possible");
        tell(failed(new LegId("listening-1"), HangupCause.REJECTED));
    }

    // Colleagues.

    private LegId colleagueRings() throws Exception {
        registers(ANNAS);
        signsInAt(BEN, DESK_1);
        dials(ANNAS, "202");
        List<String> told = tellings();
        LegId ben = new LegId(dialled());
        assertEquals(List.of("answer phone", "dial desk-1 as " + ben + " for 30s"), told);
        tell(answered(PHONE));
        routing();
        expect("music to phone");
        assertEquals(AgentView.State.OTHER_CALL, seen(ANNA).state());
        assertEquals(AgentView.State.OTHER_CALL, seen(BEN).state());
        return ben;
    }

    private void bothAreReady() throws Exception {
        routing();
        assertEquals(AgentView.State.READY, seen(ANNA).state());
        assertEquals(AgentView.State.READY, seen(BEN).state());
    }

    @Test
    void agentsCallEachOtherAndAreOfferedNothingMeanwhile() throws Exception {
        LegId ben = colleagueRings();
        tell(answered(ben));
        expect("bridge phone with " + ben);
        tell(ended(PHONE));
        expect("hang up " + ben + ": NORMAL");
        tell(ended(ben));
        bothAreReady();
        assertEquals(List.of(), List.copyOf(services.contacts), "no customer had part in it");
    }

    @Test
    void aColleagueWhoAnswersBeforeTheCallingPhoneIsReadyIsHeardWhenItIs() throws Exception {
        registers(ANNAS);
        signsInAt(BEN, DESK_1);
        dials(ANNAS, "202");
        commands();
        LegId ben = new LegId(dialled());
        tell(answered(ben));
        expect();
        tell(answered(PHONE));
        expect("bridge phone with " + ben);
        tell(ended(PHONE));
        expect("hang up " + ben + ": NORMAL");
        tell(ended(ben));
        bothAreReady();
    }

    @Test
    void aColleagueWhoDoesNotAnswerIsHungUpOn() throws Exception {
        LegId ben = colleagueRings();
        tell(failed(ben, HangupCause.NO_ANSWER));
        expect("hang up phone: NO_ANSWER");
        tell(ended(PHONE));
        bothAreReady();
    }

    @Test
    void aCallerWhoGivesUpSilencesTheColleaguesPhone() throws Exception {
        LegId ben = colleagueRings();
        tell(ended(PHONE));
        expect("hang up " + ben + ": CANCELLED");
        tell(failed(ben, HangupCause.CANCELLED));
        bothAreReady();
    }

    @Test
    void aColleagueWhoHangsUpEndsTheCall() throws Exception {
        LegId ben = colleagueRings();
        tell(answered(ben));
        expect("bridge phone with " + ben);
        tell(ended(ben));
        expect("hang up phone: NORMAL");
        tell(ended(PHONE));
        bothAreReady();
    }

    @Test
    void aColleagueWhoTalksIsBusyAndOneWhoIsAwayIsNotReached() throws Exception {
        LegId anna = talking();
        registers(DESK_1);
        dials(DESK_1, "201");
        expect("hang up phone: BUSY");
        dials(DESK_1, "202");
        expect("hang up phone: UNREACHABLE");
        talkEnds(anna);
    }

    // Phones that ask for a transfer where there is nothing to transfer.

    private void asksForATransfer(LegId leg) throws Exception {
        tell(
                new TransferRequested(
                        clock.instant(), leg, new TransferRequested.Target.Number("202")));
    }

    @Test
    void whoDialledAFeatureCodeTransfersNothing() throws Exception {
        registers(DESK_1);
        dialsCode(DESK_1, "*11");
        commands();
        asksForATransfer(PHONE);
        expect("transfer of phone refused");
        tell(ended(PHONE));
    }

    @Test
    void neitherOfTwoColleaguesTransfersTheOther() throws Exception {
        LegId ben = colleagueRings();
        tell(answered(ben));
        commands();
        asksForATransfer(PHONE);
        expect("transfer of phone refused");
        asksForATransfer(ben);
        expect("transfer of %s refused".formatted(ben));
        tell(ended(PHONE));
        expect("hang up " + ben + ": NORMAL");
        tell(ended(ben));
        bothAreReady();
    }

    @Test
    void aTransferOfACallThatIsOverIsRefused() throws Exception {
        asksForATransfer(new LegId("gone"));
        expect("transfer of gone refused");
    }

    // Outside.

    private static final String OUTSIDE = "+442071838750";

    @AfterEach
    void noLineIsBusy() throws Exception {
        assertEquals(0, linesBusy());
    }

    @Test
    void aNumberOutsideIsForThoseWhoSitAtThePhone() throws Exception {
        registers(DESK_1);
        dialsCode(DESK_1, "9" + OUTSIDE);
        hearsLast("not-possible");
    }

    @Test
    void aNumberOutsideIsCalledOnTheLineThatIsThere() throws Exception {
        registers(ANNAS);
        dialsCode(ANNAS, "9" + OUTSIDE);
        List<String> told = tellings();
        LegId customer = new LegId(dialled());
        assertEquals(
                List.of(
                        "music to phone",
                        "dial sip:%s@192.0.2.10:5060 as %s for 45s".formatted(OUTSIDE, customer)),
                told);
        assertEquals(AgentView.State.TALKING, seen(ANNA).state());
        tell(answered(customer));
        expect("bridge %s with phone".formatted(customer));
        tell(ended(customer));
        expect("hang up phone: NORMAL");
        tell(ended(PHONE));
        routing();
    }

    @Test
    void whoDialsANumberThatIsNotAllowedIsToldSo() throws Exception {
        registers(ANNAS);
        dialsCode(ANNAS, "9+491234");
        hearsLast("not-allowed");
        assertEquals(AgentView.State.READY, seen(ANNA).state());
    }

    @Test
    void whoHasACallAlreadyIsToldThatAnotherIsNotPossible() throws Exception {
        LegId anna = talking();
        dialsCode(ANNAS, "9" + OUTSIDE);
        hearsLast("not-possible");
        talkEnds(anna);
    }

    @Test
    void whoHangsUpBeforeTheCoreHasTakenTheCallCallsNobody() throws Exception {
        registers(ANNAS);
        dials(ANNAS, "9" + OUTSIDE);
        tell(answered(PHONE));
        tell(ended(PHONE));
        routing();
        expect("answer phone");
        assertEquals(List.of(), got(sessions.calls()));
        assertEquals(AgentView.State.READY, seen(ANNA).state());
    }

    @Test
    void whoHangsUpWhenTheCoreHasJustTakenTheCallCallsNobody() throws Exception {
        registers(ANNAS);
        dials(ANNAS, "9" + OUTSIDE);
        tell(answered(PHONE));
        List<RoutingEvent> taken = routing.carryOut();
        publish(taken.subList(0, 1));
        tell(ended(PHONE));
        publish(taken.subList(1, taken.size()));
        routing();
        expect("answer phone");
        assertEquals(List.of(), got(sessions.calls()));
        assertEquals(AgentView.State.READY, seen(ANNA).state());
    }

    @Test
    void anAgentWhoSignsOutWhileTheCoreTakesTheirCallIsHungUp() throws Exception {
        registers(ANNAS);
        dials(ANNAS, "9" + OUTSIDE);
        tell(answered(PHONE));
        List<RoutingEvent> taken = routing.carryOut();
        List<RoutingEvent> gone =
                routing.carryOut(new RoutingCommand.SignOutAgent(clock.instant(), ANNA));
        publish(taken);
        publish(gone);
        routing();
        expect("answer phone", "hang up phone: CANCELLED");
        tell(ended(PHONE));
        assertEquals(List.of(), got(sessions.calls()));
    }
}
