package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.strowger.engine.call.Stale.Presence;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.ChangeProfile;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.telephony.Endpoint;

class StaleTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final QueueId SUPPORT = new QueueId("support");
    private static final RoutingProfile UNSKILLED = RoutingProfile.of(new TreeMap<>());
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BEN = new AgentId("ben");
    private static final CallId C1 = new CallId("c1");
    private static final CallId C2 = new CallId("c2");

    private final RoutingCore core = new RoutingCore();

    StaleTest() {
        TreeMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        queues.put(SUPPORT, QueuePolicy.builder().wrapUp(Duration.ofSeconds(5)).build());
        core.handle(new ApplyPolicy(NOON, RoutingPolicy.of("1", queues)));
    }

    private static AgentProfile profile(AgentId id, String phone) {
        return new AgentProfile(id, id.value(), new Endpoint(phone), UNSKILLED);
    }

    /// @param seated agents who sit where they can be rung
    private List<RoutingCommand> commands(Set<CallId> calls, AgentId... seated) {
        Presence present = new Presence(new TreeSet<>(calls), new TreeSet<>(Set.of(seated)));
        return Stale.commands(
                        core.snapshot(),
                        present,
                        List.of(profile(ANNA, "201"), profile(BEN, "202")))
                .stream()
                .map(command -> command.apply(NOON))
                .toList();
    }

    private void signIn(AgentId agent) {
        core.handle(new SignInAgent(NOON, agent, UNSKILLED));
    }

    private void enqueue(CallId call) {
        core.handle(new EnqueueCall(NOON, call, SUPPORT, 0, SkillNeed.none()));
    }

    @Test
    void whatTheNetworkHasToldStays() {
        signIn(ANNA);
        enqueue(C1);
        core.handle(new AcceptOffer(NOON, ANNA, C1));
        enqueue(C2);
        assertEquals(List.of(), commands(Set.of(C1, C2), ANNA));
    }

    @Test
    void aCallWithoutAVoiceLeaves() {
        enqueue(C1);
        enqueue(C2);
        assertEquals(
                List.of(new LeaveQueue(NOON, C1, LeaveReason.NODE_LOST)), commands(Set.of(C2)));
    }

    @Test
    void aKeptPlaceNeedsNoVoice() {
        enqueue(C1);
        core.handle(new KeepPlace(NOON, C1, "555"));
        assertEquals(List.of(), commands(Set.of()));
    }

    @Test
    void aMessageThatWaitsAsWorkNeedsNoVoice() {
        enqueue(new CallId("vm-20261122-c1-1"));
        assertEquals(List.of(), commands(Set.of()));
    }

    @Test
    void aTalkWithoutACallEndsAndItsAgentStays() {
        signIn(ANNA);
        enqueue(C1);
        core.handle(new AcceptOffer(NOON, ANNA, C1));
        assertEquals(List.of(new EndCall(NOON, C1)), commands(Set.of(), ANNA));
    }

    @Test
    void anAgentWhoWasChangedInTheSettingsGetsTheNewProfileAndStaysPaused() {
        RoutingProfile before = RoutingProfile.of(new TreeMap<>(Map.of("english", 3)));
        core.handle(new SignInAgent(NOON, ANNA, before));
        core.handle(new PauseAgent(NOON, ANNA, "lunch"));
        assertEquals(List.of(new ChangeProfile(NOON, ANNA, UNSKILLED)), commands(Set.of(), ANNA));
    }

    @Test
    void anAgentWithoutAPhoneSignsOut() {
        signIn(ANNA);
        signIn(BEN);
        assertEquals(List.of(new SignOutAgent(NOON, ANNA)), commands(Set.of(), BEN));
    }

    @Test
    void anAgentWhoIsNoLongerConfiguredSignsOut() {
        AgentId dora = new AgentId("dora");
        signIn(dora);
        assertEquals(
                List.of(new SignOutAgent(NOON, dora)),
                commands(Set.of(), ANNA, new AgentId("dora")));
    }

    @Test
    void nothingIsLeftOfACentreWhoseNetworkIsEmptyAndNoCommandIsRefused() {
        signIn(ANNA);
        signIn(BEN);
        enqueue(C1);
        core.handle(new AcceptOffer(NOON, ANNA, C1));
        enqueue(C2);
        assertTrue(
                commands(Set.of()).stream()
                        .flatMap(command -> core.handle(command).stream())
                        .noneMatch(event -> event instanceof CommandRejected));
        assertEquals(List.of(), core.snapshot().calls());
        assertEquals(List.of(), core.snapshot().agents());
    }
}
