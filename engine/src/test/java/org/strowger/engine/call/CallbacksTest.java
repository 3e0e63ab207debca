package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.engine.call.CallbackRules.Dial;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.Outcome;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.OpenQueue;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;

/// Callers who are called back: how a place is kept, and what becomes of it.
class CallbacksTest extends CallbackCalls {

    // Keeping a place.

    @Test
    void aCallerWhoAsksToBeCalledBackKeepsTheirPlaceAndIsToldSoWhenTheCoreHasAgreed()
            throws Exception {
        inLine(IN);
        routing();
        Instant since = routing.snapshot().calls().getFirst().since();
        tell(key(IN, '1'));
        expect();
        routing();
        expect("no music to in", "play goodbye to in");
        Callback kept = callback();
        assertEquals(CALL, kept.call());
        assertEquals(NUMBER, kept.ask().number());
        assertEquals(Callback.State.WAITING, kept.state());
        assertEquals(clock.instant().plus(Duration.ofHours(2)), kept.expiresAt());
        assertEquals(since, routing.snapshot().calls().getFirst().since());
        assertEquals(Optional.of(NUMBER), routing.snapshot().calls().getFirst().callbackNumber());
        tell(ended(IN));
        routing();
        assertTrue(hasPlace(SUPPORT, CALL));
        cancel(CALL);
        isOver(Callback.State.GIVEN_UP);
    }

    @Test
    void withoutWaitingBeforeAPlaceIsMadeToBeKept() throws Exception {
        inMenu(IN);
        tell(key(IN, '2'));
        expect("stop playing to in");
        routing();
        expect("play goodbye to in");
        CallId call = callback().call();
        assertEquals(new CallId("in-callback"), call);
        assertEquals(1, routing.snapshot().calls().size());
        tell(ended(IN));
        cancel(call);
    }

    @Test
    void whoKeptAPlaceMayWaitInAnotherLineInTheSameCall() throws Exception {
        inMenu(IN);
        tell(key(IN, '3'));
        routing();
        expect("stop playing to in", "music to in");
        assertTrue(hasPlace(SALES, new CallId("in-callback")));
        assertTrue(hasPlace(SUPPORT, CALL));
        tell(key(IN, '1'));
        routing();
        assertEquals(2, got(sessions.callbacks()).size());
        tell(ended(IN));
        commands();
        cancel(CALL);
        cancel(new CallId("in-callback"));
    }

    @Test
    void aNumberThatMayNotBeCalledIsRefused() throws Exception {
        apply(CallbackRules.standard(), List.of("+49"), 50);
        inLine(IN);
        routing();
        tell(key(IN, '1'));
        routing();
        expect("no music to in", "play not-valid to in");
        assertEquals(List.of(), got(sessions.callbacks()));
        assertEquals(List.of(), routing.snapshot().calls());
        leave();
    }

    @Test
    void aQueueThatTakesNoMoreKeepsNoPlace() throws Exception {
        policy(Duration.ofSeconds(5), 1);
        waiting(new LegId("first"));
        commands();
        sessions.on(
                new org.strowger.telephony.TelephonyEvent.CallArrived(
                        clock.instant(),
                        IN,
                        new org.strowger.telephony.Party("+442071838751", ""),
                        "100"));
        tell(answered(IN));
        tell(key(IN, '2'));
        commands();
        routing();
        expect("play not-valid to in");
        assertEquals(1, got(sessions.callbacks()).size());
        leave();
        cancel(new CallId("first"));
    }

    @Test
    @Timeout(20)
    void aCoreThatTakesNoCommandsKeepsNoPlace() throws Exception {
        inLine(IN);
        routing();
        routing.full(true);
        tell(key(IN, '1'));
        expect("no music to in", "play not-valid to in");
        routing.full(false);
        tell(ended(IN));
        while (!routing.snapshot().calls().isEmpty()) {
            routing();
        }
    }

    @Test
    void whoHangsUpBeforeTheCoreHasAgreedIsCalledBack() throws Exception {
        inLine(IN);
        routing();
        tell(key(IN, '1'));
        tell(ended(IN));
        routing();
        expect();
        assertEquals(Callback.State.WAITING, callback().state());
        cancel(CALL);
    }

