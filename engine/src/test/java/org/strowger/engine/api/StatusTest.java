package org.strowger.engine.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.CallView;
import org.strowger.engine.estimate.QueueErrors;
import org.strowger.engine.estimate.WaitEstimate;
import org.strowger.engine.estimate.WaitForecasts.Forecast;
import org.strowger.engine.estimate.WaitForecasts.View;
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
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Occupancy;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.QueueState;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.Party;
import org.strowger.yaml.Problem;

class StatusTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final QueueId SUPPORT = new QueueId("support");
    private static final RoutingProfile UNSKILLED = RoutingProfile.of(new TreeMap<>());
    private static final RoutingPolicy POLICY =
            RoutingPolicy.of("1", new TreeMap<>(Map.of(SUPPORT, QueuePolicy.standard())));
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BEN = new AgentId("ben");
    private static final CallId C1 = new CallId("c1");

    private final RoutingCore core = new RoutingCore();
    private final RoutingMetrics metrics = new RoutingMetrics(new SimpleMeterRegistry());

    private final SortedMap<CallId, Integer> places = new TreeMap<>();
    private View forecasts = View.NOTHING;

    StatusTest() {
        handle(new ApplyPolicy(NOON, POLICY));
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
                        places,
                        forecasts,
                        List.of(agent(ANNA, "Anna"), agent(BEN, "Ben")),
                        List.of(new Problem("a.yaml", 4, 8, "no node 'lime'")));
        return new JsonObject(Status.json(facts, metrics).encode());
    }

    private static AgentProfile agent(AgentId id, String name) {
        return new AgentProfile(id, name, new Endpoint(id.value()), UNSKILLED);
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
                List.of());
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
                        places,
                        forecasts,
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

    private static Forecast forecast(QueueId queue) {
        return new Forecast(
                queue,
                NOON.plusSeconds(60),
                new WaitEstimate(
                        Duration.ofSeconds(50),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(90),
                        WaitEstimate.Method.QUEUE_LENGTH,
                        Duration.ZERO,
                        Optional.empty()));
    }

    private void forecasts(Forecast of) {
        forecasts = new View(new TreeMap<>(Map.of(C1, of)), new TreeMap<>(), 1, 0, 0);
    }

    private JsonObject callAt(long seconds) {
        return json(NOON.plusSeconds(seconds), call(Party.UNKNOWN))
                .getJsonArray("calls")
                .getJsonObject(0);
    }

    @Test
    void aCallInLineIsShownWithItsPlaceAndForHowMuchLongerItMayWait() {
        places.put(C1, 3);
        assertEquals(3, callAt(65).getInteger("place"));
        assertFalse(callAt(65).containsKey("wait"));
        forecasts(forecast(SUPPORT));
        assertEquals(
                new JsonObject().put("p50", 35).put("p80", 85).put("by", "queue length"),
                callAt(65).getJsonObject("wait"));
        assertEquals(
                new JsonObject().put("p50", 0).put("p80", 30).put("by", "queue length"),
                callAt(120).getJsonObject("wait"));
        assertFalse(callAt(150).containsKey("wait"));
    }

    @Test
    void aCallThatIsNoLongerWhereItWasEstimatedIsShownWithoutAnEstimate() {
        forecasts(forecast(SUPPORT));
        assertFalse(callAt(65).containsKey("wait"));
        places.put(C1, 1);
        forecasts(forecast(new QueueId("sales")));
        assertFalse(callAt(65).containsKey("wait"));
    }

    @Test
    void aQueueIsShownWithHowGoodItsEstimatesWere() {
        QueueErrors errors =
                new QueueErrors(
                        40,
                        2,
                        Duration.ofSeconds(60),
                        Duration.ofMillis(-1_260),
                        Duration.ofMillis(20_040),
                        0.5,
                        1,
                        1,
                        0.4876,
                        0.55);
        forecasts = new View(new TreeMap<>(), new TreeMap<>(Map.of(SUPPORT, errors)), 42, 0, 0);
        assertEquals(
                new JsonObject(
                        """
                        {"counted": 40, "left": 2, "bias": -1.3, "error": 20.0,
                         "withinP50": 0.488, "withinP80": 0.55, "trustworthy": false}
                        """),
                json(NOON).getJsonArray("queues").getJsonObject(0).getJsonObject("estimates"));
    }

    @Test
    void aLineIsShownWithItsLengthAndLongestWait() {
        for (int i = 0; i < 3; i++) {
            handle(
                    new EnqueueCall(
                            NOON.plusSeconds(i),
                            new CallId("c" + i),
                            SUPPORT,
                            0,
                            SkillNeed.none()));
        }
        handle(new LeaveQueue(NOON.plusSeconds(3), new CallId("c0"), LeaveReason.ABANDONED));
        assertEquals(
                new JsonObject()
                        .put("name", "support")
                        .put("state", "open")
                        .put("waiting", 2)
                        .put("longest", 9)
                        .put("answered", 0)
                        .put("abandoned", 1),
                json(NOON.plusSeconds(10)).getJsonArray("queues").getJsonObject(0));
    }

    @Test
    void anAgentIsShownWithWhatTheyDo() {
        assertEquals("signed out", stateOf(0));
        handle(new SignInAgent(NOON, ANNA, UNSKILLED));
        assertEquals("ready", stateOf(0));
        assertEquals("signed out", stateOf(1));
        handle(new EnqueueCall(NOON, new CallId("c1"), SUPPORT, 0, SkillNeed.none()));
        assertEquals("ringing", stateOf(0));
        handle(new PauseAgent(NOON, ANNA, "lunch"));
        assertEquals("ringing, paused: lunch", stateOf(0));
        handle(new AcceptOffer(NOON, ANNA, new CallId("c1")));
        assertEquals("talking, paused: lunch", stateOf(0));
    }

    @Test
    void allThatAnAgentDoesAtOnceIsShown() {
        Contact talk = contact(new Phase.Talking());
        assertEquals("talking, talking", stateOf(agentWith(List.of(talk, talk))));
        assertEquals("wrap-up", stateOf(agentWith(List.of(contact(new Phase.WrapUp(NOON))))));
        assertEquals("ready", stateOf(agentWith(List.of())));
        SignedInAgent agent = agentWith(List.of(contact(new Phase.Ringing(NOON))));
        assertEquals(
                "other call, ringing, resting, pauses next: lunch, signing out",
                stateOf(
                        new SignedInAgent(
                                agent.id(),
                                agent.profile(),
                                agent.idleSince(),
                                agent.contacts(),
                                Optional.of(NOON),
                                Optional.empty(),
                                Optional.of("lunch"),
                                true,
                                true,
                                0,
                                0,
                                agent.occupancy())));
    }

    private static Contact contact(Phase phase) {
        return new Contact(new CallId("c1"), SUPPORT, NOON, "voice", 1, phase);
    }

    private static SignedInAgent agentWith(List<Contact> contacts) {
        return new SignedInAgent(
                ANNA,
                UNSKILLED,
                NOON,
                contacts,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                0,
                0,
                new Occupancy(0, NOON));
    }

    private String stateOf(SignedInAgent agent) {
        return shown(List.of(), List.of(agent))
                .getJsonArray("agents")
                .getJsonObject(0)
                .getString("state");
    }

    @Test
    void aQueueIsShownAsOpenClosedOrClosing() {
        assertEquals("open", stateOf(SUPPORT, Optional.empty()));
        assertEquals("closed", stateOf(SUPPORT, Optional.of(false)));
        assertEquals("closing", stateOf(new QueueId("gone"), Optional.empty()));
    }

    private String stateOf(QueueId queue, Optional<Boolean> opened) {
        QueueState state =
                new QueueState(queue, Optional.empty(), opened, Optional.empty(), Optional.empty());
        return shown(List.of(state), List.of())
                .getJsonArray("queues")
                .getJsonObject(0)
                .getString("state");
    }

    private JsonObject shown(List<QueueState> queues, List<SignedInAgent> agents) {
        RoutingSnapshot routing = new RoutingSnapshot(NOON, POLICY, 0, queues, List.of(), agents);
        return Status.json(
                new Status.Facts(
                        "main",
                        NOON,
                        List.of(),
                        routing,
                        places,
                        forecasts,
                        List.of(agent(ANNA, "Anna")),
                        List.of()),
                metrics);
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
