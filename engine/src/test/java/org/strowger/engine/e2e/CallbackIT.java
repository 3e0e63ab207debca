package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.call.Actor;
import org.strowger.engine.call.DeskAnswer;
import org.strowger.engine.call.DeskCommand;
import org.strowger.engine.e2e.Handset.Tone;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.telephony.peers.Ports;

/// Callers who hang up and keep their place in line: their turn comes when it would have come, and
/// they are called.
class CallbackIT {
    private static final AgentId ANN = new AgentId("ann");
    private static final Actor HERSELF = new Actor.OfAgent(ANN);
    private static final short[] FOR_YOU = Centre.prompt("callback-for-you");
    private static final short[] GREETING = Centre.prompt("callback-greeting");
    private static final String CUSTOMER = "+442071838750";

    private static String flow(String queue) {
        return """
        flow: %1$s
        schema: 1
        language: en-GB
        start: line
        nodes:
          line: { queue: { name: %1$s, keys: { 1: keep } } }
          keep: { callback: { queue: %1$s, number: caller.number }, next: bye }
          bye: { say: { prompt: goodbye, barge_in: false }, next: hangup }
        """
                .formatted(queue);
    }

    @TempDir private Path folder;
    private final int port = Ports.free();
    private final Handsets handsets = new Handsets(port);
    private final Handset customer = handsets.handset("customer", CUSTOMER, Tone.CALLER);
    private final Handset other = handsets.handset("other", "4712", Tone.CARLA);
    private final Handset ann = handsets.handset("ann", "ann", Tone.ANN);
    private Centre centre;

    @BeforeEach
    void open() throws Exception {
        centre =
                Centre.open(
                        Centre.Folder.of(
                                folder,
                                rules(port),
                                new TreeMap<>(
                                        Map.of(
                                                "support", flow("support"),
                                                "sales", flow("sales")))));
        handsets.start(centre.address(), "ann");
        centre.awaitAgent("ann", "ready"::equals);
        does(new DeskCommand.Pause(HERSELF, ANN, "break", false));
    }

    @AfterEach
    void nothingIsLeft() {
        handsets.hangUpAll();
        Centre.await("no leg", () -> centre.engine().legs(), legs -> legs == 0);
        Centre.await("no port", () -> centre.engine().openPorts(), ports -> ports == 0);
        handsets.close();
        centre.close();
        Centre.await("no thread of the engine", Threads::ofTheEngine, Map::isEmpty);
    }

    private void does(DeskCommand command) {
        assertEquals(new DeskAnswer.Done(), centre.carryOut(command));
    }

    private void annIsReady() {
        does(new DeskCommand.Ready(HERSELF, ANN));
    }

    /// The customer waits, asks to be called back, and hangs up.
    private void keepsAPlace(String number) {
        customer.dial(centre.uri(number));
        centre.awaitCall("in line");
        customer.press("1");
        customer.awaitIdle();
        Centre.await("a kept place", this::line, line -> line.size() == 1 && isKept(line));
    }

    private void anotherComesAfterThem() {
        other.dial(centre.uri("100"));
        Centre.await("another in line", this::line, line -> line.size() == 2);
    }

    private List<CallInLine> line() {
        return centre.routing().calls();
    }

    private static boolean isKept(List<CallInLine> line) {
        return line.stream().anyMatch(call -> call.callbackNumber().isPresent());
    }

    @Test
    void customersTurnComesFirstAndTheAgentIsCalledBeforeThem() {
        keepsAPlace("100");
        anotherComesAfterThem();
        annIsReady();
        ann.awaitRungAndAnswer();
        ann.awaitHeard("what it is", FOR_YOU);
        customer.awaitRung();
        assertEquals(2, customer.calls());
        customer.answer();
        customer.awaitHeard("who calls", GREETING);
        customer.press("1");
        handsets.expectHeard("customer: ann", "ann: caller");
        handsets.expectHeard("other: music");
    }

    @Test
    void customerIsCalledBeforeTheAgentWhereTheQueueSaysSo() {
        keepsAPlace("200");
        annIsReady();
        customer.awaitRung();
        assertEquals(0, ann.calls());
        customer.answer();
        customer.awaitHeard("who calls", GREETING);
        customer.press("1");
        ann.awaitRungAndAnswer();
        handsets.expectHeard("customer: ann", "ann: caller");
    }

    @Test
    void customerWhoRingsAgainHasTheOldPlaceAndIsNotCalledBack() {
        keepsAPlace("100");
        anotherComesAfterThem();
        customer.dial(centre.uri("100"));
        Centre.await(
                "the new call in the old place",
                this::line,
                line -> line.size() == 2 && !isKept(line));
        annIsReady();
        ann.awaitRungAndAnswer();
        handsets.expectHeard("customer: ann", "ann: caller", "other: music");
        customer.hangUp();
        ann.awaitIdle();
        ann.awaitRungAndAnswer();
        handsets.expectHeard("other: ann", "ann: carla");
    }

    private static String rules(int port) {
        return """
            numbers: { "100": support, "200": sales }
            trunk: { address: "sip:{number}@127.0.0.1:%d", caller_id: "+442079460000" }
            transfers: { allowed: [ "+44" ] }
            queues:
              support: { ring_time: 8s, wrap_up: 0s, retry_delay: 1s, callback: { dial: agent_first, attempts: 2, retry: 1m } }
              sales:   { ring_time: 8s, wrap_up: 0s, retry_delay: 1s, callback: { dial: customer_first, attempts: 2, retry: 1m } }
            agents:
              ann: { name: Ann, password: ann-secret }
            """
                .formatted(port);
    }
}
