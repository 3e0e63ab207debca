package org.strowger.engine.routing;

/// Something for which something is due at a time.
abstract sealed class Timed permits Agent, WaitingCall {
    /// When the next thing is due.
    long due = Moment.NEVER;

    private int place = Heap.NOWHERE;

    /// Agents before calls, then by id.
    abstract boolean precedes(Timed other);

    /// Everything that something is due for, earliest first.
    static final class Timers extends Heap<Timed> {
        @Override
        long keyOf(Timed timed) {
            return timed.due;
        }

        @Override
        boolean goesBefore(Timed a, Timed b) {
            return a.precedes(b);
        }

        @Override
        int placeOf(Timed timed) {
            return timed.place;
        }

        @Override
        void setPlace(Timed timed, int place) {
            timed.place = place;
        }

        void set(Timed timed, long due) {
            if (timed.due == due) {
                return;
            }
            timed.due = due;
            if (!holds(timed)) {
                add(timed);
            } else if (due == Moment.NEVER) {
                remove(timed);
            } else {
                reorder(timed);
            }
        }
    }
}
