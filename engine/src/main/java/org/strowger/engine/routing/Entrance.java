package org.strowger.engine.routing;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.RoutingEvent.CommandRejected.Reason;

/// Finds the queue that takes a call: the one asked for, or one that takes its overflow.
final class Entrance {
    private final RoutingState state;

    Entrance(RoutingState state) {
        this.state = state;
    }

    /// What came of asking to be let in.
    sealed interface Answer {}

    record Into(Line line) implements Answer {}

    /// @param reason of the queue that was asked first
    record Refused(Reason reason) implements Answer {}

    /// @param barred a queue that must not take the call, whose overflow it is
    Answer wayIn(
            QueueId asked,
            SkillNeed need,
            Optional<Preferred> preferred,
            @Nullable QueueId barred) {
        Reason first = null;
        Set<QueueId> tried = barred == null ? Set.of() : Set.of(barred);
        QueueId next = asked;
        while (next != null && !tried.contains(next)) {
            Line line = state.findLine(next);
            Reason obstacle = obstacle(line, need, preferred);
            if (line != null && obstacle == null) {
                return new Into(line);
            }
            first = first == null ? obstacle : first;
            tried = with(tried, next);
            next = line == null || obstacle == null ? null : overflow(line, obstacle).orElse(null);
        }
        return new Refused(first == null ? Reason.UNKNOWN_QUEUE : first);
    }

    private static Set<QueueId> with(Set<QueueId> tried, QueueId next) {
        Set<QueueId> more = new HashSet<>(tried);
        more.add(next);
        return more;
    }

    private @Nullable Reason obstacle(
            @Nullable Line line, SkillNeed need, Optional<Preferred> preferred) {
        if (line == null || line.isClosing()) {
            return Reason.UNKNOWN_QUEUE;
        }
        if (!line.isOpen()) {
            return Reason.QUEUE_CLOSED;
        }
        if (line.isFull()) {
            return Reason.QUEUE_FULL;
        }
        return isAnybodyThere(line, need, preferred) ? null : Reason.QUEUE_EMPTY;
    }

    private static Optional<QueueId> overflow(Line line, Reason obstacle) {
        QueuePolicy.Overflow overflow = line.policy().overflow();
        return switch (obstacle) {
            case QUEUE_CLOSED -> overflow.whenClosed();
            case QUEUE_FULL -> overflow.whenFull();
            case QUEUE_EMPTY -> overflow.whenEmpty();
            default -> Optional.empty(); // no other reason keeps a call from a queue that is known
        };
    }

    private boolean isAnybodyThere(Line line, SkillNeed need, Optional<Preferred> preferred) {
        Presence asked = line.policy().staffing().toJoin();
        if (asked == Presence.NOBODY) {
            return true;
        }
        Agent named = preferred.map(p -> state.findAgent(p.agent())).orElse(null);
        if (named != null && isThere(named, asked, line.policy().work())) {
            return true;
        }
        return state.floor.anyGroup(
                group ->
                        isThere(group, asked, line.policy().work())
                                && meetsSomeStep(group, line, need));
    }

    static boolean meetsSomeStep(SkillGroup group, Line line, SkillNeed need) {
        return line.policy().steps().stream()
                .anyMatch(step -> group.qualifies(line.id(), step.needOf(need), step.maxRank()));
    }

    private static boolean isThere(Agent agent, Presence asked, QueuePolicy.Work work) {
        return switch (asked) {
            case NOBODY, SIGNED_IN -> true;
            case NOT_PAUSED -> agent.isPresent();
            case READY ->
                    agent.hindrance() == Agent.Hindrance.NONE
                            && agent.load.hasRoom(work, agent.profile);
        };
    }

    private static boolean isThere(SkillGroup group, Presence asked, QueuePolicy.Work work) {
        return switch (asked) {
            case NOBODY -> true;
            case SIGNED_IN -> group.size > 0;
            case NOT_PAUSED -> group.present > 0;
            case READY ->
                    group.pools.stream()
                            .anyMatch(
                                    pool ->
                                            pool.hasReady()
                                                    && pool.load.hasRoom(work, group.profile));
        };
    }

    /// Whether somebody is there whom the callers in a queue may wait for.
    boolean isStaffed(Line line) {
        Presence asked = line.policy().staffing().toStay();
        return state.floor.anyGroup(
                group ->
                        isThere(group, asked, line.policy().work())
                                && group.staffs.computeIfAbsent(
                                        line, _ -> meetsSomeStep(group, line, SkillNeed.none())));
    }
}
