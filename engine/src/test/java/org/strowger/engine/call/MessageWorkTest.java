package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.engine.call.CallServices.WaitingMessage;
import org.strowger.engine.contact.OfferCard;
import org.strowger.engine.contact.Outcome;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyEvent.RecordingEnded;

/// Messages that callers left, as work for agents.
class MessageWorkTest extends CallsTest {
    private static final String NUMBER = "+442071838750";
    private static final CallId WORK = new CallId("vm-m1");

    private void hasTrunk() {
        CentreRules standard = CentreRules.standard();
        sessions.apply(
                new CentreRules(
                        standard.queues(),
                        standard.supervisors(),
                        standard.phones(),
                        Optional.of(
                                new Trunk("sip:{number}@192.0.2.10:5060", Optional.empty(), 3, 1)),
                        standard.pauses(),
                        standard.featureCodes(),
                        List.of("+4420")),
                List.of(configured(ANNA), configured(BEN)));
    }

    private WaitingMessage message(String id) {
        return new WaitingMessage(
                id, SUPPORT, new Party(NUMBER, "Zoe"), clock.instant(), new RecordingId(id));
    }

    private void left() throws Exception {
        services.waiting.add(message("m1"));
        look();
    }

    private void look() throws Exception {
        sessions.workOnMessages();
        settled();
        routing();
    }

    private LegId rings() throws Exception {
        signIn(ANNA);
        left();
        return expectDial("anna", "dial anna as LEG for 17s");
    }

    private LegId greeted() throws Exception {
        LegId anna = rings();
        tell(answered(anna));
        routing();
        expect("play message-for-you to " + anna);
        return anna;
    }

    private LegId playing() throws Exception {
        LegId anna = greeted();
        tell(played(anna, lastPlay()));
        expect("play message m1 to " + anna);
        return anna;
    }

    private LegId heard() throws Exception {
        LegId anna = playing();
        tell(played(anna, lastPlay()));
        expect("play message-keys to " + anna);
        return anna;
    }

    private List<CallInLine> line() {
        return routing.snapshot().calls();
    }

    private void agentLeaves(LegId agent) throws Exception {
        tell(ended(agent));
        routing();
    }

    /// Nothing is in line any more, and the agent has after-call work.
    private void isHandled() throws Exception {
        routing();
        assertEquals(List.of(ANNA), List.copyOf(services.handledBy));
        assertEquals(List.of(), line());
        assertTrue(phase(ANNA) instanceof Phase.WrapUp);
    }

    /// Whoever stands in line again waits as before; the test ends by handling it elsewhere.
    private void standsInLineAgain(Instant leftAt) throws Exception {
        assertEquals(List.of(), List.copyOf(services.handledBy));
        assertEquals(leftAt, line().getFirst().since());
        services.reading = _ -> Future.succeededFuture(Optional.empty());
        signIn(BEN);
        leavesTheLineUnheard();
    }

    /// Somebody handled it while the telephone began to ring, which is silenced.
    private void leavesTheLineUnheard() throws Exception {
        List<String> told = tellings();
        LegId ringing = new LegId(dialled());
        assertEquals("hang up " + ringing + ": CANCELLED", told.getLast());
        tell(failed(ringing, HangupCause.CANCELLED));
        routing();
        assertEquals(List.of(), line());
        services.waiting.clear();
    }

    // The line.

    @Test
    void aMessageWaitsBehindWhoeverHoldsATelephoneSinceItWasLeft() throws Exception {
        Instant leftAt = clock.instant();
        left();
        CallInLine waits = line().getFirst();
        assertEquals(WORK, waits.id());
        assertEquals(SUPPORT, waits.queue());
        assertEquals(leftAt, waits.since());
        assertEquals(-1_000_000, waits.priority());
        clock.pass(Duration.ofSeconds(1));
        inLine(IN);
        routing();
        signIn(ANNA);
        LegId anna = expectDial("anna", "dial anna as LEG for 17s");
        assertEquals(CallView.State.OFFERED, view().state());
        services.reading = _ -> Future.succeededFuture(Optional.empty());
        hangUpWhileRinging(anna);
        leavesTheLineUnheard();
    }

    @Test
    void theAgentsTelephoneShowsTheCallersNumberAndThatItIsAMessage() throws Exception {
        LegId anna = rings();
        Dial dial = (Dial) commands.getLast();
        assertEquals(new Party(NUMBER, "Voicemail Zoe"), dial.from());
        tell(answered(anna));
        routing();
        tell(played(anna, playOf(anna)));
        tell(key(anna, '3'));
        tell(played(anna, playOf(anna)));
        commands();
        isHandled();
        tell(ended(anna));
    }

