package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.engine.call.CallbackRules.Dial;
import org.strowger.engine.contact.OfferCard;
import org.strowger.engine.contact.Segment;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;

/// Agents who call customers on behalf of a queue.
class PlacedCallsTest extends CallbackCalls {
    private static final Actor BY_ANNA = new Actor.OfAgent(ANNA);
    private static final CallId OUT = new CallId("out-1");

    private static DeskCommand place(Actor by, AgentId agent, QueueId queue, String number) {
        return new DeskCommand.PlaceCall(by, agent, queue, number);
    }

    private LegId annaRings() throws Exception {
        signIn(ANNA);
        assertEquals(new DeskAnswer.Done(), asks(place(BY_ANNA, ANNA, SUPPORT, NUMBER)));
        return expectDial("anna", "dial anna as LEG for 17s");
    }

    private CallView out() throws Exception {
        return got(sessions.calls()).getFirst();
    }

    @Test
    void theAgentsPhoneRingsAndThenTheCustomers() throws Exception {
        LegId anna = annaRings();
        assertEquals(OUT, out().id());
        assertEquals(CallView.State.CALLING_CUSTOMER, out().state());
        tell(answered(anna));
        routing();
        List<String> told = tellings();
        assertEquals("music to " + anna, told.getFirst());
        LegId customer = new LegId(dialledIn(told));
        assertInstanceOf(Phase.Talking.class, phase(ANNA));
        tell(answered(customer));
        expect("bridge %s with %s".formatted(customer, anna));
        assertEquals(OUT, out().id());
        assertEquals(CallView.State.TALKING, out().state());
        tell(ended(customer));
        expect("hang up %s: NORMAL".formatted(anna));
        tell(ended(anna));
        routing();
        assertInstanceOf(Phase.WrapUp.class, phase(ANNA));
    }

    @Test
    void aPausedAgentMayCall() throws Exception {
        signIn(ANNA);
        publish(routing.carryOut(new PauseAgent(clock.instant(), ANNA, "break")));
        assertEquals(new DeskAnswer.Done(), asks(place(BY_ANNA, ANNA, SUPPORT, NUMBER)));
        LegId anna = expectDial("anna", "dial anna as LEG for 17s");
        tell(failed(anna, HangupCause.REJECTED));
        routing();
        assertEquals(List.of(), got(sessions.calls()));
    }

    @Test
    void anAgentOnTheLineIsNotRung() throws Exception {
        signIn(ANNA);
        LegId line = new LegId("feature");
        Future<DeskAnswer> answer = placeFrom(line);
        assertEquals(new DeskAnswer.Done(), got(answer));
        List<String> told = tellings();
        assertEquals("music to feature", told.getFirst());
        LegId customer = new LegId(dialledIn(told));
        tell(answered(customer));
        expect("bridge %s with feature".formatted(customer));
        everybodyHangsUp(line, customer);
    }

    private Future<DeskAnswer> placeFrom(LegId line) throws Exception {
        Desk desk = sessions.desk();
        Promise<DeskAnswer> answer = Promise.promise();
        desk.onLoop(
                () ->
                        desk.callbacks()
                                .placeCall(ANNA, SUPPORT, NUMBER, Optional.of(line))
                                .onComplete(answer));
        settled();
        routing();
        return answer.future();
    }

    @Test
    void aRefusalLeavesTheLineToTheOneWhoAsked() throws Exception {
        assertEquals(
                DeskAnswer.Reason.UNKNOWN_AGENT,
                ((DeskAnswer.Refused) got(placeFrom(new LegId("feature")))).reason());
        expect();
    }

    @Test
    void aCustomerWhoIsNotReachedEndsTheCallAfterTheAgentWasTold() throws Exception {
        Ringing on = answers(annaRings());
        tell(failed(on.customer(), HangupCause.BUSY));
        routing();
        assertInstanceOf(Phase.Talking.class, phase(ANNA));
        farewell(on.agent());
        assertInstanceOf(Phase.WrapUp.class, phase(ANNA));
        assertEquals(List.of(), got(sessions.calls()));
        assertEquals(List.of("out-1 NOT_ANSWERED"), unreached());
        Segment way = services.contacts.element().segments().getFirst();
        assertEquals(Optional.of(ANNA), way.who());
    }

    @Test
    void anAgentWhoHangsUpFirstEndsTheCall() throws Exception {
        Ringing on = answers(annaRings());
        tell(ended(on.agent()));
        expect("hang up %s: CANCELLED".formatted(on.customer()));
        tell(answered(on.customer()));
        tell(ended(on.customer()));
        expect();
        routing();
        assertEquals(List.of("out-1 AGENT_LEFT"), unreached());
        assertInstanceOf(Phase.WrapUp.class, phase(ANNA));
    }

