package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.AgentOrder;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.Presence;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.QueuePolicy.Overflow;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.EndpointLost;
import org.strowger.telephony.TelephonyEvent.EndpointRegistered;
import org.strowger.telephony.TelephonyEvent.LegsListed;

/// Calls from arrival to end, against a network that only writes down what it is asked and a real
/// routing core whose answers the test holds back as it likes.
class CallSessionsTest extends CallsTest {
    // The whole way.

    @Test
    void aCallerReachesAnAgentAndHearsTheRestOfTheFlowWhenTheAgentHangsUp() throws Exception {
        signIn(ANNA);
        tell(arrives(IN, "100"));
        expect("answer in");
        tell(answered(IN));
        expect("play goodbye to in");
        tell(key(IN, '1'));
        expect("stop playing to in", "music to in");
        assertEquals(CallView.State.IN_LINE, view().state());
        routing();
        LegId anna = expectDial("anna", "dial anna as LEG for 17s");
        assertEquals(CallView.State.OFFERED, view().state());
        assertEquals(List.of(ANNA), view().agents());
        tell(answered(anna));
        expect();
        routing();
        expect("bridge in with " + anna);
        assertEquals(CallView.State.TALKING, view().state());
        tell(ended(anna));
        expect("play not-valid to in");
        routing();
        assertEquals(CallView.State.IN_FLOW, view().state());
        tell(played(IN, lastPlay()));
        expect("hang up in: NORMAL");
        tell(ended(IN));
        assertEquals(List.of(), got(sessions.calls()));
    }

    @Test
    void theCallerHangsUpFirstAndTheAgentIsFreed() throws Exception {
        LegId anna = talking();
        tell(ended(IN));
        expect("hang up " + anna + ": NORMAL");
        routing();
        assertTrue(phase(ANNA) instanceof Phase.WrapUp);
        tell(ended(anna));
        expect();
    }

    @Test
    void aNumberThatNobodyHasIsRefused() throws Exception {
        tell(arrives(IN, "999"));
        expect("hang up in: UNKNOWN_NUMBER");
        tell(ended(IN));
        expect();
    }

    @Test
    void theLongestWaitingCallersGoToTwoAgentsAtOnce() throws Exception {
        LegId other = new LegId("other");
        inLine(IN);
        clock.pass(Duration.ofSeconds(1));
        inLine(other);
        routing();
        signIn(ANNA);
        LegId first = expectDial("anna", "dial anna as LEG for 17s");
        signIn(BEN);
        LegId second = expectDial("ben", "dial ben as LEG for 17s");
        assertTrue(first.value().startsWith("in/"));
        assertTrue(second.value().startsWith("other/"));
        tell(answered(second));
        tell(answered(first));
        routing();
        expect("bridge other with " + second, "bridge in with " + first);
        tell(ended(IN));
        tell(ended(other));
        expect("hang up " + first + ": NORMAL", "hang up " + second + ": NORMAL");
        tell(ended(first));
        tell(ended(second));
        expect();
    }

    // The caller hangs up at every stage.

    @Test
    void theCallerIsGoneBeforeTheAnswer() throws Exception {
        tell(arrives(IN, "100"));
        expect("answer in");
        tell(ended(IN));
        expect();
        assertEquals(List.of(), routing.carryOut());
    }

    @Test
    void theCallerHangsUpInTheMenu() throws Exception {
        inMenu(IN);
        tell(ended(IN));
        expect();
        assertEquals(List.of(), routing.carryOut());
    }

    @Test
    void theCallerHangsUpInLine() throws Exception {
        inLine(IN);
        routing();
        tell(ended(IN));
        expect();
        routing();
        assertEquals(List.of(), routing.snapshot().calls());
    }

    @Test
    void theCallerHangsUpBeforeTheCoreKnowsOfThem() throws Exception {
        signIn(ANNA);
        inLine(IN);
        tell(ended(IN));
        routing();
        expect();
        assertEquals(List.of(), agent(ANNA).contacts());
    }

