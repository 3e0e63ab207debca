package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.engine.call.CallbackRules.Dial;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyEvent.EndpointRegistered;

/// What a restart makes of the promises to call back: places are in the core's journal, all else in
/// the book.
class CallbackRestartTest extends CallbackCalls {

    /// The node is gone, and another begins with what was written. Its network has no legs.
    private void restart() throws Exception {
        TreeMap<CallId, Callback> book = new TreeMap<>();
        services.noted.forEach(callback -> book.put(callback.call(), callback));
        List<Callback> found = book.values().stream().filter(c -> !c.state().isOver()).toList();
        sessions = new CallSessions(calls(), clock, services, new SimpleMeterRegistry());
        callbacks(Dial.AGENT_FIRST);
        sessions.seat(services.keptSeats);
        sessions.restore(found);
        sessions.connect(network, routing);
        settled();
        for (var agent : routing.snapshot().agents()) {
            tell(new EndpointRegistered(clock.instant(), new Endpoint(agent.id().value())));
        }
        routing();
    }

    private void agree() throws Exception {
        sessions.reconcile(routing.snapshot());
        settled();
        routing();
    }

    @Test
    void aPlaceOutlivesARestart() throws Exception {
        waiting(IN);
        commands();
        Callback before = callback();
        restart();
        agree();
        assertEquals(before, callback());
        assertTrue(hasPlace(SUPPORT, CALL));
        Ringing on = customerRings();
        tell(answered(on.customer()));
        tell(key(on.customer(), '1'));
        isOver(Callback.State.DONE);
        everybodyHangsUp(on.customer(), on.agent());
    }

    @Test
    void aPlaceMayBeOfferedBeforeTheTwoHaveAgreed() throws Exception {
        waiting(IN);
        commands();
        restart();
        LegId anna = agentRings();
        agree();
        expect();
        tell(answered(anna));
        routing();
        LegId customer = new LegId(dialledIn(tellings()));
        tell(answered(customer));
        tell(key(customer, '1'));
        isOver(Callback.State.DONE);
        everybodyHangsUp(customer, anna);
    }

    @Test
    void aPlaceThatNobodyKnowsWhomToCallForLeaves() throws Exception {
        publish(
                routing.carryOut(
                        new RoutingCommand.EnqueueCall(
                                clock.instant(), CALL, SUPPORT, 0, SkillNeed.none())));
        publish(routing.carryOut(new RoutingCommand.KeepPlace(clock.instant(), CALL, NUMBER)));
        agree();
        assertEquals(List.of(), routing.snapshot().calls());
    }

    @Test
    void aPromiseWhoseplaceIsLostIsInLineAgainWithTheWaitItHad() throws Exception {
        waiting(IN);
        commands();
        CallInLine before = routing.snapshot().calls().getFirst();
        clock.pass(Duration.ofMinutes(7));
        publish(routing.carryOut(new LeaveQueue(clock.instant(), CALL, LeaveReason.MOVED)));
        services.noted.clear();
        services.noted.add(lost(before));
        restart();
        agree();
        CallInLine after = routing.snapshot().calls().getFirst();
        assertEquals(before.since(), after.since());
        assertEquals(Optional.of(NUMBER), after.callbackNumber());
        assertEquals(Callback.State.WAITING, callback().state());
        cancel(CALL);
    }

    @Test
    void aPlaceThatIsMadeAnewIsNeverOfferedAsIfSomebodyWereThere() throws Exception {
        waiting(IN);
        commands();
        CallInLine before = routing.snapshot().calls().getFirst();
        publish(routing.carryOut(new LeaveQueue(clock.instant(), CALL, LeaveReason.MOVED)));
        services.noted.clear();
        services.noted.add(lost(before));
        restart();
        signIn(ANNA);
        sessions.reconcile(routing.snapshot());
        settled();
        List<RoutingEvent> events = routing.carryOutOne();
        CallOffered offer = (CallOffered) events.getLast();
        assertEquals(Optional.of(NUMBER), offer.callbackNumber());
        publish(events);
        Ringing on = answers(expectDial("anna", "dial anna as LEG for 17s"));
        tell(answered(on.customer()));
        tell(key(on.customer(), '1'));
        isOver(Callback.State.DONE);
        everybodyHangsUp(on.customer(), on.agent());
    }

