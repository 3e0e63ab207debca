package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.Outcome;
import org.strowger.engine.dip.DipOutcome;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.Presence;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.EndpointLost;
import org.strowger.telephony.TelephonyEvent.LegHeld;
import org.strowger.telephony.TelephonyEvent.RecordingEnded;
import org.strowger.telephony.TelephonyEvent.TransferRequested;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;

/// Where calls are taken by agents, by their phones and by flows, what callers leave behind, and
/// the contact that remains.
class TransfersTest extends CallsTest {
    private static final Actor BY_ANNA = new Actor.OfAgent(ANNA);
    private static final String OUTSIDE = "+442071838750";
    private static final String WAYS =
            """
            flow: main-line
            schema: 1
            language: en-GB
            start: main
            vars: { pin: { type: string, secret: true } }
            nodes:
              main:
                menu:
                  prompt: goodbye
                  choices: { 1: support, 2: urgent, 3: outside, 4: colleague, 5: box, 6: crm, 7: pay, 8: late }
                  input: { first_digit: 1m, attempts: 1 }
                  give_up: hangup
              support: { queue: { name: support, max_wait: 10m, on_timeout: sorry, on_full: sorry }, next: sorry }
              urgent: { queue: { name: support, priority: 7, skills: { english: 3 } } }
              outside: { transfer: { dial: "'+442071838750'", mode: attended, on_busy: busy, on_no_answer: sorry }, next: main }
              colleague: { transfer: { agent: anna, mode: blind, on_busy: busy, on_no_answer: sorry }, next: hangup }
              box: { voicemail: { box: general, prompt: goodbye, max: 1m, silence: 5s }, next: sorry }
              late: { queue: { name: sales, on_full: box, on_no_agents: box, keys: { 5: box } } }
              crm: { http: { url: "https://crm.example/x", timeout: 30s }, on_error: sorry, next: support }
              pay: { collect: { into: pin, prompt: goodbye, max: 2, secret: true, give_up: hangup }, next: sorry }
              busy: { say: { prompt: goodbye, barge_in: false }, next: hangup }
              sorry: { say: { prompt: not-valid, barge_in: false }, next: hangup }
            """;

    @BeforeEach
    void manyWaysLeadOn() throws Exception {
        Files.writeString(folder.resolve("main-line.yaml"), WAYS);
        reload();
        centre(RecordingRule.ON_DEMAND);
    }

    private void centre(RecordingRule recording) {
        CentreRules standard = CentreRules.standard();
        QueueHandling handling = QueueHandling.standard();
        TreeMap<QueueId, QueueHandling> queues = new TreeMap<>();
        queues.put(
                SUPPORT,
                new QueueHandling(
                        handling.callback(),
                        handling.dispositions(),
                        recording,
                        handling.whisper(),
                        handling.script(),
                        handling.screenPop(),
                        handling.shortAbandon(),
                        handling.autoAnswer(),
                        handling.serviceLevel()));
        sessions.apply(
                new CentreRules(
                        queues,
                        standard.supervisors(),
                        standard.phones(),
                        Optional.of(
                                new Trunk("sip:{number}@192.0.2.10:5060", Optional.empty(), 2, 1)),
                        standard.pauses(),
                        Optional.of(
                                new FeatureCodes(
                                        FeatureCodes.standard().codes(),
                                        new TreeMap<>(Map.of("9", SALES)))),
                        List.of("+4420")),
                List.of(numbered(ANNA, "201"), numbered(BEN, "202")));
    }

    private static AgentProfile numbered(AgentId id, String number) {
        return new AgentProfile(
                id,
                id.value(),
                Optional.of(new Endpoint(id.value())),
                Optional.empty(),
                Optional.of(number),
                Optional.empty(),
                Optional.empty(),
                AgentProfile.SignIn.BY_PHONE,
                false,
                RoutingProfile.of(new TreeMap<>(Map.of("english", 7))));
    }

    private void chooses(char key) throws Exception {
        inMenu(IN);
        tell(key(IN, key));
    }

    private LegId lastDialled() {
        commands();
        return new LegId(dialled());
    }

    private Contact contact() {
        assertEquals(1, services.contacts.size());
        return services.contacts.element();
    }

    private DeskAnswer asks(DeskCommand command) throws Exception {
        var answer = sessions.carryOut(command);
        settled();
        routing();
        return got(answer);
    }

