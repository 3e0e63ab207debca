package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.telephony.LegId;

/// What crosses on the way between people, the network and the routing core: each of these went
/// wrong once, and [StatesTest] found it.
class CrossingsTest extends CallsTest {
    private static final Actor BY_ANNA = new Actor.OfAgent(ANNA);
    private static final DeskCommand TO_SALES =
            new DeskCommand.Transfer(BY_ANNA, CALL, new Place.ToQueue(SALES));

    @Test
    void nobodyLeavesTheLineWhileTheAgentHearsWhatTheCallIsAbout() throws Exception {
        services.whispers.add(SUPPORT);
        rules("a key", org.strowger.engine.routing.QueuePolicy.builder());
        signIn(ANNA);
        inMenu(IN);
        tell(key(IN, '9')); // the flow waits there for a second
        routing();
        commands();
        LegId anna = new LegId(dialled());
        tell(answered(anna));
        routing();
        clock.pass(Duration.ofSeconds(2));
        tell(key(IN, '5')); // makes a flow that waits look at its clock
        assertEquals(CallView.State.TALKING, afterWhisper(anna));
        assertInstanceOf(Phase.Talking.class, phase(ANNA));
        tell(ended(IN));
        commands();
        tell(ended(anna));
        routing();
    }

    private CallView.State afterWhisper(LegId anna) throws Exception {
        commands();
        tell(played(anna, lastPlay()));
        commands();
        return view().state();
    }

    @Test
    void whoAskedForATransferIsToldThatTheCallerHungUp() throws Exception {
        LegId anna = talking();
        Future<DeskAnswer> answer = sessions.carryOut(TO_SALES);
        settled();
        tell(ended(IN));
        commands();
        tell(ended(anna));
        routing();
        assertInstanceOf(DeskAnswer.Refused.class, got(answer));
    }

    @Test
    void nobodyIsAskedWhileTheCoreDecidesOnATransfer() throws Exception {
        LegId anna = talking();
        Future<DeskAnswer> answer = sessions.carryOut(TO_SALES);
        DeskAnswer meanwhile =
                got(
                        sessions.carryOut(
                                new DeskCommand.Consult(BY_ANNA, CALL, new Place.ToQueue(SALES))));
        assertInstanceOf(DeskAnswer.Refused.class, meanwhile);
        routing();
        assertEquals(new DeskAnswer.Done(), got(answer));
        assertEquals(CallView.State.IN_LINE, view().state());
        assertTrue(tellings().contains("hang up %s: NORMAL".formatted(anna)));
        tell(ended(anna));
        leave();
    }
}