    @Test
    void thePhoneThatRingsIsSilencedWhenThePlaceIsKept() throws Exception {
        LegId anna = ringing();
        tell(key(IN, '1'));
        expect("hang up " + anna + ": CANCELLED");
        routing();
        tell(failed(anna, HangupCause.CANCELLED));
        // The place is offered like any other, in its turn: at once.
        List<String> told = tellings();
        assertAmong("no music to in", told);
        LegId again = new LegId(dialled());
        tell(ended(IN));
        cancel(CALL);
        expect("hang up " + again + ": CANCELLED");
        tell(failed(again, HangupCause.CANCELLED));
    }

    @Test
    void anAgentWhoHasAnsweredComesBeforeACallback() throws Exception {
        LegId anna = ringing();
        tell(answered(anna));
        tell(key(IN, '1'));
        routing();
        expect("bridge in with " + anna);
        assertEquals(List.of(), got(sessions.callbacks()));
        everybodyHangsUp(IN, anna);
    }

    @Test
    void theAgentWhoAnsweredIsGoneAndThePlaceIsKeptAfterAll() throws Exception {
        LegId anna = ringing();
        tell(answered(anna));
        tell(key(IN, '1'));
        tell(ended(anna));
        routing();
        expect("no music to in", "play goodbye to in");
        assertEquals(1, got(sessions.callbacks()).size());
        CallId call = callback().call();
        tell(ended(IN));
        cancel(call);
    }

    @Test
    void anAgentWhoAnsweredAndIsGoneBeforeTheCoreHasSaidSoCostsNobodyTheirPlace() throws Exception {
        LegId anna = ringing();
        tell(answered(anna));
        tell(ended(anna));
        tell(key(IN, '1'));
        publish(
                routing.carryOut(
                        new org.strowger.engine.routing.RoutingCommand.OpenQueue(
                                clock.instant(), SUPPORT, false)));
        routing();
        expect("no music to in", "play goodbye to in");
        CallId call = callback().call();
        tell(ended(IN));
        cancel(call);
    }

    @Test
    void whoHangsUpWhileAnAgentsAnswerIsOnItsWayIsCalledBack() throws Exception {
        LegId anna = ringing();
        tell(answered(anna));
        tell(key(IN, '1'));
        tell(ended(IN));
        expect("hang up " + anna + ": CANCELLED");
        tell(ended(anna));
        routing();
        CallId call = callback().call();
        assertFalse(routing.snapshot().calls().isEmpty());
        cancel(call);
    }

    // The agent first.

    @Test
    void anAgentTakesThePlaceAndTheCustomerPressesOneToTalk() throws Exception {
        waiting(IN);
        commands();
        LegId anna = agentRings();
        assertEquals(Callback.State.WAITING, callback().state());
        tell(answered(anna));
        routing();
        List<String> told = tellings();
        assertEquals("play callback-for-you to " + anna, told.get(0));
        assertEquals("music to " + anna, told.get(1));
        LegId customer = new LegId(dialledIn(told));
        assertEquals(Callback.State.DIALLING, callback().state());
        assertEquals(1, callback().attempts());
        assertEquals(CallView.State.CALLING_CUSTOMER, view().state());
        assertEquals(List.of(ANNA), view().agents());
        tell(answered(customer));
        expect("play callback-greeting to " + customer);
        tell(played(customer, lastPlay()));
        expect("play callback-greeting to " + customer);
        tell(key(customer, '2'));
        expect();
        tell(key(customer, '1'));
        expect("stop playing to " + customer, "bridge %s with %s".formatted(customer, anna));
        isOver(Callback.State.DONE);
        assertEquals(CallView.State.TALKING, view().state());
        tell(ended(anna));
        expect("hang up %s: NORMAL".formatted(customer));
        tell(ended(customer));
        routing();
        assertInstanceOf(Phase.WrapUp.class, phase(ANNA));
    }

    @Test
    void theAgentHearsTheQueuesWordsBeforeTheCustomerIsCalled() throws Exception {
        services.whispers.add(SUPPORT);
        waiting(IN);
        commands();
        LegId anna = agentRings();
        tell(answered(anna));
        routing();
        List<String> told = tellings();
        assertEquals("play callback-for-you+whisper support to " + anna, told.getFirst());
        LegId customer = new LegId(dialledIn(told));
        tell(answered(customer));
        tell(key(customer, '1'));
        assertAmong("bridge %s with %s".formatted(customer, anna), tellings());
        everybodyHangsUp(customer, anna);
    }