    private void phoneAsks(LegId phone, String dialled) throws Exception {
        tell(new TransferRequested(clock.instant(), phone, new Target.Number(dialled)));
        routing();
    }

    // Asked by phones.

    @Test
    void aPhoneTransfersToAColleaguesNumber() throws Exception {
        LegId anna = talking();
        signIn(BEN);
        phoneAsks(anna, "202");
        List<String> told = tellings();
        LegId ben = new LegId(dialled());
        assertEquals(
                List.of(
                        "transfer of %s done".formatted(anna),
                        "hang up %s: NORMAL".formatted(anna),
                        "music to in",
                        "dial ben as %s for 17s".formatted(ben)),
                told);
        tell(ended(anna));
        tell(ended(IN));
        commands();
        tell(failed(ben, HangupCause.CANCELLED));
        routing();
    }

    @Test
    void aPhoneTransfersToANumberOfTheCentreAndOutside() throws Exception {
        LegId anna = talking();
        phoneAsks(anna, "100");
        expect(
                "transfer of %s done".formatted(anna),
                "hang up %s: NORMAL".formatted(anna),
                "play goodbye to in");
        assertEquals(CallView.State.IN_FLOW, view().state());
        tell(ended(anna));
        leave();
    }

    @Test
    void aPhoneWhoseCustomerHangsUpHearsThatItsTransferCameToNothing() throws Exception {
        LegId anna = talking();
        signIn(BEN);
        tell(new TransferRequested(clock.instant(), anna, new Target.Number("202")));
        tell(ended(IN));
        expect("transfer of %s refused".formatted(anna), "hang up %s: NORMAL".formatted(anna));
        tell(ended(anna));
        routing();
    }

    @Test
    void aPhoneWhoseAgentHasHandedTheCustomerOverTransfersThemNoMore() throws Exception {
        LegId anna = talking();
        signIn(BEN);
        tell(new LegHeld(clock.instant(), anna));
        dialsFromAnnas("9" + OUTSIDE);
        LegId outside = lastDialled();
        tell(answered(outside));
        asks(new DeskCommand.Consult(BY_ANNA, CALL, new Place.ToAgent(BEN)));
        LegId ben = lastDialled();
        tell(answered(ben));
        routing();
        asks(new DeskCommand.CompleteTransfer(BY_ANNA, CALL));
        commands();
        phoneAsks(anna, "100");
        phoneJoins(anna, ANNAS_OWN);
        phoneJoins(ANNAS_OWN, anna);
        expect(
                "transfer of %s refused".formatted(anna),
                "transfer of %s refused".formatted(anna),
                "transfer of own refused");
        assertEquals(List.of(BEN), view().agents());
        tell(ended(anna));
        expect();
        tell(ended(ANNAS_OWN));
        expect("hang up %s: NORMAL".formatted(outside));
        tell(ended(outside));
        expect();
        leaveTalking(ben);
    }

    @Test
    void aPhoneDoesNotTransferWhereNobodyMayCall() throws Exception {
        LegId anna = talking();
        phoneAsks(anna, "+49301234");
        expect("transfer of %s refused".formatted(anna));
        tell(new TransferRequested(clock.instant(), anna, new Target.OtherLeg(new LegId("other"))));
        expect("transfer of %s refused".formatted(anna));
        assertEquals(CallView.State.TALKING, view().state());
        tell(ended(IN));
        commands();
        tell(ended(anna));
        routing();
    }

    // A phone makes its two calls one.

    private void phoneJoins(LegId asks, LegId other) throws Exception {
        tell(new TransferRequested(clock.instant(), asks, new Target.OtherLeg(other)));
        routing();
    }

    /// Anna's customer holds, as her phone does it, and she talks to Ben.
    private LegId annaAsksBen(LegId anna) throws Exception {
        signIn(BEN);
        tell(new LegHeld(clock.instant(), anna));
        LegId ben = annaCallsBen();
        assertEquals(CallView.State.HELD, view().state());
        return ben;
    }

