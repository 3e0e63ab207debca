package org.strowger.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.AgentOrder;
import org.strowger.engine.routing.Balance;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingStep;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.engine.routing.StarvationBound;

/// Each rule that settings can have is one that the difference knows: else settings that route
/// otherwise are said to route alike.
final class RoutingDifferenceTest {
    private static final Duration LONG = Duration.ofMinutes(9);
    private static final Duration REST = QueuePolicy.standard().missed().rest();
    private static final Duration NONE = Duration.ZERO;
    private static final QueueId SALES = new QueueId("sales");
    private static final SortedMap<String, Integer> NO_SKILLS = new TreeMap<>();
    private static final SortedMap<QueueId, Integer> NO_RANKS = new TreeMap<>();

    private static final RoutingStep ASKING_ENGLISH =
            new RoutingStep(
                    Optional.empty(),
                    SkillNeed.atLeast("english", 1),
                    new TreeSet<>(),
                    0,
                    RoutingStep.FOR_EVER.maxRank(),
                    false);
    private static final QueuePolicy.Overflow TO_SUPPORT =
            new QueuePolicy.Overflow(
                    Optional.of(new QueueId("support")),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private static final SortedMap<String, UnaryOperator<QueuePolicy.Builder>> OTHER_QUEUES =
            new TreeMap<>();

    static {
        OTHER_QUEUES.put("open", q -> q.open(false));
        OTHER_QUEUES.put("maxLength", q -> q.maxLength(7));
        OTHER_QUEUES.put("maxWait", q -> q.maxWait(LONG));
        OTHER_QUEUES.put("serviceTarget", q -> q.serviceTarget(LONG));
        OTHER_QUEUES.put("ringTime", q -> q.ringTime(LONG));
        OTHER_QUEUES.put("wrapUp", q -> q.wrapUp(LONG));
        OTHER_QUEUES.put("missed.rest", q -> q.missed(missed(LONG, NONE, 0)));
        OTHER_QUEUES.put("missed.notAgainFor", q -> q.missed(missed(REST, LONG, 0)));
        OTHER_QUEUES.put("missed.pauseAfter", q -> q.missed(missed(REST, NONE, 3)));
        OTHER_QUEUES.put("steps", q -> q.steps(List.of(ASKING_ENGLISH)));
        OTHER_QUEUES.put("order", q -> q.order(new CallOrder.Fifo()));
        OTHER_QUEUES.put("agents", q -> q.agents(AgentOrder.BEST_SKILL));
        OTHER_QUEUES.put("work", q -> q.work(new QueuePolicy.Work("chat", Optional.empty())));
        OTHER_QUEUES.put(
                "staffing",
                q ->
                        q.staffing(
                                new QueuePolicy.Staffing(
                                        QueuePolicy.standard().staffing().toJoin(),
                                        QueuePolicy.standard().staffing().toStay(),
                                        LONG)));
        OTHER_QUEUES.put("overflow", q -> q.overflow(TO_SUPPORT));
        OTHER_QUEUES.put(
                "reserve",
                q -> q.reserve(new QueuePolicy.Reserve(SkillNeed.atLeast("english", 1), 2)));
        OTHER_QUEUES.put("share", q -> q.share(4));
        OTHER_QUEUES.put("cost", q -> q.cost(new QueuePolicy.WaitingCost(2, LONG, List.of())));
    }

    private static QueuePolicy.Missed missed(Duration rest, Duration notAgainFor, int pauseAfter) {
        return new QueuePolicy.Missed(rest, notAgainFor, pauseAfter);
    }

    /// What stands before a point is the component.
    private static void assertComplete(Class<? extends Record> rules, Collection<String> tried) {
        assertEquals(
                Arrays.stream(rules.getRecordComponents())
                        .map(RecordComponent::getName)
                        .sorted()
                        .toList(),
                tried.stream()
                        .map(name -> name.replaceFirst("\\..*", ""))
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static SortedMap<QueueId, QueuePolicy> sales(QueuePolicy rules) {
        SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        queues.put(SALES, rules);
        return queues;
    }

    @Test
    void eachRuleOfAQueueIsKnown() {
        assertComplete(QueuePolicy.class, OTHER_QUEUES.keySet());
        OTHER_QUEUES.forEach(
                (rule, other) ->
                        assertEquals(
                                1,
                                RoutingDifference.ofQueues(
                                                sales(QueuePolicy.standard()),
                                                sales(other.apply(QueuePolicy.builder()).build()))
                                        .size(),
                                rule));
    }

    /// The version names the rules, queues have sentences of their own, and how much decision
    /// records say routes nothing.
    @Test
    void eachRuleOfAllQueuesIsKnown() {
        SortedMap<String, RoutingPolicy> others = new TreeMap<>();
        others.put("balance", policy(Balance.GENERALIZED_C_MU, 0, Optional.empty()));
        others.put("seed", policy(Balance.URGENCY, 7, Optional.empty()));
        others.put(
                "bound", policy(Balance.URGENCY, 0, Optional.of(new StarvationBound(LONG, 1000))));
        Collection<String> tried = new ArrayList<>(others.keySet());
        tried.addAll(List.of("version", "queues", "detail"));
        assertComplete(RoutingPolicy.class, tried);
        RoutingPolicy before = policy(Balance.URGENCY, 0, Optional.empty());
        others.forEach(
                (rule, after) ->
                        assertEquals(1, RoutingDifference.ofPolicies(before, after).size(), rule));
    }

    private static RoutingPolicy policy(
            Balance balance, long seed, Optional<StarvationBound> bound) {
        return new RoutingPolicy(
                "any",
                sales(QueuePolicy.builder().order(new CallOrder.Fifo()).build()),
                balance,
                seed,
                Detail.FULL,
                bound);
    }

    private static SortedMap<String, RoutingProfile> anna(RoutingProfile profile) {
        SortedMap<String, RoutingProfile> agents = new TreeMap<>();
        agents.put("anna", profile);
        return agents;
    }

    @Test
    void eachThingOfAnAgentIsKnown() {
        SortedMap<String, Integer> some = new TreeMap<>(Map.of("english", 3));
        SortedMap<QueueId, Integer> ranks = new TreeMap<>(Map.of(SALES, 2));
        SortedMap<String, RoutingProfile> others = new TreeMap<>();
        others.put("skills", new RoutingProfile(some, NO_RANKS, 1, NO_SKILLS, 1, Optional.empty()));
        others.put(
                "ranks", new RoutingProfile(NO_SKILLS, ranks, 1, NO_SKILLS, 1, Optional.empty()));
        others.put(
                "units",
                new RoutingProfile(NO_SKILLS, NO_RANKS, 2, NO_SKILLS, 1, Optional.empty()));
        others.put("limits", new RoutingProfile(NO_SKILLS, NO_RANKS, 1, some, 1, Optional.empty()));
        others.put(
                "weight",
                new RoutingProfile(NO_SKILLS, NO_RANKS, 1, NO_SKILLS, 4, Optional.empty()));
        others.put(
                "wrapUp",
                new RoutingProfile(NO_SKILLS, NO_RANKS, 1, NO_SKILLS, 1, Optional.of(LONG)));
        assertComplete(RoutingProfile.class, others.keySet());
        others.forEach(
                (thing, after) ->
                        assertEquals(
                                1,
                                RoutingDifference.ofAgents(
                                                anna(RoutingProfile.of(new TreeMap<>())),
                                                anna(after))
                                        .size(),
                                thing));
    }
}
