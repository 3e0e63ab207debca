package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.Outcome;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.TelephonyEvent.LegHeld;
import org.strowger.telephony.TelephonyEvent.LegResumed;
import org.strowger.telephony.TelephonyEvent.RecordingEnded;

/// What an agent can do with a customer: hold, ask somebody, talk all three, transfer.
class TalkTest extends CallsTest {
    private static final Actor BY_ANNA = new Actor.OfAgent(ANNA);
    private static final Actor BY_BEN = new Actor.OfAgent(BEN);
    private static final String OUTSIDE = "+442071838750";

    private static final Trunk TRUNK =
            new Trunk("sip:{number}@192.0.2.10:5060", Optional.of("+442079460000"), 3, 2);

    private void hasTrunk() {
        CentreRules standard = CentreRules.standard();
        sessions.apply(
                new CentreRules(
                        standard.queues(),
                        standard.supervisors(),
                        standard.phones(),
                        Optional.of(TRUNK),
                        standard.pauses(),
                        standard.featureCodes(),
                        List.of("+4420")),
                List.of(configured(ANNA), configured(BEN)));
    }

    private DeskAnswer asks(DeskCommand command) throws Exception {
        var answer = sessions.carryOut(command);
        settled();
        routing();
        return got(answer);
    }

    private void does(DeskCommand command) throws Exception {
        assertEquals(new DeskAnswer.Done(), asks(command));
    }

    private void isRefused(DeskAnswer.Reason reason, DeskCommand command) throws Exception {
        assertEquals(reason, assertInstanceOf(DeskAnswer.Refused.class, asks(command)).reason());
        expect();
    }

    /// What was dialled last, after other things that were asked for.
    private LegId expectDialAfter(String... before) {
        List<String> told = tellings();
        assertEquals(List.of(before), told.subList(0, told.size() - 1));
        return new LegId(dialled());
    }

    private void customerHangsUp(LegId... others) throws Exception {
        tell(ended(IN));
        commands();
        for (LegId other : others) {
            tell(ended(other));
        }
        routing();
        expect();
    }

    // Holding.

    @Test
    void aCustomerWhoHoldsHearsMusicAndComesBack() throws Exception {
        LegId anna = talking();
        does(new DeskCommand.Hold(BY_ANNA, CALL));
        expect("part in", "music to in");
        assertEquals(CallView.State.HELD, view().state());
        isRefused(DeskAnswer.Reason.WRONG_STATE, new DeskCommand.Hold(BY_ANNA, CALL));
        does(new DeskCommand.Resume(BY_ANNA, CALL));
        expect("bridge in with " + anna);
        customerHangsUp(anna);
    }

    @Test
    void thePhonesOwnHoldKeyDoesTheSame() throws Exception {
        LegId anna = talking();
        tell(new LegHeld(clock.instant(), anna));
        expect("part in", "music to in");
        tell(new LegResumed(clock.instant(), anna));
        expect("bridge in with " + anna);
        customerHangsUp(anna);
    }

    @Test
    void aHoldKeyPressedWhileTheCoreDecidesIsFollowedWhenTheCustomerStays() throws Exception {
        LegId anna = talking();
        var answer =
                sessions.carryOut(
                        new DeskCommand.Transfer(
                                BY_ANNA, CALL, new Place.ToQueue(new QueueId("removed"))));
        settled();
        tell(new LegHeld(clock.instant(), anna));
        expect();
        routing();
        assertInstanceOf(DeskAnswer.Refused.class, got(answer));
        expect("part in", "music to in");
        assertEquals(CallView.State.HELD, view().state());
        tell(new LegResumed(clock.instant(), anna));
        expect("bridge in with " + anna);
        customerHangsUp(anna);
    }

