package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.call.Actor;
import org.strowger.engine.call.DeskAnswer;
import org.strowger.engine.call.DeskCommand.PlaceCall;
import org.strowger.engine.e2e.Handset.Tone;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.peers.Ports;

/// Customers whom agents call on behalf of a queue, from the agent's wish to what is kept of it.
class PlacedCallsIT {
    private static final AgentId ANN = new AgentId("ann");
    private static final String CUSTOMER = "+442071838750";
    private static final short[] NOT_REACHED = Centre.prompt("callback-not-reached");

    private static final String FLOW =
            """
            flow: sales
            schema: 1
            language: en-GB
            start: line
            nodes:
              line: { queue: { name: sales } }
            """;

    @TempDir private static Path folder;
    private static Centre centre;
    private static Handsets handsets;
    private static Handset customer;
    private static Handset ann;

    private Centre.Holdings before;
    private int kept;

    @BeforeAll
    static void open() throws Exception {
        int port = Ports.free();
        handsets = new Handsets(port);
        customer = handsets.handset("customer", CUSTOMER, Tone.CALLER);
        ann = handsets.handset("ann", "ann", Tone.ANN);
        centre =
                Centre.open(
                        Centre.Folder.of(
                                folder, rules(port), new TreeMap<>(Map.of("sales", FLOW))));
        handsets.start(centre.address(), "ann");
        centre.awaitAgent("ann", "ready"::equals);
        // The first call makes threads that stay, such as the workers of the journal.
        customer.dial(centre.uri("200"));
        ann.awaitRungAndAnswer();
        customer.hangUp();
        customer.awaitIdle();
        ann.awaitIdle();
        Centre.await("a contact", centre.folder()::contacts, all -> all.size() == 1);
    }

    @AfterAll
    static void close() {
        handsets.close();
        centre.close();
        Centre.await("no thread of the engine", Threads::ofTheEngine, Map::isEmpty);
    }

    @BeforeEach
    void annIsReady() {
        centre.awaitAgent("ann", "ready"::equals);
        before = centre.holdings();
        kept = centre.folder().contacts().size();
    }

    @AfterEach
    void nothingIsLeft() {
        handsets.hangUpAll();
        centre.awaitNothingLeftBut(before);
    }

    private DeskAnswer annAsksFor(String number) {
        Actor herself = new Actor.OfAgent(ANN);
        return centre.carryOut(new PlaceCall(herself, ANN, new QueueId("sales"), number));
    }

    /// Waits for all that is kept of it: one contact.
    private JsonObject isKeptAs(String outcome) {
        List<JsonObject> contacts =
                Centre.await(
                        "one contact more",
                        centre.folder()::contacts,
                        all -> all.size() == kept + 1);
        JsonObject contact = contacts.getLast();
        assertEquals(outcome, contact.getString("outcome"));
        assertEquals(CUSTOMER, contact.getString("number"));
        assertEquals("sales", contact.getString("queue"));
        return contact;
    }

    @Test
    void agentIsRungHearsMusicWhileTheCustomerIsAndTalksToThem() {
        assertEquals(new DeskAnswer.Done(), annAsksFor(CUSTOMER));
        ann.awaitRungAndAnswer();
        customer.awaitRung();
        handsets.expectHeard("ann: music");
        assertEquals("ann", centre.awaitCall("calling customer").getString("agent"));
        customer.answer();
        handsets.expectHeard("customer: ann", "ann: caller");
        assertEquals("sales", centre.awaitCall("talking").getString("queue"));
        customer.hangUp();
        ann.awaitIdle();
        centre.awaitAgent("ann", "ready"::equals);
        assertEquals("ann", isKeptAs("OUTBOUND_ANSWERED").getString("agent"));
    }

    @Test
    void agentWhoDialsTheQueuesPrefixTalksToTheCustomerOnTheSameCall() {
        try (DeskPhone ben = DeskPhone.at(centre, "ben", Tone.BEN, folder)) {
            centre.awaitAgent("ben", "ready"::equals);
            ben.dials(centre.uri("9" + CUSTOMER));
            customer.awaitRungAndAnswer();
            handsets.expectHeard("customer: ben");
            ben.hears(Tone.CALLER);
            assertEquals("ben", centre.awaitCall("talking").getString("agent"));
            ben.hangsUp();
            customer.awaitIdle();
            centre.awaitAgent("ben", "ready"::equals);
            assertEquals("ben", isKeptAs("OUTBOUND_ANSWERED").getString("agent"));
        }
    }

    @Test
    void agentHearsThatTheCustomerWasNotReachedAndIsFree() {
        assertEquals(new DeskAnswer.Done(), annAsksFor(CUSTOMER));
        ann.awaitRungAndAnswer();
        customer.awaitRung();
        customer.hangUp();
        ann.awaitHeard("that nobody was reached", NOT_REACHED);
        ann.awaitIdle();
        centre.awaitAgent("ann", "ready"::equals);
        assertEquals(List.of(), centre.calls());
        isKeptAs("OUTBOUND_FAILED");
    }

    private static String rules(int port) {
        return """
            numbers: { "200": sales }
            trunk: { address: "sip:{number}@127.0.0.1:%d", caller_id: "+442079460000" }
            transfers: { allowed: [ "+44" ] }
            feature_codes: { outbound: { "9": sales } }
            queues:
              sales: { ring_time: 8s, wrap_up: 0s, retry_delay: 1s }
            agents:
              ann: { name: Ann, password: ann-secret }
              ben: { name: Ben, password: ben-secret }
            """
                .formatted(port);
    }
}
