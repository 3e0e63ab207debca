package org.strowger.simulator.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.simulator.result.Comparison;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.result.Difference;
import org.strowger.simulator.scenario.Staff;
import org.strowger.simulator.scenario.Yardstick;
import org.strowger.simulator.virtual.Replications;
import org.strowger.simulator.virtual.Replications.Progress;
import org.strowger.simulator.virtual.Witness;

/// A recorded day under the policy that was in force and under another, with the same callers, the
/// same agents and the same chance.
final class WhatIf {
    private static final int MOST_NAMED = 5;

    /// What calls are routed by, and counted by.
    ///
    /// @param profiles of agents who have others than were recorded
    /// @param yardstick that of the rules in force counts the days of both
    record Rules(
            RoutingPolicy policy,
            SortedMap<AgentId, RoutingProfile> profiles,
            Yardstick yardstick) {
        /// Of a centre that promises nothing of its own.
        Rules(RoutingPolicy policy, SortedMap<AgentId, RoutingProfile> profiles) {
            this(policy, profiles, Yardstick.standard());
        }
    }

    /// How much is played.
    ///
    /// @param replications how many days under each policy, at least 1
    /// @param shown how many calls that go elsewhere are told one by one
    record Extent(int replications, int threads, int shown, long seed) {
        /// Each call that goes elsewhere is told.
        Extent withAllMoved() {
            return new Extent(replications, threads, Integer.MAX_VALUE, seed);
        }
    }

    /// What came of it.
    ///
    /// @param days how many were played under each policy: all, unless it was stopped
    /// @param calls how many came on each of them
    /// @param elsewhere how many of them went elsewhere, in the first replication
    /// @param byChance how many go elsewhere between two replications under the policy in force,
    ///   which are of different chance; absent for a single replication
    /// @param first the first that went elsewhere, in order of their coming
    record Outcome(
            int days,
            List<Difference> differences,
            int calls,
            long elsewhere,
            Optional<Long> byChance,
            List<Moved> first) {}

    /// A call that goes elsewhere.
    ///
    /// @param decided the last decision under the policy in force; absent when the call was offered
    ///   to nobody
    /// @param decidedOtherwise the last under the other policy
    record Moved(
            CallId call,
            Fate before,
            Fate after,
            Optional<DecisionRecord> decided,
            Optional<DecisionRecord> decidedOtherwise) {
        /// In words, a line for each thing.
        List<String> decision() {
            return decided.map(Telling::decision).orElse(List.of());
        }

        List<String> otherDecision() {
            return decidedOtherwise.map(Telling::decision).orElse(List.of());
        }
    }

    /// A day that was played, and what became of its calls where that was looked at.
    private record Played(Day day, Map<CallId, Fate> fates) {}

    private final RecordedDay recorded;
    private final PlayedDay played;
    private final Rules inForce;
    private final Rules other;
    private final Yardstick yardstick;
    private final Extent extent;

    private WhatIf(RecordedDay recorded, Rules inForce, Rules other, Extent extent) {
        this.recorded = recorded;
        this.inForce = inForce;
        this.other = other;
        yardstick = inForce.yardstick().orElse(other.yardstick());
        this.extent = extent;
        played = new PlayedDay(recorded, extent.seed(), mayPause(inForce) || mayPause(other));
    }

    private static boolean mayPause(Rules rules) {
        return rules.policy().queues().values().stream()
                .map(QueuePolicy::missed)
                .anyMatch(missed -> missed.pauseAfter() > 0);
    }

    /// Asks with nobody looking on.
    static Outcome of(RecordedDay day, Rules inForce, Rules other, Extent extent)
            throws RefusedDay, InterruptedException {
        return of(day, inForce, other, extent, Onlooker.NOBODY);
    }