    @Test
    void whatTheFlowAskedOfTheLineGoesWithTheCustomerWhenTheyAreTransferred() throws Exception {
        Files.writeString(
                folder.resolve("main-line.yaml"),
                """
                flow: main-line
                schema: 1
                language: en-GB
                start: main
                nodes:
                  main:
                    menu:
                      prompt: goodbye
                      choices: { 1: support }
                      input: { first_digit: 100ms, attempts: 1 }
                      give_up: hangup
                  support: { queue: { name: support, priority: 7, keys: { 1: call-back } } }
                  call-back: { callback: { queue: support, priority: 7, expires: 2h, on_refused: hangup }, next: hangup }
                """);
        reload();
        promised(IN);
        tell(ended(IN));
        commands();
        Ringing on = customerRings();
        tell(answered(on.customer()));
        tell(key(on.customer(), '1'));
        routing();
        commands();
        DeskCommand transfer =
                new DeskCommand.Transfer(new Actor.OfAgent(ANNA), CALL, new Place.ToQueue(SALES));
        assertEquals(new DeskAnswer.Done(), asks(transfer));
        assertTrue(hasPlace(SALES, CALL));
        assertEquals(7, routing.snapshot().calls().getFirst().priority());
        everybodyHangsUp(on.customer(), on.agent());
    }

    @Test
    void withoutConfirmationTheCustomerTalksAtOnce() throws Exception {
        callbacks(
                new CallbackRules(
                        Dial.AGENT_FIRST, 1, RETRY, Duration.ofHours(1), Optional.empty(), false));
        waiting(IN);
        commands();
        Ringing on = customerRings();
        tell(answered(on.customer()));
        expect("bridge %s with %s".formatted(on.customer(), on.agent()));
        isOver(Callback.State.DONE);
        everybodyHangsUp(on.customer(), on.agent());
    }

    @Test
    void aCustomerWhoIsNotReachedIsTriedAgainLaterWithTheWaitTheyHad() throws Exception {
        waiting(IN);
        commands();
        Instant since = routing.snapshot().calls().getFirst().since();
        Ringing on = customerRings();
        customerFails(on.customer());
        farewell(on.agent());
        assertEquals(Callback.State.RETRYING, callback().state());
        assertEquals(Optional.of(clock.instant().plus(RETRY)), callback().notBefore());
        assertEquals(since, routing.snapshot().calls().getFirst().since());
        assertInstanceOf(Phase.WrapUp.class, phase(ANNA));
        wrappedUp();
        expect();
        pass(RETRY);
        LegId anna = expectDial("anna", "dial anna as LEG for 17s");
        Ringing second = answers(anna);
        assertEquals(2, callback().attempts());
        customerFails(second.customer());
        assertEquals(List.of(), unreached());
        farewell(second.agent());
        isOver(Callback.State.GIVEN_UP);
        assertEquals(List.of("in NOT_ANSWERED"), unreached());
        assertEquals(List.of(), routing.snapshot().calls());
    }

    @Test
    void anAnsweringMachineNeverTakesACall() throws Exception {
        waiting(IN);
        commands();
        Ringing on = customerRings();
        tell(answered(on.customer()));
        expect("play callback-greeting to " + on.customer());
        clock.pass(Duration.ofSeconds(20));
        due();
        expect(
                "hang up %s: NORMAL".formatted(on.customer()),
                "play callback-not-reached to " + on.agent());
        tell(key(on.customer(), '1'));
        tell(ended(on.customer()));
        expect();
        tell(played(on.agent(), lastPlay()));
        tell(ended(on.agent()));
        commands();
        routing();
        assertEquals(Callback.State.RETRYING, callback().state());
        cancel(CALL);
    }

    @Test
    void anAgentWhoHangsUpBeforeTheCustomerIsReachedCostsTheCustomerNoAttempt() throws Exception {
        waiting(IN);
        commands();
        Ringing on = customerRings();
        tell(ended(on.agent()));
        expect("hang up %s: CANCELLED".formatted(on.customer()));
        tell(failed(on.customer(), HangupCause.CANCELLED));
        routing();
        assertEquals(0, callback().attempts());
        assertEquals(Callback.State.WAITING, callback().state());
        signIn(BEN);
        LegId ben = expectDial("ben", "dial ben as LEG for 17s");
        Ringing with = answers(ben);
        tell(answered(with.customer()));
        tell(key(with.customer(), '1'));
        isOver(Callback.State.DONE);
        everybodyHangsUp(with.customer(), ben);
    }

    @Test
    void theCustomerAnswersInTheMomentInWhichTheAgentHangsUp() throws Exception {
        waiting(IN);
        commands();
        Ringing on = customerRings();
        tell(ended(on.agent()));
        tell(answered(on.customer()));
        expect("hang up %s: CANCELLED".formatted(on.customer()));
        tell(ended(on.customer()));
        routing();
        assertEquals(0, callback().attempts());
        cancel(CALL);
    }

