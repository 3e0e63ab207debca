package org.strowger.simulator.load;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is to be done when, on one thread. Times are in nanoseconds since it was made.
final class Timetable {
    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);

    private final ScheduledExecutorService thread;
    private final Ledger ledger;
    private final long origin = System.nanoTime();

    /// @param thread one
    /// @param ledger told of failures, on that thread
    Timetable(ScheduledExecutorService thread, Ledger ledger) {
        this.thread = thread;
        this.ledger = ledger;
    }

    long now() {
        return System.nanoTime() - origin;
    }

    /// Has something done as soon as may be. From any thread.
    void run(Runnable task) {
        try {
            thread.execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.trace("too late: everybody has gone", e);
        }
    }

    /// Has something done when it is due, or at once when it is overdue.
    Future<?> at(long due, Runnable task) {
        return thread.schedule(() -> guarded(task), Math.max(0, due - now()), TimeUnit.NANOSECONDS);
    }

    /// Notes by how much we are late with what is done now.
    void late(long due, Ledger of) {
        of.took(Timing.OWN, now() - due);
    }

    /// Asks something on the thread.
    <T> T ask(Callable<T> asked) throws InterruptedException {
        try {
            return thread.submit(asked).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One person's mishap must not end the thread that all live on.
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            ledger.error("failure of this client: " + e.getClass().getSimpleName());
            LOG.error("a caller or agent failed", e);
        }
    }
}