    private void customerIsWithBen(LegId anna, LegId ben) throws Exception {
        assertEquals(CallView.State.ELSEWHERE, view().state());
        tell(ended(anna));
        tell(ended(ANNAS_OWN));
        routing();
        assertTrue(phase(ANNA) instanceof Phase.WrapUp);
        assertFalse(agent(ANNA).otherCall());
        assertTrue(agent(BEN).otherCall());
        tell(ended(ben));
        routing();
        expect("play not-valid to in");
        assertFalse(agent(BEN).otherCall());
        leave();
        assertEquals(Outcome.ANSWERED, contact().outcome());
        assertEquals(Optional.of(BEN), contact().agent());
    }

    @Test
    void aPhoneJoinsItsCustomerWithTheColleagueWhomItCalled() throws Exception {
        LegId anna = talking();
        LegId ben = annaAsksBen(anna);
        phoneJoins(anna, ANNAS_OWN);
        expect(
                "transfer of %s done".formatted(anna),
                "hang up own: NORMAL",
                "hang up %s: NORMAL".formatted(anna),
                "bridge in with " + ben);
        customerIsWithBen(anna, ben);
    }

    @Test
    void aPhoneMayAskForItOnEitherOfItsCalls() throws Exception {
        LegId anna = talking();
        LegId ben = annaAsksBen(anna);
        phoneJoins(ANNAS_OWN, anna);
        expect(
                "transfer of own done",
                "hang up own: NORMAL",
                "hang up %s: NORMAL".formatted(anna),
                "bridge in with " + ben);
        customerIsWithBen(anna, ben);
    }

    @Test
    void aCustomerWhoHangsUpLeavesTheColleagueToNobody() throws Exception {
        LegId anna = talking();
        LegId ben = annaAsksBen(anna);
        phoneJoins(anna, ANNAS_OWN);
        commands();
        tell(ended(anna));
        tell(ended(ANNAS_OWN));
        tell(ended(IN));
        expect("hang up %s: NORMAL".formatted(ben));
        tell(ended(ben));
        routing();
        assertFalse(agent(BEN).otherCall());
    }

    @Test
    void aColleagueWhoHasNotAnsweredIsNotLeftWithACustomer() throws Exception {
        LegId anna = talking();
        signIn(BEN);
        tell(new LegHeld(clock.instant(), anna));
        dialsFromAnnas("202");
        LegId ben = lastDialled();
        phoneJoins(anna, ANNAS_OWN);
        expect("transfer of %s refused".formatted(anna));
        assertEquals(CallView.State.HELD, view().state());
        tell(ended(ANNAS_OWN));
        expect("hang up %s: CANCELLED".formatted(ben));
        tell(failed(ben, HangupCause.CANCELLED));
        leaveTalking(anna);
    }

    @Test
    void aPhoneJoinsItsCustomerWithSomebodyOutsideWhomItCalledWhileTheyHeld() throws Exception {
        LegId anna = talking();
        tell(new LegHeld(clock.instant(), anna));
        dialsFromAnnas("9" + OUTSIDE);
        LegId outside = lastDialled();
        tell(answered(outside));
        expect("bridge own with " + outside);
        phoneJoins(anna, ANNAS_OWN);
        expect(
                "transfer of %s done".formatted(anna),
                "hang up own: NORMAL",
                "hang up %s: NORMAL".formatted(anna),
                "bridge in with " + outside);
        assertEquals(1, linesBusy());
        tell(ended(anna));
        tell(ended(ANNAS_OWN));
        tell(ended(IN));
        commands();
        tell(ended(outside));
        routing();
        assertEquals(0, linesBusy());
        assertEquals(Outcome.TRANSFERRED_OUT, contact().outcome());
    }

    @Test
    void nobodyIsCalledOutsideWhomTheCentreDoesNotAllow() throws Exception {
        LegId anna = talking();
        tell(new LegHeld(clock.instant(), anna));
        commands();
        tell(
                new CallArrived(
                        clock.instant(),
                        ANNAS_OWN,
                        new Party("anna", ""),
                        "9+491234",
                        Optional.of(new Endpoint("anna"))));
        expect("hang up own: REJECTED");
        leaveTalking(anna);
    }

    @Test
    void aPhoneThatIsLostTransfersNoMore() throws Exception {
        LegId anna = talking();
        tell(new EndpointLost(clock.instant(), new Endpoint("anna")));
        routing();
        phoneAsks(anna, "202");
        expect("transfer of %s refused".formatted(anna));
        leaveTalking(anna);
    }