    @Test
    void theAgentHangsUpInTheMomentInWhichTheCustomerPressesOne() throws Exception {
        waiting(IN);
        commands();
        Ringing on = customerRings();
        tell(answered(on.customer()));
        tell(key(on.customer(), '1'));
        tell(ended(on.agent()));
        assertAmong("hang up %s: NORMAL".formatted(on.customer()), tellings());
        isOver(Callback.State.DONE);
        tell(ended(on.customer()));
        routing();
    }

    @Test
    void anAgentWhoWaitsForTheCustomerMayHangUpByCommand() throws Exception {
        waiting(IN);
        commands();
        Ringing on = customerRings();
        DeskCommand hangUp = new DeskCommand.HangUp(new Actor.OfAgent(ANNA), CALL);
        assertEquals(new DeskAnswer.Done(), asks(hangUp));
        expect(
                "hang up %s: NORMAL".formatted(on.agent()),
                "hang up %s: CANCELLED".formatted(on.customer()));
        everybodyHangsUp(on.agent(), on.customer());
        assertEquals(0, callback().attempts());
        assertInstanceOf(Phase.WrapUp.class, phase(ANNA));
        isRefused(DeskAnswer.Reason.UNKNOWN_CALL, hangUp);
        cancel(CALL);
    }

    @Test
    void bothAreGoneAtOnce() throws Exception {
        waiting(IN);
        commands();
        Ringing on = customerRings();
        tell(failed(on.customer(), HangupCause.BUSY));
        tell(ended(on.agent()));
        expect("play callback-not-reached to " + on.agent());
        routing();
        assertEquals(Callback.State.RETRYING, callback().state());
        assertEquals(1, callback().attempts());
        cancel(CALL);
    }

    @Test
    void anAgentWhoWasGoneBeforeTheCoreHadAgreedGivesThePlaceBackAtOnce() throws Exception {
        waiting(IN);
        commands();
        LegId anna = agentRings();
        tell(answered(anna));
        tell(ended(anna));
        routing();
        expect();
        assertEquals(0, callback().attempts());
        assertTrue(hasPlace(SUPPORT, CALL));
        wrappedUp();
        LegId again = expectDial("anna", "dial anna as LEG for 17s");
        cancel(CALL);
        expect("hang up %s: CANCELLED".formatted(again));
        tell(failed(again, HangupCause.CANCELLED));
    }

    @Test
    void withoutAFreeLineNobodyIsRungBeforeTheNextAttempt() throws Exception {
        waiting(IN);
        commands();
        apply(rulesWith(Dial.AGENT_FIRST), List.of("+4420"), 0);
        signIn(ANNA);
        expect();
        assertEquals(0, callback().attempts());
        assertEquals(Optional.of(clock.instant().plus(RETRY)), callback().notBefore());
        callbacks(Dial.AGENT_FIRST);
        pass(RETRY);
        Ringing on = answers(expectDial("anna", "dial anna as LEG for 17s"));
        everybodyHangsUp(on.agent(), on.customer());
        cancel(CALL);
    }

    @Test
    void theLastLineIsTakenWhileTheAgentsTelephoneRings() throws Exception {
        waiting(IN);
        commands();
        LegId anna = agentRings();
        apply(rulesWith(Dial.AGENT_FIRST), List.of("+4420"), 0);
        tell(answered(anna));
        routing();
        assertAmong("play callback-not-reached to " + anna, tellings());
        tell(played(anna, lastPlay()));
        tell(ended(anna));
        routing();
        commands();
        assertEquals(0, callback().attempts());
        assertEquals(Callback.State.RETRYING, callback().state());
        cancel(CALL);
    }

    @Test
    void aCustomerWhoWasCalledOftenEnoughIsCalledLaterAndRingsNobodyBefore() throws Exception {
        waiting(IN);
        commands();
        for (int i = 0; i < OutsideBounds.standard().perNumberHour(); i++) {
            sessions.dialledBefore(
                    List.of(Dialled.of(clock.instant(), Dialled.Use.CALLBACK, Stream.of(NUMBER))));
        }
        signIn(ANNA);
        for (Duration time = Duration.ZERO;
                time.compareTo(Duration.ofHours(1)) < 0;
                time = time.plus(RETRY)) {
            expect();
            pass(RETRY);
        }
        Ringing on = answers(expectDial("anna", "dial anna as LEG for 17s"));
        assertEquals(1, services.dialled.size());
        everybodyHangsUp(on.agent(), on.customer());
        cancel(CALL);
    }

