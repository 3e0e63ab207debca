package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;

/// A call in line, as the state holds it.
final class WaitingCall extends Timed implements Known {
    final CallId id;
    final SkillNeed need;
    final @Nullable Preferred preferred;
    Line line;
    int priority;
    long since;
    long enteredAt;
    int step;
    long stepSince;
    @Nullable String callbackNumber;

    /// Until when a kept place is offered to nobody; never, if it may be.
    long notBefore = Moment.NEVER;

    /// The agent with whom it began, and to whom alone it is offered.
    final @Nullable AgentId takenUpBy;

    /// By [#line] and [#priority].
    Urgency urgency;

    /// Milliseconds of [#since], from which urgency rises.
    long sinceMillis;

    /// The agents whose telephones ring for it.
    List<Agent> ringing = List.of();

    /// Where it waits; none while a telephone rings.
    @Nullable Lane lane;

    int placeInLane = Heap.NOWHERE;
    int placeInSet = Heap.NOWHERE;
    int placeInChanging = Heap.NOWHERE;

    /// When it will wait on other terms by the mere passing of time.
    long termsChange = Moment.NEVER;

    private SortedMap<AgentId, Long> refusals = Collections.emptySortedMap();

    WaitingCall(
            CallId id,
            Line line,
            int priority,
            SkillNeed need,
            @Nullable Preferred preferred,
            @Nullable AgentId takenUpBy,
            long since,
            long now) {
        this.id = id;
        this.line = line;
        this.priority = priority;
        this.need = need;
        this.preferred = preferred;
        this.takenUpBy = takenUpBy;
        this.since = since;
        this.enteredAt = now;
        this.stepSince = now;
        this.step = preferred == null ? 0 : CallInLine.FOR_PREFERRED;
        this.urgency = line.urgency(priority);
        this.sinceMillis = Moment.millis(since);
    }

    /// A kept place that comes back after a talk that led to nothing, and begins in its line anew.
    static WaitingCall anew(CallInLine place, Line line, long since, long now) {
        WaitingCall call =
                new WaitingCall(
                        place.id(),
                        line,
                        place.priority(),
                        place.need(),
                        place.preferred().orElse(null),
                        null,
                        since,
                        now);
        call.step = 0;
        call.callbackNumber = place.callbackNumber().orElse(null);
        return call;
    }

    /// A call that waits as it was seen to.
    static WaitingCall of(CallInLine from, Line line) {
        WaitingCall call =
                new WaitingCall(
                        from.id(),
                        line,
                        from.priority(),
                        from.need(),
                        from.preferred().orElse(null),
                        from.takenUpBy().orElse(null),
                        Moment.of(from.since()),
                        Moment.of(from.enteredAt()));
        call.step = from.step();
        call.stepSince = Moment.of(from.stepSince());
        call.callbackNumber = from.callbackNumber().orElse(null);
        call.notBefore = from.notBefore().map(Moment::of).orElse(Moment.NEVER);
        if (!from.refusals().isEmpty()) {
            call.refusals = new TreeMap<>();
            from.refusals().forEach((agent, until) -> call.refusals.put(agent, Moment.of(until)));
        }
        return call;
    }

    CallInLine toSnapshot(long now) {
        SortedMap<AgentId, Instant> holding = new TreeMap<>();
        refusals.forEach(
                (agent, until) -> {
                    if (until > now) {
                        holding.put(agent, Moment.instant(until));
                    }
                });
        return new CallInLine(
                id,
                line.id(),
                priority,
                Moment.instant(since),
                Moment.instant(enteredAt),
                need,
                Optional.ofNullable(preferred),
                step,
                Moment.instant(stepSince),
                holding,
                Optional.ofNullable(callbackNumber),
                isDeferred() ? Optional.of(Moment.instant(notBefore)) : Optional.empty(),
                Optional.ofNullable(takenUpBy));
    }

    boolean isDeferred() {
        return notBefore != Moment.NEVER;
    }

    boolean isTakenUp() {
        return takenUpBy != null;
    }

    boolean isRinging() {
        return !ringing.isEmpty();
    }

    boolean waitsForPreferred() {
        return step == CallInLine.FOR_PREFERRED;
    }

    /// The step's rules; not for a call that waits for the agent it prefers.
    RoutingStep rules() {
        return line.policy().steps().get(step);
    }

