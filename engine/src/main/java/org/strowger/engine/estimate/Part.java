package org.strowger.engine.estimate;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.Balance;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.QueuePolicy.Overflow;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;
import org.strowger.engine.routing.SkillNeed;

/// The part of a centre that a caller's wait depends on: the queue, the agents who could take its
/// calls, the queues whose calls those could take, and so on. Of a large centre this is often
/// little.
final class Part {
    private final Line line;
    private final SortedMap<QueueId, SortedSet<SkillNeed>> needs = new TreeMap<>();
    private final SortedMap<QueueId, SortedSet<RoutingProfile>> meant = new TreeMap<>();
    private final SortedSet<RoutingProfile> unseen = new TreeSet<>();
    private final SortedSet<RoutingProfile> profiles = new TreeSet<>();
    private final SortedSet<QueueId> queues = new TreeSet<>();
    private final Queue<QueueId> toSee = new ArrayDeque<>();

    private Part(Line line, SortedMap<QueueId, Traffic> traffic) {
        this.line = line;
        RoutingSnapshot centre = line.snapshot();
        centre.calls().forEach(call -> asked(call.queue(), call.need()));
        traffic.values()
                .forEach(queue -> queue.arrivals().forEach(k -> asked(queue.queue(), k.need())));
        centre.agents().forEach(agent -> unseen.add(agent.profile()));
        findThoseMeant(centre);
    }

    /// Agents who are rung or preferred by name, whatever their skills.
    private void findThoseMeant(RoutingSnapshot centre) {
        SortedMap<AgentId, SignedInAgent> agents = new TreeMap<>();
        for (SignedInAgent agent : centre.agents()) {
            agents.put(agent.id(), agent);
            agent.contacts().stream()
                    .filter(contact -> contact.phase() instanceof Phase.Ringing)
                    .forEach(contact -> means(contact.queue(), agent));
        }
        for (CallInLine call : centre.calls()) {
            call.preferred()
                    .map(preferred -> agents.get(preferred.agent()))
                    .ifPresent(agent -> means(call.queue(), agent));
        }
    }

    private void means(QueueId queue, SignedInAgent agent) {
        meant.computeIfAbsent(queue, _ -> new TreeSet<>()).add(agent.profile());
    }

    /// With its agents, calls and arrivals only. A fixed queue ratio counts the calls of all
    /// queues, so there the part is the whole.
    static Part of(Line line, SortedMap<QueueId, Traffic> traffic) {
        Part part = new Part(line, traffic);
        if (line.snapshot().policy().balance() == Balance.FIXED_QUEUE_RATIO) {
            part.queues.addAll(part.needs.keySet());
            part.profiles.addAll(part.unseen);
        } else {
            part.reach(line.call().queue());
            part.spread();
        }
        return part;
    }

    boolean has(QueueId queue) {
        return queues.contains(queue);
    }

    RoutingSnapshot snapshot() {
        RoutingSnapshot centre = line.snapshot();
        return new RoutingSnapshot(
                centre.at(),
                briefly(centre.policy()),
                centre.offers(),
                centre.queues(),
                centre.calls().stream().filter(call -> has(call.queue())).toList(),
                centre.agents().stream()
                        .filter(agent -> profiles.contains(agent.profile()))
                        .toList());
    }

    /// Nobody reads the decision records of a look-ahead, so they say as little as they can; and a
    /// bound that was checked when the policy was loaded need not be again.
    private static RoutingPolicy briefly(RoutingPolicy policy) {
        return new RoutingPolicy(
                policy.version(),
                policy.queues(),
                policy.balance(),
                policy.seed(),
                Detail.WINNER,
                Optional.empty());
    }

    /// What calls of a queue ask; the queue's own need, which says whether it is staffed, is with
    /// it.
    private void asked(QueueId queue, SkillNeed need) {
        SortedSet<SkillNeed> ofQueue = needs.computeIfAbsent(queue, _ -> new TreeSet<>());
        ofQueue.add(SkillNeed.none());
        ofQueue.add(need);
    }

    private void reach(QueueId queue) {
        if (needs.containsKey(queue) && queues.add(queue)) {
            toSee.add(queue);
        }
    }

    private void spread() {
        while (!toSee.isEmpty()) {
            QueueId queue = toSee.remove();
            needs.keySet().stream()
                    .filter(other -> overflows(other, queue) || overflows(queue, other))
                    .forEach(this::reach);
            List<RoutingProfile> found =
                    unseen.stream().filter(profile -> concerns(profile, queue)).toList();
            for (RoutingProfile profile : found) {
                unseen.remove(profile);
                profiles.add(profile);
                needs.keySet().stream()
                        .filter(other -> concerns(profile, other))
                        .forEach(this::reach);
            }
        }
    }

    private boolean overflows(QueueId from, QueueId to) {
        @Nullable QueuePolicy rules = line.rules(from);
        if (rules == null) {
            return false;
        }
        Overflow overflow = rules.overflow();
        return Stream.of(
                        overflow.whenClosed(),
                        overflow.whenFull(),
                        overflow.whenEmpty(),
                        overflow.afterMaxWait())
                .flatMap(Optional::stream)
                .anyMatch(to::equals);
    }

    /// Whether such an agent may have to do with calls of a queue.
    private boolean concerns(RoutingProfile profile, QueueId queue) {
        return needs.getOrDefault(queue, new TreeSet<>()).stream()
                        .anyMatch(need -> line.couldTake(profile, queue, 0, need))
                || isReserved(profile, queue)
                || meant.getOrDefault(queue, new TreeSet<>()).contains(profile);
    }

    private boolean isReserved(RoutingProfile profile, QueueId queue) {
        @Nullable QueuePolicy rules = line.rules(queue);
        return rules != null
                && rules.reserve().filter(r -> r.of().isMetBy(profile.skills())).isPresent();
    }
}