    @Test
    void theCallerHangsUpWhileTheAgentsPhoneRings() throws Exception {
        LegId anna = ringing();
        tell(ended(IN));
        expect("hang up " + anna + ": CANCELLED");
        routing();
        expect();
        tell(failed(anna, HangupCause.CANCELLED));
        expect();
        assertEquals(List.of(), agent(ANNA).contacts());
    }

    @Test
    void theCallerHangsUpInTheMomentInWhichTheAgentAnswers() throws Exception {
        LegId anna = ringing();
        tell(answered(anna));
        tell(ended(IN));
        expect("hang up " + anna + ": CANCELLED");
        // The core takes the answer, then hears that the caller left, and what it publishes finds
        // no call any more.
        routing();
        expect();
        tell(ended(anna));
        expect();
        assertEquals(List.of(), agent(ANNA).contacts());
    }

    @Test
    void theCallerHangsUpAfterTheCoreTookTheAnswerAndBeforeTheCallHearsOfIt() throws Exception {
        LegId anna = ringing();
        tell(answered(anna));
        List<RoutingEvent> connected = routing.carryOut();
        tell(ended(IN));
        expect("hang up " + anna + ": CANCELLED");
        publish(connected);
        routing();
        expect();
        tell(ended(anna));
        expect();
    }

    @Test
    void anAnswerThatComesAfterTheCallerHungUpIsHungUp() throws Exception {
        LegId anna = ringing();
        tell(ended(IN));
        expect("hang up " + anna + ": CANCELLED");
        tell(answered(anna));
        expect("hang up " + anna + ": CANCELLED");
        tell(ended(anna));
        expect();
        routing();
    }

    @Test
    void theCallerHangsUpWhileTheyAreToldTheirPlace() throws Exception {
        tell(arrives(IN, "100"));
        tell(answered(IN));
        tell(key(IN, '2'));
        routing();
        clock.pass(Duration.ofSeconds(6));
        expect("answer in", "play goodbye to in", "stop playing to in", "music to in");
        tell(key(IN, '0'));
        tell(ended(IN));
        expect("play you-are-number+number-1+in-line to in");
        routing();
    }

    // The agent does not take the call.

    @ParameterizedTest
    @CsvSource({
        "BUSY, BUSY",
        "REJECTED, REJECTED",
        "NORMAL, REJECTED",
        "NO_ANSWER, UNREACHABLE",
        "UNREACHABLE, UNREACHABLE",
        "UNKNOWN_NUMBER, UNREACHABLE",
        "CONGESTION, FAILED",
        "NETWORK_FAILURE, FAILED",
        "NO_COMMON_CODEC, FAILED",
        "CANCELLED, FAILED",
        "SHUTDOWN, FAILED"
    })
    void anAgentWhosePhoneFailsRestsAndTheCallGoesToTheNext(
            HangupCause cause, RoutingEvent.OfferEnded.Outcome outcome) throws Exception {
        LegId anna = ringing();
        tell(failed(anna, cause));
        expect();
        List<RoutingEvent> events = routing.carryOut();
        assertEquals(
                List.of(outcome),
                events.stream()
                        .filter(e -> e instanceof RoutingEvent.OfferEnded)
                        .map(e -> ((RoutingEvent.OfferEnded) e).outcome())
                        .toList());
        publish(events);
        expect();
        assertTrue(agent(ANNA).restsUntil().isPresent());
        signIn(BEN);
        LegId ben = expectDial("ben", "dial ben as LEG for 17s");
        hangUpWhileRinging(ben);
    }

    @Test
    void aPhoneThatRingsTooLongIsSilencedByTheRoutingCore() throws Exception {
        LegId anna = ringing();
        clock.pass(RING);
        passTime();
        expect("hang up " + anna + ": CANCELLED");
        assertEquals(CallView.State.IN_LINE, view().state());
        tell(failed(anna, HangupCause.CANCELLED));
        expect();
        assertEquals(List.of(), routing.carryOut());
        clock.pass(Duration.ofSeconds(5));
        passTime();
        hangUpWhileRinging(expectDial("anna", "dial anna as LEG for 17s"));
    }

