package org.strowger.simulator;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.IntFunction;
import org.strowger.engine.routing.Detail;
import org.strowger.simulator.result.CallFigures;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.virtual.Replications;
import org.strowger.simulator.virtual.Witness;

/// How many calls one processor simulates in a second of its time, through the production routing
/// core; and how many SSJ does, of the one centre that it can be told in a few lines.
///
/// ```
/// ./strowger bench simulate      # each centre, five times
/// ./strowger bench simulate 20   # twenty times
/// ```
///
/// Times are the processor's, of the one thread that plays; of the rounds the best counts, for
/// other work on the machine only ever takes away. The first shows what a cold start is.
public final class SimulationRate {
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// What a round came to.
    ///
    /// @param waited the share of callers who waited
    /// @param gone the share of callers who hung up
    record Round(long calls, double waited, double gone) {}

    private SimulationRate() {}

    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        measure("M/M/100+M", rounds, played(SimulatedCentres.ofOneType(), 1));
        measure("M/M/100+M, SSJ 3.3.2", rounds, SsjCentre::play);
        measure("3 types, 2 groups", rounds, played(SimulatedCentres.ofThreeTypes(), 60));
        measure("1,000 agents, 50 skills", rounds, played(SimulatedCentres.large(), 1));
    }

    private static IntFunction<Round> played(Scenario scenario, int days) {
        return round -> {
            long calls = 0;
            long waited = 0;
            long gone = 0;
            for (int i = 0; i < days; i++) {
                Day day =
                        Replications.witnessed(
                                scenario, round * days + i, Detail.WINNER, Witness.NONE);
                for (CallFigures queue : day.queues().values()) {
                    calls += queue.offered();
                    waited += queue.offered() - queue.waitsAnswered().histogram()[0];
                    gone += queue.abandoned();
                }
            }
            return new Round(calls, (double) waited / calls, (double) gone / calls);
        };
    }

    private static void measure(String what, int rounds, IntFunction<Round> play) {
        long cold = 0;
        long best = 0;
        long bytes = 0;
        double waited = 0;
        double gone = 0;
        double seconds = 0;
        long collecting = collecting();
        for (int i = 0; i < rounds; i++) {
            long allocated = THREAD.getCurrentThreadAllocatedBytes();
            long began = THREAD.getCurrentThreadCpuTime();
            Round round = play.apply(i);
            long nanos = THREAD.getCurrentThreadCpuTime() - began;
            long rate = round.calls() * 1_000_000_000L / nanos;
            bytes = (THREAD.getCurrentThreadAllocatedBytes() - allocated) / round.calls();
            cold = i == 0 ? rate : cold;
            seconds = rate > best ? nanos / 1e9 : seconds;
            best = Math.max(best, rate);
            waited += round.waited() / rounds;
            gone += round.gone() / rounds;
        }
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "%-24s %,10d calls/s (cold %,d), %.2f s a round, %,d bytes a call;"
                                + " %.2f %% waited, %.2f %% hung up; collector %d ms in all",
                        what,
                        best,
                        cold,
                        seconds,
                        bytes,
                        100 * waited,
                        100 * gone,
                        collecting() - collecting));
    }

    /// What the garbage collector took so far, in milliseconds: it has threads of its own.
    private static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
