package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.telephony.peers.Baresip;
import org.strowger.telephony.peers.Sipp;

/// What a node knows again after it has ended, by request or by force.
///
/// The agents' phones are SIPp's, which register once and never again, so a phone that is reached
/// after a restart is reached by what the node has kept.
class RestartIT {
    private static final String NODE_LOST =
            "strowger_queue_left_total{queue=\"support\",reason=\"NODE_LOST\"}";

    private static final NavigableMap<String, Integer> ONE_OF_EACH =
            new TreeMap<>(Map.of(Kept.NUMBER, 1, "tom", 1, "wanda", 1, "rita", 1));

    @TempDir private Path path;

    @Test
    void signInsPausesAndKeptPlacesOutliveARestart() throws Exception {
        Centre.Folder folder = Kept.in(path);
        try (Centre centre = Centre.open(folder);
                Sipp _ = centre.agent("ann", Sipp.scenario("agent-patient"));
                Sipp _ = centre.agent("bob", Sipp.scenario("agent-patient"))) {
            Kept.pauseBob(centre.engine());
            Kept.keepPlace(centre);
            Instant keptSince = awaitKeptPlace(centre).since();
            centre.restart();
            assertEquals("ready", centre.agentState("ann"));
            assertEquals("paused: lunch", centre.agentState("bob"));
            assertEquals(keptSince, awaitKeptPlace(centre).since());
            assertReaches(centre, "ann");
        }
    }

    @Test
    void theyOutliveAKillTooAndCallsWhoseVoicesDiedWithTheNodeAreCleared() throws Exception {
        Centre.Folder folder = Kept.in(path);
        try (NodeProcess node = NodeProcess.start(folder);
                Sipp _ = node.agent("ann", Sipp.scenario("agent-patient"));
                Sipp _ = node.agent("bob", Sipp.scenario("agent-patient"));
                Baresip talking = Baresip.phone("tom").start();
                Baresip waiting = Baresip.phone("wanda").start()) {
            node.awaitAgent("bob", "paused: lunch"::equals);
            Kept.keepPlace(node);
            callSupport(talking, node);
            node.awaitCall("talking");
            callSupport(waiting, node);
            Front.await("one waits", node::calls, calls -> hasOne(calls, "in line"));
            node.kill();
            try (Centre centre = Centre.open(folder)) {
                awaitKeptPlace(centre);
                centre.awaitAgent("ann", "ready"::equals);
                assertEquals("paused: lunch", centre.agentState("bob"));
                assertEquals(1, centre.meter(NODE_LOST));
                assertReaches(centre, "ann");
                Front.await(
                        "of each call one contact, whoever wrote it",
                        () -> contactsByNumber(folder),
                        ONE_OF_EACH::equals);
            }
        }
        // What was to be written when the second engine closed is on the disk as well.
        assertEquals(ONE_OF_EACH, contactsByNumber(folder));
    }

    /// How many contacts there are of each customer.
    private static NavigableMap<String, Integer> contactsByNumber(Centre.Folder folder) {
        NavigableMap<String, Integer> counts = new TreeMap<>();
        folder.contacts().forEach(c -> counts.merge(c.getString("number"), 1, Integer::sum));
        return counts;
    }

    private static boolean hasOne(List<JsonObject> calls, String state) {
        return calls.stream().filter(call -> call.getString("state").equals(state)).count() == 1;
    }

    /// Waits until the kept place is all that is in line.
    private static CallInLine awaitKeptPlace(Centre centre) {
        List<CallInLine> line =
                Front.await(
                        "the kept place",
                        () -> centre.routing().calls(),
                        calls ->
                                calls.size() == 1 && calls.getFirst().callbackNumber().isPresent());
        assertEquals(Optional.of(Kept.NUMBER), line.getFirst().callbackNumber());
        return line.getFirst();
    }

    private static void callSupport(Baresip caller, Front node) {
        caller.dial(node.uri("100"));
        caller.awaitEstablished();
        caller.press('1');
    }

    private static void assertReaches(Centre centre, String agent) {
        try (Baresip caller = Baresip.phone("rita").start()) {
            callSupport(caller, centre);
            assertEquals(agent, centre.awaitCall("talking").getString("agent"));
            caller.hangUp();
            caller.awaitClosed();
            centre.awaitAgent(agent, "ready"::equals);
        }
    }
}