    @Test
    void anAnswerAsTheOfferEndsIsHungUpAndTheCallerStaysInLine() throws Exception {
        LegId anna = ringing();
        clock.pass(RING);
        passTime();
        tell(answered(anna));
        expect("hang up " + anna + ": CANCELLED", "hang up " + anna + ": CANCELLED");
        assertEquals(CallView.State.IN_LINE, view().state());
        tell(ended(anna));
        assertEquals(List.of(), routing.carryOut());
        leave();
    }

    @Test
    void anAnswerThatCrossesTheEndOfItsOfferIsHungUp() throws Exception {
        LegId anna = ringing();
        clock.pass(RING);
        tell(answered(anna));
        routing();
        expect("hang up " + anna + ": CANCELLED");
        tell(ended(anna));
        expect();
        assertEquals(CallView.State.IN_LINE, view().state());
        leave();
    }

    @Test
    void anAgentWhoIsOfferedTheCallAgainAndAnsweredTheFirstTimeTalksWhenTheSecondIsAnswered()
            throws Exception {
        LegId second = answeredTheFirstTime();
        tell(answered(second));
        expect("bridge in with " + second);
        tell(ended(IN));
        expect("hang up " + second + ": NORMAL");
        tell(ended(second));
        routing();
    }

    @Test
    void anAgentWhoIsOfferedTheCallAgainAndDoesNotAnswerLeavesTheCallerInLine() throws Exception {
        LegId second = answeredTheFirstTime();
        policy(Duration.ofSeconds(5), 2);
        tell(failed(second, HangupCause.NO_ANSWER));
        expect();
        routing();
        assertEquals(CallView.State.IN_LINE, view().state());
        assertEquals(List.of(), agent(ANNA).contacts());
        leave();
    }

    /// Answers a ring that is over for the core, which has offered the same call again at once.
    private LegId answeredTheFirstTime() throws Exception {
        policy(Duration.ZERO, 2);
        LegId first = ringing();
        clock.pass(RING);
        List<RoutingEvent> offeredAgain =
                routing.carryOut(new RoutingCommand.PassTime(clock.instant()));
        tell(answered(first));
        publish(offeredAgain);
        routing();
        List<TelephonyCommand> asked = commands();
        assertEquals("hang up " + first + ": CANCELLED", FakeTelephony.told(asked.getFirst()));
        LegId second = ((Dial) asked.get(1)).leg();
        assertEquals(2, asked.size());
        tell(ended(first));
        expect();
        return second;
    }

    @Test
    void aCallerWhoseAgentHangsUpBeforeTheCoreAgreedWaitsOn() throws Exception {
        LegId anna = ringing();
        tell(answered(anna));
        tell(ended(anna));
        expect();
        routing();
        expect();
        assertEquals(CallView.State.IN_LINE, view().state());
        assertEquals(List.of(), agent(ANNA).contacts());
        assertTrue(agent(ANNA).restsUntil().isPresent());
        leave();
    }

    @Test
    void anAgentWhoSignsOutWhileTheirPhoneRingsIsLeftInPeace() throws Exception {
        LegId anna = ringing();
        tell(new EndpointLost(clock.instant(), new Endpoint("anna")));
        routing();
        expect("hang up " + anna + ": CANCELLED");
        tell(failed(anna, HangupCause.CANCELLED));
        assertEquals(List.of(), routing.snapshot().agents());
        leave();
    }

    @Test
    void anOfferToAnAgentWhoIsNoLongerConfiguredIsRefused() throws Exception {
        inLine(IN);
        routing();
        publish(
                routing.carryOut(
                        new RoutingCommand.SignInAgent(
                                clock.instant(),
                                new AgentId("dora"),
                                RoutingProfile.of(new TreeMap<>()))));
        assertEquals(1, routing.carryOut().size());
        expect();
        leave();
    }

