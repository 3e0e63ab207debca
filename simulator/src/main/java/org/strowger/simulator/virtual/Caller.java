package org.strowger.simulator.virtual;

import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.CallId;
import org.strowger.simulator.scenario.Arrivals;

/// Somebody who calls, from the first try to the last, and then somebody else: when all is over it
/// serves the next.
final class Caller {
    /// What a caller does.
    enum State {
        AWAY,

        /// Guided by a flow, or with it out of the line's sight: connected elsewhere, say.
        IN_FLOW,
        IN_LINE,

        /// In line without being on the telephone: waits to be called back.
        KEPT,
        TALKING,
        WILL_REDIAL
    }

    /// Of calls that need no name: the core has forgotten one when the next comes.
    final CallId own;

    /// Of the call that the caller makes now.
    CallId id;

    /// In the calendar: the end of the patience, of the talk, or of the pause before a redial.
    final int timer;

    State state = State.AWAY;
    int source;
    long number;

    /// How many times the caller has joined a line before.
    int stay;

    int redials;

    /// Of the draws for this stay; for this try, as long as no line was joined in it.
    long key;

    Arrivals.@Nullable Call recorded;

    /// The one of this try that was come to last; below 0 when there is none.
    int queue;

    Tally tally;

    /// When this stay began.
    long joined;

    long connected;

    /// Until when the place that is kept is offered to nobody, when it was told last.
    long heldUntil;

    /// Whether an agent talked with them, to the end of the talk.
    boolean talked;

    /// The agent in the talk, or the one who answers now.
    @Nullable Desk desk;

    /// The call through a flow; nothing for who comes straight to a queue.
    @Nullable GuidedCall guided;

    /// Whether this is what the caller does while a place is kept under the call's own name.
    boolean isBeside;

    /// How many telephones rang in this stay.
    int rung;

    /// How many talks of this stay were none: nobody heard anybody.
    int unheard;

    /// Whether the end of the talk is a transfer.
    boolean transferring;

    Caller(CallId own, int timer, Tally tally) {
        this.own = own;
        id = own;
        this.timer = timer;
        this.tally = tally;
    }

    /// Somebody else, at the first try.
    void begin(int newSource, long newNumber, Arrivals.@Nullable Call call) {
        source = newSource;
        number = newNumber;
        recorded = call;
        stay = 0;
        redials = 0;
        talked = false;
        heldUntil = Long.MIN_VALUE;
        transferring = false;
        guided = null;
        isBeside = false;
        queue = -1;
    }
}
