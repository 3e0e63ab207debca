package org.strowger.simulator.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.simulator.result.AgentMeasure;
import org.strowger.simulator.result.AgentResults;
import org.strowger.simulator.result.CallMeasure;
import org.strowger.simulator.result.CallResults;
import org.strowger.simulator.result.Difference;
import org.strowger.simulator.result.Estimate;
import org.strowger.simulator.result.Goal;
import org.strowger.simulator.result.GoodDays;
import org.strowger.simulator.result.Results;
import org.strowger.simulator.result.Spread;
import org.strowger.simulator.result.Unit;
import org.strowger.simulator.result.Verdict;

/// Results as JSON; docs/reference/reports.md says what each key means. Keys are only ever added.
final class Json {
    private static final Set<CallMeasure> ALL = EnumSet.allOf(CallMeasure.class);

    /// Of times, in hundredths.
    private static final List<Integer> QUANTILES = List.of(10, 25, 50, 75, 80, 90, 95, 99);

    private Json() {}

    /// With a line for each value, the same on every machine.
    static String written(JsonObject json) {
        return json.encodePrettily().replace("\r\n", "\n") + "\n";
    }

    static JsonObject simulation(SimulationReport report) {
        RunFacts facts = report.facts();
        Results results = report.results();
        JsonObject json =
                new JsonObject().put("format", "strowger-simulation/1").put("run", run(report));
        json.put("targets", verdicts(results.verdicts()));
        JsonObject queues = new JsonObject();
        results.queues().forEach((queue, calls) -> queues.put(queue.value(), whole(calls)));
        JsonObject skills = new JsonObject();
        results.skills().forEach((need, calls) -> skills.put(need, whole(calls)));
        JsonObject agents = new JsonObject();
        results.agents().forEach((agent, time) -> agents.put(agent.value(), agent(time)));
        results.notTaken().ifPresent(of -> json.put("not_taken", estimate(of)));
        return json.put("all", whole(results.all()))
                .put("queues", queues)
                .put("intervals", intervals(facts, results))
                .put("skills", skills)
                .put("all_agents", agent(results.allAgents()))
                .put("agents", agents);
    }

    private static JsonObject run(SimulationReport report) {
        RunFacts facts = report.facts();
        JsonObject limits = new JsonObject();
        facts.queues()
                .forEach(
                        (queue, of) ->
                                limits.put(
                                        queue.value(),
                                        new JsonObject()
                                                .put(
                                                        "in_time_seconds",
                                                        number(of.inTime().toMillis() / 1_000.0))
                                                .put(
                                                        "short_abandon_seconds",
                                                        number(
                                                                of.shortAbandon().toMillis()
                                                                        / 1_000.0))));
        return new JsonObject()
                .put("scenario", facts.scenario())
                .put("policy", facts.policy())
                .put("seed", facts.seed())
                .put("replications", report.results().days())
                .put("replications_asked", facts.replications())
                .put("cut", report.isCut())
                .put("confidence", number(0.95))
                .put("from", facts.from().toString())
                .put("until", facts.until().toString())
                .put("zone", facts.zone().getId())
                .put("warm_up_seconds", facts.warmUp().toSeconds())
                .put("interval_seconds", facts.interval().toSeconds())
                .put("queues", limits)
                .put("strowger", facts.version())
                .put("java", facts.java());
    }

    static JsonArray verdicts(List<Verdict> verdicts) {
        JsonArray array = new JsonArray();
        for (Verdict verdict : verdicts) {
            JsonObject json =
                    switch (verdict.goal()) {
                        case Goal.ServiceLevel(_, var within, var share) ->
                                new JsonObject()
                                        .put("target", "service_level")
                                        .put("share", number(share))
                                        .put("within_seconds", number(within));
                        case Goal.Abandoned(_, var share) ->
                                new JsonObject()
                                        .put("target", "abandoned")
                                        .put("share", number(share));
                        case Goal.MeanWait(_, var most) ->
                                new JsonObject()
                                        .put("target", "mean_wait")
                                        .put("most_seconds", number(most));
                    };
            verdict.goal().queue().ifPresent(queue -> json.put("queue", queue.value()));
            json.put("found", estimate(verdict.found()));
            array.add(json.put("met", verdict.isMet()).put("certain", verdict.isCertain()));
        }
        return array;
    }

    private static JsonObject figures(CallResults calls, Set<CallMeasure> measures) {
        JsonObject json = new JsonObject();
        for (CallMeasure measure : CallMeasure.values()) {
            if (measures.contains(measure)) {
                json.put(measure.key(), estimate(calls.of(measure)));
            }
        }
        return json;
    }

