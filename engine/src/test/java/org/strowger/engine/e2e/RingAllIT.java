package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.e2e.Handset.Tone;
import org.strowger.telephony.peers.Ports;

/// Two telephones that ring for one caller and are answered in the same moment.
class RingAllIT {
    private static final int ROUNDS = 20;
    private static final String RULES =
            """
            numbers: { "100": support }
            queues:
              support: { ring_time: 10s, wrap_up: 0s, retry_delay: 0s, agents: ring_all }
            agents:
              ann: { name: Ann, password: ann-secret }
              ben: { name: Ben, password: ben-secret }
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
    private final Handset ben = handsets.handset("ben", "ben", Tone.BEN);
    private Centre centre;

    @BeforeEach
    void open() throws Exception {
        centre =
                Centre.open(
                        Centre.Folder.of(folder, RULES, new TreeMap<>(Map.of("support", FLOW))));
        handsets.start(centre.address(), "ann", "ben");
    }

    @AfterEach
    void close() {
        handsets.close();
        centre.close();
        Centre.await("no thread of the engine", Threads::ofTheEngine, Map::isEmpty);
    }

    @Test
    void ofTwoWhoAnswerAtOnceOneTalksAndTheOtherIsHungUp() {
        round(0);
        Centre.Holdings before = centre.holdings();
        for (int i = 1; i < ROUNDS; i++) {
            round(i);
        }
        centre.awaitNothingLeftBut(before);
        assertEquals(ROUNDS, centre.meter("strowger_queue_answered_total{queue=\"support\""));
    }

    private void round(int number) {
        centre.awaitAgent("ann", "ready"::equals);
        centre.awaitAgent("ben", "ready"::equals);
        caller.dial(centre.uri("100"));
        ann.awaitRung();
        ben.awaitRung();
        (number % 2 == 0 ? ann : ben).answer();
        (number % 2 == 0 ? ben : ann).answer();
        String talks = centre.awaitCall("talking").getString("agent");
        Handset other = talks.equals("ann") ? ben : ann;
        other.awaitIdle();
        if (number % 10 == 0) {
            handsets.expectHeard("caller: " + talks, talks + ": caller");
        }
        caller.hangUp();
        ann.awaitIdle();
        ben.awaitIdle();
        caller.awaitIdle();
    }
}