    // Several agents' phones ring for one call.

    @Test
    void whoAnswersFirstOfSeveralHasTheCallAndTheOtherPhonesStopRinging() throws Exception {
        List<LegId> rung = allRinging();
        assertEquals(List.of(ANNA, BEN), view().agents());
        tell(answered(rung.get(1)));
        expect();
        routing();
        expect("hang up " + rung.get(0) + ": CANCELLED", "bridge in with " + rung.get(1));
        assertEquals(List.of(BEN), view().agents());
        tell(failed(rung.get(0), HangupCause.CANCELLED));
        expect();
        assertEquals(List.of(), agent(ANNA).contacts());
        hangUpWhileTalking(rung.get(1));
    }

    @Test
    void ofTwoWhoAnswerAtOnceTheCoreChoosesAndTheOtherIsHungUp() throws Exception {
        List<LegId> rung = allRinging();
        tell(answered(rung.get(0)));
        tell(answered(rung.get(1)));
        routing();
        expect("hang up " + rung.get(1) + ": CANCELLED", "bridge in with " + rung.get(0));
        tell(ended(rung.get(1)));
        expect();
        hangUpWhileTalking(rung.get(0));
    }

    @Test
    void oneOfSeveralWhoRefusesLeavesTheOthersRinging() throws Exception {
        List<LegId> rung = allRinging();
        tell(failed(rung.get(0), HangupCause.BUSY));
        routing();
        expect();
        assertEquals(CallView.State.OFFERED, view().state());
        assertEquals(List.of(BEN), view().agents());
        tell(answered(rung.get(1)));
        routing();
        expect("bridge in with " + rung.get(1));
        hangUpWhileTalking(rung.get(1));
    }

    @Test
    void aCallThatAllOfSeveralRefuseIsBackInLine() throws Exception {
        List<LegId> rung = allRinging();
        tell(failed(rung.get(0), HangupCause.BUSY));
        tell(failed(rung.get(1), HangupCause.REJECTED));
        assertEquals(CallView.State.IN_LINE, view().state());
        routing();
        leave();
    }

    @Test
    void aCallerWhoHangsUpSilencesAllPhones() throws Exception {
        List<LegId> rung = allRinging();
        tell(ended(IN));
        expect("hang up " + rung.get(0) + ": CANCELLED", "hang up " + rung.get(1) + ": CANCELLED");
        routing();
        expect();
        tell(failed(rung.get(0), HangupCause.CANCELLED));
        tell(failed(rung.get(1), HangupCause.CANCELLED));
    }

    @Test
    void whenOneOfSeveralAnswersAndHangsUpBeforeTheCoreAgreedTheOthersAreCalledAgain()
            throws Exception {
        List<LegId> rung = allRinging();
        tell(answered(rung.get(0)));
        tell(ended(rung.get(0)));
        expect();
        routing();
        List<String> told = tellings();
        assertEquals("hang up " + rung.get(1) + ": CANCELLED", told.getFirst());
        LegId again = new LegId(dialled());
        tell(failed(rung.get(1), HangupCause.CANCELLED));
        assertEquals(BEN, view().agents().getFirst());
        hangUpWhileRinging(again);
    }

    private List<LegId> allRinging() throws Exception {
        rules("all", QueuePolicy.builder().agents(AgentOrder.RING_ALL));
        signIn(ANNA);
        clock.pass(Duration.ofSeconds(1));
        signIn(BEN);
        inLine(IN);
        routing();
        List<TelephonyCommand> asked = commands();
        assertEquals(2, asked.size());
        List<LegId> rung = asked.stream().map(command -> ((Dial) command).leg()).toList();
        assertEquals(
                List.of(
                        "dial anna as " + rung.get(0) + " for 17s",
                        "dial ben as " + rung.get(1) + " for 17s"),
                asked.stream().map(FakeTelephony::told).toList());
        return rung;
    }

    private void hangUpWhileTalking(LegId agent) throws Exception {
        tell(ended(IN));
        expect("hang up " + agent + ": NORMAL");
        tell(ended(agent));
        routing();
    }

