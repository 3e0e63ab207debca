package org.strowger.simulator.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingInvariants;
import org.strowger.simulator.result.AgentFigures;
import org.strowger.simulator.result.CallFigures;
import org.strowger.simulator.result.Day;

/// A day with everything in it holds together.
class EventfulDayTest {
    @Test
    void whatMustHoldOfACoreHoldsOverTheDay() {
        for (int seed = 1; seed <= 5; seed++) {
            Centre centre = EventfulDay.centre();
            centre.seed = seed;
            RoutingInvariants invariants = new RoutingInvariants();
            centre.day(
                    (command, events) -> {
                        invariants.check(command.at(), events);
                        assertEquals(Optional.empty(), invariants.waitsInVain());
                    });
            assertEquals(List.of(), invariants.underWay());
        }
    }

    /// Else what is tried above is less than it seems.
    @Test
    void everythingHappensThatCan() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        EventfulDay.centre()
                .day(
                        (_, events) ->
                                events.forEach(
                                        event -> counts.merge(kind(event), 1, Integer::sum)));
        for (String kind :
                List.of(
                        "AgentPaused",
                        "AgentPaused missed calls",
                        "AgentResumed",
                        "AgentSignedIn",
                        "AgentSignedOut",
                        "CallConnected",
                        "CallEnded",
                        "CallLeftQueue ABANDONED",
                        "CallLeftQueue NODE_LOST",
                        "CallMoved",
                        "CommandRejected QUEUE_FULL",
                        "OfferEnded EXPIRED",
                        "OfferEnded REJECTED",
                        "OfferEnded UNREACHABLE",
                        "OfferEnded WITHDRAWN",
                        "PauseDeferred",
                        "SignOutDeferred",
                        "StepReached",
                        "WrapUpEnded")) {
            assertTrue(counts.containsKey(kind), () -> kind + " is not among " + counts);
        }
    }

    private static String kind(RoutingEvent event) {
        String name = event.getClass().getSimpleName();
        return switch (event) {
            case RoutingEvent.CallLeftQueue left -> name + " " + left.reason();
            case RoutingEvent.OfferEnded ended -> name + " " + ended.outcome();
            case RoutingEvent.CommandRejected rejected -> name + " " + rejected.reason();
            case RoutingEvent.AgentPaused(_, _, var reason)
                    when reason.equals(RoutingEvent.AgentPaused.MISSED_CALLS) ->
                    name + " " + reason;
            default -> name;
        };
    }

    @Test
    void everyCallThatCameIsAnsweredOrGoneAndEveryTalkOver() {
        Day day = EventfulDay.centre().day();
        for (CallFigures queue : day.queues().values()) {
            assertTrue(queue.answered() > 50 && queue.abandoned() > 10, queue::toString);
            assertEquals(
                    queue.offered(),
                    queue.answered()
                            + queue.abandoned()
                            + queue.turnedAway()
                            + queue.leftOtherwise());
            assertEquals(queue.answered(), queue.talks().count());
            assertEquals(queue.answered(), queue.waitsAnswered().count());
            assertEquals(queue.abandoned(), queue.waitsAbandoned().count());
        }
        long answered = day.queues().values().stream().mapToLong(CallFigures::answered).sum();
        assertEquals(answered, day.agents().values().stream().mapToLong(AgentFigures::calls).sum());
        assertEquals(
                answered, day.skills().values().stream().mapToLong(CallFigures::answered).sum());
        day.intervals()
                .forEach(
                        (queue, intervals) ->
                                assertEquals(
                                        Objects.requireNonNull(day.queues().get(queue)).offered(),
                                        intervals.stream().mapToLong(CallFigures::offered).sum()));
    }

    @Test
    void noAgentSpendsMoreTimeThanThereIs() {
        for (AgentFigures agent : EventfulDay.centre().day().agents().values()) {
            double all = agent.ready() + agent.talking() + agent.wrapUp() + agent.paused();
            assertTrue(all > 3 * 3600 && all <= 4 * 3600 + 1e-6, agent::toString);
        }
    }

    /// Where ids are, but for them.
    @Test
    void aDayIsTheSameWithWitnessesAndWithout() {
        Centre centre = EventfulDay.centre();
        List<RoutingEvent> seen = new ArrayList<>();
        Day witnessed = centre.day((_, events) -> seen.addAll(events));
        Day alone = centre.day();
        assertEquals(Days.written(alone), Days.written(witnessed));
        assertEquals(alone.events(), seen.size());
    }

    @Test
    void theEventsOfADayRebuildItsCore() {
        List<RoutingEvent> seen = new ArrayList<>();
        RoutingCore again = new RoutingCore();
        EventfulDay.centre()
                .day(
                        (command, events) -> {
                            seen.addAll(events);
                            again.handle(command);
                        });
        assertTrue(RoutingCore.replay(seen).snapshot().calls().isEmpty());
        assertEquals(again.snapshot().agents(), RoutingCore.replay(seen).snapshot().agents());
    }
}
