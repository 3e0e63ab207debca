package org.strowger.simulator.load;

import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.strowger.telephony.LegId;

/// Somebody with a telephone in hand. Of the thread of the people.
abstract sealed class Person {
    final LegId leg;

    /// What counts their call.
    final Ledger ledger;

    boolean up;
    boolean hungUp;

    private Person(LegId leg, Ledger ledger) {
        this.leg = leg;
        this.ledger = ledger;
    }

    /// They hang up.
    abstract void hangsUp(long due);

    /// Who calls the centre.
    static final class Caller extends Person {
        final DueCall call;
        final long due;
        final String number;

        /// When the last key was due.
        long keyed = Desk.NOT_KNOWN;

        int pressed;
        int offers;
        boolean talked;
        boolean gaveUp;
        @Nullable Future<?> patience;
        @Nullable Future<?> longest;

        Caller(LegId leg, DueCall call, long due, String number, Ledger ledger) {
            super(leg, ledger);
            this.call = call;
            this.due = due;
            this.number = number;
        }

        /// An agent answers.
        void meets(long at) {
            if (!talked) {
                talked = true;
                ledger.talked++;
            }
            cancel(patience);
            if (keyed != Desk.NOT_KNOWN) {
                ledger.took(Timing.WAIT, at - keyed);
                call.line()
                        .ifPresent(
                                line ->
                                        ledger.line(line.value())
                                                .answeredAfter(Math.max(0, at - keyed)));
            }
        }

        @Override
        void hangsUp(long due) {
            waitedInVain(due);
        }

        /// Who waited in vain waited at least so long: leaving them out flatters the rest.
        void waitedInVain(long at) {
            if (!up) {
                ledger.took(Timing.ANSWER, at - due);
            } else if (!talked
                    && call.line().isPresent()
                    && keyed != Desk.NOT_KNOWN
                    && pressed == call.presses().size()) {
                ledger.took(Timing.WAIT, at - keyed);
            }
        }

        /// Nothing is due to them any more.
        void forgetTimes() {
            cancel(patience);
            cancel(longest);
        }

        private static void cancel(@Nullable Future<?> what) {
            if (what != null) {
                what.cancel(false);
            }
        }
    }

    /// An agent whose telephone rings or who talks.
    static final class AtDesk extends Person {
        final Desk desk;
        final Optional<Caller> caller;
        long freeAfter;

        AtDesk(LegId leg, Desk desk, Optional<Caller> caller, Ledger ledger) {
            super(leg, ledger);
            this.desk = desk;
            this.caller = caller;
        }

        @Override
        void hangsUp(long due) {
            desk.freeAt = due + freeAfter;
        }
    }
}
