package org.strowger.engine.estimate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.SkillNeed;

/// The routing core in virtual time, with exponential arrivals, talks and patience, and telephones
/// that are answered at once. Every caller who has to wait is told an estimate, and what came of it
/// is kept beside what other predictors would have said.
final class MarkovCentre {
    private static final Instant MORNING = Instant.parse("2030-01-01T08:00:00Z");

    private final RoutingCore core = new RoutingCore();
    private final TrafficModel model = new TrafficModel();
    private final EstimateErrors errors = new EstimateErrors();
    private final SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
    private final List<Source> sources = new ArrayList<>();
    private final PriorityQueue<Planned> plan =
            new PriorityQueue<>(
                    Comparator.comparing((Planned p) -> p.command().at())
                            .thenComparingLong(Planned::number));
    private final Map<CallId, Told> told = new HashMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final SplittableRandom lots;
    private final double talkMinutes;
    private final double patienceMinutes;
    private boolean toldStay;
    private Instant now = MORNING;
    private long planned;
    private int agents;

    private record Source(QueueId queue, double perMinute, int priority) {}

    private record Planned(RoutingCommand command, long number, Runnable next) {}

    /// @param ahead how many stood in the same line
    private record Told(Instant at, int ahead, WaitEstimate estimate) {}

    /// What a caller was told and then waited, in seconds.
    record Outcome(QueueId queue, int ahead, WaitEstimate estimate, double waited) {
        double squaredError(double predicted) {
            return (predicted - waited) * (predicted - waited);
        }

        double squaredErrorOfEstimate() {
            return squaredError(Seconds.of(estimate.mean()));
        }

        double squaredErrorByLastToEnter() {
            return squaredError(Seconds.of(estimate.byLastToEnter().orElseThrow()));
        }
    }

    /// @param patienceMinutes infinite if nobody gives up
    MarkovCentre(long seed, double talkMinutes, double patienceMinutes) {
        this.lots = new SplittableRandom(seed);
        this.talkMinutes = talkMinutes;
        this.patienceMinutes = patienceMinutes;
    }

    MarkovCentre queue(QueueId id, QueuePolicy rules, double perMinute, int priority) {
        queues.put(id, rules);
        sources.add(new Source(id, perMinute, priority));
        return this;
    }

    /// Callers who are told an estimate do not give up, so that what they would have waited is
    /// seen.
    MarkovCentre toldStay() {
        toldStay = true;
        return this;
    }

    /// Applies the policy; all queues must be there.
    MarkovCentre open() {
        handle(new RoutingCommand.ApplyPolicy(now, RoutingPolicy.of("v1", queues)));
        sources.forEach(this::nextArrival);
        return this;
    }

    MarkovCentre staff(int count, RoutingProfile profile) {
        for (int i = 0; i < count; i++) {
            AgentId agent = new AgentId("a%04d".formatted(agents++));
            handle(new RoutingCommand.SignInAgent(now, agent, profile));
        }
        return this;
    }

    void run(Duration time) {
        run(time, Optional.empty(), 0);
    }

    /// Goes on for this long, with an estimate for whoever has to wait: but not for the next one
    /// within `apart` of it.
    void run(Duration time, Optional<WaitEstimator> estimator, long apartSeconds) {
        Instant end = now.plus(time);
        Instant next = now;
        while (plan.element().command().at().isBefore(end)) {
            Planned due = plan.remove();
            if (isStaying(due.command())) {
                continue;
            }
            due.next().run();
            boolean mustWait = handle(due.command());
            boolean isTold = mustWait && !now.isBefore(next) && estimator.isPresent();
            if (isTold && due.command() instanceof RoutingCommand.EnqueueCall arrival) {
                tell(arrival, estimator.get());
                next = now.plusSeconds(apartSeconds);
            }
        }
    }

    private boolean isStaying(RoutingCommand command) {
        return toldStay
                && command instanceof RoutingCommand.LeaveQueue leaving
                && told.containsKey(leaving.call());
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    EstimateErrors errors() {
        return errors;
    }

    private void tell(RoutingCommand.EnqueueCall arrival, WaitEstimator estimator) {
        RoutingSnapshot snapshot = core.snapshot();
        int ahead =
                (int)
                        snapshot.calls().stream()
                                .filter(call -> call.queue().equals(arrival.queue()))
                                .filter(call -> !call.id().equals(arrival.call()))
                                .count();
        estimator
                .estimate(snapshot, arrival.call(), now, model.traffic(now))
                .ifPresent(
                        estimate -> {
                            told.put(arrival.call(), new Told(now, ahead, estimate));
                            errors.predicted(arrival.call(), arrival.queue(), now, estimate);
                        });
    }

    /// Whether nobody was free.
    private boolean handle(RoutingCommand command) {
        now = command.at();
        List<RoutingEvent> events = core.handle(command);
        model.on(events);
        errors.on(events);
        events.forEach(this::react);
        return events.stream().noneMatch(RoutingEvent.CallOffered.class::isInstance);
    }

    private void react(RoutingEvent event) {
        if (event instanceof RoutingEvent.CallOffered offered) {
            handle(new RoutingCommand.AcceptOffer(now, offered.agent(), offered.call()));
        } else if (event instanceof RoutingEvent.CallConnected connected) {
            plan(new RoutingCommand.EndCall(after(talkMinutes), connected.call()), () -> {});
            Told was = told.remove(connected.call());
            if (was != null) {
                double waited = Seconds.between(was.at(), now);
                outcomes.add(new Outcome(connected.queue(), was.ahead(), was.estimate(), waited));
            }
        } else if (event instanceof RoutingEvent.CallLeftQueue left) {
            told.remove(left.call());
        }
    }

    private void nextArrival(Source source) {
        Instant at = after(1 / source.perMinute());
        CallId call = new CallId("c%08d".formatted(planned));
        plan(
                new RoutingCommand.EnqueueCall(
                        at, call, source.queue(), source.priority(), SkillNeed.none()),
                () -> {
                    now = at;
                    nextArrival(source);
                    if (Double.isFinite(patienceMinutes)) {
                        Instant gone = after(patienceMinutes);
                        plan(
                                new RoutingCommand.LeaveQueue(gone, call, LeaveReason.ABANDONED),
                                () -> {});
                    }
                });
    }

    private Instant after(double meanMinutes) {
        double seconds = -60 * meanMinutes * Math.log(1 - lots.nextDouble());
        return now.plusNanos(Math.round(seconds * 1e9));
    }

    private void plan(RoutingCommand command, Runnable next) {
        plan.add(new Planned(command, planned++, next));
    }
}
