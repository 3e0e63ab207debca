package org.strowger.engine.routing;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The queues of a centre and their rules, as one version that is applied whole.
///
/// The version in force decides each step at the moment it is taken, for calls that wait already as
/// for new ones. A queue that a new version leaves out takes no more calls; those in it are served
/// by its last rules.
///
/// @param version names the configuration this was read from; decision records quote it
/// @param balance how calls of different queues are weighed against each other
/// @param seed of the lots that are drawn: the same seed gives the same lots
/// @param detail how much decision records say
/// @param bound the longest that anybody may be passed over, if it is to be promised
public record RoutingPolicy(
        String version,
        SortedMap<QueueId, QueuePolicy> queues,
        Balance balance,
        long seed,
        Detail detail,
        Optional<StarvationBound> bound) {

    /// The policy of a core that was given none yet: no queues.
    public static final RoutingPolicy NONE = of("none", new TreeMap<>());

    /// Queues whose calls are weighed by urgency alone, with full decision records.
    public static RoutingPolicy of(String version, SortedMap<QueueId, QueuePolicy> queues) {
        return new RoutingPolicy(
                version, queues, Balance.URGENCY, 0, Detail.FULL, Optional.empty());
    }

    /// @throws IllegalArgumentException if the rules contradict each other
    public RoutingPolicy {
        Limits.text("policy version", version);
        Limits.size("queues", queues.size(), Limits.QUEUES);
        queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
        for (var entry : queues.entrySet()) {
            checkOverflow(entry.getKey(), entry.getValue(), queues);
            checkBalance(entry.getKey(), entry.getValue(), balance);
        }
        checkCircles(queues);
        if (balance == Balance.FIXED_QUEUE_RATIO
                && queues.values().stream().allMatch(queue -> queue.share() == 0)) {
            throw new IllegalArgumentException("a fixed queue ratio needs a queue with a share");
        }
        if (bound.isPresent()) {
            Urgency.checkBound(bound.get(), balance, queues);
        }
    }

    private static void checkBalance(QueueId queue, QueuePolicy rules, Balance balance) {
        if (balance == Balance.GENERALIZED_C_MU && !(rules.order() instanceof CallOrder.Fifo)) {
            throw new IllegalArgumentException(
                    "generalised c-mu weighs calls by their cost of waiting, so queue %s must be in"
                                    .formatted(queue)
                            + " order of waiting (fifo)");
        }
    }

    private static void checkOverflow(
            QueueId from, QueuePolicy rules, SortedMap<QueueId, QueuePolicy> queues) {
        for (QueueId next : rules.overflow().queues()) {
            if (!queues.containsKey(next)) {
                throw new IllegalArgumentException(
                        "the overflow of queue %s leads to queue %s, which there is not"
                                .formatted(from, next));
            }
        }
    }

    /// Takes away queues that get no overflow, again and again: what is left feeds itself.
    private static void checkCircles(SortedMap<QueueId, QueuePolicy> queues) {
        SortedMap<QueueId, Integer> sources = new TreeMap<>();
        for (QueuePolicy rules : queues.values()) {
            rules.overflow().queues().forEach(next -> sources.merge(next, 1, Integer::sum));
        }
        Deque<QueueId> free = new ArrayDeque<>(queues.keySet());
        free.removeIf(queue -> sources.containsKey(queue));
        while (!free.isEmpty()) {
            for (QueueId next : overflow(queues, free.pop())) {
                if (sources.merge(next, -1, Integer::sum) == 0) {
                    sources.remove(next);
                    free.push(next);
                }
            }
        }
        if (!sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "the overflow of queue %s leads back to it"
                            .formatted(onCircle(queues, sources)));
        }
    }

    private static List<QueueId> overflow(SortedMap<QueueId, QueuePolicy> queues, QueueId queue) {
        return Objects.requireNonNull(queues.get(queue)).overflow().queues();
    }

    /// Of queues that all get overflow from one of them, one that gets its own: it is met twice on
    /// the way back.
    private static QueueId onCircle(
            SortedMap<QueueId, QueuePolicy> queues, SortedMap<QueueId, Integer> left) {
        Map<QueueId, QueueId> source = new HashMap<>();
        left.keySet()
                .forEach(
                        queue ->
                                overflow(queues, queue).stream()
                                        .filter(next -> left.containsKey(next))
                                        .forEach(next -> source.putIfAbsent(next, queue)));
        Set<QueueId> met = new HashSet<>();
        QueueId queue = left.firstKey();
        while (met.add(queue)) {
            queue = Objects.requireNonNull(source.get(queue));
        }
        return queue;
    }
}