    private static JsonObject whole(CallResults calls) {
        return new JsonObject()
                .put("figures", figures(calls, ALL))
                .put("waits_answered", spread(calls.waitsAnswered()))
                .put("waits_abandoned", spread(calls.waitsAbandoned()))
                .put("talks", spread(calls.talks()))
                .put("days_by_service_level", days(calls.days()));
    }

    private static JsonArray days(GoodDays days) {
        JsonArray counts = new JsonArray();
        for (int i = 0; i < GoodDays.CLASSES; i++) {
            counts.add(days.in(i));
        }
        return counts;
    }

    private static JsonObject spread(Spread spread) {
        JsonObject json = new JsonObject().put("count", spread.count());
        for (int hundredths : QUANTILES) {
            OptionalDouble time = spread.quantile(hundredths / 100.0);
            json.put("p" + hundredths, time.isPresent() ? number(time.getAsDouble()) : null);
        }
        return json.put("most", spread.count() == 0 ? null : number(spread.most()));
    }

    private static JsonArray intervals(RunFacts facts, Results results) {
        JsonArray array = new JsonArray();
        for (int i = 0; i < results.intervals().size(); i++) {
            array.add(
                    new JsonObject()
                            .put("from", facts.start(i).toString())
                            .put("warm_up", facts.isWarmUp(i))
                            .mergeIn(facts.isWarmUp(i) ? nothing() : interval(results, i)));
        }
        return array;
    }

    /// Of an interval of which the warm-up takes some or all.
    private static JsonObject nothing() {
        return new JsonObject().putNull("all").putNull("queues").putNull("all_agents");
    }

    private static JsonObject interval(Results results, int index) {
        JsonObject queues = new JsonObject();
        results.queueIntervals()
                .forEach((queue, parts) -> queues.put(queue.value(), part(parts.get(index))));
        return new JsonObject()
                .put("all", part(results.intervals().get(index)))
                .put("queues", queues)
                .put("all_agents", agent(results.agentIntervals().get(index)));
    }

    private static JsonObject part(CallResults calls) {
        return new JsonObject()
                .put("figures", figures(calls, Results.OF_INTERVALS))
                .put("waits_answered", spread(calls.waitsAnswered()));
    }

    private static JsonObject agent(AgentResults agent) {
        JsonObject json = new JsonObject();
        for (AgentMeasure measure : AgentMeasure.values()) {
            json.put(measure.key(), estimate(agent.of(measure)));
        }
        return json;
    }

    private static @Nullable JsonObject estimate(Optional<Estimate> estimate) {
        return estimate.map(Json::estimate).orElse(null);
    }

    private static JsonObject estimate(Estimate estimate) {
        return new JsonObject()
                .put("value", number(estimate.value()))
                .put("reach", number(estimate.reach()));
    }

    private static @Nullable BigDecimal number(OptionalDouble number) {
        return number.isPresent() ? number(number.getAsDouble()) : null;
    }

    private static BigDecimal number(double number) {
        return Words.rounded(number);
    }

    static JsonObject comparison(ComparisonReport report) {
        JsonArray differences = new JsonArray();
        for (Difference difference : report.comparison().differences()) {
            differences.add(difference(difference));
        }
        return new JsonObject()
                .put("format", "strowger-comparison/1")
                .put("pairs", report.comparison().days())
                .put("common_chance", report.sharesChance())
                .put("notes", new JsonArray(report.notes()))
                .put("method", "paired Student, Holm at 0.05 over all differences")
                .put("differences", differences)
                .put("before", simulation(report.before()))
                .put("after", simulation(report.after()));
    }

    private static JsonObject difference(Difference of) {
        JsonObject json = new JsonObject().put("figure", of.key());
        of.queue().ifPresent(queue -> json.put("queue", queue.value()));
        return json.put("unit", unit(of.unit()))
                .put("before", estimate(of.before()))
                .put("after", estimate(of.after()))
                .put("change", estimate(of.change()))
                .put("joint_reach", number(of.jointReach()))
                .put("chance", number(of.chance()))
                .put("joint_chance", number(of.jointChance()))
                .put("significant", of.isSignificant());
    }

    static String unit(Unit unit) {
        return switch (unit) {
            case COUNT -> "count";
            case SHARE -> "share";
            case SECONDS -> "seconds";
        };
    }
}
