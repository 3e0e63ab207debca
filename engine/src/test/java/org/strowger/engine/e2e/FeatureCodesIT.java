package org.strowger.engine.e2e;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.e2e.Handset.Tone;
import org.strowger.telephony.peers.Baresip;
import org.strowger.telephony.peers.Ports;

/// A day at a desk that belongs to nobody: all that an agent does there is dialled, by a telephone
/// that proves its calls.
class FeatureCodesIT {
    private static final double ALIKE = 0.9;
    private static final String RULES =
            """
            numbers: { "100": support }
            pauses: [ break, lunch ]
            phones: { desk-1: { password: desk-secret } }
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
    private Baresip desk;

    @BeforeEach
    void open() throws Exception {
        centre =
                Centre.open(
                        Centre.Folder.of(folder, RULES, new TreeMap<>(Map.of("support", FLOW))));
        handsets.start(centre.address());
        desk = Baresip.phone("desk-1").registersAt(centre.address(), "desk-secret").start();
        desk.awaitRegistered();
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
        desk.dial(centre.uri(code));
        desk.awaitEstablished();
    }

    /// Dials a code that needs no more, and hears what was done.
    private void does(String code, String said) {
        dials(code);
        hears(said);
        desk.awaitClosed();
    }

    private void hears(String said) {
        short[] words = Handset.beginning(Centre.prompt(said));
        desk.awaitHeard(said, Centre.SOON, heard -> heard.contains(words, ALIKE));
    }

    private void types(String keys) {
        keys.chars().forEach(key -> desk.press((char) key));
    }

    private void signsIn() {
        dials("*11");
        hears("enter-agent-number");
        types("201#");
        hears("enter-pin");
        types("4711#");
        hears("signed-in");
        desk.awaitClosed();
        centre.awaitAgent("ann", "ready"::equals);
    }

    @Test
    void agentSignsInTalksSaysWhatCameOfItPausesAndSignsOutAtADeskOfNobodys() {
        centre.awaitAgent("ann", "signed out"::equals);
        signsIn();

        caller.dial(centre.uri("100"));
        desk.awaitIncoming();
        desk.accept();
        desk.awaitEstablished();
        centre.awaitCall("talking");
        caller.hangUp();
        desk.awaitClosed();
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
        types("201#");
        types("0000#");
        types("201#");
        types("4712#");
        desk.hangUp();
        desk.awaitClosed();
        centre.awaitAgent("ann", "signed out"::equals);
        signsIn();
    }
}