    /// @throws RefusedDay when a policy has no queue for some calls, or there are none
    /// @throws InterruptedException if the thread was interrupted
    static Outcome of(RecordedDay day, Rules inForce, Rules other, Extent extent, Onlooker onlooker)
            throws RefusedDay, InterruptedException {
        if (day.stays().isEmpty()) {
            throw new RefusedDay(
                    "no call came from %s to %s".formatted(day.span().from(), day.span().until()));
        }
        WhatIf question = new WhatIf(day, inForce, other, extent);
        question.checkQueues(inForce);
        question.checkQueues(other);
        return question.answer(onlooker);
    }

    private void checkQueues(Rules rules) throws RefusedDay {
        for (QueueId queue : played.queues()) {
            if (!rules.policy().queues().containsKey(queue)) {
                throw new RefusedDay(
                        "calls came to the queue '%s', which policy %s does not have"
                                .formatted(queue, rules.policy().version()));
            }
        }
    }

    private Outcome answer(Onlooker onlooker) throws RefusedDay, InterruptedException {
        List<Future<Played>> before = new ArrayList<>();
        List<Future<Played>> after = new ArrayList<>();
        ExecutorService players =
                Executors.newFixedThreadPool(
                        extent.threads(),
                        Thread.ofPlatform().daemon().name("strowger-whatif-", 0).factory());
        try {
            for (int i = 0; i < extent.replications(); i++) {
                int number = i;
                before.add(players.submit(() -> play(number, inForce, number < 2)));
                after.add(players.submit(() -> play(number, other, number == 0)));
            }
            return told(before, after, onlooker);
        } finally {
            players.shutdownNow();
            onlooker.over().run();
        }
    }

    private Played play(int number, Rules rules, boolean isSeen) {
        Fate.Seen seen = new Fate.Seen();
        Day day =
                Replications.witnessed(
                        played.replication(number, rules.policy(), rules.profiles(), Instant.MAX),
                        yardstick,
                        number,
                        Detail.WINNER,
                        isSeen ? seen : Witness.NONE);
        return new Played(day, seen.fates());
    }

    private Outcome told(List<Future<Played>> before, List<Future<Played>> after, Onlooker onlooker)
            throws RefusedDay, InterruptedException {
        Set<QueueId> queues = new TreeSet<>(inForce.policy().queues().keySet());
        queues.retainAll(other.policy().queues().keySet());
        queues.retainAll(played.queues());
        Comparison comparison = Comparison.ofOneRecord(queues);
        compare(before, after, comparison, onlooker);
        SortedMap<AgentId, RoutingProfile> profiles = profiles();
        Map<CallId, Fate> first = done(before.getFirst()).fates();
        List<Moved> moved = elsewhere(first, done(after.getFirst()).fates(), profiles);
        return new Outcome(
                comparison.days(),
                comparison.differences(),
                played.calls(),
                moved.size(),
                comparison.days() < 2
                        ? Optional.empty()
                        : Optional.of(
                                (long)
                                        elsewhere(first, done(before.get(1)).fates(), profiles)
                                                .size()),
                withDecisions(moved.subList(0, Math.min(extent.shown(), moved.size()))));
    }

