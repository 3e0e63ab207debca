package org.strowger.engine.e2e;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.e2e.Handset.Tone;
import org.strowger.telephony.peers.Ports;

/// A day at a desk that belongs to nobody: all that an agent does there is dialled, by a telephone
/// that proves its calls.
class FeatureCodesIT {
    private static final String RULES =
            """
            numbers: { "100": support }
            pauses: [ break, lunch ]
            phones: { desk-1: { password: desk-1-secret } }
            queues:
              support:
                ring_time: 8s
                wrap_up: 10m
                dispositions: { required: yes, reasons: [ solved, sold ] }
            agents:
              ann: { name: Ann, number: "201", pin: "4711", sign_in: by_command }
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

    @TempDir private Path folder;
    private final Handsets handsets = new Handsets(Ports.free());
    private final Handset caller = handsets.handset("caller", "4712", Tone.CALLER);
    private Centre centre;
    private DeskPhone desk;

    @BeforeEach
    void open() throws Exception {
        centre =
                Centre.open(
                        Centre.Folder.of(folder, RULES, new TreeMap<>(Map.of("support", FLOW))));
        handsets.start(centre.address());
        desk = DeskPhone.at(centre, "desk-1");
    }

    @AfterEach
    void nothingIsLeft() {
        desk.close();
        handsets.hangUpAll();
        Centre.await("no leg", () -> centre.engine().legs(), legs -> legs == 0);
        Centre.await("no port", () -> centre.engine().openPorts(), ports -> ports == 0);
        handsets.close();
        centre.close();
        Centre.await("no thread of the engine", Threads::ofTheEngine, Map::isEmpty);
    }

    private void dials(String code) {
        desk.dials(centre.uri(code));
    }

    /// Dials a code that needs no more, and hears what was done.
    private void does(String code, String said) {
        dials(code);
        desk.hears(said);
        desk.awaitOver();
    }

    private void signsIn() {
        dials("*11");
        desk.hears("enter-agent-number");
        desk.types("201#");
        desk.hears("enter-pin");
        desk.types("4711#");
        desk.hears("signed-in");
        desk.awaitOver();
        centre.awaitAgent("ann", "ready"::equals);
    }

    @Test
    void agentSignsInTalksSaysWhatCameOfItPausesAndSignsOutAtADeskOfNobodys() {
        centre.awaitAgent("ann", "signed out"::equals);
        signsIn();

        caller.dial(centre.uri("100"));
        desk.answers();
        centre.awaitCall("talking");
        caller.hangUp();
        desk.awaitOver();
        centre.awaitAgent("ann", "wrap-up"::equals);
        does("*13", "not-possible");
        does("*152", "noted");
        does("*13", "now-ready");
        centre.awaitAgent("ann", "ready"::equals);

        does("*142", "now-paused");
        centre.awaitAgent("ann", "paused: lunch"::equals);
        does("*13", "now-ready");
        centre.awaitAgent("ann", "ready"::equals);
        does("*12", "signed-out");
        centre.awaitAgent("ann", "signed out"::equals);
    }

    @Test
    void withTheWrongPinNobodyIsSignedIn() {
        dials("*11");
        desk.types("201#");
        desk.types("0000#");
        desk.types("201#");
        desk.types("4712#");
        desk.hangsUp();
        centre.awaitAgent("ann", "signed out"::equals);
        signsIn();
    }
}
