package org.strowger.engine.routing;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A contact centre in virtual time, in the form that queueing theory gives it: callers come as a
/// Poisson process, agents answer at once and have no after-call work, and callers hang up when
/// their patience ends.
///
/// It drives anything that routes by commands and events, and it counts. After a warm-up the run is
/// cut into [#BATCHES] spans of equal length, each long enough to be nearly independent of the
/// others; a call belongs to the span in which it came.
final class VirtualCentre {
    /// How many spans a run is cut into: what the confidence intervals are made of.
    static final int BATCHES = 20;

    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final double NANOS_PER_MINUTE = 60e9;

    /// What decides: the core, or an oracle.
    interface Router {
        List<RoutingEvent> handle(RoutingCommand command);
    }

    /// Agents who are alike.
    record Pool(String name, int agents, RoutingProfile profile) {}

    /// Callers who are alike.
    ///
    /// @param perMinute how many of them come
    /// @param target the wait that counts as in time, in minutes
    record Callers(
            String name,
            QueueId queue,
            int priority,
            SkillNeed need,
            double perMinute,
            Law talk,
            Law patience,
            double target) {}

    /// A centre and its rules.
    record Plan(RoutingPolicy policy, List<Pool> pools, List<Callers> callers) {
        double callsPerMinute() {
            return callers.stream().mapToDouble(Callers::perMinute).sum();
        }
    }

    /// What is counted: of callers all but the last, of pools the last.
    enum Measure {
        WAITS,
        WAIT,
        IN_TIME,
        ABANDONS,
        WAIT_OF_SERVED,
        OCCUPANCY
    }

    private enum What {
        ARRIVES,
        LOSES_PATIENCE,
        ENDS_TALK
    }

    private record Planned(long at, long turn, What what, Stream stream, @Nullable Call call) {}

    /// The callers of one kind as they come, each chance drawn from a generator of its own.
    private static final class Stream {
        final Callers callers;
        final SplittableRandom arrivals;
        final SplittableRandom talks;
        final SplittableRandom patiences;
        final Tally[] tallies = tallies();

        Stream(Callers callers, SplittableRandom random) {
            this.callers = callers;
            arrivals = random.split();
            talks = random.split();
            patiences = random.split();
        }
    }

    private static final class Call {
        final CallId id;
        final Stream stream;
        final long arrived;
        final @Nullable Tally tally;
        boolean waits = true;
        int pool;
        long connected;

        Call(CallId id, Stream stream, long arrived, @Nullable Tally tally) {
            this.id = id;
            this.stream = stream;
            this.arrived = arrived;
            this.tally = tally;
        }
    }

    /// What there was of one kind of callers in one span.
    private static final class Tally {
        long came;
        long waited;
        long inTime;
        long abandoned;
        double wait;
        double waitOfServed;

        double of(Measure measure) {
            return switch (measure) {
                case WAITS -> (double) waited / came;
                case WAIT -> wait / came;
                case IN_TIME -> (double) inTime / came;
                case ABANDONS -> (double) abandoned / came;
                case WAIT_OF_SERVED -> waitOfServed / (came - abandoned);
                case OCCUPANCY -> throw new IllegalArgumentException("callers have no occupancy");
            };
        }
    }

    private static Tally[] tallies() {
        Tally[] tallies = new Tally[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            tallies[i] = new Tally();
        }
        return tallies;
    }

    /// The figures of a run, one for each span.
    static final class Observed {
        private final Map<String, double[]> spans = new HashMap<>();

        private static String key(String of, Measure measure) {
            return of + " " + measure;
        }

        /// The mean over the run.
        double mean(String of, Measure measure) {
            double sum = 0;
            for (double span : spans(of, measure)) {
                sum += span;
            }
            return sum / BATCHES;
        }

        /// The standard error of the mean, from how much the spans differ.
        double error(String of, Measure measure) {
            double mean = mean(of, measure);
            double squares = 0;
            for (double span : spans(of, measure)) {
                squares += (span - mean) * (span - mean);
            }
            return Math.sqrt(squares / (BATCHES - 1) / BATCHES);
        }

        private double[] spans(String of, Measure measure) {
            double[] found = spans.get(key(of, measure));
            if (found == null) {
                throw new IllegalArgumentException("nothing was counted of " + key(of, measure));
            }
            return found;
        }
    }

    private final Plan plan;
    private final Router router;
    private final List<Stream> streams = new ArrayList<>();
    private final PriorityQueue<Planned> agenda =
            new PriorityQueue<>(
                    Comparator.comparingLong(Planned::at).thenComparingLong(Planned::turn));
    private final Map<CallId, Call> calls = new HashMap<>();
    private final Map<AgentId, Integer> poolOf = new HashMap<>();
    private final double[][] talked;
    private final long warmUp;
    private final long span;
    private long now;
    private long turns;
    private long callsSoFar;
    private long undecided;

    private VirtualCentre(Plan plan, Router router, long seed, long callsToCount) {
        this.plan = plan;
        this.router = router;
        talked = new double[plan.pools().size()][BATCHES];
        span = nanos(callsToCount / plan.callsPerMinute() / BATCHES);
        warmUp = 2 * span;
        SplittableRandom random = new SplittableRandom(seed);
        for (Callers callers : plan.callers()) {
            streams.add(new Stream(callers, random.split()));
        }
    }

    /// Runs a centre for about as many calls after the warm-up, until each of these is served or
    /// gone.
    static Observed run(Plan plan, Router router, long seed, long callsToCount) {
        return new VirtualCentre(plan, router, seed, callsToCount).run();
    }

