package org.strowger.engine.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.strowger.engine.estimate.WaitForecasts.Round;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.QueuePolicy.WaitingCost;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.MoveCall;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;

/// Whose wait is estimated when, beside a real routing core in virtual time.
class WaitForecastsTest {
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
    private static final QueueId SALES = new QueueId("sales");
    private static final QueueId SERVICE = new QueueId("service");
    private static final AgentId ANNA = new AgentId("anna");
    private static final CallId C1 = new CallId("c1");
    private static final CallId C2 = new CallId("c2");
    private static final WaitEstimate MINUTE = wait(Duration.ofMinutes(1));

    private final RoutingCore core = new RoutingCore();
    private final WaitForecasts forecasts = new WaitForecasts();
    private Instant now = NOON;
    private List<CallId> underWay = List.of();

    WaitForecastsTest() {
        SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        queues.put(SALES, handled(Duration.ofMinutes(4)).maxLength(100_000).build());
        queues.put(SERVICE, handled(Duration.ofMinutes(7)).build());
        handle(new ApplyPolicy(now, RoutingPolicy.of("v1", queues)));
    }

    private static QueuePolicy.Builder handled(Duration time) {
        return QueuePolicy.builder().cost(new WaitingCost(1, time, List.of()));
    }

    private static WaitEstimate wait(Duration time) {
        return new WaitEstimate(
                time, time, time, WaitEstimate.Method.SIMULATION, time, Optional.empty());
    }

