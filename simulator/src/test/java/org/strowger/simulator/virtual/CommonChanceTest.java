package org.strowger.simulator.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.AgentOrder;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution.Exponential;
import org.strowger.simulator.chance.Distribution.LogNormal;
import org.strowger.simulator.scenario.Arrivals;

/// Two scenarios share their chance however differently they route (common random numbers).
class CommonChanceTest {
    /// What was seen of the calls of a day.
    private static final class Seen {
        final SortedMap<CallId, Instant> came = new TreeMap<>();
        final SortedMap<CallId, Instant> connected = new TreeMap<>();
        final SortedMap<CallId, Duration> patience = new TreeMap<>();
        final SortedMap<CallId, Duration> talks = new TreeMap<>();

        static Seen of(Centre centre) {
            Seen seen = new Seen();
            centre.day((_, events) -> events.forEach(seen::note));
            return seen;
        }

        private void note(RoutingEvent event) {
            switch (event) {
                case RoutingEvent.CallQueued e -> came.put(e.call(), e.at());
                case RoutingEvent.CallConnected e -> connected.put(e.call(), e.at());
                case RoutingEvent.CallEnded e ->
                        talks.put(e.call(), Duration.between(connected.get(e.call()), e.at()));
                case RoutingEvent.CallLeftQueue e when e.reason() == LeaveReason.ABANDONED ->
                        patience.put(e.call(), Duration.between(came.get(e.call()), e.at()));
                default -> {}
            }
        }
    }

    private static Centre centre(int agents, CallOrder order, AgentOrder choice) {
        Centre centre =
                new Centre()
                        .queue("sales", Centre.fifo().order(order).agents(choice).build())
                        .agents("agent", agents)
                        .source("gold", "sales", 5, SkillNeed.none(), new Arrivals.Poisson(240))
                        .source(
                                "others",
                                "sales",
                                0,
                                SkillNeed.none(),
                                new Arrivals.Busy(3, new Arrivals.Poisson(400)))
                        .patience(new Exponential(100))
                        .talk(new LogNormal(200, 0.9));
        centre.lasting = Duration.ofHours(3);
        return centre;
    }

    private static <V> int common(SortedMap<CallId, V> one, SortedMap<CallId, V> other) {
        int common = 0;
        for (var entry : one.entrySet()) {
            V value = other.get(entry.getKey());
            if (value != null) {
                assertEquals(entry.getValue(), value, entry.getKey()::toString);
                common++;
            }
        }
        return common;
    }

    @Test
    void anotherPolicyChangesNoArrivalNoPatienceAndNoTalk() {
        Seen fifo = Seen.of(centre(30, new CallOrder.Fifo(), AgentOrder.LONGEST_IDLE));
        Seen strict = Seen.of(centre(30, new CallOrder.Strict(), AgentOrder.WEIGHTED_RANDOM));
        assertEquals(fifo.came, strict.came);
        assertTrue(!fifo.connected.equals(strict.connected), "they route differently");
        assertTrue(common(fifo.patience, strict.patience) > 50);
        assertTrue(common(fifo.talks, strict.talks) > 500);
    }

    @Test
    void moreAgentsChangeNoArrivalNoPatienceAndNoTalk() {
        Seen few = Seen.of(centre(20, new CallOrder.Fifo(), AgentOrder.LONGEST_IDLE));
        Seen many = Seen.of(centre(34, new CallOrder.Fifo(), AgentOrder.LONGEST_IDLE));
        assertEquals(few.came, many.came);
        assertTrue(few.patience.size() > 2 * many.patience.size(), "they wait differently");
        assertTrue(common(few.patience, many.patience) > 20);
        assertTrue(common(few.talks, many.talks) > 500);
    }

    @Test
    void anotherSourceChangesNothingForTheOthers() {
        Centre centre = centre(30, new CallOrder.Fifo(), AgentOrder.LONGEST_IDLE);
        Seen before = Seen.of(centre);
        Seen after =
                Seen.of(
                        centre.source(
                                "all new", "sales", 9, SkillNeed.none(), new Arrivals.Poisson(90)));
        assertTrue(after.came.size() > before.came.size());
        assertEquals(before.came.size(), common(before.came, after.came));
        assertTrue(common(before.talks, after.talks) > 400);
    }
}
