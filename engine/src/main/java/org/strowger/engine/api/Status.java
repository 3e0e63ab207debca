package org.strowger.engine.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.CallView;
import org.strowger.engine.estimate.QueueErrors;
import org.strowger.engine.estimate.WaitForecasts;
import org.strowger.engine.estimate.WaitForecasts.Forecast;
import org.strowger.engine.observe.RoutingMetrics;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.QueueState;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;
import org.strowger.yaml.Problem;

/// The state of the centre as JSON, for the status page.
public final class Status {
    private Status() {}

    /// What there is to show, taken at one moment.
    ///
    /// @param centre the centre's name
    /// @param places of the calls in line
    /// @param forecasts of their waits
    /// @param problems what is wrong with the newest flow files
    public record Facts(
            String centre,
            Instant at,
            List<CallView> calls,
            RoutingSnapshot routing,
            SortedMap<CallId, Integer> places,
            WaitForecasts.View forecasts,
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
            JsonObject shown =
                    new JsonObject()
                            .put("id", call.id().value())
                            .put("number", call.caller().number())
                            .put("name", call.caller().name())
                            .put("dialled", call.dialled())
                            .put("flow", call.flow())
                            .put("state", word(call.state()))
                            .put("node", call.node().orElse(""))
                            .put("queue", call.queue().map(QueueId::value).orElse(""))
                            .put("agent", agents(call))
                            .put("seconds", seconds(call.arrivedAt(), facts.at()));
            Integer place = facts.places().get(call.id());
            if (place != null) {
                shown.put("place", place);
                call.queue()
                        .flatMap(queue -> facts.forecasts().of(call.id(), queue))
                        .flatMap(forecast -> wait(forecast, facts.at()))
                        .ifPresent(wait -> shown.put("wait", wait));
            }
            calls.add(shown);
        }
        return calls;
    }

    /// For how many more seconds; nothing for a caller who has waited for longer than four in five
    /// were to.
    private static Optional<JsonObject> wait(Forecast forecast, Instant now) {
        long since = seconds(forecast.at(), now);
        long p80 = forecast.estimate().p80().toSeconds() - since;
        if (p80 <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                new JsonObject()
                        .put("p50", Math.max(0, forecast.estimate().p50().toSeconds() - since))
                        .put("p80", p80)
                        .put("by", word(forecast.estimate().method())));
    }

    private static String agents(CallView call) {
        return call.agents().stream().map(AgentId::value).collect(Collectors.joining(", "));
    }

    /// Those that the policy no longer has are there while they have calls.
    private static JsonArray queues(Facts facts, RoutingMetrics metrics) {
        Map<QueueId, List<CallInLine>> lines =
                facts.routing().calls().stream().collect(Collectors.groupingBy(CallInLine::queue));
        JsonArray queues = new JsonArray();
        for (QueueState state : facts.routing().queues()) {
            QueueId queue = state.id();
            List<CallInLine> line = lines.getOrDefault(queue, List.of());
            long longest =
                    line.stream()
                            .mapToLong(call -> seconds(call.since(), facts.at()))
                            .max()
                            .orElse(0);
            JsonObject shown =
                    new JsonObject()
                            .put("name", queue.value())
                            .put("state", state(state, facts.routing().policy()))
                            .put("waiting", line.size())
                            .put("longest", longest)
                            .put("answered", metrics.answered(queue))
                            .put("abandoned", metrics.abandoned(queue));
            QueueErrors errors = facts.forecasts().queues().get(queue);
            if (errors != null && errors.counted() > 0) {
                shown.put("estimates", estimates(errors));
            }
            queues.add(shown);
        }
        return queues;
    }

    /// Times in seconds, with a tenth.
    private static JsonObject estimates(QueueErrors errors) {
        return new JsonObject()
                .put("counted", errors.counted())
                .put("left", errors.left())
                .put("bias", tenths(errors.bias()))
                .put("error", tenths(errors.meanError()))
                .put("withinP50", Math.round(errors.withinP50() * 1_000) / 1_000.0)
                .put("withinP80", Math.round(errors.withinP80() * 1_000) / 1_000.0)
                .put("trustworthy", errors.isTrustworthy());
    }

    private static double tenths(Duration time) {
        return Math.round(time.toMillis() / 100.0) / 10.0;
    }

    private static String state(QueueState queue, RoutingPolicy policy) {
        QueuePolicy rules = policy.queues().get(queue.id());
        if (rules == null) {
            return "closing";
        }
        return queue.opened().orElse(rules.open()) ? "open" : "closed";
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

    /// All that an agent does at once; nothing is "ready".
    private static String state(SignedInAgent agent) {
        List<String> doing = new ArrayList<>();
        if (agent.otherCall()) {
            doing.add("other call");
        }
        agent.contacts().stream()
                .map(contact -> word(contact.phase()))
                .sorted()
                .forEach(doing::add);
        if (agent.restsUntil().isPresent()) {
            doing.add("resting");
        }
        agent.pauseReason().ifPresent(reason -> doing.add("paused: " + reason));
        agent.pauseDeferred().ifPresent(reason -> doing.add("pauses next: " + reason));
        if (agent.signingOut()) {
            doing.add("signing out");
        }
        return doing.isEmpty() ? "ready" : String.join(", ", doing);
    }

    private static String word(Phase phase) {
        return switch (phase) {
            case Phase.Ringing _ -> "ringing";
            case Phase.Talking() -> "talking";
            case Phase.WrapUp _ -> "wrap-up";
        };
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static long seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }
}
