package org.strowger.simulator.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.history.Patience.Leaving;
import org.strowger.simulator.history.Patience.Wait;
import org.strowger.simulator.history.RecordedDay.Stay;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Source;
import org.strowger.simulator.scenario.Staff;

/// A recorded day made ready to be played again, by any policy.
///
/// What the record says of a call is kept: when it came, what it asked for, how long it took, and
/// when and how the caller left. What it does not say is drawn for each replication, the same
/// whatever the policy: the patience of those who were answered, given that they waited as long as
/// they did, and the talks of those who were not.
final class PlayedDay {
    /// Fewer who left than this say nothing about a queue by itself.
    private static final int ENOUGH = 10;

    /// More observed times are thinned out, evenly: a thousand show a distribution well enough.
    private static final int MOST_TIMES = 1_000;

    /// Draws of patience, apart from all that are made while a day is played.
    private static final long PATIENCE = 0x7061_7469_656e_6365L;

    /// What calls of one kind ask for.
    private record Kind(QueueId queue, int priority, SkillNeed need) {
        static final Comparator<Kind> IN_ORDER =
                Comparator.comparing(Kind::queue)
                        .thenComparingInt(Kind::priority)
                        .thenComparing(kind -> kind.need().toString());

        static Kind of(Stay stay) {
            return new Kind(stay.queue(), stay.priority(), stay.need());
        }
    }

    /// A call, and which of the day it is: draws are about that number.
    private record Numbered(int number, Stay stay) {}

    /// @param name which draws go by
    private record Group(String name, Kind kind, List<Numbered> calls) {}

    private final RecordedDay day;
    private final long seed;
    private final SortedMap<QueueId, Patience> patience = new TreeMap<>();

    /// Calls by kind, in an order of the kinds that is the same however many calls are played.
    private final List<Group> groups;

    private final Behaviour behaviour;

    /// @param mayPause whether agents who miss calls are paused by some policy that is played
    PlayedDay(RecordedDay day, long seed, boolean mayPause) {
        this.day = day;
        this.seed = seed;
        groups = groups(day.stays());
        Patience ofAll = Patience.of(waits(day.stays()));
        stays(day.stays())
                .forEach(
                        (queue, stays) -> {
                            List<Wait> waits = waits(stays);
                            boolean isEnough = waits.stream().filter(Wait::isEnd).count() >= ENOUGH;
                            patience.put(queue, isEnough ? Patience.of(waits) : ofAll);
                        });
        behaviour = behaviour(mayPause);
    }

    private static SortedMap<QueueId, List<Stay>> stays(List<Stay> stays) {
        return stays.stream()
                .collect(Collectors.groupingBy(Stay::queue, TreeMap::new, Collectors.toList()));
    }

    private static List<Group> groups(List<Stay> stays) {
        Map<Kind, List<Numbered>> byKind = new HashMap<>();
        for (int i = 0; i < stays.size(); i++) {
            byKind.computeIfAbsent(Kind.of(stays.get(i)), _ -> new ArrayList<>())
                    .add(new Numbered(i, stays.get(i)));
        }
        List<Group> groups = new ArrayList<>();
        for (Kind kind : byKind.keySet().stream().sorted(Kind.IN_ORDER).toList()) {
            String name = "%s/%d".formatted(kind.queue(), groups.size() + 1);
            groups.add(new Group(name, kind, byKind.getOrDefault(kind, List.of())));
        }
        return groups;
    }

    private static List<Wait> waits(List<Stay> stays) {
        return stays.stream().flatMap(PlayedDay::wait).toList();
    }

    private static Stream<Wait> wait(Stay stay) {
        return stay.end() == RecordedDay.End.KEPT
                ? Stream.empty()
                : Stream.of(new Wait(stay.waited(), leaves(stay)));
    }

    /// How a caller left by themselves, if they did.
    private static Optional<LeaveReason> leaves(Stay stay) {
        return switch (stay.end()) {
            case GAVE_UP -> Optional.of(LeaveReason.ABANDONED);
            case CHOSE_TO_LEAVE -> Optional.of(LeaveReason.CHOSE_TO_LEAVE);
            case SENT_ON -> Optional.of(LeaveReason.TIMED_OUT);
            case ANSWERED, CUT, KEPT -> Optional.empty();
        };
    }

