package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.engine.cluster.EventCodec;

/// The core against the naive oracle, on random days.
final class RoutingOracleTest {
    private static final int COMMANDS = 15_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void coreAndOracleDecideAlikeAndNoInvariantBreaks(long seed) {
        RandomDay day = new RandomDay(seed);
        NaiveRouting oracle = new NaiveRouting();
        RoutingInvariants invariants = new RoutingInvariants();
        RoutingCore core = new RoutingCore();
        List<RoutingEvent> all = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            RoutingCommand command = day.next();
            List<RoutingEvent> events = core.handle(command);
            assertEquals(oracle.handle(command), events, "seed " + seed + ", command " + i);
            assertEquals(oracle.nextDeadline(), core.nextDeadline());
            invariants.check(command.at(), events);
            day.heard(events);
            all.addAll(events);
            if (i % 100 == 0) {
                assertSamePlaces(oracle, core);
            }
            if (i % 5_000 == 4_999) {
                assertTrue(RoutingCore.replay(all).sameStateAs(core), "replay at command " + i);
            }
            if (i % 100 == 77) {
                RoutingCore restored = RoutingCore.restore(core.snapshot());
                assertTrue(restored.sameStateAs(core), "restored at command " + i);
                core = restored;
            }
        }
        assertTrue(all.stream().anyMatch(RoutingEvent.CallConnected.class::isInstance));
    }

    private static void assertSamePlaces(NaiveRouting oracle, RoutingCore core) {
        for (RoutingSnapshot.CallInLine call : core.snapshot().calls()) {
            assertEquals(OptionalInt.of(oracle.place(call.id())), core.place(call.id()));
        }
    }

    @Test
    void oneSeedGivesTheSameBytes() {
        assertArrayEquals(bytesOf(42), bytesOf(42));
    }

    private static byte[] bytesOf(long seed) {
        RandomDay day = new RandomDay(seed);
        RoutingCore core = new RoutingCore();
        List<RoutingEvent> all = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            List<RoutingEvent> events = core.handle(day.next());
            day.heard(events);
            all.addAll(events);
        }
        return EventCodec.encode(all);
    }
}