    // Offers for calls that are not here.

    @Test
    void anOfferOfACallFromAnEarlierProcessTakesTheCallFromTheLine() throws Exception {
        CallId lost = new CallId("lost");
        publish(
                routing.carryOut(
                        new RoutingCommand.EnqueueCall(
                                clock.instant(), lost, SUPPORT, 0, SkillNeed.none())));
        signIn(ANNA);
        routing();
        expect();
        assertEquals(List.of(), agent(ANNA).contacts());
        assertEquals(List.of(), routing.snapshot().calls());
    }

    @Test
    void aKeptPlaceThatNobodyKnowsWhomToCallForIsTakenOutOfLine() throws Exception {
        CallId kept = new CallId("kept");
        publish(
                routing.carryOut(
                        new RoutingCommand.EnqueueCall(
                                clock.instant(), kept, SUPPORT, 0, SkillNeed.none())));
        publish(routing.carryOut(new RoutingCommand.KeepPlace(clock.instant(), kept, "555")));
        signIn(ANNA);
        routing();
        expect();
        assertTrue(agent(ANNA).restsUntil().isEmpty());
        assertEquals(List.of(), routing.snapshot().calls());
    }

    // The line.

    @Test
    void theLongestWaitEndsTheWaitAndARingingPhone() throws Exception {
        policy(Duration.ofSeconds(5), 2, Duration.ofHours(1));
        signIn(ANNA);
        inLine(IN);
        routing();
        LegId anna = expectDial("anna", "dial anna as LEG for 3602s");
        clock.pass(Duration.ofMinutes(10));
        tell(key(IN, '5'));
        expect("hang up " + anna + ": CANCELLED", "no music to in", "music to in");
        tell(failed(anna, HangupCause.CANCELLED));
        routing();
        assertEquals(SALES, routing.snapshot().calls().getFirst().queue());
        hangUpWhileRinging(expectDial("anna", "dial anna as LEG for 3602s"));
    }

    @Test
    @Timeout(20)
    void theWaitEndsByItselfThroughATimer() throws Exception {
        inMenu(IN);
        tell(key(IN, '9'));
        clock.pass(Duration.ofSeconds(2));
        expect("stop playing to in", "music to in");
        assertEquals(1, got(sessions.kept()).alarms());
        while (view().state() == CallView.State.IN_LINE) {
            Thread.onSpinWait();
        }
        expect("no music to in", "play not-valid to in");
        routing();
        tell(ended(IN));
    }

    @Test
    void anAnswerToAnEarlierEntryIsNotTakenForTheNext() throws Exception {
        inMenu(IN);
        tell(key(IN, '1'));
        clock.pass(Duration.ofMinutes(10));
        tell(key(IN, '5'));
        commands();
        List<RoutingEvent> answers = routing.carryOut();
        publish(answers.subList(0, 1));
        assertEquals(Optional.of(SALES), view().queue());
        publish(answers.subList(1, answers.size()));
        assertEquals(Optional.of(SALES), view().queue());
        assertEquals(CallView.State.IN_LINE, view().state());
        tell(ended(IN));
        routing();
    }

    @Test
    void aTalkThatBeginsAsTheWaitEndsIsEndedAndTheAgentFreed() throws Exception {
        policy(Duration.ofSeconds(5), 2, Duration.ofHours(1));
        signIn(ANNA);
        tell(arrives(IN, "100"));
        tell(answered(IN));
        tell(key(IN, '9'));
        routing();
        commands();
        LegId anna = new LegId(dialled());
        tell(answered(anna));
        List<RoutingEvent> connected = routing.carryOut();
        clock.pass(Duration.ofSeconds(1));
        tell(key(IN, '5'));
        expect("hang up " + anna + ": CANCELLED", "no music to in", "play not-valid to in");
        publish(connected);
        routing();
        expect();
        assertEquals(List.of(), agent(ANNA).contacts());
        tell(ended(anna));
        tell(ended(IN));
    }

