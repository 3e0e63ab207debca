package org.strowger.engine.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.CallView;
import org.strowger.engine.observe.RoutingMetrics;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.Activity;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;
import org.strowger.yaml.Problem;

/// The state of the centre as JSON, for the status page.
public final class Status {
    private Status() {}

    /// What there is to show, taken at one moment.
    ///
    /// @param centre the centre's name
    /// @param problems what is wrong with the newest flow files
    public record Facts(
            String centre,
            Instant at,
            List<CallView> calls,
            RoutingSnapshot routing,
            List<AgentProfile> agents,
            List<Problem> problems) {}

    /// The facts as the status page reads them.
    public static JsonObject json(Facts facts, RoutingMetrics metrics) {
        return new JsonObject()
                .put("centre", facts.centre())
                .put("at", facts.at().toString())
                .put("calls", calls(facts))
                .put("queues", queues(facts, metrics))
                .put("agents", agents(facts))
                .put(
                        "problems",
                        new JsonArray(facts.problems().stream().map(Problem::toString).toList()));
    }

    private static JsonArray calls(Facts facts) {
        JsonArray calls = new JsonArray();
        for (CallView call : facts.calls()) {
            calls.add(
                    new JsonObject()
                            .put("id", call.id().value())
                            .put("number", call.caller().number())
                            .put("name", call.caller().name())
                            .put("dialled", call.dialled())
                            .put("flow", call.flow())
                            .put("state", word(call.state()))
                            .put("node", call.node().orElse(""))
                            .put("queue", call.queue().map(QueueId::value).orElse(""))
                            .put("agent", call.agent().map(AgentId::value).orElse(""))
                            .put("seconds", seconds(call.arrivedAt(), facts.at())));
        }
        return calls;
    }

    private static JsonArray queues(Facts facts, RoutingMetrics metrics) {
        JsonArray queues = new JsonArray();
        for (QueueId queue : facts.routing().policy().queues().keySet()) {
            List<CallInLine> line =
                    facts.routing().calls().stream().filter(c -> c.queue().equals(queue)).toList();
            long longest =
                    line.stream()
                            .mapToLong(call -> seconds(call.since(), facts.at()))
                            .max()
                            .orElse(0);
            queues.add(
                    new JsonObject()
                            .put("name", queue.value())
                            .put("waiting", line.size())
                            .put("longest", longest)
                            .put("answered", metrics.answered(queue))
                            .put("abandoned", metrics.abandoned(queue)));
        }
        return queues;
    }

    private static JsonArray agents(Facts facts) {
        Map<AgentId, SignedInAgent> signedIn = new HashMap<>();
        facts.routing().agents().forEach(agent -> signedIn.put(agent.id(), agent));
        JsonArray agents = new JsonArray();
        for (AgentProfile profile : facts.agents()) {
            SignedInAgent agent = signedIn.get(profile.id());
            agents.add(
                    new JsonObject()
                            .put("id", profile.id().value())
                            .put("name", profile.name())
                            .put("state", agent == null ? "signed out" : state(agent)));
        }
        return agents;
    }

    private static String state(SignedInAgent agent) {
        String doing =
                switch (agent.activity()) {
                    case Activity.Idle _ -> agent.pauseReason().isPresent() ? "" : "ready";
                    case Activity.Offered _ -> "ringing";
                    case Activity.Talking _ -> "talking";
                    case Activity.WrapUp _ -> "wrap-up";
                    case Activity.Resting _ -> "resting";
                };
        String pause = agent.pauseReason().map(reason -> "paused: " + reason).orElse("");
        return doing.isEmpty() || pause.isEmpty() ? doing + pause : doing + ", " + pause;
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static long seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }
}
