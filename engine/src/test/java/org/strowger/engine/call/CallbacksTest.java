package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.engine.call.CallbackRules.Dial;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.Outcome;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
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
        farewell(second.agent());
        isOver(Callback.State.GIVEN_UP);
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
    void withoutAFreeLineTheAttemptIsMadeLaterAndNotCounted() throws Exception {
        waiting(IN);
        commands();
        apply(rulesWith(Dial.AGENT_FIRST), List.of("+4420"), 0);
        LegId anna = agentRings();
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
    void aNumberThatMayNoLongerBeCalledIsGivenUpAndRingsNobody() throws Exception {
        waiting(IN);
        commands();
        apply(rulesWith(Dial.AGENT_FIRST), List.of("+49"), 50);
        signIn(ANNA);
        expect();
        isOver(Callback.State.GIVEN_UP);
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
        isOver(Callback.State.DONE);
        assertEquals(CallView.State.IN_LINE, view().state());
        routing();
        LegId anna = expectDial("anna", "dial anna as LEG for 17s");
        assertEquals(since, routing.snapshot().calls().getFirst().since());
        tell(answered(anna));
        routing();
        expect("bridge %s with %s".formatted(customer, anna));
        everybodyHangsUp(customer, anna);
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

    // Commands.

    @Test
    void anOperatorTakesAPromiseBackAndAnAgentDoesNot() throws Exception {
        waiting(IN);
        commands();
        isRefused(
                DeskAnswer.Reason.NOT_ALLOWED,
                new DeskCommand.CancelCallback(new Actor.OfAgent(ANNA), CALL));
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
