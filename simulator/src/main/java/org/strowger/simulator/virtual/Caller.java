package org.strowger.simulator.virtual;

import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.CallId;
import org.strowger.simulator.scenario.Arrivals;

/// Somebody who calls, from the first try to the last, and then somebody else: when all is over it
/// serves the next, with the same id, which the core has forgotten by then.
final class Caller {
    /// What a caller does.
    enum State {
        AWAY,

        /// Guided by a flow, or with it out of the line's sight: connected elsewhere, say.
        IN_FLOW,
        IN_LINE,
        TALKING,
        WILL_REDIAL
    }

    CallId id;

    /// In the calendar: the end of the patience, of the talk, or of the pause before a redial.
    final int timer;

    State state = State.AWAY;
    int source;
    long number;

    /// How many times the caller has joined a line before.
    int stay;

    int redials;

    /// Of the draws for this stay.
    long key;

    Arrivals.@Nullable Call recorded;
    int queue;
    Tally tally;

    /// When this stay began.
    long joined;

    long connected;
    boolean talked;

    /// The agent in the talk, or the one who answers now.
    @Nullable Desk desk;

    /// The call through a flow; nothing for who comes straight to a queue.
    @Nullable GuidedCall guided;

    /// Whether this is what the caller does while a place is kept under the call's own name.
    boolean isBeside;

    /// How many telephones rang in this stay.
    int rung;

    /// Whether the end of the talk is a transfer.
    boolean transferring;

    Caller(CallId id, int timer, Tally tally) {
        this.id = id;
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
        transferring = false;
        guided = null;
        isBeside = false;
        queue = -1;
    }
}