    private Callback lost(CallInLine before) {
        return new Callback(
                CALL,
                new Callback.Ask(
                        SUPPORT,
                        0,
                        new TreeMap<>(),
                        Optional.empty(),
                        before.since(),
                        new Party(NUMBER, ""),
                        NUMBER,
                        new TreeMap<>()),
                before.since(),
                before.since().plus(Duration.ofHours(2)),
                0,
                Callback.State.WAITING,
                Optional.empty());
    }

    @Test
    void aLineThatIsFullAfterARestartIsTriedAgainLater() throws Exception {
        Instant since = clock.instant();
        policy(Duration.ofSeconds(5), 1);
        publish(
                routing.carryOut(
                        new RoutingCommand.EnqueueCall(
                                clock.instant(), new CallId("x"), SUPPORT, 0, SkillNeed.none())));
        services.noted.add(lost(routing.snapshot().calls().getFirst()));
        restart();
        agree();
        assertEquals(1, routing.snapshot().calls().size());
        publish(
                routing.carryOut(
                        new LeaveQueue(clock.instant(), new CallId("x"), LeaveReason.ABANDONED)));
        clock.pass(RETRY);
        due();
        routing();
        assertEquals(since, routing.snapshot().calls().getFirst().since());
        assertTrue(hasPlace(SUPPORT, CALL));
        cancel(CALL);
    }

    @Test
    void anAttemptThatTheEndOfTheNodeCutShortCounts() throws Exception {
        waiting(IN);
        commands();
        customerRings();
        restart();
        signIn(ANNA);
        publish(routing.carryOut(new EndCall(clock.instant(), CALL)));
        agree();
        assertEquals(1, callback().attempts());
        assertEquals(Callback.State.RETRYING, callback().state());
        wrappedUp();
        expect();
        pass(RETRY);
        Ringing on = answers(expectDial("anna", "dial anna as LEG for 17s"));
        assertEquals(2, callback().attempts());
        tell(failed(on.customer(), HangupCause.NO_ANSWER));
        farewell(on.agent());
        isOver(Callback.State.GIVEN_UP);
    }

    @Test
    void afterTheLastAttemptThatWasCutShortItIsGivenUp() throws Exception {
        waiting(IN);
        Callback waiting = callback();
        commands();
        services.noted.add(waiting.tried(2).is(Callback.State.DIALLING));
        restart();
        agree();
        isOver(Callback.State.GIVEN_UP);
        assertEquals(List.of(), routing.snapshot().calls());
    }

    @Test
    void aPromiseThatExpiredMeanwhileIsOver() throws Exception {
        waiting(IN);
        commands();
        clock.pass(Duration.ofHours(3));
        restart();
        due();
        assertEquals(1, got(sessions.callbacks()).size());
        agree();
        isOver(Callback.State.EXPIRED);
        assertEquals(List.of(), routing.snapshot().calls());
    }

    @Test
    void oneMoreThanThereMayBeIsRefused() throws Exception {
        List<Callback> many = new ArrayList<>();
        for (int i = 0; i < Callbacks.MOST; i++) {
            many.add(CallbackBookTest.callback("c" + i, Callback.State.WAITING));
        }
        sessions.restore(many);
        inMenu(IN);
        tell(key(IN, '2'));
        expect("stop playing to in", "play not-valid to in");
        leave();
        assertEquals(Callbacks.MOST, got(sessions.callbacks()).size());
        clock.pass(Duration.ofHours(5));
        agree();
        assertEquals(List.of(), got(sessions.callbacks()));
    }
}