    @Test
    void aPhoneThatIsNoLongerTheCentresTransfersNoMore() throws Exception {
        LegId anna = talking();
        sessions.apply(CentreRules.standard(), List.of(numbered(BEN, "202")));
        phoneAsks(anna, "202");
        expect("transfer of %s refused".formatted(anna));
        leaveTalking(anna);
    }

    private void leaveTalking(LegId agent) throws Exception {
        tell(ended(IN));
        expect("hang up %s: NORMAL".formatted(agent));
        tell(ended(agent));
        routing();
    }

    @Test
    void aCallersTelephoneNeverTransfers() throws Exception {
        inLine(IN);
        phoneAsks(IN, "202");
        expect("transfer of in refused");
        leave();
    }

    // By agents.

    @Test
    void whoTransfersACallSaysWhatItAsksThereAndFromThenOn() throws Exception {
        LegId anna = talking();
        Claim french = new Claim(4, SkillNeed.atLeast(new TreeMap<>(Map.of("french", 3))));
        asks(
                new DeskCommand.Transfer(
                        BY_ANNA, CALL, new Place.ToQueue(SALES, Optional.of(french))));
        tell(ended(anna));
        commands();
        CallInLine call = inLine().getFirst();
        assertEquals(french, new Claim(call.priority(), call.need()));
        leave();
    }

    /// Anna has transferred her customer to a telephone outside, and is gone.
    private LegId transferredOutside() throws Exception {
        LegId anna = talking();
        asks(new DeskCommand.Transfer(BY_ANNA, CALL, new Place.Outside(OUTSIDE)));
        LegId outside = lastDialled();
        tell(ended(anna));
        routing();
        return outside;
    }

    private void waitsAgainWhenItIsBusy(LegId outside) throws Exception {
        tell(failed(outside, HangupCause.BUSY));
        routing();
        expect();
        assertEquals(CallView.State.IN_LINE, view().state());
        assertEquals(List.of(CALL), inLine().stream().map(CallInLine::id).toList());
        leave();
    }

    private List<CallInLine> inLine() {
        return routing.snapshot().calls();
    }

    @Test
    void whomABusyTelephoneDoesNotTakeWaitsAgainThoughTheQueueHasClosed() throws Exception {
        LegId outside = transferredOutside();
        publish(routing.carryOut(new RoutingCommand.OpenQueue(clock.instant(), SUPPORT, false)));
        waitsAgainWhenItIsBusy(outside);
    }

    @Test
    void whomABusyTelephoneDoesNotTakeWaitsAgainThoughTheLastAgentHasLeft() throws Exception {
        rules(
                "staffed",
                QueuePolicy.builder()
                        .ringTime(RING)
                        .staffing(
                                new QueuePolicy.Staffing(
                                        Presence.SIGNED_IN, Presence.NOBODY, Duration.ZERO)));
        LegId outside = transferredOutside();
        asks(new DeskCommand.SignOut(BY_ANNA, ANNA));
        assertEquals(List.of(), routing.snapshot().agents());
        waitsAgainWhenItIsBusy(outside);
    }

    @Test
    void whomABusyTelephoneDoesNotTakeWaitsUntilTheCoreHasTimeForThem() throws Exception {
        LegId outside = transferredOutside();
        routing.full(true);
        tell(failed(outside, HangupCause.BUSY));
        expect();
        routing.full(false);
        coreIsAsked();
        assertEquals(List.of(CALL), inLine().stream().map(CallInLine::id).toList());
        leave();
    }

    @Test
    void whomNoQueueTakesBackHasTheFlowGoOnAsAfterATalk() throws Exception {
        LegId outside = transferredOutside();
        apply(RoutingPolicy.of("none", new TreeMap<>()));
        tell(failed(outside, HangupCause.BUSY));
        routing();
        expect("no music to in", "play not-valid to in");
        assertEquals(CallView.State.IN_FLOW, view().state());
        leave();
        assertEquals(Outcome.ANSWERED, contact().outcome());
    }

