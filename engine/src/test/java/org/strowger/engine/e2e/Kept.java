package org.strowger.engine.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.strowger.engine.Engine;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.telephony.peers.Baresip;

/// What telephones cannot ask for: bob's pause, and a place kept for a caller whom nobody here can
/// call back, for want of the skill.
final class Kept {
    static final AgentId BOB = new AgentId("bob");

    /// Who is to be called back, by somebody who never signs in.
    static final String NUMBER = "4930123456";

    private static final String AGENTS = "agents:\n";

    private Kept() {}

    /// Settings and a flow by which callers of 200 keep a place in the line for sales.
    static Centre.Folder in(Path path) throws IOException {
        Centre.Folder folder = Centre.Folder.in(path);
        String settings = Files.readString(folder.settings());
        String withTrunk =
                """
                trunk: { address: "sip:{number}@127.0.0.1:9" }
                transfers: { allowed: [ "49" ] }
                agents:
                  greta: { name: Greta, password: greta-secret, skills: { german: 9 } }
                """;
        String numbers =
                Centre.replaced(
                        settings, "\"100\": main-line", "\"100\": main-line, \"200\": keep");
        Files.writeString(folder.settings(), Centre.replaced(numbers, AGENTS, withTrunk));
        Files.writeString(
                folder.flow().resolveSibling("keep.yaml"),
                """
                flow: keep
                schema: 1
                language: en-GB
                start: keep
                nodes:
                  keep: { callback: { queue: sales, skills: { german: 9 }, expires: 1h, on_refused: sorry }, next: bye }
                  sorry: { say: not-possible, next: bye }
                  bye: { hangup: true }
                """);
        return folder;
    }

    /// A caller hangs up by agreement.
    static void keepPlace(Front front) {
        try (Baresip caller = Baresip.phone(NUMBER).start()) {
            caller.dial(front.uri("200"));
            caller.awaitClosed();
        }
    }

    static void pauseBob(Engine engine) {
        engine.submit(at -> new PauseAgent(at, BOB, "lunch"));
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
