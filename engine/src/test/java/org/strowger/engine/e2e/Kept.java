package org.strowger.engine.e2e;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.strowger.engine.Engine;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.SkillNeed;

/// What telephones cannot ask for: bob's pause, and a place kept for a caller whom nobody here can
/// call back, for want of the skill.
final class Kept {
    static final AgentId BOB = new AgentId("bob");
    static final CallId CALL = new CallId("kept");
    static final Optional<String> NUMBER = Optional.of("+4930123456");
    private static final QueueId SALES = new QueueId("sales");
    private static final SkillNeed GERMAN = SkillNeed.atLeast("german", 9);

    private Kept() {}

    static void submit(Engine engine) {
        engine.submit(at -> new PauseAgent(at, BOB, "lunch"));
        engine.submit(at -> new EnqueueCall(at, CALL, SALES, 1, GERMAN));
        engine.submit(at -> new KeepPlace(at, CALL, NUMBER.orElseThrow()));
    }

    static void awaitBob(Engine engine) {
        Front.await("bob", () -> routing(engine), Kept::isBobThere);
    }

    private static boolean isBobThere(RoutingSnapshot routing) {
        return routing.agents().stream().anyMatch(agent -> agent.id().equals(BOB));
    }

    /// Everything that the routing core knows.
    static RoutingSnapshot routing(Engine engine) {
        try {
            return engine.routing()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(Front.SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the routing core does not answer", e);
        }
    }
}