    @Test
    void aCallerForWhomTheLineIsTooLongIsToldSo() throws Exception {
        policy(Duration.ofSeconds(5), 1);
        LegId other = new LegId("other");
        inLine(other);
        inLine(IN);
        routing();
        expect("no music to in", "play not-valid to in");
        tell(ended(IN));
        tell(ended(other));
        routing();
    }

    @Test
    void aCallThatIsMovedHearsNothingOfItAndIsOfferedFromThere() throws Exception {
        inLine(IN);
        routing();
        publish(routing.carryOut(new RoutingCommand.MoveCall(clock.instant(), CALL, SALES, true)));
        expect();
        assertEquals(Optional.of(SALES), view().queue());
        signIn(ANNA);
        hangUpWhileRinging(expectDial("anna", "dial anna as LEG for 17s"));
    }

    @Test
    void aCallThatIsMovedWhileAPhoneRingsSilencesIt() throws Exception {
        LegId anna = ringing();
        publish(routing.carryOut(new RoutingCommand.MoveCall(clock.instant(), CALL, SALES, true)));
        List<TelephonyCommand> asked = commands();
        assertEquals("hang up " + anna + ": CANCELLED", FakeTelephony.told(asked.getFirst()));
        LegId again = ((Dial) asked.getLast()).leg();
        assertEquals(Optional.of(SALES), view().queue());
        tell(failed(anna, HangupCause.CANCELLED));
        hangUpWhileRinging(again);
    }

    @Test
    void aCallThatAnotherQueueTookInsteadIsShownThere() throws Exception {
        Overflow toSales =
                new Overflow(
                        Optional.of(SALES), Optional.empty(), Optional.empty(), Optional.empty());
        TreeMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        queues.put(SUPPORT, QueuePolicy.builder().open(false).overflow(toSales).build());
        queues.put(SALES, QueuePolicy.standard());
        apply(RoutingPolicy.of("closed", queues));
        inLine(IN);
        assertEquals(Optional.of(SUPPORT), view().queue());
        routing();
        assertEquals(Optional.of(SALES), view().queue());
        leave();
    }

    @Test
    void aCallerWhoWaitedLongerThanTheQueueAllowsGoesTheFlowsWayOfItsOwnLongestWait()
            throws Exception {
        rules("short", QueuePolicy.builder().maxWait(Duration.ofMinutes(1)));
        inLine(IN);
        routing();
        clock.pass(Duration.ofMinutes(1));
        passTime();
        expect("no music to in", "music to in");
        assertEquals(Optional.of(SALES), view().queue());
        routing();
        assertEquals(SALES, routing.snapshot().calls().getFirst().queue());
        leave();
    }

    @Test
    void aCallerWhoWaitedLongerThanTheQueueAllowsAndWhoseFlowNamesNoLongestWaitHangsUp()
            throws Exception {
        rules("short", QueuePolicy.builder().maxWait(Duration.ofMinutes(1)));
        inMenu(IN);
        tell(key(IN, '2'));
        routing();
        expect("stop playing to in", "music to in");
        clock.pass(Duration.ofMinutes(1));
        passTime();
        expect("no music to in", "hang up in: NORMAL");
        tell(ended(IN));
        assertEquals(List.of(), routing.carryOut());
    }

    @Test
    void aCallerForWhomNobodyIsThereAnyMoreGoesTheFlowsWayOfItsOwnLongestWait() throws Exception {
        rules(
                "staffed",
                QueuePolicy.builder()
                        .staffing(
                                new QueuePolicy.Staffing(
                                        Presence.NOBODY, Presence.SIGNED_IN, Duration.ZERO)));
        inLine(IN);
        routing();
        expect("no music to in", "music to in", "no music to in", "hang up in: NORMAL");
        tell(ended(IN));
        routing();
    }

