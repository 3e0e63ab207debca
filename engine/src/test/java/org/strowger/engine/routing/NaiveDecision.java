package org.strowger.engine.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.DecisionRecord.AgentHead;
import org.strowger.engine.routing.DecisionRecord.Basis;
import org.strowger.engine.routing.DecisionRecord.CallHead;
import org.strowger.engine.routing.DecisionRecord.Lack;
import org.strowger.engine.routing.DecisionRecord.Others;
import org.strowger.engine.routing.DecisionRecord.Standing;
import org.strowger.engine.routing.NaiveCentre.Agent;
import org.strowger.engine.routing.NaiveCentre.Call;

/// What is said of a choice, for [NaiveRouting]: "Decision records" of the rules.
record NaiveDecision(NaiveChoice choice) {
    private static final Comparator<Others> IN_ORDER =
            Comparator.comparing(Others::standing)
                    .thenComparing(
                            others -> others.lack().orElse(new Lack("", 0, 0, 0)),
                            Comparator.comparing(Lack::skill)
                                    .thenComparingInt(Lack::has)
                                    .thenComparingInt(Lack::atLeast)
                                    .thenComparingInt(Lack::atMost));

    private NaiveCentre centre() {
        return choice.centre();
    }

    private int heads() {
        return switch (centre().policy.detail()) {
            case WINNER -> throw new IllegalStateException("nothing is said of what was compared");
            case PASSED_OVER -> 2;
            case FULL -> 8;
        };
    }

    /// Why a call is offered to an agent.
    DecisionRecord offer(Call call, Agent winner) {
        if (centre().policy.detail() == Detail.WINNER) {
            return winner(winner, call.prefers(winner) ? Basis.PREFERRED : Basis.POLICY);
        }
        ToDoubleFunction<Call> cost = each -> choice.cost(each, winner);
        List<Call> otherCalls =
                firsts(
                        centre().waiting().stream()
                                .filter(other -> choice.isReady(winner, other))
                                .filter(other -> !choice.areAlike(other, call))
                                .sorted(choice.bestClaimFirst(cost))
                                .toList(),
                        choice::areAlike);
        List<Agent> otherAgents =
                firsts(
                        choice.readyFor(call).stream()
                                .filter(other -> !NaiveChoice.areAlike(other, winner))
                                .sorted(choice.bestFirst(call))
                                .toList(),
                        NaiveChoice::areAlike);
        int calls = Math.min(otherCalls.size(), heads() - 1);
        int agents = Math.min(otherAgents.size(), heads() - 1);
        return new DecisionRecord(
                centre().policy.version(),
                call.prefers(winner) ? Basis.PREFERRED : Basis.POLICY,
                Optional.of(winner.id),
                Stream.concat(Stream.of(call), otherCalls.stream().limit(calls))
                        .map(each -> head(each, cost))
                        .toList(),
                otherCalls.size() - calls,
                Stream.concat(Stream.of(winner), otherAgents.stream().limit(agents))
                        .map(each -> head(call, each))
                        .toList(),
                otherAgents.size() - agents,
                centre().policy.detail() == Detail.FULL ? others(call, winner) : List.of());
    }

    private DecisionRecord winner(Agent winner, Basis basis) {
        return new DecisionRecord(
                centre().policy.version(),
                basis,
                Optional.of(winner.id),
                List.of(),
                0,
                List.of(),
                0,
                List.of());
    }

    /// What is said of an offer that nobody decided.
    DecisionRecord chosen(Call call, Agent winner, Basis basis) {
        if (centre().policy.detail() == Detail.WINNER) {
            return winner(winner, basis);
        }
        return new DecisionRecord(
                centre().policy.version(),
                basis,
                Optional.of(winner.id),
                List.of(head(call, each -> choice.cost(each, winner))),
                0,
                List.of(head(call, winner)),
                0,
                List.of());
    }