    private void handle(RoutingCommand command) {
        forecasts.on(core.handle(command));
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private void comes(CallId call) {
        handle(new EnqueueCall(now, call, SALES, 0, SkillNeed.none()));
    }

    private void come(int count) {
        IntStream.range(0, count).forEach(i -> comes(new CallId("c%05d".formatted(i))));
    }

    private void annaSignsIn() {
        handle(new SignInAgent(now, ANNA, RoutingProfile.of(new TreeMap<>())));
    }

    private void annaTalks(CallId call, long seconds) {
        handle(new AcceptOffer(now, ANNA, call));
        pass(seconds);
        handle(new EndCall(now, call));
    }

    private Optional<Round> begin() {
        Optional<Round> begun = forecasts.begin(core.snapshot(), now);
        begun.ifPresent(round -> underWay = List.copyOf(round.calls().keySet()));
        return begun;
    }

    private List<CallId> asked() {
        assertTrue(begin().isPresent());
        return underWay;
    }

    /// Of the other calls of the round nothing can be said.
    private void end(CallId... estimated) {
        SortedMap<CallId, Optional<WaitEstimate>> estimates = new TreeMap<>();
        underWay.forEach(call -> estimates.put(call, Optional.empty()));
        for (CallId call : estimated) {
            estimates.put(call, Optional.of(MINUTE));
        }
        forecasts.end(estimates);
    }

    private Optional<Instant> shownFor(CallId call, QueueId queue) {
        return forecasts.view().of(call, queue).map(WaitForecasts.Forecast::at);
    }

    private QueueErrors errors() {
        QueueErrors errors = forecasts.view().queues().get(SALES);
        assertNotNull(errors);
        return errors;
    }

    @Test
    void whereNobodyWaitsNothingIsEstimated() {
        assertEquals(Optional.empty(), forecasts.nextRound());
        assertEquals(Optional.empty(), begin());
        annaSignsIn();
        assertEquals(Optional.empty(), forecasts.nextRound());
    }

    @Test
    void aCallIsEstimatedAsSoonAsItComesAndAgainAfterHalfAMinute() {
        comes(C1);
        assertEquals(Optional.of(Instant.EPOCH), forecasts.nextRound());
        assertEquals(List.of(C1), asked());
        assertEquals(Optional.empty(), forecasts.nextRound());
        end(C1);
        assertEquals(Optional.of(NOON), shownFor(C1, SALES));
        assertEquals(Optional.of(NOON.plusSeconds(30)), forecasts.nextRound());
        pass(29);
        assertEquals(Optional.empty(), begin());
        pass(1);
        assertEquals(List.of(C1), asked());
        end(C1);
        assertEquals(Optional.of(NOON.plusSeconds(30)), shownFor(C1, SALES));
    }

    @Test
    void aCallWithoutAnEstimateShowsNoneAndIsAskedForAgain() {
        comes(C1);
        begin();
        end(C1);
        pass(30);
        begin();
        end();
        assertEquals(Optional.empty(), shownFor(C1, SALES));
        assertEquals(Optional.of(NOON.plusSeconds(60)), forecasts.nextRound());
        assertEquals(1, forecasts.view().made());
        assertEquals(1, forecasts.view().silent());
    }

    @Test
    void fiftyAreEstimatedAtOnceAndThoseWithoutAnEstimateGoFirst() {
        come(60);
        List<CallId> first = asked();
        assertEquals(50, first.size());
        end(first.toArray(CallId[]::new));
        pass(30);
        comes(C1);
        List<CallId> second = asked();
        assertEquals(new CallId("c00050"), second.getFirst());
        assertEquals(C1, second.get(10));
        assertEquals(new CallId("c00000"), second.get(11));
        assertEquals(50, second.size());
    }

    @Test
    void whatARoundDoesNotComeToIsTheFirstOfTheNext() {
        come(60);
        begin();
        SortedMap<CallId, Optional<WaitEstimate>> estimates = new TreeMap<>();
        estimates.put(new CallId("c00000"), Optional.of(MINUTE));
        forecasts.end(estimates);
        assertEquals(0, forecasts.view().silent());
        assertEquals(List.of(new CallId("c00001"), new CallId("c00002")), asked().subList(0, 2));
        end();
        assertEquals(9, asked().size());
    }

    @Test
    void ofTooManyWhoWaitTheLastAreSkippedUntilThereIsRoom() {
        come(1_002);
        assertEquals(2, forecasts.view().skipped());
        handle(new LeaveQueue(now, new CallId("c00007"), LeaveReason.ABANDONED));
        comes(C1);
        assertEquals(2, forecasts.view().skipped());
        comes(C2);
        assertEquals(3, forecasts.view().skipped());
    }

    @Test
    void whoeverLeavesIsEstimatedNoMore() {
        comes(C1);
        comes(C2);
        begin();
        end(C1, C2);
        handle(new LeaveQueue(now, C1, LeaveReason.ABANDONED));
        handle(new KeepPlace(now, C2, "555"));
        assertEquals(Optional.empty(), shownFor(C1, SALES));
        assertEquals(Optional.empty(), shownFor(C2, SALES));
        assertEquals(Optional.empty(), forecasts.nextRound());
        comes(new CallId("c3"));
        handle(new LeaveQueue(now, new CallId("c3"), LeaveReason.ABANDONED));
        assertEquals(Optional.empty(), forecasts.nextRound());
        assertEquals(1, errors().left());
    }

    @Test
    void whoeverIsMovedIsEstimatedAnewThere() {
        comes(C1);
        begin();
        end(C1);
        handle(new MoveCall(now, C1, SERVICE, true));
        assertEquals(Optional.empty(), shownFor(C1, SERVICE));
        assertEquals(Optional.of(Instant.EPOCH), forecasts.nextRound());
        begin();
        end(C1);
        assertEquals(Optional.of(NOON), shownFor(C1, SERVICE));
    }

    @Test
    void whatIsEstimatedForAQueueIsNotShownAfterAMoveMeanwhile() {
        comes(C1);
        begin();
        handle(new MoveCall(now, C1, SERVICE, true));
        end(C1);
        assertEquals(Optional.empty(), shownFor(C1, SALES));
        assertEquals(Optional.empty(), shownFor(C1, SERVICE));
        assertEquals(Optional.of(Instant.EPOCH), forecasts.nextRound());
    }

    @Test
    void aWaitThatEndsWhileItIsEstimatedCountsLikeAnyOther() {
        annaSignsIn();
        comes(C1);
        begin();
        pass(10);
        handle(new AcceptOffer(now, ANNA, C1));
        assertTrue(forecasts.view().queues().isEmpty());
        end(C1);
        assertEquals(1, errors().counted());
        assertEquals(Duration.ofSeconds(10), errors().meanWait());
        assertEquals(Duration.ofSeconds(50), errors().bias());
        assertEquals(Optional.empty(), shownFor(C1, SALES));
        assertEquals(Optional.empty(), forecasts.nextRound());
    }

    @Test
    void callersAreNotToldWhereEstimatesWereWrong() {
        annaSignsIn();
        comes(C1);
        handle(new AcceptOffer(now, ANNA, C1));
        for (int i = 0; i < 30; i++) {
            CallId talking = i == 0 ? C1 : new CallId("x" + (i - 1));
            CallId next = new CallId("x" + i);
            comes(next);
            begin();
            end(next);
            assertEquals(Optional.of(now), shownFor(next, SALES));
            pass(600);
            handle(new EndCall(now, talking));
            handle(new AcceptOffer(now, ANNA, next));
        }
        comes(C2);
        begin();
        end(C2);
        assertEquals(30, errors().counted());
        assertEquals(Optional.empty(), shownFor(C2, SALES));
    }

    @Test
    void afterARestartTheRulesInForceAreLearntFromTheSnapshot() {
        WaitForecasts restarted = new WaitForecasts();
        restarted.on(core.handle(new EnqueueCall(now, C1, SERVICE, 0, SkillNeed.none())));
        Round round = restarted.begin(core.snapshot(), now).orElseThrow();
        Traffic service = round.traffic().get(SERVICE);
        assertNotNull(service);
        assertEquals(Duration.ofMinutes(7), service.talk());
    }

    @Test
    void aRoundIsEstimatedFromItsOwnSnapshotWhateverComesAfter() {
        annaSignsIn();
        for (int i = 0; i < 6; i++) {
            CallId call = new CallId("x" + i);
            comes(call);
            annaTalks(call, 60);
        }
        comes(C1);
        handle(new AcceptOffer(now, ANNA, C1));
        comes(C2);
        Round round = begin().orElseThrow();
        handle(new LeaveQueue(now, C2, LeaveReason.ABANDONED));
        assertTrue(round.estimate(WaitEstimator.standard(1), C2).isPresent());
    }

    @Test
    void oneRoundIsUnderWayAtATime() {
        assertThrows(IllegalStateException.class, () -> end());
        comes(C1);
        begin();
        assertThrows(IllegalStateException.class, this::begin);
        assertThrows(IllegalArgumentException.class, () -> end(C2));
    }
}