    private Behaviour behaviour(boolean mayPause) {
        return new Behaviour(
                List.of(rule(Optional.empty(), new Distribution.Never())),
                times(day.talks(), true),
                times(day.wrapUps(), false),
                answering(mayPause),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static Behaviour.Rule rule(Optional<QueueId> queue, Distribution time) {
        return new Behaviour.Rule(
                queue, Optional.empty(), Optional.empty(), Optional.empty(), time);
    }

    /// Each queue by what was seen in it; where there was nothing, by all together.
    private static List<Behaviour.Rule> times(
            SortedMap<QueueId, List<Double>> seen, boolean forAll) {
        List<Behaviour.Rule> rules = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        seen.forEach(
                (queue, times) -> {
                    all.addAll(times);
                    rules.add(rule(Optional.of(queue), observed(times)));
                });
        if (forAll) {
            rules.add(
                    rule(
                            Optional.empty(),
                            all.isEmpty() ? new Distribution.Constant(0) : observed(all)));
        }
        return rules;
    }

    private static Distribution observed(List<Double> times) {
        if (times.size() <= MOST_TIMES) {
            return new Distribution.Empirical(times);
        }
        List<Double> inOrder = times.stream().sorted().toList();
        return new Distribution.Empirical(
                IntStream.range(0, MOST_TIMES)
                        .mapToObj(i -> inOrder.get((int) ((i + 0.5) / MOST_TIMES * inOrder.size())))
                        .toList());
    }

    /// Where a policy pauses who misses calls, nobody would resume them: so they turn down what
    /// they missed.
    private List<Behaviour.Answering> answering(boolean mayPause) {
        double offers = day.rings().size() + day.refused() + day.missed();
        if (offers == 0) {
            return List.of();
        }
        Distribution delay =
                day.rings().isEmpty() ? new Distribution.Constant(0) : observed(day.rings());
        double missed = day.missed() / offers;
        double refused = day.refused() / offers;
        return List.of(
                new Behaviour.Answering(
                        Optional.empty(),
                        delay,
                        mayPause ? refused + missed : refused,
                        mayPause ? 0 : missed));
    }

    /// One replication, which is one day.
    ///
    /// @param profiles of agents who are other than they were recorded
    /// @param until calls that came after are left out
    Scenario replication(
            int number,
            RoutingPolicy policy,
            SortedMap<AgentId, RoutingProfile> profiles,
            Instant until) {
        return new Scenario(
                "recorded",
                policy,
                day.span(),
                day.staff().stream().map(agent -> as(agent, profiles)).toList(),
                sources(number, until),
                behaviour,
                List.of(),
                List.of(),
                seed,
                1,
                Optional.empty());
    }

    private static Staff as(Staff agent, SortedMap<AgentId, RoutingProfile> profiles) {
        RoutingProfile other = profiles.get(agent.agent());
        return other == null ? agent : new Staff(agent.agent(), other, agent.shifts());
    }

    private List<Source> sources(int replication, Instant until) {
        long key = Chance.key(Chance.key(seed, replication), PATIENCE);
        List<Source> sources = new ArrayList<>();
        for (Group group : groups) {
            List<Arrivals.Call> calls = calls(group, key, until);
            if (!calls.isEmpty()) {
                Kind kind = group.kind();
                sources.add(
                        new Source(
                                group.name(),
                                new Source.ToQueue(kind.queue(), kind.priority(), kind.need()),
                                new Arrivals.Recorded(calls)));
            }
        }
        return sources;
    }

    private List<Arrivals.Call> calls(Group group, long key, Instant until) {
        Chance chance = new Chance(0);
        List<Arrivals.Call> calls = new ArrayList<>(group.calls().size());
        for (Numbered call : group.calls()) {
            Stay stay = call.stay();
            if (!stay.at().isAfter(until)) {
                Leaving leaving = leaving(stay, chance.about(Chance.key(key, call.number())));
                calls.add(
                        new Arrivals.Call(
                                stay.at(),
                                Optional.of(leaving.seconds()),
                                stay.talk(),
                                stay.preferred(),
                                leaving.how()));
            }
        }
        return calls;
    }

    private Leaving leaving(Stay stay, Chance chance) {
        if (stay.end() == RecordedDay.End.KEPT) {
            return Leaving.NEVER;
        }
        Patience ofQueue = Objects.requireNonNull(patience.get(stay.queue()));
        return leaves(stay)
                .map(how -> new Leaving(stay.waited(), how))
                .orElseGet(() -> ofQueue.draw(stay.waited(), chance));
    }

    /// The queues that calls came to.
    List<QueueId> queues() {
        return List.copyOf(patience.keySet());
    }

    int calls() {
        return day.stays().size();
    }
}