    private Observed run() {
        command(new RoutingCommand.ApplyPolicy(time(), plan.policy()));
        for (int pool = 0; pool < plan.pools().size(); pool++) {
            signIn(pool, plan.pools().get(pool));
        }
        streams.forEach(this::planArrival);
        while (now < warmUp + BATCHES * span || undecided > 0) {
            Planned next = agenda.remove();
            now = next.at();
            happen(next);
        }
        calls.values().stream().filter(call -> !call.waits).forEach(this::countTalk);
        return observed();
    }

    private void signIn(int pool, Pool agents) {
        for (int i = 0; i < agents.agents(); i++) {
            AgentId agent = new AgentId(agents.name() + i);
            poolOf.put(agent, pool);
            command(new RoutingCommand.SignInAgent(time(), agent, agents.profile()));
        }
    }

    private void happen(Planned planned) {
        Call call = planned.call();
        if (call == null) {
            arrive(planned.stream());
        } else if (planned.what() == What.ENDS_TALK) {
            calls.remove(call.id);
            countTalk(call);
            command(new RoutingCommand.EndCall(time(), call.id));
        } else if (call.waits) {
            calls.remove(call.id);
            call.waits = false;
            countWait(call, true);
            command(new RoutingCommand.LeaveQueue(time(), call.id, LeaveReason.ABANDONED));
        }
    }

    private void arrive(Stream stream) {
        planArrival(stream);
        Callers callers = stream.callers;
        int batch = now < warmUp ? BATCHES : (int) ((now - warmUp) / span);
        Tally tally = batch < BATCHES ? stream.tallies[batch] : null;
        Call call = new Call(new CallId("c" + callsSoFar++), stream, now, tally);
        calls.put(call.id, call);
        if (tally != null) {
            tally.came++;
            undecided++;
        }
        double patience = callers.patience().draw(stream.patiences);
        command(
                new RoutingCommand.EnqueueCall(
                        time(), call.id, callers.queue(), callers.priority(), callers.need()));
        if (call.waits && patience < Double.POSITIVE_INFINITY) {
            plan(nanos(patience), What.LOSES_PATIENCE, stream, call);
        }
    }

    private void planArrival(Stream stream) {
        double gap = new Law.Exponential(1 / stream.callers.perMinute()).draw(stream.arrivals);
        plan(nanos(gap), What.ARRIVES, stream, null);
    }

    private void plan(long in, What what, Stream stream, @Nullable Call call) {
        agenda.add(new Planned(now + in, turns++, what, stream, call));
    }

    /// Has a command carried out, and answers every telephone that rings because of it at once.
    private void command(RoutingCommand command) {
        Queue<RoutingCommand> commands = new ArrayDeque<>(List.of(command));
        while (!commands.isEmpty()) {
            for (RoutingEvent event : router.handle(commands.remove())) {
                switch (event) {
                    case RoutingEvent.CallOffered offer ->
                            commands.add(
                                    new RoutingCommand.AcceptOffer(
                                            time(), offer.agent(), offer.call()));
                    case RoutingEvent.CallConnected(var _, var call, var _, var agent) ->
                            connect(found(call), poolOf.getOrDefault(agent, -1));
                    case RoutingEvent.PolicyApplied _,
                            RoutingEvent.AgentSignedIn _,
                            RoutingEvent.CallQueued _,
                            RoutingEvent.CallLeftQueue _,
                            RoutingEvent.CallEnded _ -> {}
                    default -> throw new IllegalStateException("not in this centre: " + event);
                }
            }
        }
    }

    private Call found(CallId id) {
        Call call = calls.get(id);
        if (call == null || !call.waits) {
            throw new IllegalStateException(id + " was connected, but does not wait");
        }
        return call;
    }

    private void connect(Call call, int pool) {
        call.waits = false;
        call.pool = pool;
        call.connected = now;
        countWait(call, false);
        Stream stream = call.stream;
        plan(nanos(stream.callers.talk().draw(stream.talks)), What.ENDS_TALK, stream, call);
    }

    private void countWait(Call call, boolean abandoned) {
        Tally tally = call.tally;
        if (tally == null) {
            return;
        }
        undecided--;
        double wait = (now - call.arrived) / NANOS_PER_MINUTE;
        tally.wait += wait;
        tally.waited += now > call.arrived ? 1 : 0;
        if (abandoned) {
            tally.abandoned++;
            return;
        }
        tally.waitOfServed += wait;
        tally.inTime += wait <= call.stream.callers.target() ? 1 : 0;
    }

    /// Adds a talk, as far as it has come, to the spans in which it was.
    private void countTalk(Call call) {
        for (int batch = 0; batch < BATCHES; batch++) {
            long from = Math.max(call.connected, warmUp + batch * span);
            long to = Math.min(now, warmUp + (batch + 1) * span);
            talked[call.pool][batch] += Math.max(0, to - from);
        }
    }

    private Observed observed() {
        Observed observed = new Observed();
        for (Stream stream : streams) {
            for (Measure measure : Measure.values()) {
                if (measure != Measure.OCCUPANCY) {
                    double[] spans = new double[BATCHES];
                    for (int i = 0; i < BATCHES; i++) {
                        spans[i] = stream.tallies[i].of(measure);
                    }
                    observed.spans.put(Observed.key(stream.callers.name(), measure), spans);
                }
            }
        }
        for (int pool = 0; pool < talked.length; pool++) {
            Pool agents = plan.pools().get(pool);
            double[] spans = new double[BATCHES];
            for (int i = 0; i < BATCHES; i++) {
                spans[i] = talked[pool][i] / ((double) span * agents.agents());
            }
            observed.spans.put(Observed.key(agents.name(), Measure.OCCUPANCY), spans);
        }
        return observed;
    }

    private Instant time() {
        return ORIGIN.plusNanos(now);
    }

    private static long nanos(double minutes) {
        return (long) (minutes * NANOS_PER_MINUTE);
    }
}