    @Test
    void aNumberThatMayNoLongerBeCalledIsGivenUpAndRingsNobody() throws Exception {
        waiting(IN);
        commands();
        apply(rulesWith(Dial.AGENT_FIRST), List.of("+49"), 50);
        signIn(ANNA);
        expect();
        isOver(Callback.State.GIVEN_UP);
        assertEquals(List.of("in NOT_ALLOWED"), unreached());
        // Whenever the process is killed, the promise is there or its contact.
        assertEquals(services.noted.getLast(), services.kept.getLast());
        assertInstanceOf(Contact.class, services.kept.get(services.kept.size() - 2));
        assertEquals(List.of(), agent(ANNA).contacts());
    }

    static CallbackRules rulesWith(Dial dial) {
        return new CallbackRules(dial, 2, RETRY, Duration.ofHours(24), Optional.of("office"), true);
    }

    // The customer first.

    @Test
    void aCustomerWhoIsCalledFirstWaitsInLineWithTheWaitTheyHad() throws Exception {
        callbacks(Dial.CUSTOMER_FIRST);
        waiting(IN);
        commands();
        Instant since = routing.snapshot().calls().getFirst().since();
        clock.pass(Duration.ofMinutes(3));
        signIn(ANNA);
        LegId customer = new LegId(dialledIn(tellings()));
        assertEquals(List.of(), agent(ANNA).contacts());
        assertTrue(agent(ANNA).restsUntil().isEmpty());
        tell(answered(customer));
        tell(key(customer, '1'));
        expect(
                "play callback-greeting to " + customer,
                "stop playing to " + customer,
                "music to " + customer);
        assertEquals(Callback.State.DIALLING, callback().state());
        routing();
        isOver(Callback.State.DONE);
        assertEquals(CallView.State.OFFERED, view().state());
        LegId anna = expectDial("anna", "dial anna as LEG for 17s");
        assertEquals(since, routing.snapshot().calls().getFirst().since());
        tell(answered(anna));
        routing();
        expect("bridge %s with %s".formatted(customer, anna));
        everybodyHangsUp(customer, anna);
    }

    /// A customer who is called before any agent has pressed 1, and the core has not heard of it.
    private LegId takesTheCall() throws Exception {
        signIn(ANNA);
        LegId customer = new LegId(dialledIn(tellings()));
        tell(answered(customer));
        tell(key(customer, '1'));
        commands();
        return customer;
    }

    @Test
    void aCustomerWhoIsCalledFirstWaitsInTheirPlaceHoweverFullTheLineIsMeanwhile()
            throws Exception {
        policy(Duration.ofSeconds(5), 1);
        callbacks(Dial.CUSTOMER_FIRST);
        waiting(IN);
        commands();
        signIn(ANNA);
        LegId customer = new LegId(dialledIn(tellings()));
        publish(routing.carryOut(new PauseAgent(clock.instant(), ANNA, "break")));
        enqueue(new CallId("x"));
        publish(routing.carryOut(new OpenQueue(clock.instant(), SUPPORT, false)));
        tell(answered(customer));
        tell(key(customer, '1'));
        routing();
        isOver(Callback.State.DONE);
        assertEquals(CallView.State.IN_LINE, view().state());
        assertAmong("music to " + customer, tellings());
        publish(
                routing.carryOut(
                        new LeaveQueue(clock.instant(), new CallId("x"), LeaveReason.ABANDONED)));
        everybodyHangsUp(customer);
    }

    private void enqueue(CallId call) throws Exception {
        publish(
                routing.carryOut(
                        new EnqueueCall(clock.instant(), call, SUPPORT, 0, SkillNeed.none())));
    }

    @Test
    void aCustomerWhosePlaceIsGoneIsToldSoAndCalledAgain() throws Exception {
        callbacks(Dial.CUSTOMER_FIRST);
        waiting(IN);
        commands();
        LegId customer = takesTheCall();
        publish(
                routing.carryOut(
                        new LeaveQueue(clock.instant(), CALL, LeaveReason.CALLBACK_GIVEN_UP)));
        routing();
        expect("play callback-place-kept to " + customer);
        assertEquals(Callback.State.RETRYING, callback().state());
        assertEquals(0, callback().attempts());
        assertTrue(hasPlace(SUPPORT, CALL));
        tell(played(customer, lastPlay()));
        expect("hang up %s: NORMAL".formatted(customer));
        tell(ended(customer));
        pass(RETRY);
        LegId again = new LegId(dialledIn(tellings()));
        tell(answered(again));
        tell(key(again, '1'));
        routing();
        isOver(Callback.State.DONE);
        commands();
        everybodyHangsUp(again, new LegId(dialled()));
    }

