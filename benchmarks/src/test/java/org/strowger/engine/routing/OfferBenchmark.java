package org.strowger.engine.routing;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/// How long the routing core takes to offer a call.
///
/// `decide...` is the one command that decides, with how its times are distributed; `cycle...` is
/// one offer with everything that it takes to come to the next.
///
/// ```
/// ./strowger bench OfferBenchmark                              # every size, every detail
/// ./strowger bench OfferBenchmark -p size=10000 -prof gc       # and what is allocated
/// ./strowger bench OfferBenchmark -p router=oracle -p size=100
/// ```
@Fork(value = 1, jvmArgsAppend = "-Xmx6g")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Threads(1)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OfferBenchmark {
    /// A centre of one size, by one router.
    @State(Scope.Thread)
    public abstract static class Centre {
        /// How many agents, and how many calls in line or half as many idle agents.
        @Param({"100", "1000", "10000", "100000"})
        int size;

        @Param({"PASSED_OVER", "FULL"})
        Detail detail = Detail.FULL;

        /// `core`, or `oracle` for the same rules written plainly, at a size that it can stand.
        @Param("core")
        String router = "core";

        BusyCentre centre = new BusyCentre(_ -> List.of(), 1, Detail.FULL);
        BusyCentre.Router routing = _ -> List.of();
        RoutingCommand next = new RoutingCommand.PassTime(centre.now());
        List<RoutingEvent> events = List.of();

        BusyCentre staffed() {
            routing =
                    switch (router) {
                        case "core" -> new RoutingCore()::handle;
                        case "oracle" -> new NaiveRouting()::handle;
                        default -> throw new IllegalArgumentException("no router " + router);
                    };
            return new BusyCentre(routing, size, detail).staffed();
        }
    }

    /// More calls than agents: every agent talks, and as many calls wait as there are agents.
    public static class Backlog extends Centre {
        @Setup(Level.Trial)
        public void fill() {
            centre = staffed().talking(0).waiting(size);
        }

        /// What was measured is the offer of one call out of so many, to the end.
        @TearDown(Level.Trial)
        public void check() {
            if (centre.callsInLine() < 0.9 * size || centre.idleAgents() > 0.1 * size) {
                throw new IllegalStateException(
                        "the backlog did not last: %d calls in line, %d agents idle"
                                .formatted(centre.callsInLine(), centre.idleAgents()));
            }
        }
    }

    /// The next command is that an agent ends a talk.
    public static class BacklogBeforeEnd extends Backlog {
        @Setup(Level.Invocation)
        public void prepare() {
            centre.note(events);
            centre.acceptAndReplace();
            next = centre.nextEnd();
        }
    }

    /// More agents than calls: half of the agents are idle.
    public static class Idlers extends Centre {
        @Setup(Level.Trial)
        public void fill() {
            centre = staffed().talking(0.5);
        }

        /// What was measured is the offer to one agent out of so many, to the end.
        @TearDown(Level.Trial)
        public void check() {
            if (centre.callsInLine() > 0.1 * size || centre.idleAgents() < 0.4 * size) {
                throw new IllegalStateException(
                        "the idle agents did not last: %d calls in line, %d agents idle"
                                .formatted(centre.callsInLine(), centre.idleAgents()));
            }
        }
    }

    /// The next command is that a call comes.
    public static class IdlersBeforeCall extends Idlers {
        @Setup(Level.Invocation)
        public void prepare() {
            centre.note(events);
            centre.acceptAll();
            centre.handle(centre.nextEnd());
            centre.acceptAll();
            next = centre.nextCall();
        }
    }

    /// An agent's talk ends, and the core offers them the call in line with the best claim.
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public List<RoutingEvent> decideAtEndOfTalk(BacklogBeforeEnd backlog) {
        backlog.events = backlog.routing.handle(backlog.next);
        return backlog.events;
    }

    /// A call comes, and the core offers it to the agent who goes first.
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public List<RoutingEvent> decideAtArrival(IdlersBeforeCall idlers) {
        idlers.events = idlers.routing.handle(idlers.next);
        return idlers.events;
    }

    /// Three commands: a talk ends, the offer that follows is accepted, and another call comes and
    /// waits.
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public int cycleWithBacklog(Backlog backlog) {
        backlog.centre.handle(backlog.centre.nextEnd());
        backlog.centre.acceptAndReplace();
        return backlog.centre.callsInLine();
    }

    /// Three commands: a talk ends, a call comes, and the offer that follows is accepted.
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public int cycleWithIdlers(Idlers idlers) {
        idlers.centre.handle(idlers.centre.nextEnd());
        idlers.centre.acceptAll();
        idlers.centre.handle(idlers.centre.nextCall());
        idlers.centre.acceptAll();
        return idlers.centre.idleAgents();
    }
}