    /// Why a call waits.
    DecisionRecord explain(Call call) {
        ToDoubleFunction<Call> cost = _ -> 0; // there is no winner whose work it would be
        List<Call> before =
                firsts(
                        centre().waiting().stream()
                                .filter(other -> !choice.areAlike(other, call))
                                .filter(other -> areRivals(other, call))
                                .sorted(choice.mostUrgentFirst())
                                .toList(),
                        choice::areAlike);
        before.removeIf(other -> choice.mostUrgentFirst().compare(other, call) > 0);
        int named = Math.min(before.size(), 8 - 1);
        return new DecisionRecord(
                centre().policy.version(),
                Basis.WAITING,
                Optional.empty(),
                Stream.concat(before.stream().limit(named), Stream.of(call))
                        .map(each -> head(each, cost))
                        .toList(),
                before.size() - named,
                List.of(),
                0,
                others(call, null));
    }

    private boolean areRivals(Call a, Call b) {
        return centre().agents.values().stream()
                .anyMatch(agent -> centre().suits(agent, a) && centre().suits(agent, b));
    }

    /// The first of each group of those who are alike.
    private static <T> List<T> firsts(List<T> inOrder, BiPredicate<T, T> areAlike) {
        List<T> firsts = new ArrayList<>();
        for (T each : inOrder) {
            if (firsts.stream().noneMatch(first -> areAlike.test(first, each))) {
                firsts.add(each);
            }
        }
        return firsts;
    }

    private CallHead head(Call call, ToDoubleFunction<Call> cost) {
        long balance =
                switch (centre().policy.balance()) {
                    case URGENCY -> 0;
                    case FIXED_QUEUE_RATIO -> choice.excess(call);
                    case GENERALIZED_C_MU -> (long) (1_000 * cost.applyAsDouble(call));
                };
        return new CallHead(
                call.id,
                call.queue,
                balance,
                choice.tier(call),
                Math.floorDiv(choice.points(call), 60_000),
                Duration.between(call.since, choice.now()));
    }

    private AgentHead head(Call call, Agent agent) {
        long term =
                switch (centre().rules(call.queue).agents()) {
                    case BEST_SKILL -> choice.match(call, agent);
                    case FEWEST_CALLS -> agent.calls;
                    case LEAST_LOADED, MOST_LOADED ->
                            1_000L * agent.loadUnits() / agent.profile.units();
                    case LEAST_OCCUPIED ->
                            (long) (1_000 * agent.levelAfter(agent.share(), choice.now()));
                    case LONGEST_IDLE, LINEAR, ROUND_ROBIN, WEIGHTED_RANDOM, RING_ALL -> 0;
                };
        return new AgentHead(
                agent.id,
                agent.profile.rankIn(call.queue),
                term,
                Duration.between(agent.idleSince, choice.now()));
    }

    private List<Others> others(Call call, @Nullable Agent winner) {
        List<Others> each =
                centre().agents.values().stream()
                        .filter(agent -> agent != winner)
                        .map(agent -> other(call, agent))
                        .toList();
        List<Others> counted = count(each);
        return counted.size() <= 16
                ? counted
                : count(each.stream().map(NaiveDecision::bare).toList());
    }

    private Others other(Call call, Agent agent) {
        Standing standing = choice.stands(agent, call);
        Optional<Lack> lack =
                standing == Standing.UNSKILLED
                        ? centre().need(call)
                                .firstUnmet(agent.profile.skills())
                                .map(level -> lack(level, agent.profile))
                        : Optional.empty();
        return new Others(standing, lack, 1);
    }

    private static Lack lack(SkillNeed.Level unmet, RoutingProfile profile) {
        int has = profile.skills().getOrDefault(unmet.skill(), 0);
        return new Lack(unmet.skill(), has, unmet.atLeast(), unmet.atMost());
    }

    private static Others bare(Others others) {
        return new Others(others.standing(), Optional.empty(), others.agents());
    }

    private static List<Others> count(List<Others> each) {
        SortedMap<Others, Integer> counts = new TreeMap<>(IN_ORDER);
        each.forEach(one -> counts.merge(one, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(e -> new Others(e.getKey().standing(), e.getKey().lack(), e.getValue()))
                .toList();
    }
}
