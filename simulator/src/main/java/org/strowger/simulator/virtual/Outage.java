package org.strowger.simulator.virtual;

import java.util.List;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.simulator.virtual.Caller.State;

/// What becomes of everybody at once who has no agent: at a restart, and at the very end.
final class Outage {
    private final SimulatedDay day;
    private final Callers callers;
    private final CallerBook book;

    Outage(SimulatedDay day, Callers callers, CallerBook book) {
        this.day = day;
        this.callers = callers;
        this.book = book;
    }

    /// Has everybody leave who waits on the telephone.
    void clearLines(LeaveReason reason) {
        leave(State.IN_LINE, reason);
    }

    /// Has everybody leave whose place is kept.
    void clearPlaces(LeaveReason reason) {
        leave(State.KEPT, reason);
    }

    private void leave(State who, LeaveReason reason) {
        List<Caller> all = book.all();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).state == who) {
                callers.leave(all.get(i), reason);
            }
        }
    }

    /// Has places that are kept be offered to nobody before a time.
    void holdPlaces(long until) {
        List<Caller> all = book.all();
        for (int i = 0; i < all.size(); i++) {
            Caller caller = all.get(i);
            if (caller.state == State.KEPT && caller.heldUntil < until) {
                book.expect(caller);
                day.command(
                        new RoutingCommand.DeferPlace(
                                day.time(), caller.id, Moments.instant(until)));
            }
        }
    }

    /// Has the network lose everybody whom a flow guides.
    void cutFlows() {
        List<Caller> all = book.all();
        for (int i = 0; i < all.size(); i++) {
            GuidedCall guided = all.get(i).guided;
            if (guided != null) {
                day.flows().cut(guided);
            }
        }
    }
}
