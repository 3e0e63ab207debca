package org.strowger.simulator.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.load.Person.Caller;
import org.strowger.telephony.LegId;

class HandsetsTest {
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final Ledger ledger = new Ledger();
    private final Timetable timetable = new Timetable(later, ledger);
    private final Handsets handsets = new Handsets(timetable);

    @AfterEach
    void leave() {
        later.shutdownNow();
    }

    /// Somebody who was answered, and hung up so long ago.
    private LegId hangsUp(int number, Duration ago) {
        DueCall call =
                new DueCall(
                        number,
                        "callers",
                        0,
                        "100",
                        List.of(),
                        Optional.of(new QueueId("load")),
                        0,
                        0);
        Caller caller = new Caller(new LegId("leg-" + number), call, 0, "7" + number, ledger);
        caller.up = true;
        handsets.lift(caller);
        handsets.hangUp(caller, timetable.now() - ago.toNanos());
        return caller.leg;
    }

    @Test
    void aByeIsGivenUpWhenNobodyWillConfirmItAnyMore() {
        handsets.use(_ -> {});
        hangsUp(1, Handsets.BYE_GIVEN_UP.plusSeconds(1));
        LegId fresh = hangsUp(2, Duration.ZERO);

        handsets.giveUpByes(Handsets.BYE_GIVEN_UP);

        assertEquals(1, handsets.unconfirmed());
        assertEquals(1L, ledger.errors().get("BYE that nobody confirmed"));
        assertEquals(1, ledger.count(Timing.BYE));
        assertTrue(ledger.at(Timing.BYE, 100).toSeconds() >= 32);

        handsets.confirmed(fresh, timetable.now());

        assertEquals(0, handsets.unconfirmed());
        assertEquals(2, ledger.count(Timing.BYE));
        assertEquals(1, ledger.errorCount());
    }
}