    @Test
    void theEndOfAnEarlierWaitIsNotTakenForTheEndOfTheNext() throws Exception {
        rules("short", QueuePolicy.builder().maxWait(Duration.ofMinutes(10)));
        inLine(IN);
        routing();
        clock.pass(Duration.ofMinutes(10));
        List<RoutingEvent> over = routing.carryOut(new RoutingCommand.PassTime(clock.instant()));
        tell(key(IN, '5'));
        expect("no music to in", "music to in");
        publish(over);
        expect();
        routing();
        assertEquals(CallView.State.IN_LINE, view().state());
        assertEquals(SALES, routing.snapshot().calls().getFirst().queue());
        leave();
    }

    @Test
    void aQueueThatIsClosedRefusesAsAFullOneDoes() throws Exception {
        rules("closed", QueuePolicy.builder().open(false));
        inMenu(IN);
        tell(key(IN, '2'));
        expect("stop playing to in", "music to in");
        routing();
        expect("no music to in", "play not-valid to in");
        tell(ended(IN));
    }

    /// The flow's node names a way only for a queue that is full in the first case, and only for
    /// one without agents in the second.
    @ParameterizedTest
    @CsvSource({"2, sales, hang up in: NORMAL", "3, removed, play not-valid to in"})
    void aCallerForWhomNobodyIsThereGoesTheFlowsWayForThat(char key, String queue, String way)
            throws Exception {
        QueuePolicy staffed =
                QueuePolicy.builder()
                        .staffing(
                                new QueuePolicy.Staffing(
                                        Presence.SIGNED_IN, Presence.NOBODY, Duration.ZERO))
                        .build();
        apply(RoutingPolicy.of("staffed", new TreeMap<>(Map.of(new QueueId(queue), staffed))));
        inMenu(IN);
        tell(key(IN, key));
        expect("stop playing to in", "music to in");
        routing();
        expect("no music to in", way);
        tell(ended(IN));
    }

    @Test
    void aCallerWhomTheRoutingCoreCannotTakeIsToldThatTheLineIsFull() throws Exception {
        inMenu(IN);
        routing.full(true);
        tell(key(IN, '1'));
        expect("stop playing to in", "no music to in", "music to in", "play not-valid to in");
        routing.full(false);
        tell(ended(IN));
        assertEquals(List.of(), routing.carryOut());
    }

    @Test
    @Timeout(20)
    void theEndOfATalkReachesACoreThatCouldNotTakeItThen() throws Exception {
        LegId anna = talking();
        routing.full(true);
        tell(ended(IN));
        expect("hang up " + anna + ": NORMAL");
        tell(ended(anna));
        tell(new EndpointLost(clock.instant(), new Endpoint("anna")));
        assertTrue(phase(ANNA) instanceof Phase.Talking);
        routing.full(false);
        while (!routing.snapshot().agents().isEmpty()) {
            routing();
        }
    }

    @Test
    @Timeout(20)
    void aCallIsNotPutInLineBeforeWhatHappenedEarlierIsKnown() throws Exception {
        routing.full(true);
        tell(new EndpointRegistered(clock.instant(), new Endpoint("anna")));
        inMenu(IN);
        tell(key(IN, '1'));
        expect("stop playing to in", "no music to in", "music to in", "play not-valid to in");
        tell(ended(IN));
        routing.full(false);
        while (routing.snapshot().agents().isEmpty()) {
            routing();
        }
        assertEquals(List.of(), routing.snapshot().calls());
    }

    @Test
    void aQueueThatIsNoMoreIsOneWithoutAgents() throws Exception {
        inMenu(IN);
        tell(key(IN, '3'));
        expect("stop playing to in", "music to in");
        routing();
        expect("no music to in", "play not-valid to in");
        tell(ended(IN));
    }

    @Test
    void theCallerIsToldTheirPlace() throws Exception {
        inMenu(IN);
        tell(key(IN, '2'));
        routing();
        expect("stop playing to in", "music to in");
        clock.pass(Duration.ofSeconds(6));
        tell(key(IN, '0'));
        expect("play you-are-number+number-1+in-line to in");
        leave();
    }

    // Agents come and go.

