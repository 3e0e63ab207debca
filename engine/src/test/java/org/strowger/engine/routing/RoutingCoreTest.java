package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.PassTime;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;

/// The core by example, and how it is rebuilt.
final class RoutingCoreTest {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final QueueId SALES = new QueueId("sales");
    private static final RoutingPolicy POLICY =
            RoutingPolicy.of("v1", new TreeMap<>(Map.of(SALES, QueuePolicy.standard())));

    @Nested
    final class Everyday extends EverydayRouting {
        Everyday() {
            super(AnyRouting.of(new RoutingCore()));
        }
    }

    @Nested
    final class Rules extends RoutingRules {
        Rules() {
            super(AnyRouting.of(new RoutingCore()));
        }
    }

    @Test
    void aCoreRebuiltFromHalfABatchFinishesItAtTheNextCommand() {
        RoutingCore core = new RoutingCore();
        List<RoutingEvent> events =
                new ArrayList<>(core.handle(new RoutingCommand.ApplyPolicy(START, POLICY)));
        CallId call = new CallId("c1");
        AgentId ann = new AgentId("ann");
        events.addAll(core.handle(new EnqueueCall(START, call, SALES, 0, SkillNeed.none())));
        events.addAll(core.handle(new SignInAgent(START, ann, RoutingProfile.of(new TreeMap<>()))));
        RoutingCore rebuilt = RoutingCore.replay(events.subList(0, events.size() - 1));
        assertFalse(rebuilt.sameStateAs(core));
        assertEquals(List.of(events.getLast()), rebuilt.handle(new PassTime(START)));
        assertTrue(rebuilt.sameStateAs(core));
    }

    @Test
    void timeThatGoesBackIsMisuse() {
        RoutingCore core = new RoutingCore();
        core.handle(new RoutingCommand.ApplyPolicy(START, POLICY));
        assertThrows(
                IllegalArgumentException.class,
                () -> core.handle(new PassTime(START.minusNanos(1))));
    }
}
