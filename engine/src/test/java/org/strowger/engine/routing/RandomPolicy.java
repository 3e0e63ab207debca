package org.strowger.engine.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Policies, needs and profiles by lot: every rule there is, in small numbers of queues and skills,
/// so that they meet.
record RandomPolicy(Random random, int queues, int skills) {
    private static final List<String> CHANNELS = List.of("voice", "chat");

    /// What the queues of one policy are to have in common.
    private enum Theme {
        ANYTHING,
        FIFO,
        STRICT,
        ACCUMULATING,
        DEADLINE
    }

    RoutingPolicy policy(int version) {
        Balance balance = one(List.of(Balance.values()));
        Theme theme =
                balance == Balance.GENERALIZED_C_MU ? Theme.FIFO : one(List.of(Theme.values()));
        List<QueueId> ids = new ArrayList<>();
        for (int i = 0; i < queues; i++) {
            if (random.nextInt(12) > 0) {
                ids.add(queue(i));
            }
        }
        SortedMap<QueueId, QueuePolicy> rules = new TreeMap<>();
        for (int i = 0; i < ids.size(); i++) {
            rules.put(ids.get(i), rules(theme, ids.subList(i + 1, ids.size())));
        }
        if (balance == Balance.FIXED_QUEUE_RATIO
                && rules.values().stream().allMatch(queue -> queue.share() == 0)) {
            balance = Balance.URGENCY;
        }
        Detail detail = random.nextInt(4) == 0 ? Detail.PASSED_OVER : Detail.FULL;
        RoutingPolicy unbound =
                new RoutingPolicy(
                        "v" + version, rules, balance, random.nextLong(), detail, Optional.empty());
        return random.nextBoolean() ? withBound(unbound) : unbound;
    }

    private RoutingPolicy withBound(RoutingPolicy policy) {
        StarvationBound bound =
                new StarvationBound(Duration.ofSeconds(random.nextInt(4) * 60L), random.nextInt(4));
        try {
            return new RoutingPolicy(
                    policy.version(),
                    policy.queues(),
                    policy.balance(),
                    policy.seed(),
                    policy.detail(),
                    Optional.of(bound));
        } catch (IllegalArgumentException cannotBePromised) {
            return policy;
        }
    }

    private QueuePolicy rules(Theme theme, List<QueueId> others) {
        QueuePolicy.Builder rules =
                QueuePolicy.builder()
                        .open(random.nextInt(10) > 0)
                        .maxLength(random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 30)
                        .serviceTarget(Duration.ofMillis(1 + random.nextInt(120_000)))
                        .ringTime(positive())
                        .wrapUp(zeroOrMore())
                        .missed(
                                new QueuePolicy.Missed(
                                        zeroOrMore(),
                                        zeroOrMore(),
                                        random.nextBoolean() ? 0 : random.nextInt(4)))
                        .steps(steps())
                        .order(order(theme))
                        .overflow(
                                new QueuePolicy.Overflow(
                                        maybe(others), maybe(others), maybe(others), maybe(others)))
                        .share(random.nextInt(4))
                        .cost(cost());
        AgentOrder agents = one(List.of(AgentOrder.values()));
        QueuePolicy.Work work = work();
        rules.agents(agents)
                .work(
                        agents == AgentOrder.LEAST_OCCUPIED
                                ? new QueuePolicy.Work(work.channel(), Optional.empty())
                                : work);
        if (random.nextInt(3) == 0) {
            rules.maxWait(positive().multipliedBy(3));
        }
        if (random.nextInt(4) == 0) {
            rules.reserve(new QueuePolicy.Reserve(need(1), 1 + random.nextInt(3)));
        }
        if (random.nextInt(2) == 0) {
            rules.staffing(
                    new QueuePolicy.Staffing(
                            one(List.of(Presence.values())),
                            one(List.of(Presence.NOBODY, Presence.SIGNED_IN, Presence.NOT_PAUSED)),
                            zeroOrMore()));
        }
        return rules.build();
    }