    @Test
    void anAgentSignsInByRegisteringAndOutByLosingThePhone() throws Exception {
        signIn(ANNA);
        assertEquals(
                Map.of("english", 7), routing.snapshot().agents().getFirst().profile().skills());
        tell(new EndpointLost(clock.instant(), new Endpoint("anna")));
        routing();
        assertEquals(List.of(), routing.snapshot().agents());
    }

    @Test
    void aPhoneThatIsNobodysSignsNobodyIn() throws Exception {
        tell(new EndpointRegistered(clock.instant(), new Endpoint("lobby")));
        tell(new EndpointLost(clock.instant(), new Endpoint("lobby")));
        assertEquals(List.of(), routing.carryOut());
    }

    @Test
    void anAgentWhosePhoneIsLostFinishesTheTalkAndLeaves() throws Exception {
        LegId anna = talking();
        tell(new EndpointLost(clock.instant(), new Endpoint("anna")));
        routing();
        assertEquals(1, routing.snapshot().agents().size());
        tell(ended(IN));
        routing();
        expect("hang up " + anna + ": NORMAL");
        assertEquals(List.of(), routing.snapshot().agents());
        tell(ended(anna));
    }

    // What should not be.

    @Test
    void eventsOfUnknownLegsChangeNothing() throws Exception {
        LegId nobody = new LegId("nobody");
        tell(answered(nobody));
        tell(key(nobody, '1'));
        tell(played(nobody, new CommandId("play-1")));
        tell(ended(nobody));
        tell(failed(nobody, HangupCause.BUSY));
        tell(
                new TelephonyEvent.CommandFailed(
                        clock.instant(),
                        nobody,
                        new CommandId("1"),
                        TelephonyEvent.CommandFailed.Reason.NO_SUCH_LEG));
        expect();
        assertEquals(List.of(), routing.carryOut());
    }

    @Test
    void theEndOfAnotherPlaybackThanTheCurrentOneMovesNobodyOn() throws Exception {
        inMenu(IN);
        tell(played(IN, new CommandId("play-7")));
        expect();
        tell(ended(IN));
    }

    @Test
    void keysOfTheAgentDoNotReachTheFlow() throws Exception {
        LegId anna = talking();
        tell(key(anna, '1'));
        expect();
        tell(ended(IN));
        expect("hang up " + anna + ": NORMAL");
        tell(ended(anna));
        routing();
    }

    @Test
    void aMishapInOneCallStopsNeitherThatCallNorTheNext() throws Exception {
        inMenu(IN);
        network.failOnce();
        tell(key(IN, '1'));
        expect();
        LegId other = new LegId("other");
        inLine(other);
        clock.pass(Duration.ofMinutes(10));
        tell(key(IN, '0'));
        expect("no music to in", "music to in");
        tell(ended(IN));
        tell(ended(other));
        routing();
        expect();
    }

    @Test
    void aMishapWithOneEventOfABatchDoesNotTakeTheOthersWithIt() throws Exception {
        LegId other = new LegId("other");
        inLine(IN);
        clock.pass(Duration.ofSeconds(1));
        inLine(other);
        signIn(ANNA);
        LegId anna = expectDial("anna", "dial anna as LEG for 17s");
        signIn(BEN);
        LegId ben = expectDial("ben", "dial ben as LEG for 17s");
        tell(answered(anna));
        tell(answered(ben));
        network.failOnce();
        publish(routing.carryOut());
        expect("bridge other with " + ben);
        tell(ended(IN));
        tell(ended(other));
        expect("hang up " + anna + ": NORMAL", "hang up " + ben + ": NORMAL");
        tell(ended(anna));
        tell(ended(ben));
    }

    @Test
    void theLegsThatThereAreReachTheReconciliation() throws Exception {
        LegsListed legs = new LegsListed(clock.instant(), new CommandId("start"), List.of(IN));
        tell(legs);
        assertEquals(legs, services.listed.poll(10, TimeUnit.SECONDS));
    }
}
