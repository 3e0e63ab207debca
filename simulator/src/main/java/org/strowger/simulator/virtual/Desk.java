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
    /// What an agent's time is spent on.
    private enum Doing {
        AWAY,
        READY,
        TALKING,
        WRAPPING_UP,
        PAUSED
    }

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
    private long ready;
    private long talking;
    private long wrappingUp;
    private long paused;
    private final long countsFrom;
    private final long countsUntil;
    private long calls;
    private long missed;

    /// @param timer the first of three in the calendar
    Desk(int index, int timer, Plan plan, Shifts shifts) {
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
    }

    /// Adds the time since the last change to what was done in it.
    private void spend(long now) {
        long until = Math.min(now, countsUntil);
        if (until > since) {
            long time = until - since;
            switch (doing()) {
                case AWAY -> {}
                case READY -> ready += time;
                case TALKING -> talking += time;
                case WRAPPING_UP -> wrappingUp += time;
                case PAUSED -> paused += time;
            }
            since = until;
        }
    }

    private Doing doing() {
        if (talks > 0) {
            return Doing.TALKING;
        }
        if (!isHere) {
            return Doing.AWAY;
        }
        if (wrapUps > 0) {
            return Doing.WRAPPING_UP;
        }
        return isPaused ? Doing.PAUSED : Doing.READY;
    }

    boolean counts(long now) {
        return now >= countsFrom;
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
        calls += counts(now) ? 1 : 0;
    }

    void talkEnded(long now, boolean wrapUp) {
        spend(now);
        talks--;
        wrapUps += wrapUp ? 1 : 0;
    }

    void wrapUpEnded(long now) {
        spend(now);
        wrapUps--;
    }

    void missed(long now) {
        missed += counts(now) ? 1 : 0;
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
        return new AgentFigures(
                calls,
                missed,
                Moments.seconds(ready),
                Moments.seconds(talking),
                Moments.seconds(wrappingUp),
                Moments.seconds(paused));
    }
}
