package org.strowger.engine.estimate;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.QueuePolicy.Work;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;

/// Recognises a line that one pool of agents serves alone, first come, first served: where the
/// formula of [QueueLength] is exact.
///
/// That is so if the agents who could take the call all have the same profile, have nothing of any
/// other queue and are not going to, and the calls of the line differ in nothing but their time.
final class OnePool {
    private final Line line;
    private final SortedMap<QueueId, Traffic> traffic;
    private final QueuePolicy rules;
    private final List<SignedInAgent> agents;
    private final RoutingProfile profile;

    private OnePool(
            Line line,
            SortedMap<QueueId, Traffic> traffic,
            QueuePolicy rules,
            List<SignedInAgent> agents) {
        this.line = line;
        this.traffic = traffic;
        this.rules = rules;
        this.agents = agents;
        this.profile = agents.getFirst().profile();
    }

    /// The line as the formula sees it; empty if it is not such a line.
    static Optional<QueueLength> queueLength(Line line, SortedMap<QueueId, Traffic> traffic) {
        List<SignedInAgent> agents = line.agents();
        @Nullable QueuePolicy rules = line.rules(line.call().queue());
        Traffic ofQueue = traffic.get(line.call().queue());
        if (agents.isEmpty() || rules == null || ofQueue == null) {
            return Optional.empty();
        }
        OnePool pool = new OnePool(line, traffic, rules, agents);
        if (!pool.isOne() || !pool.servesNothingElse() || !pool.isFirstComeFirstServed(ofQueue)) {
            return Optional.empty();
        }
        double service = pool.contactsAtOnce() / ofQueue.secondsOfAgent();
        return Optional.of(new QueueLength(service, ofQueue.abandonment(), pool.ahead()));
    }

    private boolean isOne() {
        return agents.stream().allMatch(agent -> agent.profile().equals(profile))
                && contactsAtOnce() > 0
                && rules.reserve().isEmpty();
    }

    private boolean servesNothingElse() {
        QueueId queue = line.call().queue();
        boolean hasOther =
                agents.stream()
                        .flatMap(agent -> agent.contacts().stream())
                        .anyMatch(contact -> !contact.queue().equals(queue));
        boolean otherWaits =
                line.snapshot().calls().stream()
                        .filter(call -> !call.queue().equals(queue))
                        .anyMatch(call -> line.couldTake(profile, call));
        boolean otherComes =
                traffic.values().stream()
                        .filter(other -> !other.queue().equals(queue))
                        .anyMatch(this::couldTakeSome);
        return !hasOther && !otherWaits && !otherComes;
    }

    private boolean couldTakeSome(Traffic other) {
        return other.arrivals().stream()
                .anyMatch(kind -> line.couldTake(profile, other.queue(), 0, kind.need()));
    }

    private boolean isFirstComeFirstServed(Traffic ofQueue) {
        CallInLine call = line.call();
        return rules.maxWait().isEmpty()
                && call.preferred().isEmpty()
                && call.refusals().isEmpty()
                && line.calls().stream().allMatch(this::isLike)
                && ofQueue.arrivals().stream()
                        .allMatch(
                                kind ->
                                        kind.need().equals(call.need())
                                                && (isPriorityUnheard()
                                                        || kind.priority() == call.priority()));
    }

    /// Kept places behind the call do not matter; before it they do, as they do not give up.
    private boolean isLike(CallInLine other) {
        CallInLine call = line.call();
        return other.need().equals(call.need())
                && other.step() == rules.steps().size() - 1
                && other.preferred().isEmpty()
                && (isPriorityUnheard() || other.priority() == call.priority())
                && (other.callbackNumber().isEmpty() || !isBefore(other));
    }

    private boolean isPriorityUnheard() {
        return switch (rules.order()) {
            case CallOrder.Fifo(), CallOrder.Deadline() -> true;
            case CallOrder.Strict(), CallOrder.Accumulating(_, _) -> false;
        };
    }

    private boolean isBefore(CallInLine other) {
        CallInLine call = line.call();
        int bySince = other.since().compareTo(call.since());
        return bySince < 0 || (bySince == 0 && other.id().compareTo(call.id()) < 0);
    }

    /// A call whose telephone rings has its agent.
    private int ahead() {
        return (int)
                line.calls().stream()
                        .filter(other -> isBefore(other) && !line.isRinging(other.id()))
                        .count();
    }

    private double contactsAtOnce() {
        Work work = rules.work();
        int units = Math.min(work.units().orElse(profile.units()), profile.units());
        int each =
                Math.min(
                        profile.units() / units,
                        profile.limits().getOrDefault(work.channel(), profile.units()));
        return (double) each * agents.size();
    }
}
