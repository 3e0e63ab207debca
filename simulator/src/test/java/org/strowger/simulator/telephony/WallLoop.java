package org.strowger.simulator.telephony;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.strowger.engine.call.Loop;

/// A loop with a thread, by the wall's clock: for those who wait in front of it.
final class WallLoop implements Loop, AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    @Override
    public void soon(Runnable task) {
        thread.execute(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Future<?> due = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> due.cancel(false);
    }

    /// Does it, and all that comes of it at once, before it returns.
    void now(Runnable task) {
        try {
            thread.submit(task).get();
            thread.submit(() -> {}).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