    /// The first pair of days is always played to its end: without it there is nothing to say.
    private static void compare(
            List<Future<Played>> before,
            List<Future<Played>> after,
            Comparison comparison,
            Onlooker onlooker)
            throws RefusedDay, InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < before.size(); i++) {
            if (i > 0 && onlooker.stopped().getAsBoolean()) {
                return;
            }
            comparison.add(done(before.get(i)).day(), done(after.get(i)).day());
            long each = (System.nanoTime() - start) / (i + 1);
            onlooker.progress()
                    .accept(
                            new Progress(
                                    i + 1,
                                    before.size(),
                                    Optional.of(Duration.ofNanos(each * (before.size() - i - 1)))));
        }
    }

    private static Played done(Future<Played> day) throws RefusedDay, InterruptedException {
        try {
            return day.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException senseless) {
                throw new RefusedDay("the day cannot be played: " + senseless.getMessage());
            }
            throw new IllegalStateException("a day was not played to its end", e);
        }
    }

    /// As they were recorded: by these, agents are alike or not.
    private SortedMap<AgentId, RoutingProfile> profiles() {
        SortedMap<AgentId, RoutingProfile> profiles = new TreeMap<>();
        for (Staff agent : recorded.staff()) {
            profiles.put(agent.agent(), agent.profile());
        }
        profiles.putAll(inForce.profiles());
        return profiles;
    }

    private static List<Moved> elsewhere(
            Map<CallId, Fate> before,
            Map<CallId, Fate> after,
            SortedMap<AgentId, RoutingProfile> profiles) {
        List<Moved> moved = new ArrayList<>();
        before.forEach(
                (call, fate) -> {
                    Fate now = after.get(call);
                    if (now != null && fate.isElsewhere(now, profiles)) {
                        moved.add(new Moved(call, fate, now, Optional.empty(), Optional.empty()));
                    }
                });
        moved.sort(
                Comparator.comparing((Moved each) -> each.before().came())
                        .thenComparing(Moved::call));
        return moved;
    }

    /// Plays again as much of the day as it takes, with all that decision records say.
    private List<Moved> withDecisions(List<Moved> moved) {
        Instant until = Instant.MIN;
        for (Moved each : moved) {
            until = Collections.max(List.of(until, each.before().at(), each.after().at()));
        }
        if (moved.isEmpty()) {
            return moved;
        }
        Set<CallId> calls = moved.stream().map(Moved::call).collect(Collectors.toSet());
        Map<CallId, DecisionRecord> decisions = decisions(inForce, calls, until);
        Map<CallId, DecisionRecord> others = decisions(other, calls, until);
        return moved.stream()
                .map(
                        each ->
                                new Moved(
                                        each.call(),
                                        each.before(),
                                        each.after(),
                                        Optional.ofNullable(decisions.get(each.call())),
                                        Optional.ofNullable(others.get(each.call()))))
                .toList();
    }

    /// The last decision of each of the calls.
    private Map<CallId, DecisionRecord> decisions(Rules rules, Set<CallId> calls, Instant until) {
        Map<CallId, DecisionRecord> decisions = new HashMap<>();
        Replications.witnessed(
                played.replication(0, rules.policy(), rules.profiles(), until),
                0,
                Detail.FULL,
                (_, events) ->
                        events.forEach(
                                event -> {
                                    if (event instanceof CallOffered offer
                                            && !offer.at().isAfter(until)
                                            && calls.contains(offer.call())) {
                                        decisions.put(offer.call(), offer.decision());
                                    }
                                }));
        return decisions;
    }

    /// What the settings say of agents and cannot be played, in sentences.
    static List<String> agentsNotPlayed(RecordedDay day, Rules inForce, Rules other) {
        SortedSet<AgentId> there = new TreeSet<>();
        day.staff().forEach(agent -> there.add(agent.agent()));
        SortedSet<AgentId> gone = new TreeSet<>(there);
        gone.removeAll(other.profiles().keySet());
        SortedSet<AgentId> unseen = new TreeSet<>(other.profiles().keySet());
        unseen.removeAll(there);
        unseen.removeAll(inForce.profiles().keySet());
        List<String> sentences = new ArrayList<>();
        if (!gone.isEmpty()) {
            sentences.add(
                    "the new settings do not have %s: they work as they were recorded"
                            .formatted(named(gone)));
        }
        if (!unseen.isEmpty()) {
            sentences.add(
                    "nobody knows when %s would have worked: they were not there that day"
                            .formatted(named(unseen)));
        }
        return sentences;
    }

    private static String named(SortedSet<AgentId> agents) {
        String some =
                agents.stream()
                        .limit(MOST_NAMED)
                        .map(AgentId::value)
                        .collect(Collectors.joining(", "));
        String rest =
                agents.size() > MOST_NAMED
                        ? " and %,d more".formatted(agents.size() - MOST_NAMED)
                        : "";
        return (agents.size() == 1 ? "agent " : "agents ") + some + rest;
    }
}
