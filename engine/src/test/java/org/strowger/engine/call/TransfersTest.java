package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
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
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.RecordingId;
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
                  choices: { 1: support, 3: outside, 4: colleague, 5: box, 6: crm, 7: pay, 8: late }
                  input: { first_digit: 1m, attempts: 1 }
                  give_up: hangup
              support: { queue: { name: support, max_wait: 10m, on_timeout: sorry, on_full: sorry }, next: sorry }
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
                        standard.featureCodes(),
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
                        "hang up %s: NORMAL".formatted(anna),
                        "music to in",
                        "transfer of %s done".formatted(anna),
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
        assertTrue(tellings().contains("transfer of %s done".formatted(anna)));
        assertEquals(CallView.State.IN_FLOW, view().state());
        tell(ended(anna));
        leave();
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

    @Test
    void aCallersTelephoneNeverTransfers() throws Exception {
        inLine(IN);
        phoneAsks(IN, "202");
        expect("transfer of in refused");
        leave();
    }

    // By agents.

    @Test
    void aLineThatLetsATransferredCallGoHasTheFlowGoOnAsAfterATalk() throws Exception {
        LegId anna = talking();
        signIn(BEN);
        asks(new DeskCommand.Transfer(BY_ANNA, CALL, new Place.Outside(OUTSIDE)));
        LegId outside = lastDialled();
        tell(ended(anna));
        routing.full(true);
        tell(failed(outside, HangupCause.BUSY));
        routing.full(false);
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

    // Recordings across transfers.

    private void stored(String recording, Duration length, boolean spoken) throws Exception {
        tell(new RecordingEnded(clock.instant(), IN, new RecordingId(recording), length, spoken));
    }

    @Test
    void aRecordingIsSilentWhileAPaymentFlowAsksForSecretDigits() throws Exception {
        centre(RecordingRule.ALWAYS);
        LegId anna = talking();
        asks(new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToFlow("main-line")));
        tell(ended(anna));
        commands();
        tell(key(IN, '7'));
        assertTrue(tellings().contains("pause recording in"));
        tell(key(IN, '1'));
        tell(key(IN, '2'));
        assertTrue(tellings().contains("go on recording in"));
        tell(ended(IN));
        assertEquals(0, services.contacts.size());
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