    void moveTo(Line other, long newSince, long now) {
        line = other;
        since = newSince;
        sinceMillis = Moment.millis(newSince);
        enteredAt = now;
        toStep(0, now);
        rulesChanged();
    }

    void toStep(int next, long now) {
        step = next;
        stepSince = now;
    }

    /// Takes up the rules of its line as they are now.
    void rulesChanged() {
        step = Math.min(step, line.policy().steps().size() - 1);
        urgency = line.urgency(priority);
    }

    long pointsAt(long nowMillis) {
        return urgency.pointsAfter(nowMillis - sinceMillis);
    }

    boolean isCappedAt(long nowMillis) {
        long millis = urgency.millisToCap();
        return millis >= 0 && nowMillis - sinceMillis >= millis;
    }

    /// The next time after this at which its points stop to rise or a refusal holds no more.
    long termsChangeAfter(long now) {
        long next = refusalEndAfter(now);
        long toCap = urgency.millisToCap();
        if (toCap >= 0 && !isCappedAt(Moment.millis(now))) {
            next = Math.min(next, Moment.ofMillis(sinceMillis + toCap));
        }
        return next;
    }

    private long refusalEndAfter(long now) {
        long first = Moment.NEVER;
        if (refusals.isEmpty()) {
            return first;
        }
        for (long until : refusals.values()) {
            if (until > now) {
                first = Math.min(first, until);
            }
        }
        return first;
    }

    /// Whether this call is more urgent than another at a moment.
    boolean goesBefore(WaitingCall other, long nowMillis) {
        if (urgency.tier() != other.urgency.tier()) {
            return urgency.tier() > other.urgency.tier();
        }
        long points = pointsAt(nowMillis);
        long others = other.pointsAt(nowMillis);
        return points != others ? points > others : isOlderThan(other);
    }

    boolean isOlderThan(WaitingCall other) {
        return since != other.since ? since < other.since : id.compareTo(other.id) < 0;
    }

    boolean isRefusedBy(AgentId agent, long now) {
        Long until = refusals.get(agent);
        return until != null && until > now;
    }

    /// Whether some agent is not to be offered it at the moment.
    boolean hasRefusals(long now) {
        return refusalEndAfter(now) != Moment.NEVER;
    }

    void refuse(AgentId agent, long until, long now) {
        SortedMap<AgentId, Long> holding = new TreeMap<>(refusals);
        holding.values().removeIf(time -> time <= now);
        holding.put(agent, until);
        if (holding.size() > Limits.REFUSALS) {
            List<Map.Entry<AgentId, Long>> shortestFirst = new ArrayList<>(holding.entrySet());
            shortestFirst.sort(
                    Map.Entry.<AgentId, Long>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())));
            holding.remove(shortestFirst.getFirst().getKey());
        }
        refusals = holding;
    }

    /// When something about the call is due, after what is done by now.
    long deadline(long now) {
        long first = Math.min(stepEnd(), notBefore);
        if (!isRinging() && !isDeferred()) {
            first = Math.min(first, Math.min(longestWaitEnd(), emptyEnd()));
            first = Math.min(first, refusalEndAfter(now));
        }
        return first;
    }

    long stepEnd() {
        if (isTakenUp()) {
            return Moment.NEVER;
        }
        Duration lasting =
                waitsForPreferred() && preferred != null
                        ? preferred.alone()
                        : rules().lasting().orElse(null);
        return lasting == null ? Moment.NEVER : Moment.after(stepSince, lasting);
    }

    long longestWaitEnd() {
        Duration most = line.policy().maxWait().orElse(null);
        return most == null || callbackNumber != null
                ? Moment.NEVER
                : Moment.after(enteredAt, most);
    }

    /// When the call leaves because nobody is there.
    long emptyEnd() {
        long unstaffedSince = line.unstaffedSince();
        return unstaffedSince == Moment.NEVER || callbackNumber != null
                ? Moment.NEVER
                : Moment.after(
                        Math.max(enteredAt, unstaffedSince), line.policy().staffing().grace());
    }

    @Override
    boolean precedes(Timed other) {
        return switch (other) {
            case Agent _ -> false;
            case WaitingCall call -> id.compareTo(call.id) < 0;
        };
    }
}
