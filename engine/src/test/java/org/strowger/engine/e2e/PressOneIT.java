package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
import org.strowger.telephony.peers.Ports;

/// An agent at a telephone outside, which a machine may answer.
class PressOneIT {
    private static final String NUMBER = "+442071838750";
    private static final short[] PRESS_1 = Centre.prompt("press-1-to-take-call");

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
    private final int port = Ports.free();
    private final Handsets handsets = new Handsets(port);
    private final Handset caller = handsets.handset("caller", "4711", Tone.CALLER);
    private final Handset outside = handsets.handset("outside", NUMBER, Tone.OUTSIDE);
    private final Handset ben = handsets.handset("ben", "ben", Tone.BEN);
    private Centre centre;

    @BeforeEach
    void open() throws Exception {
        centre =
                Centre.open(
                        Centre.Folder.of(
                                folder, rules(port), new TreeMap<>(Map.of("support", FLOW))));
        handsets.start(centre.address(), "ben");
        assertEquals(
                new DeskAnswer.Done(),
                centre.carryOut(
                        new DeskCommand.SignIn(
                                new Actor.Operator(), new AgentId("ann"), Optional.empty())));
        centre.awaitAgent("ann", "ready"::equals);
        centre.awaitAgent("ben", "ready"::equals);
        caller.dial(centre.uri("100"));
        outside.awaitRungAndAnswer();
    }

    @AfterEach
    void nothingIsLeft() {
        handsets.hangUpAll();
        Centre.await("no leg", () -> centre.engine().legs(), legs -> legs == 0);
        Centre.await("no port", () -> centre.engine().openPorts(), ports -> ports == 0);
        centre.awaitAgent("ann", "ready"::equals);
        centre.awaitAgent("ben", "ready"::equals);
        handsets.close();
        centre.close();
        Centre.await("no thread of the engine", Threads::ofTheEngine, Map::isEmpty);
    }

    @Test
    void agentAtATelephoneOutsideTakesTheCallByPressing1() {
        outside.awaitHeard("what to press", PRESS_1);
        handsets.expectHeard("caller: music");
        outside.press("2");
        outside.press("1");
        handsets.expectHeard("caller: outside", "outside: caller");
        assertEquals("ann", centre.awaitCall("talking").getString("agent"));
    }

    @Test
    void machineThatAnswersDoesNotGetTheCallerWhoGoesOnToTheNextAgent() {
        ben.awaitRung();
        outside.awaitIdle();
        handsets.expectHeard("caller: music");
        ben.answer();
        handsets.expectHeard("caller: ben", "ben: caller");
        assertEquals("ben", centre.awaitCall("talking").getString("agent"));
    }

    @Test
    void agentAtATelephoneOutsideWhoHangsUpInsteadLeavesTheCallerInLineForTheNextAgent() {
        outside.awaitHeard("what to press", PRESS_1);
        outside.hangUp();
        ben.awaitRungAndAnswer();
        handsets.expectHeard("caller: ben", "ben: caller");
    }

    /// Callers are for ann, and for ben when she does not take them.
    private static String rules(int port) {
        return """
            numbers: { "100": support }
            trunk: { address: "sip:{number}@127.0.0.1:%d", caller_id: "+442079460000" }
            transfers: { allowed: [ "+44" ] }
            queues:
              support: { ring_time: 4s, wrap_up: 0s, retry_delay: 1s, agents: best_skill, steps: [ { needs: { english: 1 } } ] }
            agents:
              ann: { name: Ann, external: "%s", sign_in: by_command, skills: { english: 10 } }
              ben: { name: Ben, password: ben-secret, skills: { english: 5 } }
            """
                .formatted(port, NUMBER);
    }
}