    @Test
    void anAgentWhoHangsUpWhileTheCoreDecidesLeavesTheDecisionToIt() throws Exception {
        LegId anna = talking();
        var answer =
                sessions.carryOut(
                        new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToQueue(SALES)));
        settled();
        assertInstanceOf(
                DeskAnswer.Refused.class,
                got(sessions.carryOut(new DeskCommand.Hold(BY_ANNA, CALL))));
        tell(ended(anna));
        expect();
        routing();
        expect("music to in");
        assertEquals(new DeskAnswer.Done(), got(answer));
        assertEquals(CallView.State.IN_LINE, view().state());
        leave();
    }

    @Test
    void anAgentWhoHangsUpWhileTheCoreRefusesEndsTheTalk() throws Exception {
        LegId anna = talking();
        var answer =
                sessions.carryOut(
                        new DeskCommand.Transfer(
                                BY_ANNA, CALL, new Place.ToQueue(new QueueId("removed"))));
        settled();
        tell(ended(anna));
        routing();
        expect("play not-valid to in");
        assertInstanceOf(DeskAnswer.Refused.class, got(answer));
        assertTrue(phase(ANNA) instanceof Phase.WrapUp);
        leave();
    }

    @Test
    void aCustomerWhoHangsUpWhileTheCoreDecidesHasTheCommandAnswered() throws Exception {
        LegId anna = talking();
        var answer =
                sessions.carryOut(
                        new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToQueue(SALES)));
        settled();
        tell(ended(IN));
        expect("hang up %s: NORMAL".formatted(anna));
        assertInstanceOf(DeskAnswer.Refused.class, got(answer));
        tell(ended(anna));
        routing();
    }

    @Test
    void aCustomerWhoHoldsHearsNoMusicBeneathTheFlowThatFollows() throws Exception {
        LegId anna = talking();
        asks(new DeskCommand.Hold(BY_ANNA, CALL));
        commands();
        tell(ended(anna));
        routing();
        expect("no music to in", "play not-valid to in");
        leave();
    }

    @Test
    void aConsultationWithAQueueWaitsForItsNextAgent() throws Exception {
        LegId anna = talking();
        asks(new DeskCommand.Consult(BY_ANNA, CALL, new Place.ToQueue(SALES)));
        expect("part in", "music to in", "music to " + anna);
        signIn(BEN);
        LegId ben = expectDial("ben", "dial ben as LEG for 17s");
        tell(answered(ben));
        routing();
        expect("bridge %s with %s".formatted(anna, ben));
        tell(ended(IN));
        expect("hang up %s: NORMAL".formatted(ben), "hang up %s: NORMAL".formatted(anna));
        tell(ended(ben));
        tell(ended(anna));
        routing();
        assertEquals(Outcome.ANSWERED, contact().outcome());
    }

    @Test
    void aTransferredCallerKeepsPriorityNeedsAndWait() throws Exception {
        chooses('2');
        routing();
        Instant since = routing.snapshot().calls().getFirst().since();
        clock.pass(Duration.ofSeconds(40));
        signIn(ANNA);
        LegId anna = lastDialled();
        tell(answered(anna));
        routing();
        asks(new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToQueue(SALES)));
        CallInLine call = routing.snapshot().calls().getFirst();
        assertEquals(SALES, call.queue());
        assertEquals(since, call.since());
        assertEquals(7, call.priority());
        assertEquals(SkillNeed.atLeast("english", 3), call.need());
        tell(ended(anna));
        commands();
        leave();
    }

    @Test
    void theUrgencyThatASupervisorGaveGoesWithTheCallToo() throws Exception {
        chooses('2');
        routing();
        asks(new DeskCommand.Reprioritise(new Actor.Operator(), CALL, 9));
        signIn(ANNA);
        LegId anna = lastDialled();
        tell(answered(anna));
        routing();
        asks(new DeskCommand.Transfer(BY_ANNA, CALL, new Place.Outside(OUTSIDE)));
        tell(ended(anna));
        tell(failed(lastDialled(), HangupCause.BUSY));
        routing();
        CallInLine call = routing.snapshot().calls().getFirst();
        assertEquals(9, call.priority());
        assertEquals(SkillNeed.atLeast("english", 3), call.need());
        commands();
        leave();
    }

    // Recordings across transfers.

    private void stored(String recording, Duration length, boolean spoken) throws Exception {
        tell(new RecordingEnded(clock.instant(), IN, new RecordingId(recording), length, spoken));
    }

    @Test
    void aRecordingEndsWithTheTalkBeforeAFlowAsksForSecretDigits() throws Exception {
        centre(RecordingRule.ALWAYS);
        LegId anna = talking();
        asks(new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToFlow("main-line")));
        expect("hang up %s: NORMAL".formatted(anna), "stop recording in", "play goodbye to in");
        tell(ended(anna));
        stored("recording-1", Duration.ofSeconds(3), true);
        tell(key(IN, '7'));
        tell(key(IN, '1'));
        tell(key(IN, '2'));
        expect(
                "stop playing to in",
                "play goodbye to in",
                "stop playing to in",
                "play not-valid to in");
        tell(ended(IN));
        routing();
        assertEquals(List.of(new RecordingId("recording-1")), contact().recordings());
    }

    @Test
    void aRecordingOfTheWholeCallIsSilentWhileAFlowAsksForSecretDigits() throws Exception {
        centre(RecordingRule.WHOLE_CALL);
        LegId anna = talking();
        asks(new DeskCommand.PauseRecording(BY_ANNA, CALL, true));
        expect("pause recording in");
        asks(new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToFlow("main-line")));
        expect("hang up %s: NORMAL".formatted(anna), "go on recording in", "play goodbye to in");
        tell(ended(anna));
        tell(key(IN, '7'));
        assertTrue(tellings().contains("pause recording in"));
        tell(key(IN, '1'));
        tell(key(IN, '2'));
        assertTrue(tellings().contains("go on recording in"));
        tell(ended(IN));
        stored("recording-1", Duration.ofSeconds(3), true);
        routing();
        assertEquals(List.of(new RecordingId("recording-1")), contact().recordings());
    }

    @Test
    void aLineIsNotRecorded() throws Exception {
        centre(RecordingRule.ALWAYS);
        LegId anna = talking();
        asks(new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToQueue(SALES)));
        assertTrue(tellings().contains("stop recording in"));
        tell(ended(anna));
        tell(ended(IN));
        stored("recording-1", Duration.ZERO, false);
        routing();
        assertEquals(List.of(), contact().recordings());
    }

    @Override
    LegId talking() throws Exception {
        LegId anna = ringing();
        tell(answered(anna));
        routing();
        commands();
        return anna;
    }

    // By flows.

    @Test
    void aCallerIsPutThroughOutsideAndComesBack() throws Exception {
        chooses('3');
        LegId outside = lastDialled();
        tell(answered(outside));
        expect("bridge in with " + outside);
        tell(ended(outside));
        expect("play goodbye to in");
        leave();
        assertEquals(Outcome.TRANSFERRED_OUT, contact().outcome());
    }

    @Test
    void aBusyTelephoneOutsideIsAnotherWayInTheFlow() throws Exception {
        chooses('3');
        tell(failed(lastDialled(), HangupCause.BUSY));
        expect("no music to in", "play goodbye to in");
        leave();
        assertEquals(Outcome.SELF_SERVED, contact().outcome());
    }

    @Test
    void aCallerWhoHangsUpSilencesTheTelephoneOutside() throws Exception {
        chooses('3');
        LegId outside = lastDialled();
        tell(ended(IN));
        expect("hang up %s: CANCELLED".formatted(outside));
        tell(failed(outside, HangupCause.CANCELLED));
    }

    @Test
    void aCallerWhoIsPutThroughToAnAgentWasAnsweredByThem() throws Exception {
        signIn(ANNA);
        chooses('4');
        LegId anna = lastDialled();
        tell(answered(anna));
        expect("bridge in with " + anna);
        tell(ended(anna));
        expect("hang up in: NORMAL");
        tell(ended(IN));
        routing();
        assertEquals(Outcome.ANSWERED, contact().outcome());
        assertEquals(Optional.of(ANNA), contact().agent());
    }

    private static final LegId ANNAS_OWN = new LegId("own");

    private void dialsFromAnnas(String number) throws Exception {
        tell(
                new CallArrived(
                        clock.instant(),
                        ANNAS_OWN,
                        new Party("anna", ""),
                        number,
                        Optional.of(new Endpoint("anna"))));
        tell(answered(ANNAS_OWN));
        routing();
    }

    /// Anna's phone calls Ben, who answers.
    private LegId annaCallsBen() throws Exception {
        dialsFromAnnas("202");
        LegId ben = lastDialled();
        tell(answered(ben));
        commands();
        return ben;
    }

    private void hangUpWithBen(LegId ben) throws Exception {
        tell(ended(ANNAS_OWN));
        tell(ended(ben));
        commands();
        routing();
    }

    @Test
    void anAgentWhoEndsOneOtherCallIsStillInTheOther() throws Exception {
        signIn(ANNA);
        signIn(BEN);
        chooses('4');
        LegId anna = lastDialled();
        tell(answered(anna));
        routing();
        commands();
        hangUpWithBen(annaCallsBen());
        assertTrue(agent(ANNA).otherCall(), "she talks to the caller still");
        assertFalse(agent(BEN).otherCall());
        leave(anna);
        assertFalse(agent(ANNA).otherCall());
    }

    /// The caller hangs up, and the telephone that they were put through to.
    private void leave(LegId there) throws Exception {
        tell(ended(IN));
        tell(ended(there));
        commands();
        routing();
    }

    @Test
    void aFlowFindsAnAgentBusyWhoTalksToAColleague() throws Exception {
        signIn(ANNA);
        signIn(BEN);
        LegId ben = annaCallsBen();
        chooses('4');
        expect("stop playing to in", "play goodbye to in");
        leave();
        hangUpWithBen(ben);
    }

    @Test
    void aFlowFindsAnAgentBusyWhosePhoneRingsForAnother() throws Exception {
        LegId anna = ringing();
        LegId other = new LegId("other");
        inMenu(other);
        tell(key(other, '4'));
        expect("stop playing to other", "play goodbye to other");
        tell(ended(other));
        hangUpWhileRinging(anna);
    }

    @Test
    void anAgentWhoSignsInDuringACallIsOfferedNothingUntilItIsOver() throws Exception {
        signIn(ANNA);
        chooses('4');
        LegId anna = lastDialled();
        tell(answered(anna));
        routing();
        commands();
        asks(new DeskCommand.SignOut(BY_ANNA, ANNA));
        asks(new DeskCommand.SignIn(BY_ANNA, ANNA, Optional.empty()));
        assertTrue(agent(ANNA).otherCall());
        leave(anna);
        assertFalse(agent(ANNA).otherCall());
    }

    @Test
    void aCallOfBeforeARestartKeepsNoAgentBusy() throws Exception {
        signIn(ANNA);
        publish(routing.carryOut(new RoutingCommand.ReportOtherCall(clock.instant(), ANNA, true)));
        sessions.reconcile(routing.snapshot());
        settled();
        routing();
        assertFalse(agent(ANNA).otherCall());
    }

    // What callers say, and what other systems answer.

    @Test
    void aMessageOfACallerWhoHangsUpWhileSpeakingCountsWhenItIsStored() throws Exception {
        chooses('8');
        tell(key(IN, '5'));
        commands();
        tell(played(IN, lastPlay()));
        expect("play beep to in");
        tell(played(IN, lastPlay()));
        expect("record in as recording-1");
        tell(ended(IN));
        routing();
        assertEquals(0, services.contacts.size());
        stored("recording-1", Duration.ofSeconds(9), true);
        assertEquals(Outcome.VOICEMAIL, contact().outcome());
        assertEquals(1, services.messages.size());
    }

    @Test
    void whoSaysNothingLeavesNoMessage() throws Exception {
        chooses('5');
        commands();
        tell(played(IN, lastPlay()));
        commands();
        tell(played(IN, lastPlay()));
        expect("record in as recording-1");
        tell(key(IN, '#'));
        expect("stop recording in");
        stored("recording-1", Duration.ofSeconds(4), false);
        expect("play not-valid to in");
        leave();
        assertEquals(0, services.messages.size());
        assertEquals(Outcome.SELF_SERVED, contact().outcome());
    }

    @Test
    void whoHangsUpInTheBeepHasSaidNothing() throws Exception {
        chooses('5');
        commands();
        tell(played(IN, lastPlay()));
        expect("play beep to in");
        leave();
        assertEquals(0, services.messages.size());
    }

    @Test
    void aQuestionToAnotherSystemIsCancelledWhenTheCallerHangsUp() throws Exception {
        chooses('6');
        commands();
        assertEquals(1, services.asked.size());
        leave();
        assertEquals(1, services.cancelled.size());
    }

    @Test
    void aQuestionThatFailsIsAnotherWayInTheFlow() throws Exception {
        chooses('6');
        commands();
        services.asked.remove().then().accept(new DipOutcome.Failed("no answer in time"));
        settled();
        expect("play not-valid to in");
        leave();
    }
}