    private CommandId playOf(LegId leg) {
        commands();
        return commands.stream()
                .filter(c -> c instanceof Play play && play.leg().equals(leg))
                .map(c -> c.id())
                .toList()
                .getLast();
    }

    @Test
    void anAgentWhoDoesNotAnswerLeavesTheMessageInLine() throws Exception {
        Instant leftAt = clock.instant();
        LegId anna = rings();
        tell(failed(anna, HangupCause.REJECTED));
        routing();
        standsInLineAgain(leftAt);
    }

    @Test
    void aMessageThatACallerLeavesGoesToTheQueueWhenItIsInItsBook() throws Exception {
        Files.writeString(
                folder.resolve("main-line.yaml"),
                """
                flow: main-line
                schema: 1
                start: box
                nodes:
                  box: { voicemail: { box: office, queue: support, beep: false }, next: hangup }
                """);
        reload();
        tell(arrives(IN, "100"));
        tell(answered(IN));
        expect("answer in", "record in as recording-1");
        tell(
                new RecordingEnded(
                        clock.instant(),
                        IN,
                        new RecordingId("recording-1"),
                        Duration.ofSeconds(4),
                        true));
        settled();
        routing();
        expect("hang up in: NORMAL");
        assertEquals(new CallId("vm-recording-1"), line().getFirst().id());
        leave();
        services.reading = _ -> Future.succeededFuture(Optional.empty());
        signIn(ANNA);
        leavesTheLineUnheard();
    }

    @Test
    void aLineThatIsFullTakesTheMessageLater() throws Exception {
        rules("tiny", QueuePolicy.builder().ringTime(RING).maxLength(1));
        inLine(IN);
        routing();
        int alarms = got(sessions.kept()).alarms();
        left();
        assertEquals(List.of(CALL), line().stream().map(CallInLine::id).toList());
        assertEquals(alarms + 1, got(sessions.kept()).alarms());
        leave();
        look();
        assertEquals(List.of(WORK), line().stream().map(CallInLine::id).toList());
        assertEquals(0, got(sessions.kept()).alarms());
        services.reading = _ -> Future.succeededFuture(Optional.empty());
        signIn(ANNA);
        leavesTheLineUnheard();
    }

    @Test
    void noMoreThanAThousandAreInLineAtOnce() throws Exception {
        rules("long", QueuePolicy.builder().ringTime(RING).maxLength(5_000));
        for (int i = 0; i < MessageDesk.MOST_AT_ONCE + 3; i++) {
            services.waiting.add(message("m" + i));
        }
        look();
        assertEquals(MessageDesk.MOST_AT_ONCE, line().size());
        services.waiting.clear();
        look();
        for (CallInLine waits : line()) {
            publish(
                    routing.carryOut(
                            new LeaveQueue(clock.instant(), waits.id(), LeaveReason.NODE_LOST)));
        }
        look();
        assertEquals(List.of(), line());
    }

    @Test
    void whatACoreKnowsOfTheProcessBeforeIsPutInOrder() throws Exception {
        Instant leftAt = clock.instant();
        publish(
                routing.carryOut(
                        new EnqueueCall(
                                clock.instant(),
                                WORK,
                                SUPPORT,
                                0,
                                SkillNeed.none(),
                                Optional.empty(),
                                Optional.empty())));
        clock.pass(Duration.ofSeconds(9));
        services.waiting.add(
                new WaitingMessage(
                        "m1", SUPPORT, new Party(NUMBER, ""), leftAt, new RecordingId("m1")));
        look();
        assertEquals(List.of(WORK), line().stream().map(CallInLine::id).toList());
        assertEquals(-1_000_000, line().getFirst().priority());
        standsInLineAgain(leftAt);
    }

    @Test
    void messagesStayInLineWhenTheCoreAndTheNetworkAgree() throws Exception {
        left();
        sessions.reconcile(routing.snapshot());
        settled();
        routing();
        assertEquals(WORK, line().getFirst().id());
        services.reading = _ -> Future.succeededFuture(Optional.empty());
        signIn(ANNA);
        leavesTheLineUnheard();
    }

    // What the agent hears.

    @Test
    void aMessageThatIsHeardToItsEndIsHandledWhenTheAgentHangsUp() throws Exception {
        LegId anna = heard();
        agentLeaves(anna);
        isHandled();
    }

    @Test
    void aMessageThatIsNotHeardToItsEndStandsInLineAgainWhereItStood() throws Exception {
        Instant leftAt = clock.instant();
        LegId anna = playing();
        agentLeaves(anna);
        assertTrue(phase(ANNA) instanceof Phase.WrapUp);
        standsInLineAgain(leftAt);
    }

    @Test
    void anAgentWhoHangsUpAtTheGreetingHasHeardNothing() throws Exception {
        Instant leftAt = clock.instant();
        LegId anna = greeted();
        agentLeaves(anna);
        standsInLineAgain(leftAt);
    }

