package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;

/// How many wait and how many are ready, as flows ask.
class QueueStandingTest {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final QueueId SALES = new QueueId("sales");
    private static final QueueId GERMAN = new QueueId("german");

    private final RoutingCore core = new RoutingCore();

    @BeforeEach
    void twoQueues() {
        core.handle(
                new ApplyPolicy(
                        START,
                        RoutingPolicy.of(
                                "one",
                                new TreeMap<>(
                                        Map.of(
                                                SALES,
                                                QueuePolicy.standard(),
                                                GERMAN,
                                                QueuePolicy.builder()
                                                        .steps(List.of(germanForEver()))
                                                        .build())))));
    }

    private static RoutingStep germanForEver() {
        return new RoutingStep(
                Optional.empty(), SkillNeed.atLeast("german", 5), new TreeSet<>(), 0, 1_000, false);
    }

    private static Instant at(int second) {
        return START.plus(Duration.ofSeconds(second));
    }

    private void signIn(String agent, Map<String, Integer> skills) {
        core.handle(
                new SignInAgent(
                        core.now(), new AgentId(agent), RoutingProfile.of(new TreeMap<>(skills))));
    }

    private void enqueue(int second, String call, QueueId queue) {
        core.handle(new EnqueueCall(at(second), new CallId(call), queue, 0, SkillNeed.none()));
    }

    private QueueStanding standing(QueueId queue) {
        return core.standing(queue).orElseThrow();
    }

    @Test
    void aQueueThatIsNotThereStandsNoHow() {
        assertEquals(Optional.empty(), core.standing(new QueueId("nowhere")));
    }

    @Test
    void thoseAreReadyWhoMayTakeItsCalls() {
        signIn("anna", Map.of("german", 7));
        signIn("ben", Map.of("german", 3));
        assertEquals(new QueueStanding(0, 2, Optional.empty()), standing(SALES));
        assertEquals(new QueueStanding(0, 1, Optional.empty()), standing(GERMAN));
    }

    @Test
    void whoIsPausedOrRungIsNotReady() {
        signIn("anna", Map.of());
        signIn("ben", Map.of());
        core.handle(new PauseAgent(core.now(), new AgentId("ben"), "lunch"));
        assertEquals(1, standing(SALES).ready());
        enqueue(1, "c1", SALES);
        assertEquals(new QueueStanding(1, 0, Optional.of(at(1))), standing(SALES));
    }

    @Test
    void theOldestCallInLineIsTheOneThatHasWaitedForLongest() {
        enqueue(1, "c1", SALES);
        enqueue(5, "c2", SALES);
        enqueue(9, "c3", GERMAN);
        assertEquals(new QueueStanding(2, 0, Optional.of(at(1))), standing(SALES));
        assertEquals(new QueueStanding(1, 0, Optional.of(at(9))), standing(GERMAN));
    }
}