    @Test
    void aCustomerWhoHangsUpBeforeTheCoreHasThemInLineHasGivenUpThere() throws Exception {
        callbacks(Dial.CUSTOMER_FIRST);
        waiting(IN);
        commands();
        LegId customer = takesTheCall();
        services.contacts.clear();
        tell(ended(customer));
        isOver(Callback.State.DONE);
        routing();
        assertEquals(List.of(), routing.snapshot().calls());
        assertEquals(
                List.of(Outcome.SHORT_ABANDON),
                services.contacts.stream().map(Contact::outcome).toList());
    }

    @Test
    void anAgentWhoIsGivenAPlaceByNameHasItEvenWhereCustomersAreCalledFirst() throws Exception {
        callbacks(Dial.CUSTOMER_FIRST);
        signIn(ANNA);
        publish(routing.carryOut(new PauseAgent(clock.instant(), ANNA, "break")));
        waiting(IN);
        commands();
        assertEquals(
                new DeskAnswer.Done(),
                asks(new DeskCommand.PullCall(new Actor.Operator(), ANNA, CALL)));
        Ringing on = answers(expectDial("anna", "dial anna as LEG for 17s"));
        tell(answered(on.customer()));
        tell(key(on.customer(), '1'));
        assertAmong("bridge %s with %s".formatted(on.customer(), on.agent()), tellings());
        isOver(Callback.State.DONE);
        everybodyHangsUp(on.customer(), on.agent());
    }

    @Test
    void aCustomerWhoIsCalledFirstAndNotReachedIsTriedAgain() throws Exception {
        callbacks(Dial.CUSTOMER_FIRST);
        waiting(IN);
        commands();
        signIn(ANNA);
        LegId customer = new LegId(dialledIn(tellings()));
        customerFails(customer);
        expect();
        assertEquals(Callback.State.RETRYING, callback().state());
        pass(Duration.ofMinutes(9));
        expect();
        pass(Duration.ofMinutes(2));
        LegId second = new LegId(dialledIn(tellings()));
        customerFails(second);
        isOver(Callback.State.GIVEN_UP);
        assertEquals(List.of(), agent(ANNA).contacts());
    }

    // Time.

    @Test
    void aPromiseExpires() throws Exception {
        waiting(IN);
        commands();
        clock.pass(Duration.ofHours(2));
        due();
        routing();
        isOver(Callback.State.EXPIRED);
        assertEquals(List.of(), routing.snapshot().calls());
    }

    @Test
    void aPhoneThatRingsIsSilencedWhenThePromiseExpires() throws Exception {
        waiting(IN);
        commands();
        LegId anna = agentRings();
        clock.pass(Duration.ofHours(2));
        due();
        expect("hang up %s: CANCELLED".formatted(anna));
        routing();
        tell(failed(anna, HangupCause.CANCELLED));
        isOver(Callback.State.EXPIRED);
    }

    @Test
    void anAttemptUnderWayMayFinishWhenThePromiseExpires() throws Exception {
        waiting(IN);
        commands();
        Ringing on = customerRings();
        clock.pass(Duration.ofHours(2));
        due();
        expect();
        customerFails(on.customer());
        farewell(on.agent());
        isOver(Callback.State.EXPIRED);
        assertEquals(List.of(), routing.snapshot().calls());
    }

    @Test
    void anAnswerTooLateForTheCoreAfterTheEndEndsThePromise() throws Exception {
        waiting(IN);
        commands();
        LegId anna = agentRings();
        clock.pass(Duration.ofHours(2));
        tell(answered(anna));
        due();
        expect();
        passTime();
        expect("hang up %s: CANCELLED".formatted(anna));
        tell(ended(anna));
        routing();
        isOver(Callback.State.EXPIRED);
    }

    @Test
    void nobodyIsCalledOutsideTheHours() throws Exception {
        Instant opens = clock.instant().plus(Duration.ofHours(1));
        services.openings.put("office", opens);
        waiting(IN);
        commands();
        signIn(ANNA);
        expect();
        assertEquals(Optional.of(opens), callback().notBefore());
        pass(Duration.ofHours(1));
        LegId anna = expectDial("anna", "dial anna as LEG for 17s");
        services.openings.clear();
        cancel(CALL);
        expect("hang up %s: CANCELLED".formatted(anna));
        tell(failed(anna, HangupCause.CANCELLED));
    }