    @Test
    void key1PlaysItAgain() throws Exception {
        LegId anna = heard();
        tell(key(anna, '1'));
        expect("play message m1 to " + anna);
        tell(key(anna, '7'));
        expect();
        agentLeaves(anna);
        isHandled();
    }

    @Test
    void key3IsTheLastWordEvenBeforeTheEnd() throws Exception {
        LegId anna = playing();
        tell(key(anna, '3'));
        expect("play noted to " + anna);
        tell(key(anna, '1'));
        expect();
        tell(played(anna, lastPlay()));
        expect("hang up " + anna + ": NORMAL");
        isHandled();
        tell(ended(anna));
    }

    @Test
    void aKeyThatIsPressedInThePauseEndsIt() throws Exception {
        LegId anna = heard();
        for (int said = 1; said < 3; said++) {
            tell(played(anna, lastPlay()));
            assertEquals(1, got(sessions.kept()).alarms());
            tell(key(anna, '1'));
            expect("play message m1 to " + anna);
            assertEquals(0, got(sessions.kept()).alarms());
            tell(played(anna, lastPlay()));
            expect("play message-keys to " + anna);
        }
        agentLeaves(anna);
        isHandled();
    }

    @Test
    void aMessageThatTakesTimeToReadIsPlayedWhenItIsThere() throws Exception {
        Promise<Optional<Sound>> disk = Promise.promise();
        services.reading = _ -> disk.future();
        LegId anna = greeted();
        tell(played(anna, lastPlay()));
        expect();
        tell(key(anna, '1'));
        expect();
        disk.complete(Optional.of(new Sound("at last", new byte[160])));
        settled();
        expect("play at last to " + anna);
        tell(key(anna, '3'));
        commands();
        agentLeaves(anna);
        isHandled();
    }

    @Test
    void aMessageThatCannotBeReadIsSaidToBeSoAndStaysNew() throws Exception {
        services.reading = _ -> Future.failedFuture("the disk is broken");
        LegId anna = greeted();
        tell(played(anna, lastPlay()));
        expect("play not-possible to " + anna);
        tell(played(anna, lastPlay()));
        expect("hang up " + anna + ": NORMAL");
        tell(ended(anna));
        look();
        assertEquals(List.of(), line());
        assertEquals(1, services.waiting.size());
        assertEquals(List.of(), List.copyOf(services.handledBy));
    }

    @Test
    void aMessageThatWasHandledElsewhereLeavesTheLineAndSilencesTelephones() throws Exception {
        services.reading = _ -> Future.succeededFuture(Optional.empty());
        signIn(ANNA);
        left();
        leavesTheLineUnheard();
    }

    // Calling the customer back.

    @Test
    void key2CallsTheCustomerAndTheTalkIsLikeAnyOther() throws Exception {
        hasTrunk();
        LegId anna = heard();
        LegId customer = callingBack(anna);
        tell(answered(customer));
        routing();
        expect("bridge %s with %s".formatted(customer, anna));
        assertEquals(List.of(ANNA), List.copyOf(services.handledBy));
        assertTrue(phase(ANNA) instanceof Phase.Talking);
        DeskCommand hold = new DeskCommand.Hold(new Actor.OfAgent(ANNA), WORK);
        assertEquals(new DeskAnswer.Done(), got(sessions.carryOut(hold)));
        expect("part " + customer, "music to " + customer);
        tell(ended(customer));
        expect("hang up " + anna + ": NORMAL");
        tell(ended(anna));
        routing();
        assertEquals(Outcome.CALLED_BACK, services.contacts.remove().outcome());
        secondLineIsFree();
    }

    /// The queue's words are for an agent who has a customer's first word before them.
    @Test
    void whoHasHeardTheMessageTalksAtOnceWhateverIsWhispered() throws Exception {
        hasTrunk();
        services.whispers.add(SUPPORT);
        LegId anna = heard();
        LegId customer = callingBack(anna);
        tell(answered(customer));
        routing();
        expect("bridge %s with %s".formatted(customer, anna));
        tell(ended(anna));
        routing();
        expect("hang up " + customer + ": NORMAL");
        assertEquals(List.of(), line());
        tell(ended(customer));
        assertEquals(Outcome.CALLED_BACK, services.contacts.remove().outcome());
    }

    @Test
    void aMessageWhoseEndTheDiskDidNotTakeIsHeardByNobodyElse() throws Exception {
        services.hasFullDisk = true;
        LegId anna = heard();
        agentLeaves(anna);
        look();
        assertEquals(List.of(), line());
        assertEquals(List.of(ANNA, ANNA), List.copyOf(services.handledBy));
        services.hasFullDisk = false;
        look();
        assertEquals(List.of(), List.copyOf(services.waiting));
        assertEquals(0, got(sessions.kept()).alarms());
    }

