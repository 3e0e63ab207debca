package org.strowger.engine.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.CallView;
import org.strowger.engine.observe.RoutingMetrics;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.Party;
import org.strowger.yaml.Problem;

class StatusTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final QueueId SUPPORT = new QueueId("support");
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BEN = new AgentId("ben");

    private final RoutingCore core = new RoutingCore();
    private final RoutingMetrics metrics = new RoutingMetrics(new SimpleMeterRegistry());

    StatusTest() {
        TreeMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        queues.put(
                SUPPORT,
                new QueuePolicy(Duration.ofSeconds(15), Duration.ZERO, Duration.ofSeconds(5), 10));
        handle(new ApplyPolicy(NOON, new RoutingPolicy("1", queues)));
    }

    private void handle(RoutingCommand command) {
        metrics.on(core.handle(command));
    }

    private JsonObject json(Instant at, CallView... calls) {
        Status.Facts facts =
                new Status.Facts(
                        "main",
                        at,
                        List.of(calls),
                        core.snapshot(),
                        List.of(agent(ANNA, "Anna"), agent(BEN, "Ben")),
                        List.of(new Problem("a.yaml", 4, 8, "no node 'lime'")));
        return new JsonObject(Status.json(facts, metrics).encode());
    }

    private static AgentProfile agent(AgentId id, String name) {
        return new AgentProfile(id, name, new Endpoint(id.value()), new TreeMap<>());
    }

    private static CallView call(Party caller) {
        return new CallView(
                new CallId("c1"),
                caller,
                "100",
                "main-line",
                NOON,
                CallView.State.IN_LINE,
                Optional.of("line"),
                Optional.of(SUPPORT),
                Optional.empty());
    }

    private String stateOf(int agent) {
        return json(NOON).getJsonArray("agents").getJsonObject(agent).getString("state");
    }

    @Test
    void whatACallerCallsThemselvesIsDataAndStaysWhatItIs() {
        String hostile = "<img src=x onerror=alert(1)>\"</script>";
        JsonObject call =
                json(NOON, call(new Party("\"};alert(1);//", hostile)))
                        .getJsonArray("calls")
                        .getJsonObject(0);
        assertEquals(hostile, call.getString("name"));
        assertEquals("\"};alert(1);//", call.getString("number"));
    }

    @Test
    void aStateIsOneLineHoweverACallerIsCalled() {
        Status.Facts facts =
                new Status.Facts(
                        "main",
                        NOON,
                        List.of(call(new Party("1", "a\n\ndata: forged"))),
                        core.snapshot(),
                        List.of(),
                        List.of());
        assertFalse(Status.json(facts, metrics).encode().contains("\n"));
    }

    @Test
    void aCallIsShownWithWhereItIsAndHowLong() {
        assertEquals(
                new JsonObject(
                        """
                        {"id": "c1", "number": "555", "name": "Zoe", "dialled": "100",
                         "flow": "main-line", "state": "in line", "node": "line",
                         "queue": "support", "agent": "", "seconds": 65}
                        """),
                json(NOON.plusSeconds(65), call(new Party("555", "Zoe")))
                        .getJsonArray("calls")
                        .getJsonObject(0));
    }

    @Test
    void aLineIsShownWithItsLengthAndLongestWait() {
        for (int i = 0; i < 3; i++) {
            handle(
                    new EnqueueCall(
                            NOON.plusSeconds(i), new CallId("c" + i), SUPPORT, 0, List.of()));
        }
        handle(new LeaveQueue(NOON.plusSeconds(3), new CallId("c0"), LeaveReason.ABANDONED));
        assertEquals(
                new JsonObject()
                        .put("name", "support")
                        .put("waiting", 2)
                        .put("longest", 9)
                        .put("answered", 0)
                        .put("abandoned", 1),
                json(NOON.plusSeconds(10)).getJsonArray("queues").getJsonObject(0));
    }

    @Test
    void anAgentIsShownWithWhatTheyDo() {
        assertEquals("signed out", stateOf(0));
        handle(new SignInAgent(NOON, ANNA, new TreeMap<>()));
        assertEquals("ready", stateOf(0));
        assertEquals("signed out", stateOf(1));
        handle(new EnqueueCall(NOON, new CallId("c1"), SUPPORT, 0, List.of()));
        assertEquals("ringing", stateOf(0));
        handle(new PauseAgent(NOON, ANNA, "lunch"));
        assertEquals("ringing, paused: lunch", stateOf(0));
        handle(new AcceptOffer(NOON, ANNA, new CallId("c1")));
        assertEquals("talking, paused: lunch", stateOf(0));
    }

    @Test
    void theMistakesOfFlowFilesAreShown() {
        assertEquals(
                new JsonArray().add("a.yaml:4:8: no node 'lime'"),
                json(NOON).getJsonArray("problems"));
    }

    @Test
    void aClockThatDiffersShowsNoNegativeTime() {
        assertEquals(
                0,
                json(NOON.minusSeconds(5), call(Party.UNKNOWN))
                        .getJsonArray("calls")
                        .getJsonObject(0)
                        .getInteger("seconds"));
    }
}
