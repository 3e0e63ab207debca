package org.strowger.engine.e2e;

import java.nio.file.Path;
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

/// A supervisor who dials the codes for listening, whispering and joining in at a telephone of
/// another maker: as each of the three hears it.
class SupervisorCodesIT {
    private static final String RULES =
            """
            numbers: { "100": support }
            phones: { desk-1: { password: desk-1-secret } }
            queues:
              support: { ring_time: 8s, wrap_up: 0s, retry_delay: 1s }
            agents:
              ann: { name: Ann, team: north, number: "201", password: ann-secret }
              eve: { name: Eve, team: south, number: "202", password: eve-secret }
            supervisors:
              carla: { name: Carla, teams: [ north ], number: "301", pin: "9999", password: carla-secret, phone: carla }
            """;
    private static final String FLOW =
            """
            flow: support
            schema: 1
            language: en-GB
            start: line
            nodes:
              line: { queue: { name: support } }
            """;

    @TempDir private static Path folder;
    private static Centre centre;
    private static Handsets handsets;
    private static Handset caller;
    private static Handset ann;

    private Centre.Holdings before;

    @BeforeAll
    static void open() throws Exception {
        handsets = new Handsets(Ports.free());
        caller = handsets.handset("caller", "4711", Tone.CALLER);
        ann = handsets.handset("ann", "ann", Tone.ANN);
        centre =
                Centre.open(
                        Centre.Folder.of(folder, RULES, new TreeMap<>(Map.of("support", FLOW))));
        handsets.start(centre.address(), "ann");
        // The first call makes threads that stay, such as the workers of the journal.
        talk();
        caller.hangUp();
        caller.awaitIdle();
        ann.awaitIdle();
    }

    private static void talk() {
        centre.awaitAgent("ann", "ready"::equals);
        caller.dial(centre.uri("100"));
        ann.awaitRungAndAnswer();
    }

    @AfterAll
    static void close() {
        handsets.close();
        centre.close();
        Centre.await("no thread of the engine", Threads::ofTheEngine, Map::isEmpty);
    }

    @BeforeEach
    void theCallerTalksWithAnn() {
        centre.awaitAgent("ann", "ready"::equals);
        before = centre.holdings();
        talk();
    }

    @AfterEach
    void nothingIsLeft() {
        handsets.hangUpAll();
        centre.awaitNothingLeftBut(before);
    }

    /// Supervisors are believed to be who they are at their own telephone.
    private void dialsAndNamesAnn(DeskPhone carla, String code) {
        carla.dials(centre.uri(code));
        carla.hears("enter-agent-number");
        carla.types("201#");
        carla.hears(Tone.ANN, Tone.CALLER);
    }

    @Test
    void supervisorHearsATalkIsHeardByTheAgentAndIsHeardByBothAsTheCodeSays() {
        try (DeskPhone carla = DeskPhone.at(centre, "carla", Tone.CARLA, folder)) {
            dialsAndNamesAnn(carla, "*21");
            handsets.expectHeard("caller: ann", "ann: caller");
            carla.hangsUp();

            dialsAndNamesAnn(carla, "*22");
            handsets.expectHeard("caller: ann", "ann: caller carla");
            carla.hangsUp();

            dialsAndNamesAnn(carla, "*23");
            handsets.expectHeard("caller: ann carla", "ann: caller carla");
            carla.hangsUp();
            handsets.expectHeard("caller: ann", "ann: caller");
        }
    }

    @Test
    void supervisorAtADeskOfNobodysSaysWhoTheyAreAndHearsNoOtherTeam() {
        try (DeskPhone desk = DeskPhone.at(centre, "desk-1", Tone.CARLA, folder)) {
            desk.dials(centre.uri("*22"));
            desk.hears("enter-agent-number");
            desk.types("301#");
            desk.hears("enter-pin");
            desk.types("9999#");
            desk.types("201#");
            desk.hears(Tone.ANN, Tone.CALLER);
            handsets.expectHeard("caller: ann", "ann: caller carla");
            desk.hangsUp();

            desk.dials(centre.uri("*22"));
            desk.types("301#");
            desk.types("9999#");
            desk.types("202#");
            desk.hears("not-allowed");
            desk.awaitOver();
        }
    }
}
