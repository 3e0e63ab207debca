package org.strowger.simulator.virtual;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingEvent.AgentPaused;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.simulator.result.AgentFigures;
import org.strowger.simulator.telephony.Line;

/// An agent over a day: what they do now, and how long they have done what.
final class Desk {
    /// What an agent will do when a telephone has rung for a while.
    enum Answer {
        ACCEPT,
        REFUSE
    }

    private record WrapUp(long end, CallId call) {}

    private static final Comparator<WrapUp> SOONEST_FIRST =
            Comparator.comparingLong(WrapUp::end).thenComparing(WrapUp::call);

    final int index;
    final AgentId id;
    final RoutingProfile profile;
    final Shifts shifts;

    // In the calendar.
    final int shiftTimer;
    final int answerTimer;
    final int wrapUpTimer;

    /// For whom the telephone rings.
    @Nullable Caller ringing;

    Answer answer = Answer.ACCEPT;

    /// The leg that rings, for a call through a flow.
    @Nullable Line line;

    /// Until when the telephone is out of order.
    long lostUntil = Long.MIN_VALUE;

    /// After-call work that ends before its time is up, in order of the ends.
    private final PriorityQueue<WrapUp> wrapUpEnds = new PriorityQueue<>(1, SOONEST_FIRST);

    private boolean isHere;
    private boolean isPaused;
    private boolean isPausedForMissing;
    private int talks;
    private int wrapUps;
    private long since;
    private final Work whole = new Work();

    /// Of all agents together, interval by interval.
    private final Work[] together;

    private int interval;
    private long intervalEnd;
    private final long intervalLength;
    private final long from;
    private final long countsFrom;
    private final long countsUntil;

    /// @param timer the first of three in the calendar
    /// @param together the work of all agents, interval by interval, to which this one adds
    Desk(int index, int timer, Plan plan, Shifts shifts, Work[] together) {
        this.index = index;
        this.id = plan.staff.get(index).agent();
        this.profile = plan.staff.get(index).profile();
        this.shifts = shifts;
        shiftTimer = timer;
        answerTimer = timer + 1;
        wrapUpTimer = timer + 2;
        countsFrom = plan.countsFrom;
        countsUntil = plan.until;
        since = countsFrom;
        this.together = together;
        intervalLength = plan.interval;
        from = plan.from;
        interval = (int) ((since - from) / intervalLength);
        intervalEnd = from + (interval + 1) * intervalLength;
    }

    /// Adds the time since the last change to what was done in it.
    private void spend(long now) {
        long until = Math.min(now, countsUntil);
        while (since < until) {
            long end = Math.min(until, intervalEnd);
            Work.Doing doing = doing();
            whole.spend(doing, end - since);
            together[interval].spend(doing, end - since);
            since = end;
            if (end == intervalEnd) {
                interval++;
                intervalEnd += intervalLength;
            }
        }
    }

    private Work.Doing doing() {
        if (talks > 0) {
            return Work.Doing.TALKING;
        }
        if (!isHere) {
            return Work.Doing.AWAY;
        }
        if (wrapUps > 0) {
            return Work.Doing.WRAPPING_UP;
        }
        return isPaused ? Work.Doing.PAUSED : Work.Doing.READY;
    }

    boolean counts(long now) {
        return now >= countsFrom;
    }

    /// What callers see through after the end of the span is in no interval.
    private boolean isInSpan(long now) {
        return counts(now) && now < countsUntil;
    }

    void signedIn(long now) {
        spend(now);
        isHere = true;
        isPaused = false;
    }

    void signedOut(long now) {
        spend(now);
        isHere = false;
        isPaused = false;
        wrapUps = 0;
        wrapUpEnds.clear();
    }

    void paused(long now, String reason) {
        spend(now);
        isPaused = true;
        isPausedForMissing = reason.equals(AgentPaused.MISSED_CALLS);
    }

    /// Whether the pause is one that followed from missed offers.
    boolean isPausedForMissing() {
        return isPaused && isPausedForMissing;
    }

    void resumed(long now) {
        spend(now);
        isPaused = false;
    }

    void talkBegan(long now) {
        spend(now);
        talks++;
        if (counts(now)) {
            whole.answered();
        }
        if (isInSpan(now)) {
            together[interval].answered();
        }
    }

    void talkEnded(long now, boolean wrapUp) {
        spend(now);
        talks--;
        wrapUps += wrapUp ? 1 : 0;
    }

    /// What began as a talk then was none.
    void talkedNot(long began) {
        if (counts(began)) {
            whole.answeredNot();
        }
        if (isInSpan(began)) {
            together[(int) ((began - from) / intervalLength)].answeredNot();
        }
    }

    void wrapUpEnded(long now) {
        spend(now);
        wrapUps--;
    }

    void missed(long now) {
        spend(now);
        if (counts(now)) {
            whole.missed();
        }
        if (isInSpan(now)) {
            together[interval].missed();
        }
    }

    void wrapsUpUntil(long end, CallId call) {
        wrapUpEnds.add(new WrapUp(end, call));
    }

    /// When after-call work ends that is over before its time.
    long nextWrapUpEnd() {
        WrapUp next = wrapUpEnds.peek();
        return next == null ? Calendar.NEVER : next.end();
    }

    /// The call whose work ends next before its time; only when there is one.
    CallId takeNextWrapUp() {
        return wrapUpEnds.remove().call();
    }

    AgentFigures figures(long now) {
        spend(now);
        return whole.figures();
    }
}