    @Test
    void hoursThatEndWhileAPlaceWaitsCountWhenItIsOffered() throws Exception {
        waiting(IN);
        commands();
        Instant opens = clock.instant().plus(Duration.ofHours(1));
        services.openings.put("office", opens);
        signIn(ANNA);
        expect();
        assertEquals(Optional.of(opens), callback().notBefore());
        assertEquals(List.of(), agent(ANNA).contacts());
        assertTrue(agent(ANNA).restsUntil().isEmpty());
        cancel(CALL);
    }

    // Ringing again.

    @Test
    void whoRingsAgainWaitsByTheirNewCallWithTheOldWait() throws Exception {
        waiting(IN);
        commands();
        Instant since = routing.snapshot().calls().getFirst().since();
        clock.pass(Duration.ofMinutes(5));
        inLine(AGAIN);
        assertEquals(1, got(sessions.callbacks()).size());
        routing();
        isOver(Callback.State.CALLED_AGAIN);
        assertEquals(List.of(), unreached());
        assertEquals(
                List.of(since), routing.snapshot().calls().stream().map(c -> c.since()).toList());
        everybodyHangsUp(AGAIN);
    }

    @Test
    void aPhoneThatRingsForTheCallbackIsSilencedWhenTheCallerRingsAgain() throws Exception {
        waiting(IN);
        commands();
        LegId anna = agentRings();
        tell(arrives(AGAIN, "100"));
        tell(answered(AGAIN));
        tell(key(AGAIN, '1'));
        commands();
        routing();
        List<String> told = tellings();
        assertAmong("hang up %s: CANCELLED".formatted(anna), told);
        isOver(Callback.State.CALLED_AGAIN);
        tell(failed(anna, HangupCause.CANCELLED));
        LegId again = new LegId(dialled());
        tell(answered(again));
        routing();
        expect("bridge again with " + again);
        everybodyHangsUp(AGAIN, again);
    }

    @Test
    void aCallerWhoIsBeingCalledAndRingsAgainIsCalled() throws Exception {
        waiting(IN);
        commands();
        Ringing on = customerRings();
        tell(arrives(AGAIN, "100"));
        tell(answered(AGAIN));
        tell(key(AGAIN, '1'));
        routing();
        assertEquals(Callback.State.DIALLING, callback().state());
        everybodyHangsUp(AGAIN);
        tell(answered(on.customer()));
        tell(key(on.customer(), '1'));
        isOver(Callback.State.DONE);
        everybodyHangsUp(on.customer(), on.agent());
    }

    @Test
    void aPromiseStandsWhenTheLineTakesNoMoreOfTheOneWhoRingsAgain() throws Exception {
        policy(Duration.ofSeconds(5), 1);
        waiting(IN);
        commands();
        inLine(AGAIN);
        routing();
        assertAmong("play not-valid to again", tellings());
        assertEquals(Callback.State.WAITING, callback().state());
        everybodyHangsUp(AGAIN);
        cancel(CALL);
    }

    @Test
    void whoAsksTwiceKeepsTheFirstPlace() throws Exception {
        waiting(IN);
        commands();
        tell(arrives(AGAIN, "100"));
        tell(answered(AGAIN));
        tell(key(AGAIN, '2'));
        routing();
        assertAmong("play goodbye to again", tellings());
        assertEquals(
                List.of(CALL), got(sessions.callbacks()).stream().map(Callback::call).toList());
        everybodyHangsUp(AGAIN);
        cancel(CALL);
    }

    /// Two calls of one customer wait in line.
    private void bothInLine() throws Exception {
        inLine(IN);
        routing();
        clock.pass(Duration.ofMinutes(1));
        inLine(AGAIN);
        routing();
    }

    private void onePlaceIsLeft() throws Exception {
        assertEquals(
                List.of(CALL), got(sessions.callbacks()).stream().map(Callback::call).toList());
        assertEquals(List.of(CALL), routing.snapshot().calls().stream().map(c -> c.id()).toList());
        cancel(CALL);
    }

    @Test
    void twoCallsOfOneCustomerThatAskToBeCalledBackKeepThePlaceThatWaitedLonger() throws Exception {
        bothInLine();
        tell(key(AGAIN, '1'));
        routing();
        tell(key(IN, '1'));
        routing();
        List<String> told = tellings();
        assertAmong("no music to in", told);
        assertAmong("no music to again", told);
        Instant promised = clock.instant().plus(Duration.ofHours(2));
        assertEquals(promised, callback().expiresAt());
        everybodyHangsUp(IN, AGAIN);
        onePlaceIsLeft();
    }

