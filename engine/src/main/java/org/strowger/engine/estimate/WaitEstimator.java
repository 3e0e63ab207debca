package org.strowger.engine.estimate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.strowger.engine.estimate.WaitEstimate.Method;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;

/// Estimates for how much longer a caller will wait, from a snapshot of the centre and what was
/// learnt of its traffic.
///
/// Where one pool of agents serves the caller's line alone there is a formula ([QueueLength]);
/// anywhere else the centre is played forward many times ([LookAhead]). That takes a while, so it
/// is not for the thread that owns the core. The same arguments always give the same estimate.
///
/// @param lookAheads how often the centre is played forward
/// @param mostCommands how far, each time
/// @param seed of the chances that are taken
public record WaitEstimator(int lookAheads, int mostCommands, long seed) {
    /// With fewer, a time would be told from too little.
    private static final double LEAST_CONTACTS = 5;

    private static final int MOST_LOOK_AHEADS = 100_000;

    /// So many calls and agents are restored for one estimate, in all look-aheads together.
    private static final int MOST_RESTORED = 1_000_000;

    /// From fewer, the P80 would be too rough to be told.
    private static final int FEWEST_LOOK_AHEADS = 25;

    public WaitEstimator {
        if (lookAheads < 1 || lookAheads > MOST_LOOK_AHEADS) {
            throw new IllegalArgumentException(
                    "lookAheads must be 1 to %d, but is %d"
                            .formatted(MOST_LOOK_AHEADS, lookAheads));
        }
        if (mostCommands < 1) {
            throw new IllegalArgumentException(
                    "mostCommands must be 1 or more, but is " + mostCommands);
        }
    }

    /// Plays the centre forward 200 times, for 20,000 commands at most.
    public static WaitEstimator standard(long seed) {
        return new WaitEstimator(200, 20_000, seed);
    }

    /// The wait from now on. Empty if the call is not in line, if nobody is at work who could take
    /// it, if fewer than five contacts of its queue are remembered, if more than one in five of the
    /// ways in which the centre may go on do not lead to an agent, or if the part of the centre
    /// that matters is too large to be played: the larger it is, the fewer look-aheads there are.
    ///
    /// @param now no earlier than the snapshot
    /// @param traffic of the centre's queues, by id
    public Optional<WaitEstimate> estimate(
            RoutingSnapshot snapshot,
            CallId call,
            Instant now,
            SortedMap<QueueId, Traffic> traffic) {
        Optional<Line> found = Line.of(snapshot, call);
        if (found.isEmpty() || found.get().agents().isEmpty()) {
            return Optional.empty();
        }
        Line line = found.get();
        Traffic own = traffic.get(line.call().queue());
        if (own == null || own.contacts() < LEAST_CONTACTS) {
            return Optional.empty();
        }
        return OnePool.queueLength(line, traffic)
                .map(length -> byQueueLength(line, length, now, own))
                .or(() -> bySimulation(line, now, traffic, own));
    }

    private static WaitEstimate byQueueLength(
            Line line, QueueLength length, Instant now, Traffic own) {
        if (line.isRinging(line.call().id())) {
            Duration ringing = own.ringing();
            return estimate(line, now, own, Method.QUEUE_LENGTH, ringing, ringing, ringing);
        }
        return estimate(
                line,
                now,
                own,
                Method.QUEUE_LENGTH,
                own.ringing().plus(Seconds.toDuration(length.mean())),
                own.ringing().plus(Seconds.toDuration(length.quantile(0.5))),
                own.ringing().plus(Seconds.toDuration(length.quantile(0.8))));
    }

    private Optional<WaitEstimate> bySimulation(
            Line line, Instant now, SortedMap<QueueId, Traffic> traffic, Traffic own) {
        Part part = Part.of(line, traffic);
        RoutingSnapshot snapshot = part.snapshot();
        int times = timesAffordable(snapshot);
        if (times < Math.min(lookAheads, FEWEST_LOOK_AHEADS)) {
            return Optional.empty();
        }
        CallId caller = line.call().id();
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            new LookAhead(snapshot, caller, now, traffic, part::has, own, new Lots(seed, i))
                    .waitWithin(mostCommands)
                    .ifPresent(waits::add);
        }
        waits.sort(null);
        int median = Math.ceilDiv(times, 2) - 1;
        int fourInFive = Math.ceilDiv(4 * times, 5) - 1;
        if (fourInFive >= waits.size()) {
            return Optional.empty();
        }
        double mean = waits.stream().mapToDouble(Seconds::of).average().orElseThrow();
        return Optional.of(
                estimate(
                        line,
                        now,
                        own,
                        Method.SIMULATION,
                        Seconds.toDuration(mean),
                        waits.get(median),
                        waits.get(fourInFive)));
    }

    private int timesAffordable(RoutingSnapshot part) {
        return Math.min(lookAheads, MOST_RESTORED / (part.calls().size() + part.agents().size()));
    }

    private static WaitEstimate estimate(
            Line line,
            Instant now,
            Traffic own,
            Method method,
            Duration mean,
            Duration p50,
            Duration p80) {
        Instant head =
                line.calls().stream()
                        .filter(call -> !line.isRinging(call.id()))
                        .map(CallInLine::enteredAt)
                        .min(Instant::compareTo)
                        .orElse(now);
        Duration waited = Duration.between(line.call().enteredAt(), now);
        return new WaitEstimate(
                mean,
                p50,
                p80,
                method,
                atLeastZero(Duration.between(head, now).minus(waited)),
                own.lastToEnter().map(last -> atLeastZero(last.minus(waited))));
    }

    private static Duration atLeastZero(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }
}
