package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.e2e.Handset.Tone;
import org.strowger.telephony.peers.Ports;
import org.strowger.telephony.peers.Sipp;

/// What an agent does with a talk by the keys of a telephone of another maker: hold, and transfer
/// without a word. The customer is where the keys say, and the telephone is told what came of it.
class PhoneKeysIT {
    private static final String OUTSIDE = "+442071838750";

    /// How baresip says that it was told that its transfer was done.
    private static final String TRANSFERRED = "Call transfered";

    @TempDir private static Path folder;
    private static Centre centre;
    private static Handsets handsets;
    private static Handset caller;
    private static Handset ben;
    private static Handset outside;
    private static Handset other;

    private DeskPhone ann;
    private Centre.Holdings before;

    @BeforeAll
    static void open() throws Exception {
        int port = Ports.free();
        handsets = new Handsets(port);
        caller = handsets.handset("caller", "4711", Tone.CALLER);
        ben = handsets.handset("ben", "ben", Tone.BEN);
        outside = handsets.handset("outside", OUTSIDE, Tone.OUTSIDE);
        other = handsets.handset("other", "4712", Tone.CARLA);
        centre =
                Centre.open(
                        Centre.Folder.of(
                                folder,
                                rules(port),
                                new TreeMap<>(
                                        Map.of(
                                                "support", flow("support"),
                                                "sales", flow("sales"),
                                                "claims", flow("claims")))));
        handsets.start(centre.address(), "ben");
        // The first call makes threads that stay, such as the workers of the journal.
        caller.dial(centre.uri("200"));
        ben.awaitRungAndAnswer();
        caller.hangUp();
        caller.awaitIdle();
        ben.awaitIdle();
    }

    private static String flow(String queue) {
        return """
        flow: %1$s
        schema: 1
        language: en-GB
        start: line
        nodes:
          line: { queue: { name: %1$s, music: hold-music } }
        """
                .formatted(queue);
    }

    @AfterAll
    static void close() {
        handsets.close();
        centre.close();
        Centre.await("no thread of the engine", Threads::ofTheEngine, Map::isEmpty);
    }

    @BeforeEach
    void theCallerTalksWithAnn() {
        ann = DeskPhone.at(centre, "ann", Tone.ANN, folder);
        centre.awaitAgent("ann", "ready"::equals);
        centre.awaitAgent("ben", "ready"::equals);
        before = centre.holdings();
        caller.dial(centre.uri("100"));
        ann.answers();
        handsets.expectHeard("caller: ann");
        ann.hears(Tone.CALLER);
    }

    @AfterEach
    void nothingIsLeft() {
        handsets.hangUpAll();
        centre.awaitNothingLeftBut(before);
        ann.close();
    }

    private void transfersTo(String dialled) {
        ann.transfersTo(centre.uri(dialled));
    }

    /// The telephone knows that it was done, and ann has calls again.
    private void annIsFree() {
        assertEquals(TRANSFERRED, ann.awaitOver());
        centre.awaitAgent("ann", "ready"::equals);
    }

    /// That the agent hears the customer again is for SIPp to show, below: baresip hears nothing
    /// more in a call that it has held.
    @Test
    void customerHearsMusicWhileTheHoldKeyIsOnAndThenTheAgentAgain() {
        ann.holds();
        handsets.expectHeard("caller: music");
        assertEquals("ann", centre.awaitCall("held").getString("agent"));
        ann.resumes();
        handsets.expectHeard("caller: ann");
        centre.awaitCall("talking");
    }

    @Test
    void customerIsTakenToAColleaguesNumber() {
        transfersTo("202");
        ben.awaitRung();
        handsets.expectHeard("caller: music");
        annIsFree();
        ben.answer();
        handsets.expectHeard("caller: ben", "ben: caller");
        assertEquals("ben", centre.awaitCall("talking").getString("agent"));
    }

    /// As most telephones do it: they hold while the number is dialled.
    @Test
    void customerWhoHoldsIsTakenToANumberOfTheCentre() {
        ann.holds();
        centre.awaitCall("held");
        transfersTo("200");
        ben.awaitRungAndAnswer();
        annIsFree();
        handsets.expectHeard("caller: ben", "ben: caller");
        assertEquals("sales", centre.awaitCall("talking").getString("queue"));
    }

    @Test
    void customerIsTakenToANumberOutside() {
        transfersTo(OUTSIDE);
        outside.awaitRungAndAnswer();
        annIsFree();
        handsets.expectHeard("caller: outside", "outside: caller");
        centre.awaitCall("elsewhere");
    }

    /// SIPp, which says what it hears: baresip hangs up by itself when a transfer is refused.
    @Test
    void whereNobodyMayBeCalledTheTelephoneIsToldAndTakesTheCustomerBack() {
        Sipp.Plan plan =
                Sipp.scenario("agent-refers-in-vain")
                        .key("refer_to", centre.uri("+493012345"))
                        .talks(Duration.ofSeconds(5))
                        .echoes()
                        .calls(1);
        try (Sipp eve = centre.agent("eve", plan)) {
            other.dial(centre.uri("300"));
            handsets.expectHeard("other: music");
            handsets.expectHeard("other: carla");
            centre.awaitCalls(2, "talking");
            other.hangUp();
            assertEquals(new Sipp.Outcome(0, 1, 0, ""), eve.await(Centre.SOON));
            centre.signOut("eve", eve);
        }
    }

    /// Support is ann's, sales is ben's and claims is eve's, so that it is clear who is rung.
    private static String rules(int port) {
        return """
            numbers: { "100": support, "200": sales, "300": claims }
            trunk: { address: "sip:{number}@127.0.0.1:%d", caller_id: "+442079460000" }
            transfers: { allowed: [ "+44" ] }
            queues:
              support: { ring_time: 8s, wrap_up: 0s, retry_delay: 1s, steps: [ { needs: { english: 5 } } ] }
              sales:   { ring_time: 8s, wrap_up: 0s, retry_delay: 1s, steps: [ { needs: { german: 5 } } ] }
              claims:  { ring_time: 8s, wrap_up: 0s, retry_delay: 1s, steps: [ { needs: { french: 5 } } ] }
            agents:
              ann: { name: Ann, number: "201", password: ann-secret, skills: { english: 10 } }
              ben: { name: Ben, number: "202", password: ben-secret, skills: { german: 10 } }
              eve: { name: Eve, password: eve-secret, skills: { french: 10 } }
            """
                .formatted(port);
    }
}