    @Test
    void twoThatAskInTheSameMomentKeepOnePlace() throws Exception {
        bothInLine();
        tell(key(IN, '1'));
        tell(key(AGAIN, '1'));
        routing();
        everybodyHangsUp(IN, AGAIN);
        onePlaceIsLeft();
    }

    /// A customer asks for another callback while they are being called.
    private Ringing asksWhileBeingCalled() throws Exception {
        waiting(IN);
        commands();
        Ringing on = customerRings();
        tell(arrives(AGAIN, "100"));
        tell(answered(AGAIN));
        tell(key(AGAIN, '2'));
        routing();
        everybodyHangsUp(AGAIN);
        assertEquals(2, got(sessions.callbacks()).size());
        return on;
    }

    @Test
    void whoWasReachedIsNotCalledByASecondPromise() throws Exception {
        Ringing on = asksWhileBeingCalled();
        tell(answered(on.customer()));
        tell(key(on.customer(), '1'));
        routing();
        assertEquals(List.of(), got(sessions.callbacks()));
        assertEquals(List.of(), routing.snapshot().calls());
        everybodyHangsUp(on.customer(), on.agent());
    }

    @Test
    void whoWasNotReachedIsTriedAgainByOnePromise() throws Exception {
        Ringing on = asksWhileBeingCalled();
        customerFails(on.customer());
        farewell(on.agent());
        onePlaceIsLeft();
    }

    // Commands.

    @Test
    void anOperatorTakesAPromiseBackAndAnAgentDoesNot() throws Exception {
        waiting(IN);
        commands();
        isRefused(
                DeskAnswer.Reason.NOT_ALLOWED,
                new DeskCommand.CancelCallback(new Actor.OfAgent(ANNA), CALL));
        isRefused(
                DeskAnswer.Reason.NOT_ALLOWED,
                new DeskCommand.CancelCallback(new Actor.OfSupervisor("nobody"), CALL));
        isRefused(
                DeskAnswer.Reason.UNKNOWN_CALL,
                new DeskCommand.CancelCallback(new Actor.Operator(), new CallId("never")));
        cancel(CALL);
        isOver(Callback.State.GIVEN_UP);
        assertEquals(List.of(), routing.snapshot().calls());
    }

    @Test
    void aPromiseThatIsBeingKeptIsNotTakenBack() throws Exception {
        waiting(IN);
        commands();
        Ringing on = customerRings();
        isRefused(
                DeskAnswer.Reason.BUSY, new DeskCommand.CancelCallback(new Actor.Operator(), CALL));
        everybodyHangsUp(on.agent());
        tell(failed(on.customer(), HangupCause.CANCELLED));
        cancel(CALL);
    }

    // What agents are shown.

    static Contact contact(String number) {
        Instant at = Instant.parse("2026-11-20T10:00:00Z");
        return new Contact(
                new CallId("before"),
                new Party(number, "Zoe"),
                Optional.empty(),
                "100",
                "main-line",
                Optional.of(SUPPORT),
                Optional.of(BEN),
                at,
                Optional.of(at),
                at,
                Outcome.ANSWERED,
                Optional.empty(),
                List.of(),
                List.of());
    }

    @Test
    void theAgentSeesWhoIsCalledBackAndTheirLastContacts() throws Exception {
        services.last.put(NUMBER, List.of(contact(NUMBER)));
        waiting(IN);
        LegId anna = agentRings();
        assertEquals(callback().ask().customer(), card().caller());
        assertEquals(callback().ask().shown(), card().data());
        assertEquals(1, card().last().size());
        tell(failed(anna, HangupCause.REJECTED));
        routing();
        cancel(CALL);
    }

    @Test
    void whatTheFlowKnewOfTheCustomerIsShownWhenTheyWaitInLineThemselves() throws Exception {
        callbacks(Dial.CUSTOMER_FIRST);
        waiting(IN);
        signIn(ANNA);
        LegId customer = new LegId(dialledIn(tellings()));
        tell(answered(customer));
        tell(key(customer, '1'));
        routing();
        commands();
        LegId anna = new LegId(dialled());
        assertEquals(NUMBER, card().caller().number());
        assertEquals("gold", card().data().get("tier"));
        tell(ended(customer));
        tell(failed(anna, HangupCause.CANCELLED));
        routing();
        commands();
    }
}
