package org.strowger.engine.estimate;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.QueueState;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;
import org.strowger.engine.routing.RoutingStep;
import org.strowger.engine.routing.SkillNeed;

/// A call in line, and what a snapshot says of the line and of the agents it waits for.
final class Line {
    private final RoutingSnapshot snapshot;
    private final CallInLine call;
    private final SortedSet<CallId> ringing = new TreeSet<>();

    private Line(RoutingSnapshot snapshot, CallInLine call) {
        this.snapshot = snapshot;
        this.call = call;
        for (SignedInAgent agent : snapshot.agents()) {
            for (Contact contact : agent.contacts()) {
                if (contact.phase() instanceof Phase.Ringing) {
                    ringing.add(contact.call());
                }
            }
        }
    }

    /// Empty if the call is not in line.
    static Optional<Line> of(RoutingSnapshot snapshot, CallId id) {
        return snapshot.calls().stream()
                .filter(call -> call.id().equals(id))
                .findFirst()
                .map(call -> new Line(snapshot, call));
    }

    RoutingSnapshot snapshot() {
        return snapshot;
    }

    CallInLine call() {
        return call;
    }

    /// The calls of the same queue, this one included, but none that is in nobody's way: places
    /// that are deferred, and calls that began with an agent.
    List<CallInLine> calls() {
        return snapshot.calls().stream()
                .filter(other -> other.queue().equals(call.queue()))
                .filter(other -> other.notBefore().isEmpty() && other.takenUpBy().isEmpty())
                .toList();
    }

    boolean isRinging(CallId other) {
        return ringing.contains(other);
    }

    /// The agents who are at work and could take the call, now or in a later step.
    List<SignedInAgent> agents() {
        return snapshot.agents().stream()
                .filter(Line::isAtWork)
                .filter(agent -> couldTake(agent.profile(), call) || prefers(agent))
                .toList();
    }

    private boolean prefers(SignedInAgent agent) {
        return call.preferred().filter(p -> p.agent().equals(agent.id())).isPresent();
    }

    /// Whether calls are still to go to the agent: otherwise nobody knows when they come back.
    private static boolean isAtWork(SignedInAgent agent) {
        return agent.pauseReason().isEmpty()
                && agent.pauseDeferred().isEmpty()
                && !agent.signingOut()
                && !agent.otherCall();
    }

    boolean couldTake(RoutingProfile profile, CallInLine other) {
        return couldTake(profile, other.queue(), Math.max(0, other.step()), other.need());
    }

    /// Whether such an agent could take a call with this need of its own, from a step on.
    boolean couldTake(RoutingProfile profile, QueueId queue, int from, SkillNeed need) {
        @Nullable QueuePolicy rules = rules(queue);
        if (rules == null) {
            return false;
        }
        List<RoutingStep> steps = rules.steps();
        return steps.subList(Math.min(from, steps.size() - 1), steps.size()).stream()
                .anyMatch(
                        step ->
                                profile.rankIn(queue) <= step.maxRank()
                                        && step.needOf(need).isMetBy(profile.skills()));
    }

    /// The rules by which a queue is served; null if there is no such queue.
    @Nullable QueuePolicy rules(QueueId queue) {
        QueuePolicy inForce = snapshot.policy().queues().get(queue);
        if (inForce != null) {
            return inForce;
        }
        return snapshot.queues().stream()
                .filter(state -> state.id().equals(queue))
                .findFirst()
                .flatMap(QueueState::closingRules)
                .orElse(null);
    }
}
