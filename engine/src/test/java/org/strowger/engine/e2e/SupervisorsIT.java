package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.call.Actor;
import org.strowger.engine.call.DeskAnswer;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.call.DeskCommand;
import org.strowger.engine.call.DeskCommand.ChangeEar;
import org.strowger.engine.call.DeskCommand.ListenTo;
import org.strowger.engine.e2e.Handset.Tone;
import org.strowger.engine.routing.AgentId;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;
import org.strowger.telephony.peers.Ports;

/// A supervisor who listens to an agent's talk, says something to the agent alone, and joins in: as
/// each of the three hears it.
class SupervisorsIT {
    private static final AgentId ANN = new AgentId("ann");
    private static final Endpoint CARLAS = new Endpoint("carla");
    private static final String RULES =
            """
            numbers: { "100": support }
            queues:
              support: { ring_time: 8s, wrap_up: 0s, retry_delay: 1s }
            agents:
              ann: { name: Ann, team: north, password: ann-secret, skills: { english: 5 } }
              eve: { name: Eve, team: south, password: eve-secret }
            supervisors:
              carla: { name: Carla, teams: [ north ], password: carla-secret, phone: carla }
              dave:  { name: Dave,  teams: [ south ], password: dave-secret,  phone: dave }
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
    private final Handset caller = handsets.handset("caller", "4711", Tone.CALLER);
    private final Handset ann = handsets.handset("ann", "ann", Tone.ANN);
    private final Handset carla = handsets.handset("carla", "carla", Tone.CARLA);
    private Centre centre;

    @BeforeEach
    void open() throws Exception {
        centre =
                Centre.open(
                        Centre.Folder.of(folder, RULES, new TreeMap<>(Map.of("support", FLOW))));
        handsets.start(centre.address(), "ann", "carla");
        centre.awaitAgent("ann", "ready"::equals);
        talk();
    }

    private void talk() {
        caller.dial(centre.uri("100"));
        ann.awaitRungAndAnswer();
        handsets.expectHeard("caller: ann", "ann: caller");
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

    private static Actor supervisor(String id) {
        return new Actor.OfSupervisor(id);
    }

    private void does(DeskCommand command) {
        assertEquals(new DeskAnswer.Done(), centre.carryOut(command));
    }

    private void listens(Ear ear) {
        does(new ListenTo(supervisor("carla"), ANN, ear, CARLAS));
        carla.awaitRungAndAnswer();
    }

    private void changesTo(Ear ear) {
        does(new ChangeEar(supervisor("carla"), ANN, ear));
    }

    private void isHeardByNobody() {
        handsets.expectHeard("carla: ann caller", "caller: ann", "ann: caller");
    }

    private void isHeardByTheAgent() {
        handsets.expectHeard("carla: ann caller", "caller: ann", "ann: caller carla");
    }

    private void isHeardByBoth() {
        handsets.expectHeard("carla: ann caller", "caller: ann carla", "ann: caller carla");
    }

    @Test
    void supervisorListensWhispersAndJoinsInByCommandsAndByKeys() {
        listens(Ear.MONITOR);
        isHeardByNobody();
        changesTo(Ear.WHISPER);
        isHeardByTheAgent();
        changesTo(Ear.BARGE);
        isHeardByBoth();
        carla.press("4");
        isHeardByNobody();
        carla.press("6");
        isHeardByBoth();
        carla.press("5");
        isHeardByTheAgent();
        carla.hangUp();
        handsets.expectHeard("caller: ann", "ann: caller");
    }

    @Test
    void supervisorGoesOnListeningInTheAgentsNextTalk() {
        listens(Ear.WHISPER);
        isHeardByTheAgent();
        caller.hangUp();
        ann.awaitIdle();
        handsets.expectHeard("carla:");
        talkIsHeard();
    }

    private void talkIsHeard() {
        centre.awaitAgent("ann", "ready"::equals);
        caller.awaitIdle();
        caller.dial(centre.uri("100"));
        ann.awaitRungAndAnswer();
        isHeardByTheAgent();
    }

    @Test
    void supervisorOfAnotherTeamDoesNotListen() {
        DeskAnswer answer =
                centre.carryOut(new ListenTo(supervisor("dave"), ANN, Ear.MONITOR, CARLAS));
        assertEquals(
                Reason.NOT_ALLOWED, assertInstanceOf(DeskAnswer.Refused.class, answer).reason());
        assertEquals(0, carla.calls());
        handsets.expectHeard("caller: ann", "ann: caller");
    }
}
