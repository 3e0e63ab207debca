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

    /// Who calls the centre.
    static final class Caller extends Person {
        final DueCall call;
        final long due;
        final String number;

        /// When the last key was due.
        long keyed = Desk.NOT_KNOWN;

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
    }
}