    private List<RoutingStep> steps() {
        List<RoutingStep> steps = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            steps.add(step(Optional.of(positive()), random.nextInt(3) == 0));
        }
        steps.add(random.nextBoolean() ? RoutingStep.FOR_EVER : step(Optional.empty(), false));
        return steps;
    }

    private RoutingStep step(Optional<Duration> lasting, boolean skippedIfNobody) {
        TreeSet<String> drop = new TreeSet<>();
        if (random.nextInt(3) == 0) {
            drop.add(skill());
        }
        int lowered = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
        int maxRank = random.nextBoolean() ? random.nextInt(3) : 1_000;
        SkillNeed need = random.nextInt(3) == 0 ? need(1) : SkillNeed.none();
        return new RoutingStep(lasting, need, drop, lowered, maxRank, skippedIfNobody);
    }

    private CallOrder order(Theme theme) {
        return switch (theme) {
            case FIFO -> new CallOrder.Fifo();
            case STRICT -> new CallOrder.Strict();
            case DEADLINE -> new CallOrder.Deadline();
            case ACCUMULATING ->
                    new CallOrder.Accumulating(
                            one(List.of(0, 1, 500, 1_000, 3_000, 100_000)),
                            switch (random.nextInt(8)) {
                                case 0, 1, 2, 3 -> OptionalInt.empty();
                                case 4 -> OptionalInt.of(1_000_000);
                                default -> OptionalInt.of(random.nextInt(4));
                            });
            case ANYTHING ->
                    order(
                            one(
                                    List.of(
                                            Theme.FIFO,
                                            Theme.STRICT,
                                            Theme.DEADLINE,
                                            Theme.ACCUMULATING)));
        };
    }

    private QueuePolicy.Work work() {
        return new QueuePolicy.Work(
                one(CHANNELS),
                random.nextBoolean() ? Optional.empty() : Optional.of(1 + random.nextInt(3)));
    }

    private QueuePolicy.WaitingCost cost() {
        List<QueuePolicy.HandleTime> special = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            special.add(
                    new QueuePolicy.HandleTime(
                            need(1), Duration.ofSeconds(1L + random.nextInt(4))));
        }
        return new QueuePolicy.WaitingCost(
                1 + random.nextInt(3), Duration.ofSeconds(1L + random.nextInt(4)), special);
    }

    RoutingProfile profile() {
        SortedMap<String, Integer> levels = new TreeMap<>();
        for (int i = random.nextInt(skills + 1); i > 0; i--) {
            levels.put(skill(), 1 + random.nextInt(4));
        }
        SortedMap<QueueId, Integer> ranks = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            ranks.put(queue(), random.nextInt(4));
        }
        SortedMap<String, Integer> limits = new TreeMap<>();
        if (random.nextInt(3) == 0) {
            limits.put(one(CHANNELS), random.nextInt(3));
        }
        return new RoutingProfile(
                levels,
                ranks,
                1 + (random.nextBoolean() ? 0 : random.nextInt(5)),
                limits,
                1 + random.nextInt(3),
                random.nextInt(4) == 0 ? Optional.of(zeroOrMore()) : Optional.empty());
    }

    SkillNeed need(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 4)) {
            case 0 -> SkillNeed.none();
            case 1, 2 -> SkillNeed.atLeast(skill(), 1 + random.nextInt(4));
            case 3 -> {
                int from = random.nextInt(4);
                yield SkillNeed.within(skill(), from, from + random.nextInt(3));
            }
            case 4 -> SkillNeed.all(List.of(need(depth - 1), need(depth - 1)));
            case 5 -> SkillNeed.any(List.of(need(depth - 1), need(depth - 1)));
            default -> {
                SkillNeed need = need(depth - 1);
                yield need.equals(SkillNeed.none()) ? need : SkillNeed.not(need);
            }
        };
    }

    /// Mostly some whole seconds, so that equal ones are frequent; now and then a moment.
    Duration positive() {
        return switch (random.nextInt(8)) {
            case 0 ->
                    random.nextInt(4) == 0
                            ? Duration.ofNanos(1 + random.nextInt(2_000_000))
                            : Duration.ofMillis(1 + random.nextInt(2_000));
            case 1, 2 -> Duration.ofSeconds(60);
            default -> Duration.ofSeconds(1L + random.nextInt(20));
        };
    }

    private Duration zeroOrMore() {
        return random.nextInt(3) == 0 ? Duration.ZERO : positive();
    }

    private Optional<QueueId> maybe(List<QueueId> of) {
        return of.isEmpty() || random.nextBoolean() ? Optional.empty() : Optional.of(one(of));
    }

    private String skill() {
        return "skill" + random.nextInt(skills);
    }

    QueueId queue() {
        return queue(random.nextInt(queues));
    }

    private static QueueId queue(int number) {
        return new QueueId("queue" + number);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
