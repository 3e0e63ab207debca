package org.strowger.flow.check;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// How long a file may keep whoever checks it.
final class Patience {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    static final long MOST_NANOS = 50_000_000;
    private static final int MOST_REPEATS = 40;

    private Patience() {}

    /// Whether it is enough for the best of some times, alone: a busy machine makes anything slow
    /// once.
    static boolean suffices(Runnable check) {
        return best(check) <= MOST_NANOS;
    }

    static long best(Runnable check) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < MOST_REPEATS && best > MOST_NANOS / 2; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            check.run();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - before);
        }
        return best;
    }
}
