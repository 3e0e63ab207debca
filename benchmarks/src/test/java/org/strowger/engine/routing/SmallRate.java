package org.strowger.engine.routing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// How many calls of a small centre one processor takes through the core in a second of its time,
/// as a simulator would have it.
///
/// ```
/// ./strowger bench small                 # each centre, with every detail of decision records
/// ./strowger bench small 20 PASSED_OVER  # with one of them, in so many rounds of a second, not 5
/// ```
public final class SmallRate {
    private static final long NANOS_OF_A_ROUND = 1_000_000_000L;
    private static final int CALLS_BETWEEN_LOOKS = 1_000;
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private SmallRate() {}

    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        List<Detail> details =
                args.length > 1 ? List.of(Detail.valueOf(args[1])) : List.of(Detail.values());
        for (Detail detail : details) {
            measure("M/M/100+M", rounds, detail, SmallRate::ofOneType);
            measure("3 types, 2 groups", rounds, detail, SmallCentre::ofThreeTypes);
        }
    }

    /// 20 calls a minute, talks of 5 minutes and patience of 2: 40.4 % wait and 4.88 % hang up.
    private static SmallCentre ofOneType(Detail detail) {
        return SmallCentre.ofOneType(100, 20, 5, 2, detail);
    }

    /// The best of several rounds: other work on the machine only ever takes away.
    private static void measure(
            String what, int rounds, Detail detail, Function<Detail, SmallCentre> centre) {
        SmallCentre small = centre.apply(detail);
        long best = 0;
        long bytes = 0;
        for (int i = 0; i < rounds; i++) {
            long allocated = THREAD.getCurrentThreadAllocatedBytes();
            long began = THREAD.getCurrentThreadCpuTime();
            long nanos = 0;
            long calls = 0;
            while (nanos < NANOS_OF_A_ROUND) {
                small.run(CALLS_BETWEEN_LOOKS);
                calls += CALLS_BETWEEN_LOOKS;
                nanos = THREAD.getCurrentThreadCpuTime() - began;
            }
            best = Math.max(best, calls * 1_000_000_000L / nanos);
            bytes = (THREAD.getCurrentThreadAllocatedBytes() - allocated) / calls;
        }
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "%-17s %-11s %,10d calls/s, %5.2f us and %,6d bytes each;"
                                + " %.2f %% waited, %.2f %% hung up",
                        what,
                        detail,
                        best,
                        1e6 / best,
                        bytes,
                        100 * small.waited(),
                        100 * small.abandoned()));
    }
}
