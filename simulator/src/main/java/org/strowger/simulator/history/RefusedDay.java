package org.strowger.simulator.history;

/// There is no such recorded day, or it cannot be played, for the reason that the message says.
final class RefusedDay extends Exception {
    private static final long serialVersionUID = 1;

    RefusedDay(String why) {
        super(why);
    }
}