    @Test
    void aCustomerWhomTheDeskHoldsHoldsOnWhenTheCoreRefuses() throws Exception {
        LegId anna = talking();
        does(new DeskCommand.Hold(BY_ANNA, CALL));
        commands();
        isRefused(
                DeskAnswer.Reason.UNKNOWN_QUEUE,
                new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToQueue(new QueueId("removed"))));
        assertEquals(CallView.State.HELD, view().state());
        customerHangsUp(anna);
    }

    @Test
    void aHoldKeyPressedInTheWhisperHolds() throws Exception {
        services.whispers.add(SUPPORT);
        LegId anna = ringing();
        tell(answered(anna));
        routing();
        expect("play whisper support to " + anna);
        tell(new LegHeld(clock.instant(), anna));
        expect();
        tell(played(anna, lastPlay()));
        expect("bridge in with " + anna, "part in", "music to in");
        customerHangsUp(anna);
    }

    @Test
    void aHoldKeyPressedBeforeTheCoreHasAgreedHolds() throws Exception {
        LegId anna = ringing();
        tell(answered(anna));
        tell(new LegHeld(clock.instant(), anna));
        routing();
        expect("bridge in with " + anna, "part in", "music to in");
        assertEquals(CallView.State.HELD, view().state());
        customerHangsUp(anna);
    }

    @Test
    void nobodyTouchesTheTalkOfSomebodyElse() throws Exception {
        LegId anna = talking();
        isRefused(DeskAnswer.Reason.NOT_ALLOWED, new DeskCommand.Hold(BY_BEN, CALL));
        isRefused(
                DeskAnswer.Reason.NOT_ALLOWED,
                new DeskCommand.Hold(new Actor.OfSupervisor("nobody"), CALL));
        isRefused(
                DeskAnswer.Reason.UNKNOWN_CALL, new DeskCommand.Hold(BY_ANNA, new CallId("never")));
        customerHangsUp(anna);
    }

    // Asking a colleague.

    private record Asked(LegId anna, LegId ben) {}

    private Asked asking() throws Exception {
        LegId anna = talking();
        signIn(BEN);
        does(new DeskCommand.Consult(BY_ANNA, CALL, new Place.ToAgent(BEN)));
        LegId ben = expectDialAfter("part in", "music to in", "music to " + anna);
        tell(answered(ben));
        routing();
        expect("bridge %s with %s".formatted(anna, ben));
        assertEquals(CallView.State.CONSULTING, view().state());
        return new Asked(anna, ben);
    }

    @Test
    void anAttendedTransferGivesTheCustomerToTheColleague() throws Exception {
        Asked asked = asking();
        does(new DeskCommand.CompleteTransfer(BY_ANNA, CALL));
        expect("hang up %s: NORMAL".formatted(asked.anna()), "bridge in with " + asked.ben());
        assertEquals(List.of(BEN), view().agents());
        assertTrue(phase(ANNA) instanceof Phase.WrapUp);
        assertTrue(phase(BEN) instanceof Phase.Talking);
        tell(ended(asked.anna()));
        expect();
        does(new DeskCommand.Hold(BY_BEN, CALL));
        expect("part in", "music to in");
        customerHangsUp(asked.ben());
    }

    @Test
    void theFirstAgentsTalkIsOverBeforeTheColleaguesIsShown() throws Exception {
        Asked asked = asking();
        services.told.clear();
        does(new DeskCommand.CompleteTransfer(BY_ANNA, CALL));
        assertEquals(
                List.of("TalkOver of anna", "TalkBegan of ben"),
                services.told.stream()
                        .map(told -> told.getClass().getSimpleName() + " of " + told.agent())
                        .filter(told -> told.startsWith("Talk"))
                        .toList());
        commands();
        tell(ended(asked.anna()));
        customerHangsUp(asked.ben());
    }

    @Test
    void anAgentWhoCouldTakeAnotherCallIsNotRungForTheirOwnQuestion() throws Exception {
        callsTakeOneUnit();
        LegId anna = talking();
        routing.carryOut(
                new RoutingCommand.ChangeProfile(
                        clock.instant(),
                        ANNA,
                        new RoutingProfile(
                                configured(ANNA).routing().skills(),
                                new TreeMap<>(),
                                2,
                                new TreeMap<>(),
                                1,
                                Optional.empty())));
        does(new DeskCommand.Consult(BY_ANNA, CALL, new Place.ToQueue(SALES)));
        expect("part in", "music to in", "music to " + anna);
        signIn(BEN);
        LegId ben = expectDialAfter();
        assertEquals("dial ben", FakeTelephony.told(commands.getLast()).substring(0, 8));
        tell(answered(ben));
        routing();
        expect("bridge %s with %s".formatted(anna, ben));
        assertEquals(false, agent(ANNA).otherCall());
        customerHangsUp(anna, ben);
    }

    @Test
    void theCustomerGoesBackToTheAgentWhenTheColleagueHangsUp() throws Exception {
        Asked asked = asking();
        tell(ended(asked.ben()));
        routing();
        expect("part " + asked.anna());
        assertEquals(CallView.State.HELD, view().state());
        does(new DeskCommand.Resume(BY_ANNA, CALL));
        expect("bridge in with " + asked.anna());
        customerHangsUp(asked.anna());
    }

    @Test
    void whoEndsTheConsultationFreesTheColleague() throws Exception {
        Asked asked = asking();
        does(new DeskCommand.EndConsultation(BY_ANNA, CALL));
        expect("hang up %s: NORMAL".formatted(asked.ben()), "part " + asked.anna());
        assertTrue(phase(BEN) instanceof Phase.WrapUp);
        tell(ended(asked.ben()));
        customerHangsUp(asked.anna());
    }

    @Test
    void allThreeTalkAndTheAgentLeavesTheCustomerToTheColleague() throws Exception {
        Asked asked = asking();
        does(new DeskCommand.JoinAll(BY_ANNA, CALL));
        expect(
                "in joins in-ask-1",
                asked.anna() + " joins in-ask-1",
                asked.ben() + " joins in-ask-1");
        assertEquals(CallView.State.IN_CONFERENCE, view().state());
        tell(ended(asked.anna()));
        routing();
        expect("bridge in with " + asked.ben());
        assertTrue(phase(BEN) instanceof Phase.Talking);
        customerHangsUp(asked.ben());
    }

    @Test
    void anAgentWhoHangsUpByCommandLeavesTheCustomerToTheColleagueAsWithTheirPhone()
            throws Exception {
        Asked asked = asking();
        does(new DeskCommand.HangUp(BY_ANNA, CALL));
        expect("hang up %s: NORMAL".formatted(asked.anna()), "bridge in with " + asked.ben());
        assertEquals(List.of(BEN), view().agents());
        tell(ended(asked.anna()));
        customerHangsUp(asked.ben());
    }

    @Test
    void anAgentWhoLeavesAConferenceByCommandLeavesTheOthersTalking() throws Exception {
        Asked asked = asking();
        does(new DeskCommand.JoinAll(BY_ANNA, CALL));
        commands();
        does(new DeskCommand.HangUp(BY_ANNA, CALL));
        expect("hang up %s: NORMAL".formatted(asked.anna()), "bridge in with " + asked.ben());
        assertEquals(List.of(BEN), view().agents());
        tell(ended(asked.anna()));
        customerHangsUp(asked.ben());
    }

    @Test
    void aConferenceWithoutTheColleagueIsATalkAgain() throws Exception {
        Asked asked = asking();
        does(new DeskCommand.JoinAll(BY_ANNA, CALL));
        commands();
        tell(ended(asked.ben()));
        routing();
        expect(
                "in leaves the conference",
                asked.anna() + " leaves the conference",
                "bridge in with " + asked.anna());
        customerHangsUp(asked.anna());
    }

    @Test
    void theCustomerHangsUpWhileTheAgentAsks() throws Exception {
        Asked asked = asking();
        tell(ended(IN));
        routing();
        expect(
                "hang up %s: NORMAL".formatted(asked.ben()),
                "hang up %s: NORMAL".formatted(asked.anna()));
        tell(ended(asked.anna()));
        tell(ended(asked.ben()));
    }

    @Test
    void theCustomerHangsUpWhileTheColleaguesPhoneRings() throws Exception {
        LegId anna = talking();
        signIn(BEN);
        does(new DeskCommand.Consult(BY_ANNA, CALL, new Place.ToAgent(BEN)));
        LegId ben = expectDialAfter("part in", "music to in", "music to " + anna);
        tell(ended(IN));
        routing();
        expect("hang up %s: CANCELLED".formatted(ben), "hang up %s: NORMAL".formatted(anna));
        tell(failed(ben, HangupCause.CANCELLED));
        tell(ended(anna));
    }

    @Test
    void aColleagueWhoDoesNotAnswerGivesTheCustomerBackToTheAgent() throws Exception {
        LegId anna = talking();
        signIn(BEN);
        does(new DeskCommand.Consult(BY_ANNA, CALL, new Place.ToAgent(BEN)));
        LegId ben = expectDialAfter("part in", "music to in", "music to " + anna);
        tell(failed(ben, HangupCause.BUSY));
        routing();
        expect("bridge in with " + anna);
        assertEquals(CallView.State.TALKING, view().state());
        customerHangsUp(anna);
    }

    @Test
    void whoHeldBeforeNobodyAnsweredHoldsOn() throws Exception {
        LegId anna = talking();
        signIn(BEN);
        does(new DeskCommand.Hold(BY_ANNA, CALL));
        does(new DeskCommand.Consult(BY_ANNA, CALL, new Place.ToAgent(BEN)));
        LegId ben = expectDialAfter("part in", "music to in", "music to " + anna);
        tell(failed(ben, HangupCause.BUSY));
        routing();
        expect("no music to " + anna);
        assertEquals(CallView.State.HELD, view().state());
        customerHangsUp(anna);
    }

    @Test
    void aConsultationThatTheCoreDoesNotTakeIsRefusedAndTheCustomerNotLeftHolding()
            throws Exception {
        LegId anna = talking();
        var busy = asks(new DeskCommand.Consult(BY_ANNA, CALL, new Place.ToAgent(BEN)));
        assertEquals(
                DeskAnswer.Reason.UNKNOWN_AGENT,
                assertInstanceOf(DeskAnswer.Refused.class, busy).reason());
        expect("part in", "music to in", "music to " + anna, "bridge in with " + anna);
        routing.full(true);
        var full = asks(new DeskCommand.Consult(BY_ANNA, CALL, new Place.ToQueue(SALES)));
        routing.full(false);
        coreIsAsked();
        assertEquals(
                DeskAnswer.Reason.OVERLOADED,
                assertInstanceOf(DeskAnswer.Refused.class, full).reason());
        expect("part in", "music to in", "music to " + anna, "bridge in with " + anna);
        assertEquals(CallView.State.TALKING, view().state());
        customerHangsUp(anna);
    }

    @Test
    void aConsultationThatEndsBeforeTheCoreHasAnsweredIsNotDone() throws Exception {
        LegId anna = talking();
        var answer =
                sessions.carryOut(new DeskCommand.Consult(BY_ANNA, CALL, new Place.ToQueue(SALES)));
        settled();
        commands();
        tell(ended(IN));
        assertInstanceOf(DeskAnswer.Refused.class, got(answer));
        commands();
        tell(ended(anna));
        routing();
        expect();
    }

    @Test
    void theColleagueHangsUpWhileTheCoreHandsTheCustomerOver() throws Exception {
        Asked asked = asking();
        var answer = sessions.carryOut(new DeskCommand.CompleteTransfer(BY_ANNA, CALL));
        settled();
        tell(ended(asked.ben()));
        routing();
        assertInstanceOf(DeskAnswer.Refused.class, got(answer));
        expect("part " + asked.anna(), "hang up %s: NORMAL".formatted(asked.anna()), "music to in");
        assertEquals(CallView.State.IN_LINE, view().state());
        assertEquals(Optional.of(SUPPORT), view().queue());
        assertTrue(phase(BEN) instanceof Phase.WrapUp);
        tell(ended(asked.anna()));
        customerHangsUp();
    }

    @Test
    void aCustomerWhomAgentAndColleagueBothLeaveIsInLineAgain() throws Exception {
        Asked asked = asking();
        tell(ended(asked.anna()));
        tell(ended(asked.ben()));
        routing();
        commands();
        assertEquals(CallView.State.IN_LINE, view().state());
        customerHangsUp();
    }

    @Test
    void aCustomerWhomAgentAndColleagueBothLeaveIsInLineThoughItHasClosed() throws Exception {
        Asked asked = asking();
        sessions.carryOut(new DeskCommand.CompleteTransfer(BY_ANNA, CALL));
        settled();
        tell(ended(asked.ben()));
        publish(routing.carryOut(new RoutingCommand.OpenQueue(clock.instant(), SUPPORT, false)));
        routing();
        assertEquals(CallView.State.IN_LINE, view().state());
        assertEquals(1, routing.snapshot().calls().size());
        expect("part " + asked.anna(), "hang up %s: NORMAL".formatted(asked.anna()), "music to in");
        tell(ended(asked.anna()));
        customerHangsUp();
    }

    @Test
    void aCustomerWhomNoLineTakesAnyMoreGoesOnInTheFlow() throws Exception {
        Asked asked = asking();
        var answer = sessions.carryOut(new DeskCommand.CompleteTransfer(BY_ANNA, CALL));
        settled();
        tell(ended(asked.ben()));
        apply(RoutingPolicy.of("none", new TreeMap<>()));
        routing();
        assertInstanceOf(DeskAnswer.Refused.class, got(answer));
        expect(
                "part " + asked.anna(),
                "hang up %s: NORMAL".formatted(asked.anna()),
                "music to in",
                "no music to in",
                "play not-valid to in");
        tell(ended(asked.anna()));
        customerHangsUp();
    }

    // Transfers.

    @Test
    void aBlindTransferOffersTheCallToTheColleagueAndTheAgentIsFree() throws Exception {
        LegId anna = talking();
        signIn(BEN);
        does(new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToAgent(BEN)));
        LegId ben = expectDialAfter("hang up %s: NORMAL".formatted(anna), "music to in");
        tell(ended(anna));
        assertTrue(phase(ANNA) instanceof Phase.WrapUp);
        tell(answered(ben));
        routing();
        expect("bridge in with " + ben);
        customerHangsUp(ben);
    }

    @Test
    void aBlindTransferToABusyColleagueLeavesTheTalkAsItIs() throws Exception {
        LegId anna = talking();
        isRefused(
                DeskAnswer.Reason.UNKNOWN_AGENT,
                new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToAgent(BEN)));
        assertEquals(CallView.State.TALKING, view().state());
        customerHangsUp(anna);
    }

    @Test
    void aTransferToAQueueFindsTheNextAgentThere() throws Exception {
        LegId anna = talking();
        does(new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToQueue(SALES)));
        expect("hang up %s: NORMAL".formatted(anna), "music to in");
        tell(ended(anna));
        signIn(BEN);
        LegId ben = expectDial("ben", "dial ben as LEG for 17s");
        tell(answered(ben));
        routing();
        expect("bridge in with " + ben);
        assertEquals(Optional.of(SALES), view().queue());
        customerHangsUp(ben);
    }

    @Test
    void aTransferToAFlowBeginsThere() throws Exception {
        LegId anna = talking();
        does(new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToFlow("main-line")));
        expect("hang up %s: NORMAL".formatted(anna), "play goodbye to in");
        tell(ended(anna));
        customerHangsUp();
    }

    @Test
    void nobodyIsTransferredOutsideWithoutATrunkOrToANumberThatIsNotAllowed() throws Exception {
        LegId anna = talking();
        isRefused(
                DeskAnswer.Reason.NO_TRUNK,
                new DeskCommand.Transfer(BY_ANNA, CALL, new Place.Outside(OUTSIDE)));
        hasTrunk();
        isRefused(
                DeskAnswer.Reason.NUMBER_NOT_ALLOWED,
                new DeskCommand.Transfer(BY_ANNA, CALL, new Place.Outside("+49301234")));
        isRefused(
                DeskAnswer.Reason.NO_NUMBER,
                new DeskCommand.Consult(BY_ANNA, CALL, new Place.Outside("+4420@evil")));
        isRefused(
                DeskAnswer.Reason.NO_NUMBER,
                new DeskCommand.Transfer(BY_ANNA, CALL, new Place.Outside("sip:200@pbx.example")));
        customerHangsUp(anna);
    }

    @Test
    void aTransferOutsideThatFailsPutsTheCustomerBackInLine() throws Exception {
        hasTrunk();
        LegId anna = talking();
        does(new DeskCommand.Transfer(BY_ANNA, CALL, new Place.Outside(OUTSIDE)));
        LegId outside = expectDialAfter("hang up %s: NORMAL".formatted(anna), "music to in");
        tell(ended(anna));
        tell(failed(outside, HangupCause.BUSY));
        routing();
        assertEquals(CallView.State.IN_LINE, view().state());
        clock.pass(Duration.ofSeconds(31));
        customerHangsUp();
    }

    @Test
    void anAttendedTransferOutsideLeavesTheTwoAlone() throws Exception {
        hasTrunk();
        LegId anna = talking();
        does(new DeskCommand.Consult(BY_ANNA, CALL, new Place.Outside(OUTSIDE)));
        LegId outside = expectDialAfter("part in", "music to in", "music to " + anna);
        tell(answered(outside));
        expect("bridge %s with %s".formatted(anna, outside));
        does(new DeskCommand.CompleteTransfer(BY_ANNA, CALL));
        expect("hang up %s: NORMAL".formatted(anna), "bridge in with " + outside);
        tell(ended(anna));
        assertTrue(phase(ANNA) instanceof Phase.WrapUp);
        tell(ended(outside));
        expect("play not-valid to in");
        customerHangsUp();
    }

    @Test
    void aStolenPhoneCannotCallOutsideForEver() throws Exception {
        hasTrunk();
        LegId anna = talking();
        for (int i = 0; i < 3; i++) {
            does(new DeskCommand.Consult(BY_ANNA, CALL, new Place.Outside(OUTSIDE)));
            commands();
            does(new DeskCommand.EndConsultation(BY_ANNA, CALL));
            commands();
            tell(failed(new LegId(dialled()), HangupCause.CANCELLED));
        }
        isRefused(
                DeskAnswer.Reason.TOO_MANY,
                new DeskCommand.Consult(BY_ANNA, CALL, new Place.Outside(OUTSIDE)));
        customerHangsUp(anna);
    }

    // What the agent hears before.

    @Test
    void theAgentHearsWhatTheCallIsAboutBeforeTheCustomerDoesHearThem() throws Exception {
        services.whispers.add(SUPPORT);
        LegId anna = ringing();
        tell(answered(anna));
        routing();
        expect("play whisper support to " + anna);
        tell(played(anna, lastPlay()));
        expect("bridge in with " + anna);
        customerHangsUp(anna);
    }

    @Test
    void aCallerWhoseAgentHangsUpInTheWhisperWaitsOnAsIfNobodyHadAnswered() throws Exception {
        services.whispers.add(SUPPORT);
        LegId anna = ringing();
        tell(answered(anna));
        routing();
        expect("play whisper support to " + anna);
        tell(ended(anna));
        routing();
        expect();
        assertEquals(CallView.State.IN_LINE, view().state());
        assertEquals(List.of(), agent(ANNA).contacts());
        assertTrue(agent(ANNA).restsUntil().isPresent());
        signIn(BEN);
        LegId ben = expectDialAfter();
        tell(answered(ben));
        routing();
        expect("play whisper support to " + ben);
        tell(played(ben, lastPlay()));
        expect("bridge in with " + ben);
        customerHangsUp(ben);
    }

    @Test
    void nothingIsRecordedBeforeTheTwoTalk() throws Exception {
        services.whispers.add(SUPPORT);
        LegId anna = ringing();
        tell(answered(anna));
        routing();
        commands();
        isRefused(DeskAnswer.Reason.WRONG_STATE, new DeskCommand.Recording(BY_ANNA, CALL, true));
        tell(ended(anna));
        routing();
        customerHangsUp();
    }

    @Test
    void aCallerWhoHangsUpInTheWhisperWasServedByNobody() throws Exception {
        services.whispers.add(SUPPORT);
        LegId anna = ringing();
        tell(answered(anna));
        routing();
        commands();
        clock.pass(Duration.ofSeconds(10));
        tell(ended(IN));
        expect("hang up %s: NORMAL".formatted(anna));
        tell(ended(anna));
        routing();
        Contact contact = services.contacts.element();
        assertEquals(Outcome.ABANDONED, contact.outcome());
        assertEquals(Optional.empty(), contact.answeredBy());
        assertEquals(List.of(), agent(ANNA).contacts(), "there is nothing to write down");
    }

    @Test
    void aCallerWhoHangsUpBeforeTheCoreHasHeardOfTheAnswerWasServedByNobody() throws Exception {
        LegId anna = ringing();
        tell(answered(anna));
        tell(ended(IN));
        expect("hang up %s: CANCELLED".formatted(anna));
        tell(ended(anna));
        routing();
        assertEquals(List.of(), agent(ANNA).contacts());
    }

    @Test
    void whatTheFlowMissedWhileAnAgentHadTheCallHappensWhenTheCallerWaitsOn() throws Exception {
        services.whispers.add(SALES);
        policy(Duration.ofSeconds(5), 2);
        signIn(ANNA);
        inMenu(IN);
        tell(key(IN, '9')); // the flow waits there for a second
        routing();
        commands();
        LegId anna = new LegId(dialled());
        tell(answered(anna));
        routing();
        commands();
        clock.pass(Duration.ofSeconds(2));
        tell(key(IN, '5'));
        expect();
        tell(ended(anna));
        expect("no music to in", "play not-valid to in");
        routing();
        customerHangsUp();
    }

    // Recording.

    private void records(RecordingRule rule) {
        QueueHandling standard = QueueHandling.standard();
        TreeMap<QueueId, QueueHandling> queues = new TreeMap<>();
        queues.put(
                SUPPORT,
                new QueueHandling(
                        standard.callback(),
                        standard.dispositions(),
                        rule,
                        standard.whisper(),
                        standard.script(),
                        standard.screenPop(),
                        standard.shortAbandon(),
                        standard.autoAnswer(),
                        standard.serviceLevel()));
        CentreRules rules = CentreRules.standard();
        sessions.apply(
                new CentreRules(
                        queues,
                        rules.supervisors(),
                        rules.phones(),
                        rules.trunk(),
                        rules.pauses(),
                        rules.featureCodes(),
                        rules.allowedNumbers()),
                List.of(configured(ANNA), configured(BEN)));
    }

    private void stored(String recording) throws Exception {
        tell(
                new RecordingEnded(
                        clock.instant(),
                        IN,
                        new RecordingId(recording),
                        Duration.ofSeconds(3),
                        true));
    }

    @Test
    void callsOfAQueueAreRecordedFromTheFirstWordToTheLast() throws Exception {
        records(RecordingRule.ALWAYS);
        LegId anna = ringing();
        tell(answered(anna));
        routing();
        expect("bridge in with " + anna, "record in as recording-1");
        does(new DeskCommand.PauseRecording(BY_ANNA, CALL, true));
        expect("pause recording in");
        does(new DeskCommand.PauseRecording(BY_ANNA, CALL, false));
        expect("go on recording in");
        isRefused(DeskAnswer.Reason.NOT_ALLOWED, new DeskCommand.Recording(BY_ANNA, CALL, false));
        expect();
        tell(ended(anna));
        routing();
        expect("stop recording in", "play not-valid to in");
        stored("recording-1");
        customerHangsUp();
        assertEquals(
                List.of(new RecordingId("recording-1")), services.contacts.element().recordings());
    }

    @Test
    void aTalkIsRecordedOnDemandUnlessItsQueueForbids() throws Exception {
        LegId anna = talking();
        does(new DeskCommand.Recording(BY_ANNA, CALL, true));
        expect("record in as recording-1");
        does(new DeskCommand.Recording(BY_ANNA, CALL, false));
        expect("stop recording in");
        stored("recording-1");
        isRefused(
                DeskAnswer.Reason.WRONG_STATE, new DeskCommand.PauseRecording(BY_ANNA, CALL, true));
        records(RecordingRule.NEVER);
        isRefused(DeskAnswer.Reason.NOT_ALLOWED, new DeskCommand.Recording(BY_ANNA, CALL, true));
        customerHangsUp(anna);
    }
}