    @Test
    void anAgentMayHangUpByCommandWhileTheCustomersTelephoneRingsOrTheyHearThatNobodyIsThere()
            throws Exception {
        Ringing on = answers(annaRings());
        DeskCommand hangUp = new DeskCommand.HangUp(BY_ANNA, OUT);
        assertEquals(
                DeskAnswer.Reason.NOT_ALLOWED,
                ((DeskAnswer.Refused) asks(new DeskCommand.HangUp(new Actor.OfAgent(BEN), OUT)))
                        .reason());
        tell(failed(on.customer(), HangupCause.BUSY));
        expect("play callback-not-reached to " + on.agent());
        assertEquals(new DeskAnswer.Done(), asks(hangUp));
        expect("hang up %s: NORMAL".formatted(on.agent()));
        assertInstanceOf(Phase.WrapUp.class, phase(ANNA));
        tell(ended(on.agent()));
        assertEquals(List.of(), got(sessions.calls()));
    }

    @Test
    void anAgentWhoIsGoneBeforeTheCoreHasAgreedEndsTheCall() throws Exception {
        LegId anna = annaRings();
        tell(answered(anna));
        tell(ended(anna));
        routing();
        expect();
        assertInstanceOf(Phase.WrapUp.class, phase(ANNA));
    }

    @Test
    void anAgentWhoDoesNotAnswerEndsTheCall() throws Exception {
        LegId anna = annaRings();
        pass(RING);
        expect("hang up %s: CANCELLED".formatted(anna));
        assertEquals(List.of("out-1 AGENT_NOT_THERE"), unreached());
        tell(failed(anna, HangupCause.CANCELLED));
        assertEquals(List.of(), got(sessions.calls()));
    }

    @Test
    void anAgentWhoSignsOutMeanwhileEndsTheCall() throws Exception {
        LegId anna = annaRings();
        publish(routing.carryOut(new SignOutAgent(clock.instant(), ANNA)));
        routing();
        expect("hang up %s: CANCELLED".formatted(anna));
        tell(failed(anna, HangupCause.CANCELLED));
    }

    @Test
    void whatMayNotBeIsRefusedAndRingsNobody() throws Exception {
        isRefused(DeskAnswer.Reason.WRONG_STATE, place(BY_ANNA, ANNA, SUPPORT, NUMBER));
        signIn(ANNA);
        isRefused(
                DeskAnswer.Reason.NOT_ALLOWED,
                place(new Actor.OfAgent(BEN), ANNA, SUPPORT, NUMBER));
        isRefused(
                DeskAnswer.Reason.UNKNOWN_AGENT,
                place(new Actor.Operator(), new AgentId("nobody"), SUPPORT, NUMBER));
        isRefused(
                DeskAnswer.Reason.UNKNOWN_QUEUE,
                place(BY_ANNA, ANNA, new QueueId("removed"), NUMBER));
        isRefused(DeskAnswer.Reason.NUMBER_NOT_ALLOWED, place(BY_ANNA, ANNA, SUPPORT, "+491234"));
        for (String noNumber : List.of("+4420;x@y", "+4420*21#", "sip:200@pbx.example")) {
            isRefused(DeskAnswer.Reason.NO_NUMBER, place(BY_ANNA, ANNA, SUPPORT, noNumber));
        }
        routing.full(true);
        isRefused(DeskAnswer.Reason.OVERLOADED, place(BY_ANNA, ANNA, SUPPORT, NUMBER));
        routing.full(false);
        expect();
        sessions.apply(CentreRules.standard(), List.of(configured(ANNA)));
        isRefused(DeskAnswer.Reason.NO_TRUNK, place(BY_ANNA, ANNA, SUPPORT, NUMBER));
    }

    @Test
    void anAgentWithACallMakesNoOther() throws Exception {
        LegId anna = annaRings();
        isRefused(DeskAnswer.Reason.BUSY, place(BY_ANNA, ANNA, SUPPORT, NUMBER));
        tell(failed(anna, HangupCause.REJECTED));
        routing();
    }

    @Test
    void withoutAFreeLineTheAgentIsTold() throws Exception {
        apply(CallbacksTest.rulesWith(Dial.AGENT_FIRST), List.of("+4420"), 0);
        LegId anna = annaRings();
        tell(answered(anna));
        routing();
        expect("music to " + anna, "play callback-not-reached to " + anna);
        tell(ended(anna));
        routing();
        pass(Duration.ofMinutes(1));
    }

    @Test
    void theAgentSeesWhomTheyCallAndTheLastContacts() throws Exception {
        services.last.put(NUMBER, List.of(CallbacksTest.contact(NUMBER)));
        LegId anna = annaRings();
        OfferCard card = card();
        assertEquals(NUMBER, card.caller().number());
        assertEquals(SUPPORT, card.queue());
        assertEquals(1, card.last().size());
        tell(failed(anna, HangupCause.REJECTED));
        routing();
    }
}