    private LegId callingBack(LegId anna) throws Exception {
        tell(key(anna, '2'));
        List<String> told = tellings();
        assertEquals(List.of("stop playing to " + anna, "music to " + anna), told.subList(0, 2));
        assertEquals(
                "dial sip:%s@192.0.2.10:5060 as %s for 45s".formatted(NUMBER, dialled()),
                told.getLast());
        return new LegId(dialled());
    }

    /// The trunk has one line, and it is there again.
    private void secondLineIsFree() throws Exception {
        clock.pass(Duration.ofSeconds(31));
        passTime();
        services.waiting.add(message("m2"));
        look();
        LegId again = expectDial("anna", "dial anna as LEG for 17s");
        tell(answered(again));
        routing();
        tell(played(again, playOf(again)));
        tell(played(again, playOf(again)));
        commands();
        LegId customer = callingBack(again);
        tell(failed(customer, HangupCause.BUSY));
        expect("no music to " + again, "play callback-not-reached to " + again);
        tell(key(again, '3'));
        tell(played(again, playOf(again)));
        commands();
        tell(ended(again));
        routing();
    }

    @Test
    void aCustomerWhoCannotBeCalledIsSaidToBeSo() throws Exception {
        LegId anna = heard();
        tell(key(anna, '2'));
        expect("play not-possible to " + anna);
        tell(played(anna, lastPlay()));
        expect("play message-keys to " + anna);
        agentLeaves(anna);
        isHandled();
    }

    @Test
    void anAgentWhoHangsUpWhileTheCustomersTelephoneRingsLeavesTheMessageToOthers()
            throws Exception {
        hasTrunk();
        Instant leftAt = clock.instant();
        LegId anna = heard();
        LegId customer = callingBack(anna);
        agentLeaves(anna);
        expect("hang up " + customer + ": CANCELLED");
        tell(failed(customer, HangupCause.CANCELLED));
        standsInLineAgain(leftAt);
    }

    /// An agent asks too soon for a call that is not possible, and then presses no key.
    private LegId pressesNoKey() throws Exception {
        LegId anna = playing();
        tell(key(anna, '2'));
        tell(played(anna, lastPlayIn(commands())));
        for (int said = 1; said <= 3; said++) {
            tell(played(anna, lastPlayIn(commands())));
            clock.pass(Duration.ofSeconds(10));
            timers.ring();
            settled();
        }
        expect("hang up " + anna + ": NORMAL");
        return anna;
    }

    private static CommandId lastPlayIn(List<TelephonyCommand> asked) {
        return asked.stream()
                .filter(Play.class::isInstance)
                .map(TelephonyCommand::id)
                .toList()
                .getLast();
    }

    /// The next agent hears the message, whatever becomes of the telephone of the one before.
    private void isHeardByBen(LegId anna) throws Exception {
        signIn(BEN);
        LegId ben = expectDial("ben", "dial ben as LEG for 17s");
        tell(answered(ben));
        routing();
        expect("play message-for-you to " + ben);
        tell(ended(anna));
        tell(played(ben, lastPlay()));
        expect("play message m1 to " + ben);
        tell(played(ben, lastPlay()));
        agentLeaves(ben);
        commands();
        assertEquals(List.of(BEN), List.copyOf(services.handledBy));
        assertEquals(List.of(), line());
    }

    @Test
    void theEndOfOneAgentsLegIsNotTheNextOnes() throws Exception {
        isHeardByBen(pressesNoKey());
    }

    @Test
    void anAgentMayHangUpByCommand() throws Exception {
        LegId anna = greeted();
        assertEquals(
                DeskAnswer.Reason.NOT_ALLOWED,
                ((DeskAnswer.Refused) got(sessions.carryOut(hangUp(BEN)))).reason());
        assertEquals(new DeskAnswer.Done(), got(sessions.carryOut(hangUp(ANNA))));
        expect("hang up " + anna + ": NORMAL");
        routing();
        isHeardByBen(anna);
    }

    private static DeskCommand hangUp(AgentId by) {
        return new DeskCommand.HangUp(new Actor.OfAgent(by), WORK);
    }

    @Test
    void theAgentSeesWhoLeftTheMessage() throws Exception {
        LegId anna = heard();
        OfferCard card =
                services.told.stream()
                        .filter(DeskEvent.Offered.class::isInstance)
                        .map(event -> ((DeskEvent.Offered) event).card())
                        .toList()
                        .getLast();
        assertEquals(new Party(NUMBER, "Zoe"), card.caller());
        assertEquals(SUPPORT, card.queue());
        agentLeaves(anna);
        isHandled();
    }
}
