package org.strowger.engine.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.RoutingSnapshot.QueueState;

/// One queue: its rules, the calls in it, and the talks it led to.
final class Line {
    private final QueueId id;
    private QueuePolicy policy;
    private boolean closing;
    private boolean inOrderOfWaiting;

    /// Of the priority asked for last: most calls of a queue have the same.
    private @Nullable Urgency urgency;

    private int priority;
    private @Nullable Boolean opened;
    private long unstaffedSince = Moment.NEVER;

    /// The agent who was offered one of its calls last.
    @Nullable AgentId lastOffered;

    /// Where its calls wait; those of the queue's cached empty lanes included.
    final List<Lane> lanes = new ArrayList<>();

    /// Where the call waits, or would, that came last of those who have no lane for themselves.
    @Nullable Lane usualLane;

    /// The calls in an offer: they keep their place until an agent answers.
    final CallSet ringing = new CallSet();

    /// Calls that are in nobody's way: places that are deferred, and calls that began with an agent
    /// and are offered to that one. They do not count for its length.
    final CallSet aside = new CallSet();

    /// How many calls wait, those in an offer not included.
    int waiting;

    private int talks;

    Line(QueueId id, QueuePolicy policy) {
        this.id = id;
        this.policy = policy;
    }

    static Line of(QueueState from, QueuePolicy policy) {
        Line line = new Line(from.id(), policy);
        line.closing = from.closingRules().isPresent();
        line.opened = from.opened().orElse(null);
        line.unstaffedSince = from.unstaffedSince().map(Moment::of).orElse(Moment.NEVER);
        line.lastOffered = from.lastOffered().orElse(null);
        return line;
    }

    QueueState toSnapshot() {
        return new QueueState(
                id,
                closing ? Optional.of(policy) : Optional.empty(),
                Optional.ofNullable(opened),
                unstaffedSince == Moment.NEVER
                        ? Optional.empty()
                        : Optional.of(Moment.instant(unstaffedSince)),
                Optional.ofNullable(lastOffered));
    }

    QueueId id() {
        return id;
    }

    QueuePolicy policy() {
        return policy;
    }

    /// Whether the policy in force no longer has this queue.
    boolean isClosing() {
        return closing;
    }

    boolean isOpen() {
        return opened == null ? policy.open() : opened;
    }

    void open(boolean open) {
        opened = open;
    }

    /// How many calls wait or are in an offer, but for those [#aside].
    int size() {
        return waiting + ringing.size();
    }

    /// Its calls, the most urgent at a moment first.
    List<WaitingCall> inOrder(long nowMillis) {
        List<WaitingCall> inOrder = new ArrayList<>();
        ringing.forEach(inOrder::add);
        lanes.forEach(lane -> lane.forEach(inOrder::add));
        inOrder.sort((a, b) -> a == b ? 0 : a.goesBefore(b, nowMillis) ? -1 : 1);
        return inOrder;
    }

    /// Since when the call waits that has waited for longest.
    Optional<Instant> longestSince() {
        long[] since = {Long.MAX_VALUE};
        ringing.forEach(call -> since[0] = Math.min(since[0], call.since));
        lanes.forEach(lane -> lane.forEach(call -> since[0] = Math.min(since[0], call.since)));
        return size() == 0 ? Optional.empty() : Optional.of(Moment.instant(since[0]));
    }

    boolean isFull() {
        return size() >= policy.maxLength();
    }

    boolean isDeserted() {
        return size() == 0 && talks == 0 && aside.isEmpty();
    }

    boolean isStaffed() {
        return unstaffedSince == Moment.NEVER;
    }

    long unstaffedSince() {
        return unstaffedSince;
    }

    void staffed(boolean staffed, long now) {
        unstaffedSince = staffed ? Moment.NEVER : now;
    }

    /// Whether callers leave when nobody is there.
    boolean asksForStaff() {
        return policy.staffing().toStay() != Presence.NOBODY;
    }

    void follow(QueuePolicy next) {
        policy = next;
        urgency = null;
        closing = false;
        opened = null;
        if (!asksForStaff()) {
            unstaffedSince = Moment.NEVER;
        }
    }

    /// Serves what it has by its last rules, and takes no more.
    void close() {
        closing = true;
        opened = null;
    }

    /// Where waiting is weighed by its cost, every queue is in order of waiting, one that closes
    /// too, whatever its last rules say.
    void balanceBy(Balance balance) {
        inOrderOfWaiting = balance == Balance.GENERALIZED_C_MU;
        urgency = null;
    }

    /// Whether priorities are tiers: otherwise there is one tier only.
    boolean hasTiers() {
        return !inOrderOfWaiting && policy.order() instanceof CallOrder.Strict;
    }

    Urgency urgency(int asked) {
        Urgency known = urgency;
        if (known != null && asked == priority) {
            return known;
        }
        CallOrder order = inOrderOfWaiting ? new CallOrder.Fifo() : policy.order();
        Urgency found = Urgency.of(order, policy, asked);
        urgency = found;
        priority = asked;
        return found;
    }

    /// The share of waiting calls it should have; a queue that closes should have none.
    int share() {
        return closing ? 0 : policy.share();
    }

    void talkBegan() {
        talks++;
    }

    void talkEnded() {
        talks--;
    }
}
